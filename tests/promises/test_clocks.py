"""Clocks as a case lives: what is promised starts, stands still, goes on and ends."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.models import Case, Message
from moked.lib.errors import NotFound
from moked.promises.errors import CalendarRefused, TermsRefused
from moked.promises.models import Clock, ClockStep, ServicePackage
from moked.promises.profiles import terms_for_case
from moked.promises.services import (
    change_calendar,
    create_calendar,
    create_package,
    set_profile,
    sweep_clocks,
)
from moked.staff.actors import PersonActor
from moked.staff.permissions import Permission
from tests import builders

pytestmark = pytest.mark.django_db
EVERY_DAY = {day: [["00:00", "24:00"]] for day in ("sun", "mon", "tue", "wed", "thu", "fri", "sat")}
ALWAYS = {"timezone": "Asia/Jerusalem", "week": EVERY_DAY}
TARGETS = {
    "first_reply": {"normal": 60, "critical": 10},
    "next_reply": {"normal": 120},
    "solution": {"normal": 600, "critical": 60},
}


@pytest.fixture
def business(db: None) -> Business:
    return builders.a_business()


@pytest.fixture
def noa(business: Business) -> PersonActor:
    return builders.actor_of(builders.a_person(business, permissions=list(Permission)))


@pytest.fixture
def package(business: Business, noa: PersonActor) -> ServicePackage:
    with in_scope([business.pk]):
        calendar = create_calendar(actor=noa, business_id=business.pk, name="תמיד", document=ALWAYS)
        facts = {"name": "שירות רגיל", "calendar": calendar, "targets": TARGETS, "is_default": True}
        return create_package(actor=noa, business_id=business.pk, facts=facts)


def _clocks(case: Case) -> dict[str, Clock]:
    return {clock.kind: clock for clock in Clock.objects.filter(case=case).order_by("started_at")}


def _answer(case: Case, noa: PersonActor, *, is_proposal: bool = False) -> Message:
    message = cases.write_answer(actor=noa, case_id=case.pk, html="<p>בודקים</p>", is_proposal=is_proposal)
    cases.release_due_messages(timezone.now() + timedelta(minutes=1))
    return message


def test_starts_with_the_customers_first_word(business: Business, package: ServicePackage) -> None:
    case = builders.a_case(business)
    with in_scope([business.pk]):
        clocks = _clocks(case)
        assert set(clocks) == {"first_reply", "solution"}
        first = clocks["first_reply"]
        assert first.due_at == first.started_at + timedelta(hours=1)
        assert (first.source, first.source_name) == ("package", "שירות רגיל")
        steps = ClockStep.objects.filter(clock=first).values_list("what", "why")
        assert list(steps) == [("start", "customer_wrote")]


def test_promises_nothing_without_a_package(business: Business) -> None:
    case = builders.a_case(business)
    with in_scope([business.pk]):
        assert not Clock.objects.filter(case=case).exists()


def test_keeps_the_reply_and_holds_the_solution_while_the_customer_is_asked(
    business: Business, package: ServicePackage, noa: PersonActor
) -> None:
    case = builders.a_case(business)
    with in_scope([business.pk]):
        _answer(case, noa)
        clocks = _clocks(case)
        assert clocks["first_reply"].phase == "stopped"
        assert clocks["first_reply"].broken_at is None
        assert clocks["solution"].phase == "paused"
        assert clocks["solution"].due_at is None
        builders.a_message(case, case.contact_point)  # type: ignore[arg-type]
        clocks = _clocks(case)
        assert clocks["solution"].phase == "running"
        assert clocks["next_reply"].phase == "running"
        assert clocks["solution"].due_at > clocks["solution"].started_at + timedelta(hours=10)


def test_goes_by_the_open_clock_though_one_that_ended_began_later(
    business: Business, package: ServicePackage, noa: PersonActor
) -> None:
    case = builders.a_case(business)
    with in_scope([business.pk]):
        _answer(case, noa)
        builders.a_message(case, case.contact_point)  # type: ignore[arg-type]
        _answer(case, noa)
        # Two machines wrote these, and the first one's clock ran ahead.
        ahead = timezone.now() + timedelta(hours=1)
        Clock.objects.filter(case=case, kind="next_reply").update(started_at=ahead, stopped_at=ahead)
        builders.a_message(case, case.contact_point)  # type: ignore[arg-type]
        _answer(case, noa)
        assert set(Clock.objects.filter(case=case, kind="next_reply").values_list("phase", flat=True)) == {"stopped"}
        builders.a_message(case, case.contact_point)  # type: ignore[arg-type]
        assert Clock.objects.filter(case=case, kind="next_reply", phase="running").count() == 1


def test_breaks_a_promise_once(business: Business, package: ServicePackage) -> None:
    case = builders.a_case(business)
    with in_scope([business.pk]):
        late = timezone.now() + timedelta(hours=2)
        assert sweep_clocks(late) > 0
        first = _clocks(case)["first_reply"]
        assert first.broken_at == first.due_at
        assert first.used >= 10
        sweep_clocks(late + timedelta(minutes=1))
        assert ClockStep.objects.filter(clock=first, what="broken").count() == 1
        assert _clocks(case)["solution"].used == 2


def test_fits_the_customers_own_profile_and_tells_where_it_comes_from(
    business: Business, package: ServicePackage, noa: PersonActor
) -> None:
    case = builders.a_case(business)
    with in_scope([business.pk]):
        set_profile(
            actor=noa,
            customer=case.customer,
            effective_from=date(2026, 1, 1),
            facts={"targets": {"solution": {"normal": 300}}, "manner": "קצר ולעניין"},
        )
        solution = _clocks(case)["solution"]
        assert (solution.target, solution.source) == (timedelta(minutes=300), "person")
        case = Case.objects.select_related("business", "customer").get(pk=case.pk)
        terms = terms_for_case(case, timezone.now())
        assert terms is not None
        assert terms.value("manner") == "קצר ולעניין"
        assert terms.values["calendar"].layer.name == "שירות רגיל"


def test_moves_what_is_due_when_the_hours_change(
    business: Business, package: ServicePackage, noa: PersonActor
) -> None:
    case = builders.a_case(business)
    with in_scope([business.pk]):
        before = _clocks(case)["solution"].due_at
        shorter = {**ALWAYS, "week": {day: [["09:00", "11:00"]] for day in EVERY_DAY}}
        change_calendar(
            actor=noa, business_id=business.pk, calendar_id=package.calendar_id, facts={"document": shorter}
        )
        sweep_clocks(timezone.now())
        assert _clocks(case)["solution"].due_at > before


def test_refuses_hours_and_targets_without_sense(
    business: Business, package: ServicePackage, noa: PersonActor
) -> None:
    with in_scope([business.pk]):
        with pytest.raises(CalendarRefused):
            create_calendar(
                actor=noa, business_id=business.pk, name="ריק", document={"timezone": "Asia/Jerusalem", "week": {}}
            )
        facts = {"name": "אפס", "calendar": package.calendar, "targets": {"solution": {"normal": 0}}}
        with pytest.raises(TermsRefused):
            create_package(actor=noa, business_id=business.pk, facts=facts)
        assert ServicePackage.objects.count() == 1


def test_shuts_the_door_to_those_without_permission(business: Business) -> None:
    agent = builders.actor_of(builders.a_person(business))
    with in_scope([business.pk]), pytest.raises(NotFound):
        create_calendar(actor=agent, business_id=business.pk, name="תמיד", document=ALWAYS)


def test_begins_what_is_promised_only_at_the_new_criticality(
    business: Business, package: ServicePackage, noa: PersonActor
) -> None:
    with in_scope([business.pk]):
        ServicePackage.objects.update(targets={"solution": {"high": 60}})
    case = builders.a_case(business)
    with in_scope([business.pk]):
        assert _clocks(case) == {}
        cases.weigh_case(actor=noa, case_id=case.pk, system_id=None, criticality="high")
        clock = _clocks(case)["solution"]
        assert (clock.phase, clock.target) == ("running", timedelta(hours=1))
        cases.weigh_case(actor=noa, case_id=case.pk, system_id=None, criticality="low")
        assert _clocks(case)["solution"].phase == "void"
        cases.put_aside_until(actor=noa, case_id=case.pk, waiting_for="customer", until=None)
        cases.weigh_case(actor=noa, case_id=case.pk, system_id=None, criticality="high")
        again = Clock.objects.filter(case=case).order_by("pk").last()
        assert again is not None
        assert (again.phase, again.due_at) == ("paused", None)


def test_follows_the_topic_until_a_person_says_otherwise(
    business: Business, package: ServicePackage, noa: PersonActor
) -> None:
    urgent, calm = builders.a_topic(business, "נפילה"), builders.a_topic(business, "שאלה")
    with in_scope([business.pk]):
        type(urgent).objects.filter(pk=urgent.pk).update(criticality="critical")
        case = builders.a_case(business)
        cases.change_details(actor=noa, case_id=case.pk, topic_id=urgent.pk)
        case.refresh_from_db()
        assert case.criticality == "critical"
        assert _clocks(case)["solution"].target == timedelta(hours=1)
        cases.change_details(actor=noa, case_id=case.pk, topic_id=calm.pk)
        case.refresh_from_db()
        assert case.criticality == "normal"
        cases.weigh_case(actor=noa, case_id=case.pk, system_id=None, criticality="low")
        cases.change_details(actor=noa, case_id=case.pk, topic_id=urgent.pk)
        case.refresh_from_db()
        assert case.criticality == "low"
        cases.weigh_case(actor=noa, case_id=case.pk, system_id=None)
        case.refresh_from_db()
        assert (case.criticality, case.is_weight_chosen) == ("critical", False)
    assert builders.a_case(business, topic_id=urgent.pk).criticality == "critical"
