"""Statutory clocks as cases live: begun by topic or by hand, never stopped by waiting, with their source."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from moked.businesses.models import Business, Topic
from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.models import Case
from moked.lib.errors import Invalid, NotFound
from moked.promises.errors import StatuteRefused
from moked.promises.models import Clock, Ladder, Statute
from moked.promises.selectors import next_promises, running_clocks
from moked.promises.services import create_calendar, create_package, set_statute, sweep_clocks
from moked.staff.actors import PersonActor
from moked.staff.permissions import Permission
from tests import builders
from tests.promises.test_clocks import ALWAYS, TARGETS

pytestmark = pytest.mark.django_db
FORTNIGHT = timedelta(days=14)


@pytest.fixture
def business(db: None) -> Business:
    return builders.a_business()


@pytest.fixture
def noa(business: Business) -> PersonActor:
    return builders.actor_of(builders.a_person(business, permissions=list(Permission)))


@pytest.fixture(autouse=True)
def scope(business: Business) -> Iterator[None]:
    with in_scope([business.pk]):
        yield


def _statutory(case: Case) -> Clock:
    return Clock.objects.get(case=case, kind="statutory")


def test_begins_by_topic_with_the_first_word_though_nothing_else_is_promised(business: Business) -> None:
    topic = Topic.objects.create(business=business, name="ניתוק", matter="cancellation", criticality="high")
    case = builders.a_case(business, topic_id=topic.pk)
    clock = _statutory(case)
    assert clock.due_at == case.opened_at + timedelta(days=3)
    assert (clock.source, clock.calendar) == ("law", None)
    assert "חוק הגנת הצרכן" in clock.source_name
    case.refresh_from_db()
    assert case.criticality == "high"
    assert not Clock.objects.filter(case=case).exclude(kind="statutory").exists()


def test_begins_by_hand_from_the_notice_and_ends_when_it_is_none_after_all(
    business: Business, noa: PersonActor
) -> None:
    set_statute(actor=noa, business_id=business.pk, matter="complaint", within=FORTNIGHT, source="חוזר השירות")
    case = builders.a_case(business)
    since = timezone.now() - timedelta(days=1)
    cases.set_matter(actor=noa, case_id=case.pk, matter="complaint", since=since)
    assert _statutory(case).due_at == since + FORTNIGHT
    cases.set_matter(actor=noa, case_id=case.pk, matter="complaint", since=since - timedelta(days=2))
    assert _statutory(case).due_at == since - timedelta(days=2) + FORTNIGHT
    cases.set_matter(actor=noa, case_id=case.pk, matter="")
    assert _statutory(case).phase == "void"
    builders.a_message(case, case.contact_point, text="עוד משהו")  # type: ignore[arg-type]
    assert _statutory(case).phase == "void"


def test_runs_on_while_the_customer_is_awaited_and_goes_on_as_if_it_never_stopped(
    business: Business, noa: PersonActor
) -> None:
    calendar = create_calendar(actor=noa, business_id=business.pk, name="תמיד", document=ALWAYS)
    facts = {"name": "רגיל", "calendar": calendar, "targets": TARGETS, "is_default": True}
    create_package(actor=noa, business_id=business.pk, facts=facts)
    case = builders.a_case(business)
    cases.set_matter(actor=noa, case_id=case.pk, matter="cancellation")
    due = _statutory(case).due_at
    cases.put_aside_until(actor=noa, case_id=case.pk, waiting_for="customer", until=None)
    assert Clock.objects.get(case=case, kind="solution").phase == "paused"
    assert (_statutory(case).phase, _statutory(case).due_at) == ("running", due)
    cases.resume_case(actor=noa, case_id=case.pk)
    cases.write_answer(actor=noa, case_id=case.pk, html="<p>נותק</p>", is_proposal=True)
    cases.release_due_messages(timezone.now() + timedelta(minutes=1))
    assert _statutory(case).phase == "stopped"
    cases.reject_solution(actor=builders.contact_actor(case), case_id=case.pk)
    assert (_statutory(case).phase, _statutory(case).due_at) == ("running", due)


def test_is_tightened_and_never_loosened_by_what_is_promised(business: Business, noa: PersonActor) -> None:
    calendar = create_calendar(actor=noa, business_id=business.pk, name="תמיד", document=ALWAYS)
    for minutes, days in ((24 * 60, 1), (30 * 24 * 60, 3)):
        facts = {"name": f"{days}", "calendar": calendar, "is_default": True}
        create_package(
            actor=noa, business_id=business.pk, facts={**facts, "targets": {"statutory": {"normal": minutes}}}
        )
        case = builders.a_case(business)
        cases.set_matter(actor=noa, case_id=case.pk, matter="cancellation")
        assert _statutory(case).due_at == case.opened_at + timedelta(days=days)


def test_breaks_like_any_promise(business: Business, noa: PersonActor) -> None:
    case = builders.a_case(business)
    cases.set_matter(actor=noa, case_id=case.pk, matter="cancellation")
    sweep_clocks(timezone.now() + timedelta(days=3, minutes=1))
    assert _statutory(case).broken_at == _statutory(case).due_at


def test_refuses_in_words_and_changes_nothing(business: Business, noa: PersonActor) -> None:
    case = builders.a_case(business)
    for matter, since in (("nonsense", None), ("complaint", timezone.now() + timedelta(days=1))):
        with pytest.raises(Invalid):
            cases.set_matter(actor=noa, case_id=case.pk, matter=matter, since=since)
    for within, source in ((timedelta(0), "חוק"), (timedelta(days=400), "חוק"), (FORTNIGHT, " ")):
        with pytest.raises(StatuteRefused):
            set_statute(actor=noa, business_id=business.pk, matter="complaint", within=within, source=source)
    agent = builders.actor_of(builders.a_person(business))
    with pytest.raises(NotFound):
        set_statute(actor=agent, business_id=business.pk, matter="complaint", within=FORTNIGHT, source="חוק")
    case.refresh_from_db()
    assert case.matter == ""
    assert not Statute.objects.exists()
    assert not Ladder.objects.exists()


def test_goes_on_in_the_case_another_one_is_merged_into(business: Business, noa: PersonActor) -> None:
    case = builders.a_case(business)
    since = case.opened_at - timedelta(days=1)
    cases.set_matter(actor=noa, case_id=case.pk, matter="cancellation", since=since)
    into = builders.a_case(business, contact_point=case.contact_point)
    cases.merge_cases(actor=noa, case_id=case.pk, into_id=into.pk)
    assert _statutory(case).phase == "void"
    assert (_statutory(into).phase, _statutory(into).due_at) == ("running", since + timedelta(days=3))


def test_gives_the_time_of_a_law_back_when_it_was_another_matter(business: Business, noa: PersonActor) -> None:
    case = builders.a_case(business)
    cases.set_matter(actor=noa, case_id=case.pk, matter="cancellation", by_registered=True)
    into = builders.a_case(business, contact_point=case.contact_point)
    cases.merge_cases(actor=noa, case_id=case.pk, into_id=into.pk)
    assert Case.objects.get(pk=into.pk).is_notice_registered
    cases.unmerge_case(actor=noa, case_id=case.pk)
    lead = Case.objects.get(pk=into.pk)
    assert (lead.matter, lead.is_notice_registered) == ("", False)
    assert (_statutory(into).phase, _statutory(case).phase) == ("void", "running")
    cases.merge_cases(actor=noa, case_id=case.pk, into_id=into.pk)
    cases.set_matter(actor=noa, case_id=into.pk, matter="complaint")
    cases.unmerge_case(actor=noa, case_id=case.pk)
    assert Case.objects.get(pk=into.pk).matter == "complaint"


def test_ends_with_a_case_that_was_solved_before_it_was_merged(business: Business, noa: PersonActor) -> None:
    case = builders.a_case(business)
    cases.set_matter(actor=noa, case_id=case.pk, matter="cancellation")
    cases.confirm_solved(actor=builders.contact_actor(case), case_id=case.pk, channel="mail")
    into = builders.a_case(business, contact_point=case.contact_point)
    cases.merge_cases(actor=noa, case_id=case.pk, into_id=into.pk)
    assert not Clock.objects.filter(case=into, kind="statutory").exists()


def test_keeps_both_times_of_different_matters_that_were_merged(business: Business, noa: PersonActor) -> None:
    set_statute(actor=noa, business_id=business.pk, matter="complaint", within=FORTNIGHT, source="חוזר השירות")
    case = builders.a_case(business)
    cases.set_matter(actor=noa, case_id=case.pk, matter="cancellation")
    due = _statutory(case).due_at
    into = builders.a_case(business, contact_point=case.contact_point)
    cases.set_matter(actor=noa, case_id=into.pk, matter="complaint")
    cases.merge_cases(actor=noa, case_id=case.pk, into_id=into.pk)
    assert (_statutory(case).phase, _statutory(case).due_at) == ("running", due)
    assert [clock.due_at for clock in running_clocks(into.pk)] == [due, _statutory(into).due_at]
    assert next_promises([into.pk])[into.pk].due_at == due
    cases.write_answer(actor=noa, case_id=into.pk, html="<p>טופל</p>", is_proposal=True)
    cases.release_due_messages(timezone.now() + timedelta(minutes=1))
    assert (_statutory(case).phase, _statutory(into).phase) == ("stopped", "stopped")
    cases.reject_solution(actor=builders.contact_actor(into), case_id=into.pk)
    assert (_statutory(case).phase, _statutory(case).due_at) == ("running", due)
    cases.confirm_solved(actor=builders.contact_actor(into), case_id=into.pk, channel="mail")
    assert (_statutory(case).phase, _statutory(into).phase) == ("stopped", "stopped")


def test_gives_a_notice_by_registered_mail_the_time_the_law_sets_it(business: Business, noa: PersonActor) -> None:
    case = builders.a_case(business)
    cases.set_matter(actor=noa, case_id=case.pk, matter="cancellation", by_registered=True)
    assert _statutory(case).due_at == case.opened_at + timedelta(days=6)
    cases.set_matter(actor=noa, case_id=case.pk, matter="cancellation")
    assert _statutory(case).due_at == case.opened_at + timedelta(days=3)
    with pytest.raises(StatuteRefused):
        set_statute(
            actor=noa,
            business_id=business.pk,
            matter="complaint",
            within=FORTNIGHT,
            source="חוק",
            registered=timedelta(0),
        )


def test_never_loosens_nor_ends_what_runs_when_the_law_changes(business: Business, noa: PersonActor) -> None:
    case = builders.a_case(business)
    cases.set_matter(actor=noa, case_id=case.pk, matter="cancellation")
    due_at = _statutory(case).due_at
    for within, is_active in ((FORTNIGHT, True), (FORTNIGHT, False)):
        set_statute(
            actor=noa,
            business_id=business.pk,
            matter="cancellation",
            within=within,
            source="תקנה חדשה",
            is_active=is_active,
        )
        cases.raise_weight(actor=noa, case_id=case.pk)
        clock = _statutory(case)
        assert (clock.phase, clock.due_at, clock.target) == ("running", due_at, timedelta(days=3))
        assert "חוק הגנת הצרכן" in clock.source_name
    set_statute(
        actor=noa, business_id=business.pk, matter="cancellation", within=timedelta(days=1), source="תקנה מהירה"
    )
    cases.weigh_case(actor=noa, case_id=case.pk, system_id=None, criticality="low")
    assert _statutory(case).target == timedelta(days=1)


def test_follows_the_matter_when_it_was_another_one(business: Business, noa: PersonActor) -> None:
    set_statute(actor=noa, business_id=business.pk, matter="complaint", within=FORTNIGHT, source="חוק")
    case = builders.a_case(business)
    cases.set_matter(actor=noa, case_id=case.pk, matter="cancellation")
    cases.set_matter(actor=noa, case_id=case.pk, matter="complaint")
    assert _statutory(case).target == FORTNIGHT
