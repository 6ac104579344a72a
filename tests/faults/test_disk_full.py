"""A full disk: nothing half-written, nothing acknowledged that is not kept, and on again when there is room."""

import os
from pathlib import Path
from uuid import uuid4

import psutil
import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.files import IncomingFile, read_file
from moked.cases.models import Attachment, Message
from moked.channels.chat.said import Said, receive_said
from moked.channels.chat.services import start_session
from moked.channels.chat.waiting import process_waiting
from moked.channels.models import Inbound
from moked.channels.pipeline.drain import drain_inbound
from tests import builders
from tests.channels.mails import a_mail, accept_mail
from tests.faults.limits import no_room_for_files_above, small_disk_under

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]

FILE = os.urandom(200_000)
SMALL = 50_000
MEGABYTE = 1024 * 1024


def _first_of_database() -> psutil.Process:
    folder = Path(settings.DATABASES["default"]["HOST"])
    return psutil.Process(int((folder / "postmaster.pid").read_text().split()[0]))


def _come_due(business: Business) -> None:
    with in_scope([business.pk]):
        Inbound.objects.filter(state="received").update(next_attempt_at=timezone.now())


def _unfinished() -> list[Path]:
    root = Path(settings.STORAGES["default"]["OPTIONS"]["location"])
    return [path for path in root.rglob(".*") if path.is_file()]


def test_puts_a_mail_off_whose_file_finds_no_room_and_brings_it_in_later() -> None:
    business = builders.a_business()
    raw = a_mail(to=f"service@{business.slug}.test", text="עם קובץ", attachments=[("invoice.bin", FILE)])
    accept_mail(raw, sender="dana@customers.test", recipients=[f"service@{business.slug}.test"], transport={})
    with no_room_for_files_above(SMALL):
        drain_inbound()
    with in_scope([business.pk]):
        waiting = Inbound.objects.get()
        assert (waiting.state, waiting.problem) == ("received", "error:OSError")
        assert Message.objects.count() == 0
        assert Attachment.objects.count() == 0
    assert _unfinished() == []
    _come_due(business)
    drain_inbound()
    with in_scope([business.pk]):
        assert Inbound.objects.get().state == "done"
        assert read_file(Attachment.objects.get().file) == FILE


def test_keeps_a_chats_file_that_finds_no_room_and_shows_it_later_without_anybodys_help() -> None:
    business = builders.a_business()
    with in_scope([business.pk]):
        session = start_session(account=builders.chat_account(business), page="")
        said = Said(client_id=uuid4(), file=IncomingFile("a.pdf", "application/pdf", FILE))
        with no_room_for_files_above(SMALL):
            receipt = receive_said(session_id=session.pk, said=said)
        assert receipt.message_id is None
        assert Inbound.objects.get().state == "received"
    _come_due(business)
    with in_scope([business.pk]):
        process_waiting(timezone.now())
        assert Inbound.objects.get().state == "done"
        assert read_file(Attachment.objects.get().file) == FILE


def test_acknowledges_no_mail_that_the_database_has_no_room_for(database_url: str) -> None:
    business = builders.a_business()
    to = f"service@{business.slug}.test"
    kept: list[bytes] = []
    refused: list[bytes] = []
    with small_disk_under("contact_channels_inbound", database_url, _first_of_database(), 8):
        for _ in range(40):
            raw = a_mail(to=to, text="גדול", attachments=[("big.bin", os.urandom(MEGABYTE))])
            try:
                accept_mail(raw, sender="dana@customers.test", recipients=[to], transport={})
            except OperationalError:
                refused.append(raw)
                connection.close()
                break
            kept.append(raw)
    assert refused, "the disk was never full, so this showed nothing"
    # Room again: its sender, who heard 451, comes again.
    accept_mail(refused[0], sender="dana@customers.test", recipients=[to], transport={})
    with in_scope([business.pk]):
        assert {bytes(each.raw) for each in Inbound.objects.all()} == {*kept, *refused}
