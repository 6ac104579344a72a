"""Pages of lists by key, and search by its two ways: each checked against the plain question it answers."""

import itertools
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope, in_whole_installation
from moked.cases.listing import CaseFilter, CaseKey
from moked.cases.models import Case
from moked.cases.searching import search_cases
from moked.cases.selectors import LATEST_OF_EACH, cases_of_customers, list_cases
from moked.staff.models import Person, Team
from moked.staff.services import create_team, create_topic
from tests import builders

CASES = 60
PAGE = 7


@pytest.fixture
def places(db: None) -> list[Business]:
    return [builders.a_business("ראשון"), builders.a_business("שני")]


@pytest.fixture
def noa(places: list[Business]) -> Person:
    return builders.a_person(places[0])


@pytest.fixture
def cases(places: list[Business], noa: Person) -> Iterator[list[Case]]:
    """Many in two businesses; some share their moment, so that only the key orders them."""
    now = timezone.now()
    with in_whole_installation("a test arranges two businesses"):
        team = create_team(actor=builders.PIPELINE, business_id=places[0].pk, name="צוות")
        topic = create_topic(actor=builders.PIPELINE, business_id=places[0].pk, facts={"name": "נושא"}, skills={})
        made = []
        for number in range(CASES):
            case = builders.a_case(places[number % 2], text="שלום" if number % 3 else "שלום וברכה")
            case.last_activity_at = now - timedelta(minutes=number // 4)
            case.state = ("open", "waiting", "proposed")[number % 3]
            if number % 2 == 0:
                case.topic = topic if number % 4 else None
                case.team = team if number % 5 else None
                case.assignee = noa if number % 7 else None
            case.save()
            made.append(case)
        Case.objects.filter(pk=made[1].pk).update(canonical=made[3], state="merged")
        yield made


def in_pages(wanted: CaseFilter) -> list[Case]:
    found: list[Case] = []
    after = None
    while True:
        page = list_cases(wanted, after=after, limit=PAGE)
        found += page[:PAGE]
        if len(page) <= PAGE:
            return found
        after = CaseKey(page[PAGE - 1].last_activity_at, page[PAGE - 1].pk)


def test_gives_by_every_filter_just_what_fits_in_order(
    cases: list[Case], places: list[Business], noa: Person
) -> None:
    topics = {case.topic_id for case in cases}
    team = Team.objects.get(name="צוות").pk
    states: tuple[tuple[str, ...], ...] = ((), ("open",), ("open", "proposed"), ("merged",), ("closed",))
    for topic, by_team, person, nobody, chosen in itertools.product(
        topics, (None, team), (None, noa.pk), (False, True), states
    ):
        wanted = CaseFilter(states=chosen, topic_id=topic, team_id=by_team, assignee_id=person, unassigned=nobody)
        plain = Case.objects.order_by("-last_activity_at", "-pk")
        plain = plain.filter(state__in=chosen) if chosen else plain.exclude(state="merged")
        for field, value in (("topic_id", topic), ("team_id", by_team), ("assignee_id", person)):
            plain = plain.filter(**{field: value}) if value else plain
        plain = plain.filter(assignee=None) if nobody else plain
        assert in_pages(wanted) == list(plain)


def test_gives_a_business_in_scope_and_no_other(cases: list[Case], places: list[Business]) -> None:
    with in_scope([places[0].pk]):
        assert {case.business_id for case in in_pages(CaseFilter())} == {places[0].pk}
        assert in_pages(CaseFilter(business_id=places[1].pk)) == []
    with in_scope([]):
        assert in_pages(CaseFilter()) == []


def test_takes_as_many_statements_for_three_rows_as_for_thirty(cases: list[Case]) -> None:
    counts = []
    for limit in (3, 30):
        with CaptureQueriesContext(connection) as captured:
            assert len(list_cases(CaseFilter(), limit=limit)) == limit + 1
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 3


@pytest.mark.parametrize("limit", [1, 5, 20, 100])
def test_finds_the_newest_cases_with_a_word(cases: list[Case], limit: int) -> None:
    newest = list(Case.objects.order_by("-last_activity_at", "-pk"))
    with_blessing = [case for case in newest if cases.index(case) % 3 == 0]
    assert list(search_cases("שלום", limit=limit).cases) == newest[:limit]
    assert list(search_cases("ברכה", limit=limit).cases) == with_blessing[:limit]
    assert list(search_cases("ברכה חשמל", limit=limit).cases) == []


def test_finds_a_rare_word_beside_a_common_one(cases: list[Case], places: list[Business]) -> None:
    rare = builders.a_case(places[1], text="שלום וברכה מהמגדלור")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        cursor.execute("ANALYZE cases_casesearch")
        cursor.execute("RESET ROLE")
    for words in ("מגדלור", "שלום מגדלור", "מגדלור ברכה שלום"):
        assert list(search_cases(words).cases) == [rare]
    for words in ("שלום מגדלור חשמל", "מגדלור שלמה"):
        assert list(search_cases(words).cases) == []
    with in_scope([places[0].pk]):
        assert list(search_cases("שלום מגדלור").cases) == []


@pytest.mark.parametrize("limit", [1, 4, 50])
def test_gives_the_latest_cases_of_several_customers(cases: list[Case], limit: int) -> None:
    few, many, other = (case.customer for case in cases[:6:2])
    business_id = few.business_id
    mine = [case for case in cases if case.business_id == business_id]
    opened = timezone.now() - timedelta(days=1)
    for place, case in enumerate(mine):
        customer = other if place == 0 else few if place % 5 == 0 else many
        # Some share their moment, so that only the key orders them.
        Case.objects.filter(pk=case.pk).update(customer=customer, opened_at=opened - timedelta(hours=place // 3))
    plain = Case.objects.filter(customer__in=[few, many], canonical=None).order_by("-opened_at", "-pk")
    assert cases_of_customers([few.pk, many.pk], limit=limit) == list(plain[:limit])
    assert cases_of_customers([few.pk], limit=limit) == list(plain.filter(customer=few)[:limit])
    assert cases_of_customers([], limit=limit) == []


def test_reads_the_latest_cases_of_a_customer_without_the_others(cases: list[Case]) -> None:
    with connection.cursor() as cursor:
        # Of a few rows anything is cheap; the question is whether the index can give them in order.
        for dear in ("seqscan", "bitmapscan", "sort"):
            cursor.execute(f"SET LOCAL enable_{dear} = off")
        cursor.execute(f"EXPLAIN SELECT {LATEST_OF_EACH}", ([cases[0].customer_id], 3))
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Index Scan using case_of_customer" in plan
    assert "Sort" not in plan
