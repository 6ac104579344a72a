"""The router with a real database: offers reach the right person, and are taken or turned down."""

from datetime import timedelta

import pytest

from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.models import Case
from moked.channels.chat.presence import mark_departed
from moked.channels.models import ChatSession
from moked.promises.models import Clock as PromiseClock
from moked.promises.models import ServicePackage
from moked.promises.services import (
    create_calendar,
    create_package,
    set_statute,
    switch_emergency_off,
    switch_emergency_on,
)
from moked.routing import services as work
from moked.routing.errors import OfferGone
from moked.routing.facts import load_state
from moked.routing.models import Offer, WorkItem
from moked.routing.router import Router
from moked.routing.selectors import open_offers_of
from moked.staff.models import PresenceKind
from moked.staff.permissions import Permission
from tests import builders
from tests.races import at_once
from tests.routing.conftest import the_offer, touch

pytestmark = pytest.mark.django_db(transaction=True)


def an_emergency_package(manager, business) -> ServicePackage:
    week = {"sun": [["08:00", "12:00"]]}
    calendar = create_calendar(
        actor=manager, business_id=business.pk, name="בקרים", document={"timezone": "Asia/Jerusalem", "week": week}
    )
    targets = {"first_reply": {"normal": 600}}
    facts = {"name": "חירום", "calendar": calendar, "targets": targets}
    return create_package(actor=manager, business_id=business.pk, facts=facts)


def test_offers_a_case_with_a_reason_and_gives_it_when_accepted(clock) -> None:
    business = builders.a_business()
    person = builders.a_person(business)
    case = builders.a_case(business)
    Router(clock).run_once()
    with in_scope([business.pk]):
        offer = the_offer(person)
        assert (offer.why_code, offer.why_facts) == ("only_one_free", {"person": str(person.pk)})
        work.accept_offer(actor=builders.actor_of(person), offer_id=offer.pk)
        case.refresh_from_db()
        assert (case.assignee_id, case.state) == (person.pk, "open")
        with pytest.raises(OfferGone):
            work.accept_offer(actor=builders.actor_of(person), offer_id=offer.pk)


def test_offers_any_teams_work_to_a_team_called_in_until_the_emergency_is_over(clock) -> None:
    business = builders.a_business()
    first, second = builders.a_team(business), builders.a_team(business, "חיובים")
    person = builders.a_person(business, teams=(second,))
    manager = builders.actor_of(
        builders.a_person(business, permissions=list(Permission), presence=PresenceKind.OFFLINE)
    )
    builders.a_case(business, team_id=first.pk)
    router = Router(clock)
    router.run_once()
    with in_scope([business.pk]):
        assert open_offers_of(person.pk) == []
        package = an_emergency_package(manager, business)
        facts = {"business_id": business.pk, "package_id": package.pk, "reason": "סופה"}
        switch_emergency_on(actor=manager, team_ids=[second.pk], **facts)
    router.run_once()
    with in_scope([business.pk]):
        offer = the_offer(person)
        switch_emergency_off(actor=manager, business_id=business.pk)
        work.decline_offer(actor=builders.actor_of(person), offer_id=offer.pk)
    clock.pass_time(hours=1)
    touch(person, clock())
    router.run_once()
    with in_scope([business.pk]):
        assert open_offers_of(person.pk) == []


def test_counts_the_laws_time_of_a_merged_case_in_the_order_of_the_queue(clock) -> None:
    business = builders.a_business()
    manager = builders.actor_of(
        builders.a_person(business, permissions=list(Permission), presence=PresenceKind.OFFLINE)
    )
    into = builders.a_case(business)
    case = builders.a_case(business, contact_point=into.contact_point)
    with in_scope([business.pk]):
        cases.set_matter(actor=manager, case_id=case.pk, matter="cancellation")
        set_statute(
            actor=manager, business_id=business.pk, matter="complaint", within=timedelta(days=30), source="חוזר"
        )
        cases.set_matter(actor=manager, case_id=into.pk, matter="complaint")
        cases.merge_cases(actor=manager, case_id=case.pk, into_id=into.pk)
        PromiseClock.objects.filter(case=into).update(used=1)
        assert PromiseClock.objects.filter(case=case, phase="running").update(used=9) == 1
        (item,) = load_state(business.pool_id, clock()).items.values()
    assert item.urgency == 0.9


def test_aims_a_hand_over_at_the_colleague(clock) -> None:
    business = builders.a_business()
    person = builders.a_person(business)
    colleague = builders.a_person(business, first_name="סמיר", last_name="ח׳ורי")
    case = builders.a_case(business, assignee=person)
    with in_scope([business.pk]):
        cases.hand_over(
            actor=builders.actor_of(person), case_id=case.pk, to_person_id=colleague.pk, reason="צריך מומחה רשת"
        )
    Router(clock).run_once()
    with in_scope([business.pk]):
        assert the_offer(colleague).why_code == "handed_over"


def test_offers_nobody_a_case_that_is_theirs_already(clock) -> None:
    business = builders.a_business()
    noa = builders.a_person(business)
    case = builders.a_case(business, assignee=noa)
    router = Router(clock)
    with in_scope([business.pk]):
        cases.write_answer(actor=builders.actor_of(noa), case_id=case.pk, html="<p>נבדק</p>")
        cases.release_due_messages(clock() + timedelta(minutes=1))
        work.set_presence(actor=builders.actor_of(noa), kind=PresenceKind.OFFLINE)
    builders.a_message(case, case.contact_point)
    router.run_once()
    with in_scope([business.pk]):
        item = WorkItem.objects.exclude(state="done").get(case=case)
        assert (item.state, item.aimed_at_id) == ("waiting", noa.pk)
        work.set_presence(actor=builders.actor_of(noa), kind=PresenceKind.AVAILABLE)
    clock.pass_time(hours=5)
    touch(noa, clock.moment)
    router.run_once()
    with in_scope([business.pk]):
        item.refresh_from_db()
        assert (item.state, item.holder_id, item.held_since, item.aimed_at_id) == ("held", noa.pk, clock.moment, None)
        assert not Offer.objects.exists()
        assert Case.objects.get(pk=case.pk).assignee_id == noa.pk


def test_asks_somebody_else_first_after_not_now(clock) -> None:
    business = builders.a_business()
    person = builders.a_person(business)
    builders.a_case(business)
    router = Router(clock)
    router.run_once()
    with in_scope([business.pk]):
        work.decline_offer(actor=builders.actor_of(person), offer_id=the_offer(person).pk)
    clock.pass_time(seconds=1)
    router.run_once()
    with in_scope([business.pk]):
        assert open_offers_of(person.pk) == []
    colleague = builders.a_person(business, first_name="איתן")
    router.run_once()
    with in_scope([business.pk]):
        assert len(open_offers_of(colleague.pk)) == 1


def test_turns_a_chat_whose_visitor_left_into_written_work(clock) -> None:
    business = builders.a_business()
    person = builders.a_person(business, presence=PresenceKind.OFFLINE)
    case = builders.a_case(business, channel="chat", contact_point=builders.a_contact_point(business, kind="chat"))
    with in_scope([business.pk]):
        assert WorkItem.objects.get().mode == WorkItem.Mode.LIVE
        session = ChatSession.objects.create(
            business=business,
            account=builders.chat_account(business),
            contact_point=case.contact_point,
            case=case,
            seen_at=clock() - timedelta(minutes=5),
        )
        mark_departed(clock())
        session.refresh_from_db()
        assert session.left_at is not None
        item = WorkItem.objects.get()
        assert (item.mode, item.state) == (WorkItem.Mode.DEFERRED, WorkItem.State.WAITING)
        cases.assign_case(actor=builders.PIPELINE, case_id=case.pk, person_id=person.pk)
        cases.write_answer(actor=builders.actor_of(person), case_id=case.pk, html="<p>נענה במייל</p>")
        cases.release_due_messages(clock() + timedelta(minutes=1))
        assert WorkItem.objects.get().state == WorkItem.State.DONE


def test_takes_up_what_was_offered_when_its_person_takes_or_writes(clock) -> None:
    business = builders.a_business()
    person = builders.a_person(business)
    actor = builders.actor_of(person)
    case = builders.a_case(business)
    Router(clock).run_once()
    with in_scope([business.pk]):
        the_offer(person)
        work.take_case(actor=actor, case_id=case.pk)
        assert open_offers_of(person.pk) == []
        assert WorkItem.objects.exclude(state=WorkItem.State.DONE).get().holder_id == person.pk
        assert not work.accept_own_offer(actor=actor, case_id=case.pk)


def test_gives_an_offer_while_the_customer_writes_without_waiting_for_ever(clock) -> None:
    business = builders.a_business()
    person = builders.a_person(business)
    router = Router(clock)
    for _ in range(12):
        case = builders.a_case(business)
        clock.pass_time(seconds=1)
        router.run_once()

        def accept() -> None:
            work.accept_offer(actor=builders.actor_of(person), offer_id=the_offer(person).pk)

        def write(case: Case = case) -> None:
            for _ in range(3):
                builders.a_message(case, case.contact_point)

        assert at_once(business, accept, write) == []
        with in_scope([business.pk]):
            cases.confirm_solved(actor=builders.contact_actor(case), case_id=case.pk, channel="portal")
