"""Mails that nobody can bring in: others pass, they end with a person after so many tries, who decides."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.models import Case
from moked.channels.domain.backoff import INTAKE
from moked.channels.domain.identity import reference_key
from moked.channels.models import Inbound
from moked.channels.pipeline.drain import drain_inbound
from moked.staff.permissions import ADMINISTRATOR
from tests import builders
from tests.channels.mails import a_mail, accept_mail, address_of
from tests.faults.processes import Process, running

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]

PATIENCE = 120.0
TOO_DEEP = 2000
KILLS = 2
END_OF_THE_STUCK = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"


@pytest.fixture
def business() -> Iterator[Business]:
    business = builders.a_business()
    with in_scope([business.pk]):
        yield business


@pytest.fixture
def browser(business: Business, settings: pytest.FixtureRequest) -> Client:
    """Of somebody who looks after the tray."""
    settings.REQUIRE_SECOND_FACTOR = False  # type: ignore[attr-defined]
    client = Client()
    client.force_login(builders.a_person(business, permissions=ADMINISTRATOR, language="en"))
    return client


def _too_deep(to: str) -> bytes:
    """Parts in parts, deeper than they can be taken apart."""
    parts = b"".join(
        b'--b%d\r\nContent-Type: multipart/mixed; boundary="b%d"\r\n\r\n' % (depth, depth + 1)
        for depth in range(TOO_DEEP)
    )
    head = f"From: dana@customers.test\r\nTo: {to}\r\nSubject: deep\r\nMIME-Version: 1.0\r\n"
    return head.encode() + b'Content-Type: multipart/mixed; boundary="b0"\r\n\r\n' + parts


def _accept_between_others(business: Business, poison: bytes) -> None:
    box = address_of(business)
    for raw in (a_mail(to=box), poison, a_mail(to=box)):
        accept_mail(raw, sender="dana@customers.test", recipients=[box], transport={})


def _eventually(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it never came to pass"
        time.sleep(0.1)


def _come_due() -> None:
    Inbound.objects.filter(state="received").update(next_attempt_at=timezone.now())


def _page(browser: Client, business: Business, name: str, *more: object) -> str:
    return browser.get(reverse(f"office:{name}", args=[business.slug, *more])).content.decode()


def _press(browser: Client, business: Business, name: str, inbound: Inbound, **fields: str) -> str:
    url = reverse(f"office:{name}", args=[business.slug, inbound.pk])
    return browser.post(url, fields, follow=True).content.decode()


def _waiting() -> Inbound:
    return Inbound.objects.get(state=Inbound.State.NEEDS_A_LOOK)


def test_leaves_a_mail_that_breaks_its_reader_to_a_person(business: Business, browser: Client) -> None:
    _accept_between_others(business, _too_deep(address_of(business)))
    drain_inbound()
    assert Case.objects.count() == 2
    waiting = _waiting()
    assert waiting.attempts == 1, "no repetition helps"
    assert "built in a way that nobody can read" in _page(browser, business, "tray")
    assert "built in a way that nobody can read" in _page(browser, business, "inbound", waiting.pk)
    _press(browser, business, "retry_inbound", waiting)
    drain_inbound()
    assert _waiting().pk == waiting.pk
    _press(browser, business, "dismiss_inbound", waiting, reason="nothing in it")
    assert "Everything was processed" in _page(browser, business, "tray")
    assert Case.objects.count() == 2


@contextmanager
def _nobody_can_finish(business: Business, mail_id: str, owner: str) -> Iterator[psycopg.Connection]:
    """Holds the thread of the mail: whoever brings it in stands still there, and can be killed in the middle."""
    with psycopg.connect(owner, autocommit=True) as link:
        thread = f"mail:{business.pk}:{reference_key(mail_id)}"
        link.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", (thread,))
        yield link


def _is_stuck(link: psycopg.Connection) -> bool:
    """Whether a worker stands before the lock."""
    return link.execute("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted").fetchone() is not None


def test_gives_up_a_mail_that_kills_every_worker_and_brings_the_others_in(
    business: Business, browser: Client, database_url: str
) -> None:
    poison = a_mail(to=address_of(business), mail_id="poison@customers.test")
    _accept_between_others(business, poison)
    with _nobody_can_finish(business, "poison@customers.test", database_url) as link:
        for attempt in range(1, KILLS + 1):
            worker = Process(["worker"], {})
            with running(worker):
                _eventually(lambda: _is_stuck(link))
                worker.kill()
            # What the dead one asked for, the database would go on waiting for.
            link.execute(END_OF_THE_STUCK)
            assert Inbound.objects.get(provider_id__contains="poison").attempts == attempt
            # The lease of the dead runs out.
            _come_due()
        # So many more would only take as long again.
        Inbound.objects.filter(provider_id__contains="poison").update(attempts=len(INTAKE))
        drain_inbound()
    assert Case.objects.count() == 2
    waiting = _waiting()
    assert waiting.problem == "worker_lost"
    assert "broke off at every try" in _page(browser, business, "tray")
    # Whatever it was that killed is gone.
    _press(browser, business, "retry_inbound", waiting)
    drain_inbound()
    assert Case.objects.count() == 3
    assert Inbound.objects.exclude(state=Inbound.State.DONE).count() == 0


@contextmanager
def _refused_by_the_database(owner: str, word: str) -> Iterator[None]:
    with psycopg.connect(owner, autocommit=True) as link:
        # No form of bytes known to us is refused, so the database is told to refuse one.
        link.execute(
            "ALTER TABLE cases_message ADD CONSTRAINT refuses CHECK (position('" + word + "' in text) = 0) NOT VALID"
        )
        try:
            yield
        finally:
            link.execute("ALTER TABLE cases_message DROP CONSTRAINT refuses")


def test_gives_up_a_mail_that_the_database_refuses_after_all_tries(
    business: Business, browser: Client, database_url: str
) -> None:
    _accept_between_others(business, a_mail(to=address_of(business), text="poison"))
    with _refused_by_the_database(database_url, "poison"):
        for tried in range(len(INTAKE)):
            assert Inbound.objects.filter(state=Inbound.State.NEEDS_A_LOOK).count() == 0, f"gave up after {tried}"
            _come_due()
            drain_inbound()
        _come_due()
        drain_inbound()
        waiting = _waiting()
        assert waiting.problem == "error:IntegrityError"
        assert Case.objects.count() == 2
        assert "failed at every try" in _page(browser, business, "tray")
    _press(browser, business, "retry_inbound", waiting)
    drain_inbound()
    assert Case.objects.count() == 3


@pytest.mark.parametrize(
    "odd",
    [
        a_mail(to="X", headers=[("Subject", "a\0b")]),
        a_mail(to="X", mail_id="", headers=[("Message-ID", "<a\0b@customers.test>")]),
        a_mail(to="X", mail_id="", headers=[("Message-ID", f"<{'a' * 20_000}@customers.test>")]),
        a_mail(to="X", headers=[("References", " ".join(f"<{'r' * 5000}{each}@x.test>" for each in range(60)))]),
        a_mail(to="X", sender=f'"{"n" * 5000}" <dana@customers.test>'),
        a_mail(to="X", attachments=[("f" * 3000 + ".bin", b"x")]),
        a_mail(to="X", text="w" * 2_000_000),
        a_mail(to="X", text="PLACE").replace(b"PLACE", b"\xed\xa0\x80 \0"),
    ],
    ids=[
        "nul",
        "nul in its id",
        "long id",
        "long thread",
        "long name",
        "long file name",
        "one word",
        "half a letter",
    ],
)
def test_brings_in_at_once_what_a_database_might_refuse(business: Business, odd: bytes) -> None:
    box = address_of(business)
    accept_mail(odd, sender="dana@customers.test", recipients=[box], transport={})
    drain_inbound()
    assert Inbound.objects.get().state == Inbound.State.DONE
    assert Case.objects.count() == 1
