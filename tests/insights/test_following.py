"""Customers a business follows: marked, planned, called to mind, counted beside everybody, and learned from."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.calendars.models import ServiceCalendar
from moked.cases.errors import OwnerMissing
from moked.cases.models import Case
from moked.customers.merging import merge_customers
from moked.customers.models import Customer, OrganisationContact
from moked.insights.counting import NightlyCount, count_months
from moked.insights.errors import AlreadyFollowed, LessonIncomplete, ReviewPassed
from moked.insights.models import Lesson, MonthFigures, ReferenceCustomer
from moked.insights.selectors import disagreements, followed_customers, lessons_of, tallies_since
from moked.insights.services import (
    change_reference,
    end_reference,
    mark_reference,
    sweep_reviews,
    write_lesson,
)
from moked.lib.errors import NotAllowed, NotFound
from moked.promises.models import Clock
from moked.staff.actors import PersonActor
from moked.staff.models import Notice, Person
from moked.staff.permissions import SHIFT_MANAGER, Permission
from moked.surveys.models import SurveyResponse
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def business(db: None) -> Business:
    return builders.a_business()


@pytest.fixture
def lead(business: Business) -> Person:
    return builders.a_person(business, first_name="גיא", permissions=SHIFT_MANAGER)


@pytest.fixture
def actor(lead: Person) -> PersonActor:
    return builders.actor_of(lead)


def _facts(owner: Person, days: int = 30) -> dict[str, object]:
    review_on = (timezone.now() + timedelta(days=days)).date()
    return {"owner": owner, "why": "מחליפים ספקים מהר", "plan": "שיחה כל שבוע", "review_on": review_on}


def _case(business: Business, customer: Customer | None = None, *, ease: int = 5, is_broken: bool = False) -> Case:
    """A case whose promise ended and whose customer answered."""
    case = builders.a_case(business)
    now = timezone.now()
    week = {"timezone": business.time_zone, "week": {"sun": [["08:00", "13:00"]]}}
    calendar, _new = ServiceCalendar.objects.get_or_create(
        business=business, name="שעות", defaults={"document": week}
    )
    if customer:
        Case.objects.filter(pk=case.pk).update(customer=customer)
    Clock.objects.create(
        business=business,
        case=case,
        kind="solution",
        phase="stopped",
        calendar=calendar,
        target=timedelta(hours=1),
        source="package",
        started_at=now,
        stopped_at=now,
        broken_at=now if is_broken else None,
    )
    SurveyResponse.objects.create(
        business=business, case=case, ease=ease, satisfaction=ease, is_low=ease <= 2, answered_at=now
    )
    return Case.objects.select_related("customer").get(pk=case.pk)


def test_follows_a_customer_once_and_calls_the_plan_to_mind(
    business: Business, lead: Person, actor: PersonActor
) -> None:
    case = builders.a_case(business)
    with in_scope([business.pk]):
        reference = mark_reference(actor=actor, customer_id=case.customer_id, facts=_facts(lead))
        with pytest.raises(AlreadyFollowed):
            mark_reference(actor=actor, customer_id=case.customer_id, facts=_facts(lead))
        assert sweep_reviews(timezone.now() + timedelta(days=28)) == 0
        due = timezone.now() + timedelta(days=31)
        assert [sweep_reviews(due), sweep_reviews(due)] == [1, 0]
        assert Notice.objects.get(kind="plan_review").person_id == lead.pk
        assert sweep_reviews(due + timedelta(days=8)) == 1
        later = {"review_on": (timezone.now() + timedelta(days=90)).date()}
        change_reference(actor=actor, business_id=business.pk, reference_id=reference.pk, facts=later)
        assert sweep_reviews(due + timedelta(days=20)) == 0
        for _again in range(2):
            end_reference(actor=actor, business_id=business.pk, reference_id=reference.pk)
        assert followed_customers(business.pk) == []
        later = {"review_on": (timezone.now() + timedelta(days=91)).date()}
        change_reference(actor=actor, business_id=business.pk, reference_id=reference.pk, facts=later)
        assert sweep_reviews(due + timedelta(days=200)) == 0


def test_refuses_what_makes_no_sense_and_changes_nothing(
    business: Business, lead: Person, actor: PersonActor
) -> None:
    case = builders.a_case(business)
    stranger = builders.a_person(builders.a_business(), permissions=SHIFT_MANAGER)
    agent = builders.actor_of(builders.a_person(business))
    with in_scope([business.pk]):
        for error, who, facts in (
            (ReviewPassed, actor, _facts(lead, days=-1)),
            (OwnerMissing, actor, _facts(stranger)),
            (NotAllowed, agent, _facts(lead)),
            (NotFound, builders.actor_of(stranger), _facts(lead)),
        ):
            with pytest.raises(error):
                mark_reference(actor=who, customer_id=case.customer_id, facts=facts)
        with pytest.raises(LessonIncomplete):
            write_lesson(actor=actor, customer_id=case.customer_id, learned="משהו", change=" ")
        assert not ReferenceCustomer.objects.exists()
        assert not Lesson.objects.exists()


def test_counts_theirs_beside_everybody_s(business: Business, lead: Person, actor: PersonActor) -> None:
    with in_scope([business.pk]):
        theirs = _case(business, ease=1, is_broken=True)
        organisation = Customer.objects.create(business=business, kind="organisation", name="מאפיית לחם")
        OrganisationContact.objects.create(business=business, organisation=organisation, person=theirs.customer)
        for _each in range(3):
            _case(business)
        reference = mark_reference(actor=actor, customer_id=organisation.pk, facts=_facts(lead))
        found = tallies_since(business, [reference], timezone.now() - timedelta(days=40))
    own, everybody = list(found.own[reference.pk].values()), list(found.everybody.values())
    assert [(each.promises, each.kept, each.ease) for each in own] == [(1, 0, 0)]
    assert [(each.promises, each.kept, each.ease_marks) for each in everybody] == [(4, 3, 4)]


def test_adds_what_happened_since_to_what_the_night_counted(business: Business) -> None:
    since = timezone.now() - timedelta(days=40)
    later = timezone.now() + timedelta(minutes=6)
    with in_scope([business.pk]):
        _case(business, ease=1, is_broken=True)
        for _time in range(2):
            count_months(business_id=business.pk, now=later)
        kept = MonthFigures.objects.get()
        assert (kept.tally.promises, kept.tally.ease_marks) == (1, 1)
        (counted,) = tallies_since(business, [], since).everybody.values()
        assert (counted.promises, counted.ease_marks) == (1, 1)
        MonthFigures.objects.update(until=timezone.now())
        _case(business, ease=5)
        (counted,) = tallies_since(business, [], since).everybody.values()
        assert (counted.promises, counted.kept, counted.ease_marks) == (2, 1, 2)


def test_counts_every_business_once_a_night(business: Business) -> None:
    nightly, now = NightlyCount(), timezone.now()
    with in_scope([business.pk]):
        assert [nightly(now), nightly(now), NightlyCount()(now)] == [1, 0, 0]
        assert NightlyCount()(now + timedelta(days=1)) == 1


def test_goes_on_when_the_customer_is_merged_into_another_record(
    business: Business, lead: Person, actor: PersonActor
) -> None:
    with in_scope([business.pk]):
        customer, into = _case(business, ease=1).customer, _case(business, ease=2).customer
        reference = mark_reference(actor=actor, customer_id=customer.pk, facts=_facts(lead))
        lesson = write_lesson(actor=actor, customer_id=customer.pk, learned="הם מחכים בקו", change="חוזרים אליהם")
        manager = builders.actor_of(builders.a_person(business, permissions=list(Permission)))
        merge_customers(actor=manager, customer_id=customer.pk, into_id=into.pk)
        assert lessons_of(into) == [lesson]
        with pytest.raises(AlreadyFollowed):
            mark_reference(actor=actor, customer_id=into.pk, facts=_facts(lead))
        reference = ReferenceCustomer.objects.select_related("customer").get(pk=reference.pk)
        own = tallies_since(business, [reference], timezone.now() - timedelta(days=40)).own[reference.pk]
    assert [each.ease_marks for each in own.values()] == [2]


def test_lists_where_marks_and_promises_disagree(business: Business) -> None:
    with in_scope([business.pk]):
        kept_low = _case(business, ease=1)
        broken_high = _case(business, ease=5, is_broken=True)
        _case(business, ease=5)
        _case(business, ease=1, is_broken=True)
        rows = disagreements(business.pk, timezone.now() - timedelta(days=1))
    assert {(row.kind.value, row.response.case_id) for row in rows} == {
        ("kept_but_low", kept_low.pk),
        ("broken_but_high", broken_high.pk),
    }


def _url(business: Business, rest: str = "", key: UUID | None = None) -> str:
    return f"/office/{business.slug}/references/" + (f"{key}/" if key else "") + rest


@pytest.fixture
def browser(lead: Person, settings: object) -> Client:
    settings.REQUIRE_SECOND_FACTOR = False  # type: ignore[attr-defined]
    client = Client()
    client.force_login(lead)
    return client


def test_goes_from_the_customer_s_page_to_a_plan_and_a_lesson(
    business: Business, lead: Person, browser: Client
) -> None:
    case = builders.a_case(business)
    new = f"/office/{business.slug}/references/of/{case.customer_id}/"
    assert new in browser.get(f"/customers/{case.customer_id}/").content.decode()
    given = {"owner": str(lead.pk), "review_on": "2020-01-01", "why": "x", "plan": "y"}
    assert browser.post(new, given).status_code == 422
    review_on = (timezone.now() + timedelta(days=30)).date()
    answer = browser.post(new, {**given, "review_on": review_on.isoformat()})
    assert answer.status_code == 302
    page = answer["Location"]
    assert browser.post(page + "lesson/", {"learned": "", "change": "x"}).status_code == 422
    browser.post(page + "lesson/", {"learned": "רוצים לדעת לפני", "change": "מודיעים לכולם לפני כל עבודה"})
    assert "מודיעים לכולם לפני כל עבודה" in browser.get(page).content.decode()
    assert "מודיעים לכולם לפני כל עבודה" in browser.get(f"/customers/{case.customer_id}/").content.decode()
    assert browser.get(new)["Location"] == page
    assert browser.get(f"/office/{business.slug}/marks-against-promises/").status_code == 200
    browser.post(page + "end/")
    with in_scope([business.pk]):
        assert followed_customers(business.pk) == []


def test_asks_the_database_the_same_for_three_and_for_thirty(
    business: Business, lead: Person, actor: PersonActor, browser: Client
) -> None:
    def count(more: int) -> list[int]:
        with in_scope([business.pk]):
            for number in range(more):
                case = _case(business, ease=1 if number % 2 else 5, is_broken=not number % 2)
                mark_reference(actor=actor, customer_id=case.customer_id, facts=_facts(lead))
        found = []
        # The first page of a browser reads what later ones know.
        browser.get(f"/office/{business.slug}/references/")
        for page in ("references", "marks-against-promises"):
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(f"/office/{business.slug}/{page}/").status_code == 200
            found.append(len(queries))
        return found

    assert count(3) == count(27)
