"""A worker that is killed while a receiver has the event and nobody wrote that down."""

import threading
import time
from http.server import BaseHTTPRequestHandler

import pytest
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.staff.actors import PersonActor
from moked.webhooks.models import Delivery, Endpoint
from moked.webhooks.services import send_test
from tests.faults.processes import Process, running

# Fixtures are shared by name.
from tests.webhooks.conftest import Receiver, admin, business, endpoint, good, receive, receiver  # noqa: F401

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]
PATIENCE = 60.0


def _wait_until(is_so: threading.Event) -> None:
    assert is_so.wait(PATIENCE), "nothing arrived"


def test_delivers_again_with_the_same_id(
    business: Business,  # noqa: F811
    admin: PersonActor,  # noqa: F811
    endpoint: Endpoint,  # noqa: F811
    receiver: Receiver,  # noqa: F811
) -> None:
    arrived, may_answer, again = threading.Event(), threading.Event(), threading.Event()

    def hold(handler: BaseHTTPRequestHandler) -> None:
        arrived.set()
        may_answer.wait(PATIENCE)

    def answer(handler: BaseHTTPRequestHandler) -> None:
        good(handler)
        again.set()

    receiver.reply = hold
    with in_scope([business.pk]):
        sent = send_test(actor=admin, business_id=business.pk, endpoint_id=endpoint.pk)
    first, second = Process(["worker"], {}), Process(["worker"], {})
    with running(first):
        _wait_until(arrived)
        first.kill()
    may_answer.set()
    receiver.reply = answer
    with in_scope([business.pk]):
        held = Delivery.objects.get(pk=sent.pk)
        assert (held.state, held.attempts) == (Delivery.State.SENDING, 1)
        # The lease of the dead runs out.
        Delivery.objects.filter(pk=sent.pk).update(next_attempt_at=timezone.now())
    with running(second):
        _wait_until(again)
        deadline = time.monotonic() + PATIENCE
        with in_scope([business.pk]):
            while Delivery.objects.get(pk=sent.pk).state != Delivery.State.DELIVERED:
                assert time.monotonic() < deadline, "it was never noted"
                time.sleep(0.2)
    assert receiver.ids.count(str(sent.pk)) == 2
