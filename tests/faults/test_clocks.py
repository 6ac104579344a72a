"""Clocks that jump, forward and back: nothing leaves twice, nobody is stuck behind a moment that never comes."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.models import MessageState
from moked.cases.services import release_due_messages
from moked.channels.models import Delivery, Letter
from moked.channels.outbox import send_due_deliveries
from moked.routing.models import Offer, RouterLease, WorkItem
from moked.routing.router import LEASE, Router
from moked.routing.services import accept_offer
from tests import builders

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]

HOUR = timedelta(hours=1)


def _clock(off: timedelta) -> Callable[[], datetime]:
    return lambda: timezone.now() + off


def test_gives_no_lease_longer_because_a_machines_clock_is_ahead() -> None:
    business = builders.a_business()
    ahead, right = Router(_clock(HOUR)), Router()
    ahead.run_once()
    lease = RouterLease.objects.get(pool_id=business.pool_id)
    assert lease.holder == ahead.id
    assert lease.expires_at < timezone.now() + 2 * LEASE
    right.run_once()
    lease.refresh_from_db()
    assert lease.holder == ahead.id
    # The one ahead dies, and its lease runs out.
    RouterLease.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    right.run_once()
    lease.refresh_from_db()
    assert lease.holder == right.id


def test_takes_no_lease_away_because_a_machines_clock_is_ahead() -> None:
    business = builders.a_business()
    right, ahead = Router(), Router(_clock(HOUR))
    right.run_once()
    ahead.run_once()
    assert RouterLease.objects.get(pool_id=business.pool_id).holder == right.id


def test_takes_over_a_lease_that_was_given_before_the_clock_was_set_back() -> None:
    business = builders.a_business()
    dead, living = Router(), Router()
    dead.run_once()
    RouterLease.objects.update(expires_at=timezone.now() + HOUR)
    living.run_once()
    assert RouterLease.objects.get(pool_id=business.pool_id).holder == living.id


@pytest.mark.parametrize("jump", [HOUR, -HOUR], ids=["forward", "back"])
def test_offers_once_however_the_clock_jumps(jump: timedelta) -> None:
    business = builders.a_business()
    person = builders.a_person(business)
    builders.a_case(business)
    off = timedelta()
    router = Router(lambda: timezone.now() + off)
    router.run_once()
    off = jump
    router.run_once()
    router.run_once()
    with in_scope([business.pk]):
        assert Offer.objects.filter(ended_at=None).count() <= 1
        item = WorkItem.objects.get()
        assert (item.state == "offered") == Offer.objects.filter(ended_at=None).exists()
        if jump < timedelta():
            # What was offered before the clock was set back is still good.
            accept_offer(actor=builders.actor_of(person), offer_id=Offer.objects.get(ended_at=None).pk)
            item.refresh_from_db()
            assert item.holder_id == person.pk


def test_lets_go_of_a_held_answer_though_the_clock_was_set_back() -> None:
    business = builders.a_business()
    person = builders.a_person(business)
    case = builders.a_case(business, assignee=person)
    with in_scope([business.pk]):
        actor = builders.actor_of(person)
        held = cases.write_answer(actor=actor, case_id=case.pk, html="<p>תשובה</p>")
        later = cases.write_answer(
            actor=actor, case_id=case.pk, html="<p>אחר כך</p>", send_at=timezone.now() + timedelta(minutes=5)
        )
        # Its moment lies ahead, so it is found by the look at everything, once a minute.
        release_due_messages.work(timezone.now() - HOUR)
        held.refresh_from_db()
        later.refresh_from_db()
    assert held.state == MessageState.QUEUED
    # What is scheduled leaves at its hour and not before.
    assert later.state == MessageState.SCHEDULED


def test_holds_up_no_mail_behind_one_that_was_taken_up_before_the_clock_was_set_back() -> None:
    business = builders.a_business()
    person = builders.a_person(business)
    with in_scope([business.pk]):
        for _ in range(2):
            case = builders.a_case(business, assignee=person)
            cases.write_answer(actor=builders.actor_of(person), case_id=case.pk, html="<p>תשובה</p>")
        release_due_messages(timezone.now() + timedelta(minutes=1))
        lost = Delivery.objects.order_by("pk").first()
        assert lost is not None
        Delivery.objects.filter(pk=lost.pk).update(state="sending", next_attempt_at=timezone.now() + HOUR)
    send_due_deliveries()
    with in_scope([business.pk]):
        assert Letter.objects.count() == 1
        lost.refresh_from_db()
        assert lost.state == "sending"


def test_sends_nothing_twice_when_the_clock_jumps_over_the_end_of_a_lease() -> None:
    business = builders.a_business()
    person = builders.a_person(business)
    case = builders.a_case(business, assignee=person)
    with in_scope([business.pk]):
        cases.write_answer(actor=builders.actor_of(person), case_id=case.pk, html="<p>תשובה</p>")
        release_due_messages(timezone.now() + timedelta(minutes=1))
        # A worker has it, and its lease is over by a clock that jumped.
        Delivery.objects.update(state="sending", next_attempt_at=timezone.now() - timedelta(seconds=1))
    send_due_deliveries()
    with in_scope([business.pk]):
        assert Delivery.objects.get().state == Delivery.State.UNKNOWN
        assert Letter.objects.count() == 0
