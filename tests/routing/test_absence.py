"""People who do not answer, go away, write, come back or serve no longer, and the work they had."""

from datetime import timedelta

import pytest

from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.routing import services as work
from moked.routing.models import WorkItem
from moked.routing.router import Router
from moked.routing.selectors import open_offers_of
from moked.staff.models import Membership, Presence, PresenceKind
from tests import builders
from tests.routing.conftest import the_offer

pytestmark = pytest.mark.django_db(transaction=True)


def test_takes_an_unanswered_offer_back_and_marks_the_person(clock) -> None:
    business = builders.a_business()
    person = builders.a_person(business)
    builders.a_case(business)
    router = Router(clock)
    router.run_once()
    Presence.objects.filter(person=person).update(seen_at=clock() + timedelta(minutes=4))
    clock.pass_time(minutes=3)
    router.run_once()
    with in_scope([business.pk]):
        assert open_offers_of(person.pk) == []
        assert Presence.objects.get(person=person).kind == PresenceKind.NOT_ANSWERING
        assert WorkItem.objects.get().state == WorkItem.State.WAITING


def test_returns_the_work_of_a_person_who_went_away(clock) -> None:
    business = builders.a_business()
    person = builders.a_person(business)
    case = builders.a_case(business, assignee=person)
    router = Router(clock)
    router.run_once()
    clock.pass_time(hours=3)
    router.run_once()
    with in_scope([business.pk]):
        case.refresh_from_db()
        assert case.assignee_id is None
        assert WorkItem.objects.get().state == WorkItem.State.WAITING


@pytest.mark.parametrize("presence", [PresenceKind.BREAK, None])
def test_leaves_work_with_a_person_who_takes_it_while_away(clock, presence) -> None:
    business = builders.a_business()
    person = builders.a_person(business, presence=presence or PresenceKind.OFFLINE)
    Presence.objects.filter(person=person).update(since=clock() - timedelta(hours=3))
    if presence is None:
        Presence.objects.filter(person=person).delete()
    case = builders.a_case(business)
    with in_scope([business.pk]):
        work.take_case(actor=builders.actor_of(person), case_id=case.pk)
    clock.pass_time(seconds=1)
    Router(clock).run_once()
    with in_scope([business.pk]):
        case.refresh_from_db()
        assert case.assignee_id == person.pk
        assert WorkItem.objects.get().state == WorkItem.State.HELD


def test_gives_a_reply_to_others_when_its_owner_serves_no_longer(clock) -> None:
    business = builders.a_business()
    person = builders.a_person(business)
    case = builders.a_case(business, assignee=person)
    with in_scope([business.pk]):
        cases.write_answer(actor=builders.actor_of(person), case_id=case.pk, html="<p>נבדק</p>")
        cases.release_due_messages(clock() + timedelta(minutes=1))
        Membership.objects.filter(person=person).update(is_active=False)
    colleague = builders.a_person(business, first_name="איתן")
    builders.a_message(case, case.contact_point)
    Router(clock).run_once()
    with in_scope([business.pk]):
        assert the_offer(colleague).item.case_id == case.pk


def test_takes_nobody_who_is_writing_for_gone(clock) -> None:
    business = builders.a_business()
    person = builders.a_person(business)
    mine = builders.a_case(business, assignee=person)
    builders.a_case(business)
    router = Router(clock)
    router.run_once()
    with in_scope([business.pk]):
        cases.save_draft(actor=builders.actor_of(person), case_id=mine.pk, html="<p>אני כותבת</p>")
    Presence.objects.filter(person=person).update(seen_at=clock() + timedelta(minutes=4))
    clock.pass_time(minutes=2, seconds=10)
    router.run_once()
    with in_scope([business.pk]):
        assert open_offers_of(person.pk) == []
        assert Presence.objects.get(person=person).kind == PresenceKind.AVAILABLE


def test_asks_again_whoever_says_that_they_are_back(clock) -> None:
    business = builders.a_business()
    person = builders.a_person(business)
    builders.a_case(business, channel="chat", contact_point=builders.a_contact_point(business, kind="chat"))
    router = Router(clock)
    router.run_once()
    clock.pass_time(seconds=25)
    router.run_once()
    with in_scope([business.pk]):
        assert Presence.objects.get(person=person).kind == PresenceKind.NOT_ANSWERING
        work.set_presence(actor=builders.actor_of(person), kind=PresenceKind.AVAILABLE)
    Presence.objects.filter(person=person).update(since=clock() + timedelta(seconds=2))
    clock.pass_time(seconds=5)
    router.run_once()
    with in_scope([business.pk]):
        assert len(open_offers_of(person.pk)) == 1
