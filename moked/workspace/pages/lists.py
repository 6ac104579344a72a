"""Lists: all cases by filter, customers by name, one customer's whole story, and search."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from moked.businesses.models import Topic
from moked.cases.listing import CaseFilter, CaseKey
from moked.cases.models import STATE_NAMES, Case
from moked.cases.searching import search_cases, texts_of_cases
from moked.cases.selectors import cases_of_customers, list_cases
from moked.customers.models import Customer
from moked.customers.selectors import addresses_by_customer, list_customers
from moked.lib.hebrew.excerpts import Sought, excerpt
from moked.lib.postgres.questions import asked_often
from moked.staff.actors import PersonActor
from moked.staff.models import Person, Team
from moked.staff.permissions import Permission
from moked.staff.selectors import people_of
from moked.workspace.pages.duplicates import HistoryLine, identity_history
from moked.workspace.pages.marks import Following, MarkLine, following_for, marks_of
from moked.workspace.pages.panel import CustomerPanel, customer_panel
from moked.workspace.pages.there import there_is_of_customer
from moked.workspace.pages.words import STATE_TONES
from moked.workspace.pages.work import WorkRow, work_rows

PAGE = 50
MERGE_CHOICES = 8
RECENT = 8
FOUND = 12
# What is read of a case to show where the words stand.
EXCERPT_LETTERS, EXCERPT_MESSAGES = 2_000, 8


@dataclass(frozen=True)
class Choice:
    value: str
    words: str
    is_chosen: bool = False


@dataclass(frozen=True)
class CaseRow:
    """A case in the table of all cases."""

    row: WorkRow
    state_words: str
    state_tone: str
    topic: str
    holder: str
    at: datetime


@dataclass(frozen=True)
class CaseList:
    rows: tuple[CaseRow, ...]
    states: tuple[Choice, ...]
    topics: tuple[Choice, ...]
    people: tuple[Choice, ...]
    teams: tuple[Choice, ...]
    next_url: str
    first_url: str
    is_filtered: bool


@dataclass(frozen=True)
class CustomerRow:
    url: str
    name: str
    about: str
    is_organisation: bool
    points: tuple[str, ...]
    known_since: datetime


@dataclass(frozen=True)
class CustomerList:
    rows: tuple[CustomerRow, ...]
    words: str
    next_url: str
    first_url: str


@dataclass(frozen=True)
class CustomerPage:
    url: str
    panel: CustomerPanel
    rows: tuple[CaseRow, ...]
    next_url: str
    first_url: str
    history: tuple[HistoryLine, ...]
    marks: tuple[MarkLine, ...]
    following: Following
    # Who opened this customer's data; empty for whoever may not know.
    opened_url: str


@dataclass(frozen=True)
class MergePage:
    """Who else a customer may be, found by words."""

    action: str
    words: str
    rows: tuple[tuple[UUID, CustomerRow], ...]
    back: str


@dataclass(frozen=True)
class SearchResults:
    words: str
    cases: tuple[WorkRow, ...]
    customers: tuple[CustomerRow, ...]
    recent: tuple[WorkRow, ...]
    next_url: str = ""
    first_url: str = ""


def case_rows(cases: Sequence[Case]) -> tuple[CaseRow, ...]:
    """Cases as rows of a table. Needs people, topic and team loaded. One query."""
    return tuple(_case_row(case, row) for case, row in zip(cases, work_rows(cases), strict=True))


def _case_row(case: Case, row: WorkRow) -> CaseRow:
    return CaseRow(
        row=row,
        state_words=str(STATE_NAMES[case.case_state]),
        state_tone=STATE_TONES[case.case_state],
        topic=case.topic.name if case.topic else "",
        holder=case.assignee.full_name if case.assignee else (case.team.name if case.team else ""),
        at=case.last_activity_at,
    )


def case_list(actor: PersonActor, wanted: CaseFilter, query: Mapping[str, str], after: CaseKey | None) -> CaseList:
    """A page of cases with the filters that lead elsewhere. Five queries."""
    cases = list_cases(wanted, after=after, limit=PAGE)
    shown = cases[:PAGE]
    kept = {name: value for name, value in query.items() if value and name != "after"}
    address = reverse("workspace:cases")
    next_url = ""
    if len(cases) > PAGE:
        key = CaseKey(shown[-1].last_activity_at, shown[-1].pk)
        next_url = f"{address}?{urlencode({**kept, 'after': str(key)})}"
    return CaseList(
        rows=case_rows(shown),
        states=tuple(
            Choice(code.value, str(name), code.value in wanted.states) for code, name in STATE_NAMES.items()
        ),
        topics=tuple(Choice(str(key), name, key == wanted.topic_id) for key, name in _topics()),
        people=tuple(
            Choice(str(person.pk), person.full_name, person.pk == wanted.assignee_id)
            for person in people_of(actor.businesses)
        ),
        teams=tuple(Choice(str(key), name, key == wanted.team_id) for key, name in _teams()),
        next_url=next_url,
        first_url=f"{address}?{urlencode(kept)}" if after else "",
        is_filtered=wanted != CaseFilter(),
    )


@asked_often
def _topics() -> QuerySet[Topic, tuple[UUID, str]]:
    return Topic.objects.filter(is_active=True).values_list("pk", "name")


@asked_often
def _teams() -> QuerySet[Team, tuple[UUID, str]]:
    return Team.objects.filter(is_active=True).values_list("pk", "name")


def customer_rows(customers: list[Customer]) -> tuple[CustomerRow, ...]:
    """Customers with their addresses. One query."""
    points = addresses_by_customer([customer.pk for customer in customers])
    return tuple(
        CustomerRow(
            url=reverse("workspace:customer", args=[customer.pk]),
            name=customer.name,
            about=customer.about,
            is_organisation=customer.kind == Customer.Kind.ORGANISATION,
            points=tuple(points.get(customer.pk, [])[:2]),
            known_since=customer.created_at,
        )
        for customer in customers
    )


def customer_list(words: str, after: tuple[str, UUID] | None) -> CustomerList:
    """A page of customers by name. Two queries."""
    customers = list_customers(words=words, after=after, limit=PAGE + 1)
    shown = customers[:PAGE]
    address = reverse("workspace:customers")
    kept = {"q": words} if words else {}
    next_url = ""
    if len(customers) > PAGE:
        next_url = f"{address}?{urlencode({**kept, 'after': shown[-1].name, 'id': str(shown[-1].pk)})}"
    return CustomerList(customer_rows(shown), words, next_url, f"{address}?{urlencode(kept)}" if after else "")


def customer_page(actor: PersonActor, customer: Customer, after: tuple[datetime, UUID] | None) -> CustomerPage:
    """A customer with a page of their cases, newest first."""
    there = there_is_of_customer(customer)
    cases = cases_of_customers(there.ids, limit=PAGE + 1, after=after)
    shown = cases[:PAGE]
    own_url = reverse("workspace:customer", args=[customer.pk])
    next_url = ""
    if len(cases) > PAGE:
        next_url = f"{own_url}?{urlencode({'after': shown[-1].opened_at.isoformat(), 'id': shown[-1].pk})}"
    opened_url = ""
    if actor.may(Permission.OFFICE_AUDIT, customer.business_id):
        address = reverse("office:opened", args=[customer.business.slug])
        opened_url = f"{address}?{urlencode({'customer': customer.pk})}"
    place = f"?{urlencode({'after': after[0].isoformat(), 'id': after[1]})}" if after else ""
    return CustomerPage(
        url=own_url + place,
        panel=customer_panel(actor, customer, there=there),
        rows=case_rows(shown),
        next_url=next_url,
        first_url=own_url if after else "",
        history=identity_history(there.ids) if there.history else (),
        marks=marks_of(there.ids),
        following=following_for(actor, customer),
        opened_url=opened_url,
    )


def merge_page(customer: Customer, words: str) -> MergePage:
    """Who else a customer may be, by words. Two queries."""
    found = list_customers(words=words, limit=MERGE_CHOICES) if words else []
    found = [one for one in found if one.business_id == customer.business_id and one.pk != customer.pk]
    return MergePage(
        action=reverse("workspace:merge_customer", args=[customer.pk]),
        words=words,
        rows=tuple(zip([one.pk for one in found], customer_rows(found), strict=True)),
        back=reverse("workspace:customer", args=[customer.pk]),
    )


def search_results(person: Person, words: str, after: CaseKey | None = None) -> SearchResults:
    """Cases and customers that fit the words, a page from a key on; without words, what this person had last."""
    if not words.strip():
        recent = list_cases(CaseFilter(assignee_id=person.pk), limit=RECENT)[:RECENT]
        return SearchResults("", (), (), work_rows(recent))
    found = search_cases(words, after=after, limit=FOUND)
    address = f"{reverse('workspace:search')}?{urlencode({'q': words})}"
    return SearchResults(
        words,
        _found_rows(found.cases, words),
        () if after else customer_rows(list_customers(words=words.strip(), limit=5)),
        (),
        next_url=f"{address}&{urlencode({'after': str(found.next)})}" if found.next else "",
        first_url=address if after else "",
    )


def _found_rows(cases: Sequence[Case], words: str) -> tuple[WorkRow, ...]:
    """Cases with what was found in each. One query beside those of rows."""
    sought = Sought.of(words)
    texts = texts_of_cases([case.pk for case in cases], most_letters=EXCERPT_LETTERS, most_messages=EXCERPT_MESSAGES)
    return tuple(
        replace(row, is_found=True, excerpt=excerpt(texts.get(row.case_id, ()), sought)) for row in work_rows(cases)
    )
