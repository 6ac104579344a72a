"""What is told of open cases: asked for by what happens, made a moment later, told anew before it passes, judged."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.domain.states import CaseState
from moked.cases.models import Case
from moked.promises.models import Clock, Estimate, EstimateModel, EstimateWatch
from moked.promises.services import (
    NightlyTraining,
    create_calendar,
    create_package,
    make_due_estimates,
    train_estimates,
)
from moked.promises.told import held_by, told_of_case
from moked.staff.actors import PersonActor
from moked.staff.permissions import Permission
from tests import builders
from tests.promises.test_clocks import ALWAYS

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def business(db: None) -> Iterator[Business]:
    business = builders.a_business()
    with in_scope([business.pk]):
        yield business


@pytest.fixture
def noa(business: Business) -> PersonActor:
    return builders.actor_of(builders.a_person(business, permissions=list(Permission)))


def _a_promise(business: Business, noa: PersonActor, minutes: int) -> None:
    calendar = create_calendar(actor=noa, business_id=business.pk, name="תמיד", document=ALWAYS)
    targets = {"solution": {"normal": minutes}}
    facts = {"name": "שירות", "calendar": calendar, "targets": targets, "is_default": True}
    create_package(actor=noa, business_id=business.pk, facts=facts)


def _told(case: Case) -> Estimate:
    told = told_of_case(case.pk, timezone.now())
    assert told is not None
    return told


def _past_cases(business: Business, *, took: timedelta, count: int = 14, **facts: Any) -> None:
    """Cases of the last weeks, each solved after the same time."""
    now = timezone.now()
    for number in range(count):
        case = builders.a_case(business)
        opened = now - timedelta(days=2 + number) - took
        Case.objects.filter(pk=case.pk).update(
            opened_at=opened, state="closed", proposed_at=opened + took, closed_at=opened + took + DAY, **facts
        )
        case.messages.update(created_at=opened)


def test_asks_with_one_statement_and_tells_a_moment_later(business: Business) -> None:
    case = builders.a_case(business)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        builders.a_message(case, case.contact_point)  # type: ignore[arg-type]
    assert sum("estimate" in each["sql"] for each in queries.captured_queries) == 1
    assert not Estimate.objects.exists()
    assert make_due_estimates(timezone.now()) == 1
    told = _told(case)
    assert (told.basis, told.why, told.model_version) == ("nothing_known", "customer_wrote", None)
    assert make_due_estimates(timezone.now()) == 0


def test_begins_with_what_is_promised(business: Business, noa: PersonActor) -> None:
    _a_promise(business, noa, 600)
    case = builders.a_case(business)
    make_due_estimates(timezone.now())
    told = _told(case)
    assert (told.basis, told.why) == ("promise", "opening")
    assert told.likely_at is not None
    assert told.latest_at is not None
    assert case.opened_at < told.likely_at <= told.latest_at <= case.opened_at + timedelta(hours=11)


def test_tells_one_range_at_a_time_and_writes_only_what_changes_it(business: Business, noa: PersonActor) -> None:
    _a_promise(business, noa, 600)
    case = builders.a_case(business)
    make_due_estimates(timezone.now())
    first = _told(case)
    cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
    assert make_due_estimates(timezone.now()) == 1
    assert _told(case) == first
    assert Estimate.objects.filter(case=case).count() == 1


def test_tells_a_slip_before_what_was_told_passes(business: Business, noa: PersonActor) -> None:
    _a_promise(business, noa, 600)
    case = builders.a_case(business)
    make_due_estimates(timezone.now())
    first = _told(case)
    watch = EstimateWatch.objects.get(case=case)
    assert watch.look_at is not None
    assert first.latest_at is not None
    assert first.made_at < watch.look_at < first.latest_at
    while _told(case) == first:
        watch.refresh_from_db()
        assert watch.look_at is not None
        assert make_due_estimates(watch.look_at) == 1
    second = _told(case)
    assert second.why == "slip"
    assert second.latest_at is None or second.latest_at > first.latest_at
    assert Estimate.objects.filter(case=case).count() == 2


def test_foresees_a_breach_once_and_in_time(business: Business, noa: PersonActor) -> None:
    _a_promise(business, noa, minutes=24 * 60)
    _past_cases(business, took=3 * DAY)
    case = builders.a_case(business)
    clock = Clock.objects.get(case=case)
    train_estimates(business_id=business.pk)
    make_due_estimates(timezone.now())
    step = clock.steps.get(what="foreseen")
    assert clock.due_at is not None
    assert clock.due_at - step.at > timedelta(hours=23)
    EstimateWatch.objects.update(look_at=timezone.now())
    make_due_estimates(timezone.now())
    assert clock.steps.filter(what="foreseen").count() == 1


def test_looks_at_a_promise_again_before_it_ends(business: Business, noa: PersonActor) -> None:
    _a_promise(business, noa, minutes=4 * 24 * 60)
    _past_cases(business, took=DAY)
    case = builders.a_case(business)
    clock = Clock.objects.get(case=case)
    train_estimates(business_id=business.pk)
    make_due_estimates(timezone.now())
    assert not clock.steps.filter(what="foreseen").exists()
    due = clock.due_at
    assert due is not None
    for _ in range(40):
        look_at = EstimateWatch.objects.values_list("look_at", flat=True).get(case=case)
        if look_at is None or look_at >= due:
            break
        make_due_estimates(look_at)
    assert due - clock.steps.get(what="foreseen").at >= timedelta(minutes=15)


def test_says_when_it_will_say_more_instead_of_a_range_too_wide(business: Business, noa: PersonActor) -> None:
    _a_promise(business, noa, 60 * 24 * 60)
    case = builders.a_case(business)
    make_due_estimates(timezone.now())
    told = Estimate.objects.get(case=case)
    assert told.latest_at is None
    assert told.tell_by is not None
    assert timezone.now() < told.tell_by < timezone.now() + 2 * DAY


def _confirmed_at(case: Case, at: datetime) -> None:
    Case.objects.filter(pk=case.pk).update(state=CaseState.CLOSED.value, proposed_at=at, closed_at=at + DAY)
    EstimateWatch.objects.filter(case=case).update(look_at=timezone.now())
    make_due_estimates(timezone.now())


@pytest.mark.parametrize(("after", "held"), [(timedelta(hours=1), True), (timedelta(hours=20), False)])
def test_judges_by_the_solution_that_the_customer_confirmed(
    business: Business, noa: PersonActor, after: timedelta, held: bool
) -> None:
    _a_promise(business, noa, 600)
    case = builders.a_case(business)
    make_due_estimates(timezone.now())
    _confirmed_at(case, case.opened_at + after)
    assert Estimate.objects.get(case=case).held is held
    assert told_of_case(case.pk, timezone.now()) is None
    assert EstimateWatch.objects.get(case=case).look_at is None


def test_tells_nothing_while_a_solution_stands_before_the_customer(business: Business, noa: PersonActor) -> None:
    case = builders.a_case(business)
    make_due_estimates(timezone.now())
    cases.write_answer(actor=noa, case_id=case.pk, html="<p>תוקן</p>", is_proposal=True)
    cases.release_due_messages(timezone.now() + timedelta(minutes=1))
    make_due_estimates(timezone.now())
    assert told_of_case(case.pk, timezone.now()) is None
    assert Estimate.objects.get(case=case).held is None


def test_shows_shares_of_five_cases_and_more_only(business: Business, noa: PersonActor) -> None:
    _a_promise(business, noa, 600)
    team, small = builders.a_team(business), builders.a_team(business, "קו שני")
    for number in range(7):
        case = builders.a_case(business)
        Case.objects.filter(pk=case.pk).update(team=team if number < 5 else small)
        make_due_estimates(timezone.now())
        _confirmed_at(case, case.opened_at + timedelta(hours=1 if number else 20))
    found = held_by(business.pk, "team", since=timezone.now() - DAY)
    assert [(each.name, each.cases, each.percent) for each in found.shown] == [("קו ראשון", 5, 80)]
    assert found.left_out == 1


def test_learns_from_the_past_and_keeps_five_versions(business: Business) -> None:
    _past_cases(business, took=timedelta(hours=30))
    for _ in range(7):
        EstimateModel.objects.update(trained_at=timezone.now() - 3 * DAY)
        assert train_estimates(business_id=business.pk) is not None
    assert train_estimates(business_id=business.pk) is None, "twice in one night"
    versions = EstimateModel.objects.order_by("version").values_list("version", flat=True)
    assert list(versions) == [3, 4, 5, 6, 7]
    case = builders.a_case(business)
    make_due_estimates(timezone.now())
    told = _told(case)
    assert (told.model_version, told.basis, told.cases) == (7, "cases_like_it", 14)
    assert told.latest_at is not None
    assert timedelta(hours=30) <= told.latest_at - case.opened_at <= timedelta(days=6)


def test_falls_back_to_the_version_before_and_then_to_the_promise(business: Business, noa: PersonActor) -> None:
    _past_cases(business, took=timedelta(hours=30))
    _a_promise(business, noa, 600)
    good = train_estimates(business_id=business.pk)
    assert good is not None
    now = timezone.now()
    EstimateModel.objects.create(business=business, version=2, cases=14, document={"format": 99})
    broken = {**good.document, "took": [None] * len(good.document["took"])}
    EstimateModel.objects.create(business=business, version=3, cases=14, document=broken)
    case = builders.a_case(business)
    make_due_estimates(now + timedelta(minutes=1))
    assert _told(case).model_version == 1
    EstimateModel.objects.filter(version=1).delete()
    case = builders.a_case(business)
    make_due_estimates(now + timedelta(minutes=1))
    assert (_told(case).model_version, _told(case).basis) == (None, "promise")


def test_loads_only_the_latest_that_can_be_used(business: Business) -> None:
    _past_cases(business, took=timedelta(hours=30))
    for _ in range(3):
        EstimateModel.objects.update(trained_at=timezone.now() - 3 * DAY)
        train_estimates(business_id=business.pk)
    builders.a_case(business)
    with CaptureQueriesContext(connection) as queries:
        make_due_estimates(timezone.now())
    assert len([query for query in queries if '"promises_estimatemodel"."document"' in query["sql"]]) == 1


def test_reads_as_many_queries_for_many_cases_as_for_few(business: Business) -> None:
    counts = []
    for count in (3, 27):
        _past_cases(business, took=timedelta(hours=30), count=count)
        EstimateModel.objects.update(trained_at=timezone.now() - 3 * DAY)
        with CaptureQueriesContext(connection) as queries:
            train_estimates(business_id=business.pk)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_thinks_of_many_cases_with_as_many_statements_as_of_few(business: Business) -> None:
    counts = []
    for count in (3, 30):
        for _case in range(count):
            builders.a_case(business)
        with CaptureQueriesContext(connection) as queries:
            assert make_due_estimates(timezone.now()) == count
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.usefixtures("installation")
def test_tells_the_others_though_one_cannot_be_thought_of() -> None:
    good, bad = builders.a_business(), builders.a_business()
    told = [builders.a_case(good) for _ in range(3)]
    untold = builders.a_case(bad)
    told += [builders.a_case(good) for _ in range(3)]
    Business.objects.filter(pk=bad.pk).update(time_zone="Nowhere/Town")
    now = timezone.now()
    assert make_due_estimates(now) == 7
    assert Estimate.objects.filter(case__in=told).count() == 6
    watch = EstimateWatch.objects.get(case=untold)
    assert watch.told is None
    assert watch.look_at is not None
    assert watch.look_at > now + timedelta(minutes=50)


def test_learns_nothing_from_another_business(business: Business) -> None:
    theirs = builders.a_business("רהיטי הגליל")
    with in_scope([theirs.pk]):
        _past_cases(theirs, took=timedelta(hours=30))
    model = train_estimates(business_id=business.pk)
    assert model is not None
    assert model.cases == 0


@pytest.mark.usefixtures("installation")
def test_has_each_business_trained_once_a_night() -> None:
    business = builders.a_business()
    with in_scope([business.pk]):
        train_estimates(business_id=business.pk)
    training = NightlyTraining()
    now = timezone.now()
    assert training(now) == 0
    assert training(now + 2 * DAY) == 1
    assert training(now + 2 * DAY) == 0
