"""Fetching by IMAP, against a server on a real socket."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from moked.businesses.scope import in_scope
from moked.cases.models import Case
from moked.channels.due import defer_due_mail
from moked.channels.fetch import fetch_all, fetch_mailbox
from moked.channels.models import Inbound, Mailbox
from moked.channels.pipeline.drain import drain_inbound
from moked.lib.secrets import seal
from tests import builders
from tests.channels.imap_server import ImapServer
from tests.channels.mails import a_mail, address_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def business():
    business = builders.a_business()
    with in_scope([business.pk]):
        yield business


@pytest.fixture(params=["MOVE UIDPLUS", "UIDPLUS", ""])
def server(request) -> Iterator[ImapServer]:
    server = ImapServer(request.param)
    yield server
    server.close()


def _mailbox(business, server: ImapServer, password: str = "secret") -> Mailbox:
    Mailbox.objects.filter(business=business).update(
        incoming=Mailbox.Incoming.IMAP,
        imap_host="127.0.0.1",
        imap_port=server.port,
        imap_user="service",
        imap_password=seal(password, secret=settings.SECRET_KEY),
        imap_use_tls=False,
    )
    return Mailbox.objects.get(business=business)


def _fetch(mailbox: Mailbox) -> int:
    return fetch_mailbox(business_id=mailbox.business_id, account_id=mailbox.pk)


def test_keeps_mail_and_then_moves_it_away(business, server) -> None:
    for _ in range(3):
        server.add(a_mail(to=address_of(business)))
    mailbox = _mailbox(business, server)
    assert _fetch(mailbox) == 3
    assert (len(server.folders["INBOX"]), len(server.folders["Moked"])) == (0, 3)
    drain_inbound()
    assert Case.objects.count() == 3
    mailbox.refresh_from_db()
    assert (mailbox.fetch_error, mailbox.last_fetched_at is not None) == ("", True)


def test_keeps_what_somebody_read_elsewhere_first(business, server) -> None:
    server.add(a_mail(to=address_of(business)), flags=["\\Seen"])
    server.add(a_mail(to=address_of(business)), flags=["\\Deleted"])
    assert _fetch(_mailbox(business, server)) == 1
    assert len(server.folders["Moked"]) == 1


@pytest.mark.parametrize("command", ["MOVE", "FETCH", "SEARCH"])
def test_makes_no_double_and_no_loss_when_the_line_breaks(business, command) -> None:
    server = ImapServer(breaks_at=command)
    raw = a_mail(to=address_of(business))
    server.add(raw)
    mailbox = _mailbox(business, server)
    assert _fetch(mailbox) == 0
    mailbox.refresh_from_db()
    assert mailbox.fetch_error
    _fetch(mailbox)
    server.close()
    assert Inbound.objects.count() == 1
    assert [stored.raw for stored in server.folders["Moked"]] == [raw]


def test_puts_a_failing_mailbox_off_further_each_time(business) -> None:
    server = ImapServer()
    mailbox = _mailbox(business, server, password="wrong")
    waits = []
    for _ in range(3):
        _fetch(mailbox)
        mailbox.refresh_from_db()
        waits.append(mailbox.next_fetch_at - timezone.now())
    server.close()
    assert waits == sorted(waits)
    assert waits[-1] > timedelta(minutes=2)
    assert mailbox.fetch_failures == 3
    ((_, kept, error),) = fetch_all()
    assert (kept, bool(error)) == (0, True)


def test_defers_one_fetch_at_a_time(business) -> None:
    server = ImapServer()
    mailbox = _mailbox(business, server)
    now = timezone.now()
    assert defer_due_mail(now) == 1
    assert defer_due_mail(now) == 0
    mailbox.refresh_from_db()
    assert mailbox.next_fetch_at > now
    server.close()
