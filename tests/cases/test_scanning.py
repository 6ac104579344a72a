"""Files at the scanner: held, opened, locked away. The daemon is a small one that speaks the same protocol."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from moked.businesses.scope import in_scope, in_whole_installation
from moked.cases.errors import FileHeld, FileInfected
from moked.cases.files import IncomingFile, attach, read_file
from moked.cases.models import Attachment, StoredFile
from moked.cases.scanning import scan_due_files
from moked.journal.models import JournalEntry
from tests import builders
from tests.scanner import LONGEST_STREAM, scanner_that_finds

pytestmark = pytest.mark.django_db
VIRUS = b"this stands for something evil"


@pytest.fixture
def clamd(settings: Any) -> Iterator[str]:
    with scanner_that_finds(VIRUS) as settings.CLAMD:
        yield settings.CLAMD


def _attached(content: bytes) -> Attachment:
    business = builders.a_business()
    person = builders.a_person(business)
    case = builders.a_case(business, assignee=person)
    with in_scope([business.pk]):
        message = case.messages.get()
        return attach(
            actor=builders.actor_of(person),
            case=case,
            file=IncomingFile("paper.txt", "text/plain", content),
            message=message,
        )


def _verdict(attachment: Attachment) -> StoredFile:
    return StoredFile.objects.get(pk=attachment.file_id)


def _scan(after: timedelta = timedelta(seconds=1)) -> None:
    with in_whole_installation("as the worker does"):
        scan_due_files(timezone.now() + after)


def test_holds_a_file_until_it_is_called_clean(clamd: str) -> None:
    attachment = _attached(b"harmless" * 20_000)
    with in_scope([attachment.business_id]):
        with pytest.raises(FileHeld):
            read_file(_verdict(attachment))
        _scan()
        assert _verdict(attachment).verdict == StoredFile.Verdict.CLEAN
        assert read_file(_verdict(attachment)).startswith(b"harmless")


def test_locks_an_infected_file_away_and_says_so_in_the_timeline(clamd: str, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    attachment = _attached(VIRUS)
    _scan()
    with in_scope([attachment.business_id]):
        found = _verdict(attachment)
        assert (found.verdict, found.infection) == (StoredFile.Verdict.INFECTED, "Evil.Test")
        with pytest.raises(FileInfected):
            read_file(found)
        entry = JournalEntry.objects.get(code="file_quarantined")
        assert entry.case_id == attachment.case_id
        person = attachment.uploaded_by
    browser = Client()
    browser.force_login(person)  # type: ignore[arg-type]
    answer = browser.get(reverse("workspace:file", args=[attachment.pk]))
    assert answer.status_code == 403
    assert VIRUS not in answer.content
    page = browser.get(reverse("workspace:case", args=[attachment.case_id])).content.decode()
    assert reverse("workspace:file", args=[attachment.pk]) not in page
    assert "paper.txt" in page


def test_opens_nothing_while_the_scanner_is_away(settings: Any) -> None:
    settings.CLAMD = "127.0.0.1:1"
    attachment = _attached(b"harmless")
    with in_scope([attachment.business_id]):
        _scan()
        held = _verdict(attachment)
        assert (held.verdict, held.check_attempts) == (StoredFile.Verdict.WAITING, 1)
        assert held.next_check_at is not None
        assert held.next_check_at > timezone.now() + timedelta(seconds=5)
        with pytest.raises(FileHeld):
            read_file(held)


@pytest.mark.parametrize("size", [LONGEST_STREAM + 1, 20 * LONGEST_STREAM], ids=["a little too long", "far too long"])
def test_holds_what_the_scanner_cannot_judge_and_asks_again(clamd: str, size: int) -> None:
    attachment = _attached(b"a" * size)
    with in_scope([attachment.business_id]):
        _scan()
        assert _verdict(attachment).verdict == StoredFile.Verdict.WAITING


def test_asks_nobody_where_there_is_no_scanner() -> None:
    attachment = _attached(b"harmless")
    with in_scope([attachment.business_id]):
        _scan()
        assert _verdict(attachment).verdict == StoredFile.Verdict.NONE
        assert read_file(_verdict(attachment)) == b"harmless"
