"""Kills that really kill: whatever was acknowledged is there, once, whoever died meanwhile.

MOKED_FAULT_SEED repeats a run; MOKED_FAULT_MAILS makes it longer.
"""

import os
import random
import smtplib
import threading
import time
from collections import Counter
from email.message import EmailMessage

import pytest

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.models import Case, Message
from moked.channels.models import Delivery, Inbound, Letter
from moked.routing.models import Offer, WorkItem
from tests import builders
from tests.faults.processes import Process, free_port, running, wait_for_port

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]

SEED = int(os.environ.get("MOKED_FAULT_SEED", "7"))
MAILS = int(os.environ.get("MOKED_FAULT_MAILS", "25"))
PATIENCE = 90.0
# How long a process lives before the next kill, in seconds: long enough to be in the middle of something.
LIFE = (2.0, 5.0)


def _mail(business: Business, number: int) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = f"לקוח {number} <customer-{number}@customers.test>"
    mail["To"] = f"service@{business.slug}.test"
    mail["Subject"] = f"פנייה {number}"
    mail["Message-ID"] = f"<fault-{number}@customers.test>"
    mail.set_content(f"הודעה מספר {number}")
    return mail


def _deliver(mail: EmailMessage, port: int) -> None:
    """Sends as a mail server does: again and again until somebody acknowledged it."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with smtplib.SMTP("127.0.0.1", port, timeout=5) as server:
                server.send_message(mail)
        except (OSError, smtplib.SMTPException):
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the listener never acknowledged it")


def _eventually(holds: object) -> None:
    """Waits until a condition holds. Raises AssertionError when it never does."""
    assert callable(holds)
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it never came to pass"
        time.sleep(0.3)


def test_keeps_every_acknowledged_mail_once_while_processes_die() -> None:
    business = builders.a_business()
    builders.a_person(business)
    chance = random.Random(SEED)
    port = free_port()
    where = {"MOKED_MAIL_LISTEN": f"127.0.0.1:{port}"}
    victims = [
        Process(["mail", "serve"], where),
        *(Process(["worker"], where) for _ in range(2)),
        Process(["router"], where),
    ]
    with running(*victims):
        wait_for_port(port)
        sender = threading.Thread(
            target=lambda: [_deliver(_mail(business, number), port) for number in range(MAILS)], daemon=True
        )
        sender.start()
        while sender.is_alive():
            victim = chance.choice(victims)
            time.sleep(chance.uniform(*LIFE))
            victim.kill()
            victim.start()
        sender.join()
        with in_scope([business.pk]):
            _eventually(lambda: not Inbound.objects.exclude(state=Inbound.State.DONE).exists())
            _eventually(lambda: WorkItem.objects.count() == MAILS)
    with in_scope([business.pk]):
        texts = Counter(Message.objects.filter(direction="in").values_list("text", flat=True))
        assert texts == {f"הודעה מספר {number}": 1 for number in range(MAILS)}
        assert Case.objects.count() == MAILS
        items = Counter(WorkItem.objects.values_list("state", flat=True))
        open_offers = Offer.objects.filter(ended_at=None).count()
        assert items.get("offered", 0) == open_offers
        assert set(items) <= {"waiting", "offered"}


def test_sends_every_answer_once_while_workers_die() -> None:
    business = builders.a_business()
    person = builders.a_person(business)
    chance = random.Random(SEED)
    written = [builders.a_case(business, assignee=person) for _ in range(15)]
    with in_scope([business.pk]):
        for number, case in enumerate(written):
            cases.write_answer(actor=builders.actor_of(person), case_id=case.pk, html=f"<p>תשובה {number}</p>")
    workers = [Process(["worker"], {}) for _ in range(2)]
    with running(*workers):
        deadline = time.monotonic() + 25
        with in_scope([business.pk]):
            while Letter.objects.count() < len(written) and time.monotonic() < deadline:
                victim = chance.choice(workers)
                time.sleep(chance.uniform(*LIFE))
                victim.kill()
                victim.start()
            _eventually(lambda: Delivery.objects.count() == len(written))
            _eventually(lambda: not Delivery.objects.filter(state__in=["queued", "sending"]).exists())
    with in_scope([business.pk]):
        letters = Counter(Letter.objects.values_list("to", flat=True))
        assert max(letters.values()) == 1
        # What was lost between sending and its receipt is said to be unknown, never sent again.
        unknown = Delivery.objects.filter(state=Delivery.State.UNKNOWN).count()
        assert len(letters) >= len(written) - unknown


def test_lets_a_second_router_take_over_from_a_killed_one() -> None:
    business = builders.a_business()
    builders.a_person(business)
    first, second = Process(["router"], {}), Process(["router"], {})
    with running(first):
        builders.a_case(business)
        with in_scope([business.pk]):
            _eventually(lambda: Offer.objects.count() == 1)
        with running(second):
            first.kill()
            builders.a_person(business, first_name="איתן")
            builders.a_case(business)
            with in_scope([business.pk]):
                _eventually(lambda: Offer.objects.filter(ended_at=None).count() == 2)
