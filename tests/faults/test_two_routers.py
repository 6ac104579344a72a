"""Two routers at once: one offers; the other takes over from one that died, hangs, or wakes too late."""

import signal
import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from moked.businesses.scope import in_scope
from moked.routing.models import Offer, RouterLease, RouterLogEntry, WorkItem
from moked.routing.router import Router
from tests import builders
from tests.faults.processes import Process, running
from tests.races import at_once

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]

PATIENCE = 120.0


def _eventually(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it never came to pass"
        time.sleep(0.2)


def _open_offers() -> int:
    return Offer.objects.filter(ended_at=None).count()


def test_takes_over_from_one_that_is_stopped_and_lets_it_change_nothing_when_it_wakes() -> None:
    business = builders.a_business()
    builders.a_person(business)
    first, second = Process(["router"], {}), Process(["router"], {})
    with running(first), in_scope([business.pk]):
        builders.a_case(business)
        _eventually(lambda: _open_offers() == 1)
        holder = RouterLease.objects.get().holder
        with running(second):
            first.send(signal.SIGSTOP)
            builders.a_person(business, first_name="איתן")
            builders.a_case(business)
            _eventually(lambda: _open_offers() == 2)
            assert RouterLease.objects.get().holder != holder
            first.send(signal.SIGCONT)
            builders.a_person(business, first_name="רון")
            builders.a_case(business)
            _eventually(lambda: _open_offers() == 3)
            second_holder = RouterLease.objects.get().holder
            assert second_holder != holder
        first.send(signal.SIGCONT)
        assert Offer.objects.count() == 3
        assert WorkItem.objects.filter(state="offered").count() == 3
        numbers = list(RouterLogEntry.objects.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))


def test_takes_over_from_one_that_was_killed() -> None:
    business = builders.a_business()
    builders.a_person(business)
    first, second = Process(["router"], {}), Process(["router"], {})
    with running(first), in_scope([business.pk]):
        builders.a_case(business)
        _eventually(lambda: _open_offers() == 1)
        with running(second):
            first.kill()
            builders.a_person(business, first_name="איתן")
            builders.a_case(business)
            _eventually(lambda: _open_offers() == 2)


def test_changes_nothing_with_what_a_router_knew_before_another_served() -> None:
    business = builders.a_business()
    builders.a_person(business)
    sleeper, other = Router(), Router()
    sleeper.run_once()
    RouterLease.objects.update(holder=None)
    builders.a_case(business)
    other.run_once()
    sleeper.run_once()
    with in_scope([business.pk]):
        assert Offer.objects.count() == 1
    assert RouterLease.objects.get().holder == other.id


def test_takes_over_from_one_that_is_halted_in_the_middle_of_a_step(monkeypatch: pytest.MonkeyPatch) -> None:
    business = builders.a_business()
    builders.a_person(business)
    builders.a_case(business)
    monkeypatch.setattr("moked.routing.router.LONGEST_HALT", timedelta(seconds=1))
    in_step, has_taken_over = threading.Event(), threading.Event()
    halted, living = Router(), Router()

    def halt() -> None:
        # Inside the step, holding the lease's row, as SIGSTOP would catch it.
        halted._clock = lambda: (in_step.set(), has_taken_over.wait(PATIENCE), timezone.now())[2]
        halted.run_once()

    def take_over() -> None:
        in_step.wait(PATIENCE)
        _eventually(lambda: (living.run_once(), _open_offers() == 1)[1])
        has_taken_over.set()

    at_once(business, halt, take_over)
    with in_scope([business.pk]):
        assert Offer.objects.count() == 1
    assert RouterLease.objects.get().holder == living.id
