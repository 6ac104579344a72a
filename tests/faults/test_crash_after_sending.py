"""A worker that dies after the provider took an answer and before that was written down."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from typing import Any

import psycopg
import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.services import release_due_messages
from moked.channels.models import Delivery, Mailbox
from moked.channels.outbox import send_again, send_due_deliveries
from tests import builders
from tests.faults.processes import Process, free_port, running

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]

PATIENCE = 120.0
STUCK = "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock'"


class _Provider:
    """Takes a mail and says 250; before the first one it locks what the sender is about to write."""

    def __init__(self, link: psycopg.Connection) -> None:
        self.link, self.taken = link, list[str]()
        self.has_taken = threading.Event()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if not self.taken:
            self.link.execute("SELECT id FROM contact_channels_delivery FOR UPDATE")
        self.taken.append(str(message_from_bytes(envelope.content)["Message-ID"]))
        self.has_taken.set()
        return "250 2.0.0 Taken"


def _eventually(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it never came to pass"
        time.sleep(0.1)


def test_sends_no_answer_twice_and_says_that_it_may_have_left(database_url: str) -> None:
    business = builders.a_business()
    person = builders.a_person(business)
    case = builders.a_case(business, assignee=person)
    port, worker = free_port(), Process(["worker"], {})
    with in_scope([business.pk]), psycopg.connect(database_url) as link:
        provider = _Provider(link)
        controller = Controller(provider, hostname="127.0.0.1", port=port)
        controller.start()
        Mailbox.objects.update(
            outgoing=Mailbox.Outgoing.SMTP, smtp_host="127.0.0.1", smtp_port=port, smtp_use_tls=False
        )
        cases.write_answer(actor=builders.actor_of(person), case_id=case.pk, html="<p>תשובה</p>")
        release_due_messages(timezone.now() + timedelta(minutes=1))
        with running(worker), psycopg.connect(database_url, autocommit=True) as owner:
            assert provider.has_taken.wait(PATIENCE)
            # It heard 250 and wants to write that down.
            _eventually(lambda: owner.execute(STUCK).fetchone() is not None)
            worker.kill()
            owner.execute(f"SELECT pg_terminate_backend(stuck.pid) FROM ({STUCK}) stuck")
        link.rollback()
        assert Delivery.objects.get().state == "sending"
        Delivery.objects.update(next_attempt_at=timezone.now())
        send_due_deliveries()
        sent = Delivery.objects.get()
        assert (sent.state, sent.problem) == ("unknown", "worker_lost")
        assert len(provider.taken) == 1
        # Only a person may decide so, and the same id lets their program drop the double.
        send_again(actor=builders.actor_of(person), delivery_id=sent.pk)
        send_due_deliveries()
        assert Delivery.objects.get().state == "sent"
        assert provider.taken == [f"<{sent.provider_id}>"] * 2
        controller.stop()
