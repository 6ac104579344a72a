"""What a visitor said stands, whatever fails while it is made a message."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.files import IncomingFile
from moked.cases.models import Case, Message
from moked.channels.chat.said import Receipt, Said, receive_said
from moked.channels.chat.services import start_session
from moked.channels.chat.waiting import process_waiting
from moked.channels.models import ChatSession, Inbound
from moked.journal import record
from moked.journal.models import JournalEntry
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def business() -> Iterator[Business]:
    business = builders.a_business()
    with in_scope([business.pk]):
        yield business


@pytest.fixture
def visitor(business: Business) -> ChatSession:
    session = start_session(account=builders.chat_account(business), page="")
    receive_said(session_id=session.pk, said=Said(client_id=uuid4(), text="שלום"))
    return session


def fail_once(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """The journal cannot be written the next time."""
    write, failures = record._write, [error]

    def unlucky(*args: Any) -> None:
        if failures:
            raise failures.pop()
        write(*args)

    monkeypatch.setattr(record, "_write", unlucky)


def say(visitor: ChatSession, text: str) -> Receipt:
    return receive_said(session_id=visitor.pk, said=Said(client_id=uuid4(), text=text))


def test_puts_words_off_whose_journal_cannot_be_written(
    monkeypatch: pytest.MonkeyPatch, visitor: ChatSession
) -> None:
    fail_once(monkeypatch, OperationalError("no room"))
    assert say(visitor, "יש כאן מישהו?").message_id is None
    inbound = Inbound.objects.get(raw="יש כאן מישהו?".encode())
    assert (inbound.state, inbound.problem, inbound.attempts) == ("received", "put_off:OperationalError", 1)
    assert not Message.objects.filter(text="יש כאן מישהו?").exists()
    assert process_waiting(timezone.now() + timedelta(minutes=2)) == 1
    message = Message.objects.get(text="יש כאן מישהו?")
    inbound.refresh_from_db()
    assert (inbound.state, inbound.message, inbound.problem) == ("done", message, "")


def test_leaves_words_in_the_tray_that_nothing_can_be_made_of(
    monkeypatch: pytest.MonkeyPatch, visitor: ChatSession
) -> None:
    told = JournalEntry.objects.filter(code="customer_wrote").count()
    fail_once(monkeypatch, ValueError("cannot be told"))
    assert say(visitor, "יש כאן מישהו?").message_id is None
    inbound = Inbound.objects.get(raw="יש כאן מישהו?".encode())
    assert (inbound.state, inbound.problem) == ("needs_a_look", "failed:ValueError")
    assert not Message.objects.filter(text="יש כאן מישהו?").exists()
    assert JournalEntry.objects.filter(code="customer_wrote").count() == told
    assert JournalEntry.objects.filter(code="inbound_needs_a_look").count() == 1


@pytest.mark.parametrize(
    ("page", "text", "language"),
    [
        ("en", "?", "en"),
        ("en", "12345", "en"),
        ("en", "שלום, אין אינטרנט", "he"),
        ("", "?", "he"),
        ("xx", "?", "he"),
    ],
)
def test_opens_a_case_in_the_language_written_else_in_that_of_the_page(
    business: Business, page: str, text: str, language: str
) -> None:
    account = builders.chat_account(business)
    assert account.language == "he"
    session = start_session(account=account, page="", language=page)
    say(session, text)
    assert Case.objects.get().language == language


def test_opens_a_case_by_a_file_in_the_language_of_the_page_under_a_name_of_the_businesss(
    business: Business,
) -> None:
    session = start_session(account=builders.chat_account(business), page="", language="en")
    file = IncomingFile("bill.txt", "text/plain", b"a")
    receive_said(session_id=session.pk, said=Said(client_id=uuid4(), file=file))
    case = Case.objects.select_related("customer").get()
    assert (case.language, case.customer.name) == ("en", "פנייה מהצ׳אט")


def test_keeps_a_repeat_once_and_in_the_same_case(visitor: ChatSession) -> None:
    said = Said(client_id=uuid4(), text="שוב")
    first, second = (receive_said(session_id=visitor.pk, said=said) for _ in range(2))
    assert (first.message_id, first.case_id) == (second.message_id, second.case_id)
    assert Message.objects.filter(text="שוב").count() == Case.objects.count() == 1
