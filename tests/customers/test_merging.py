"""Merging and un-merging in any order: nothing is lost, and what is taken back stands as it stood."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.models import Case
from moked.cases.selectors import cases_of_customers
from moked.customers.errors import MergeImpossible
from moked.customers.merging import merge_customers, unmerge_customer
from moked.customers.models import Customer, CustomerMerge
from moked.customers.selectors import canonical_ids, contact_points_of
from moked.journal.models import JournalEntry
from moked.lib.errors import NotAllowed, NotFound
from moked.staff.permissions import Permission
from tests import builders

pytestmark = pytest.mark.django_db
SIZE = 5


def _pointers(business: Business) -> dict[UUID, UUID | None]:
    return dict(Customer.objects.filter(business=business).values_list("pk", "canonical_id"))


def _count_rows() -> dict[str, int]:
    """Rows of every table, counted as the database sees them in this scope."""
    with connection.cursor() as cursor:
        counts = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
    return counts


@pytest.fixture
def desk(db: None) -> tuple[Business, Any]:
    business = builders.a_business()
    return business, builders.actor_of(builders.a_person(business))


def test_restores_a_chain_taken_back_in_the_middle() -> None:
    business = builders.a_business()
    a, b, c, d = (builders.a_contact_point(business).customer for _each in range(4))
    actor = builders.actor_of(builders.a_person(business))
    with in_scope([business.pk]):
        merge_customers(actor=actor, customer_id=a.pk, into_id=b.pk)
        merge_customers(actor=actor, customer_id=b.pk, into_id=c.pk)
        merge_customers(actor=actor, customer_id=d.pk, into_id=c.pk)
        assert _pointers(business) == {a.pk: c.pk, b.pk: c.pk, c.pk: None, d.pk: c.pk}
        unmerge_customer(actor=actor, customer_id=b.pk)
        assert _pointers(business) == {a.pk: b.pk, b.pk: None, c.pk: None, d.pk: c.pk}
        unmerge_customer(actor=actor, customer_id=a.pk)
        assert _pointers(business) == {a.pk: None, b.pk: None, c.pk: None, d.pk: c.pk}


def test_follows_whom_it_was_merged_into_and_not_the_root() -> None:
    business = builders.a_business()
    a, b, c = (builders.a_contact_point(business).customer for _each in range(3))
    actor = builders.actor_of(builders.a_person(business))
    with in_scope([business.pk]):
        merge_customers(actor=actor, customer_id=b.pk, into_id=c.pk)
        merge_customers(actor=actor, customer_id=a.pk, into_id=b.pk)
        unmerge_customer(actor=actor, customer_id=b.pk)
        assert _pointers(business) == {a.pk: b.pk, b.pk: None, c.pk: None}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.integers(0, SIZE - 1), st.integers(-1, SIZE - 1)), max_size=14))
def test_restores_exactly_whatever_the_order(desk: tuple[Business, Any], moves: list[tuple[int, int]]) -> None:
    """A second number of -1 takes the first one's merge back; the model is the forest of merges that hold."""
    business, actor = desk
    point = transaction.savepoint()
    people = [builders.a_contact_point(business).customer_id for _each in range(SIZE)]
    parent: dict[int, int] = {}

    def root(node: int) -> int:
        while node in parent:
            node = parent[node]
        return node

    with in_scope([business.pk]):
        for one, other in moves:
            is_possible = one in parent if other < 0 else one not in parent and root(other) != one
            if not is_possible:
                with pytest.raises(MergeImpossible):
                    _move(actor, people, one, other)
            else:
                _move(actor, people, one, other)
                parent.pop(one) if other < 0 else parent.__setitem__(one, other)
            wanted = {people[n]: people[root(n)] if n in parent else None for n in range(SIZE)}
            assert _pointers(business) == wanted
        for one in sorted(parent):
            unmerge_customer(actor=actor, customer_id=people[one])
        assert set(_pointers(business).values()) == {None}
    transaction.savepoint_rollback(point)


def _move(actor: Any, people: list[UUID], one: int, other: int) -> None:
    if other < 0:
        unmerge_customer(actor=actor, customer_id=people[one])
    else:
        merge_customers(actor=actor, customer_id=people[one], into_id=people[other])


def test_deletes_and_moves_no_row() -> None:
    business = builders.a_business()
    person = builders.a_person(business)
    one, other = builders.a_case(business, assignee=person), builders.a_case(business, assignee=person)
    actor = builders.actor_of(person)
    with in_scope([business.pk]):
        before = _count_rows()
        owners = dict(Case.objects.values_list("pk", "customer_id"))
        merge_customers(actor=actor, customer_id=one.customer_id, into_id=other.customer_id)
        merged = _count_rows()
        cases.merge_cases(actor=actor, case_id=one.pk, into_id=other.pk)
        cases.unmerge_case(actor=actor, case_id=one.pk)
        unmerge_customer(actor=actor, customer_id=one.customer_id)
        after = _count_rows()
        assert dict(Case.objects.values_list("pk", "customer_id")) == owners
    assert [table for table in before if merged[table] < before[table]] == []
    assert [table for table in before if after[table] < merged[table]] == []
    grown = {table for table in before if after[table] > before[table]}
    assert grown <= {"customers_customermerge", "cases_casemerge", "journal_entry", "routing_workitem"}


def test_gives_back_what_came_since_by_the_address_it_came_by() -> None:
    business = builders.a_business()
    mine, theirs = builders.a_contact_point(business, name="מיכל"), builders.a_contact_point(business, name="יעל")
    actor = builders.actor_of(builders.a_person(business))
    with in_scope([business.pk]):
        merge_customers(actor=actor, customer_id=mine.customer_id, into_id=theirs.customer_id)
    by_mine = builders.a_case(business, contact_point=mine)
    by_theirs = builders.a_case(business, contact_point=theirs)
    with in_scope([business.pk]):
        root = Customer.objects.get(pk=theirs.customer_id)
        assert {row.pk for row in cases_of_customers(canonical_ids(root))} == {by_mine.pk, by_theirs.pk}
        unmerge_customer(actor=actor, customer_id=mine.customer_id)
        alone = Customer.objects.get(pk=mine.customer_id)
        assert [row.pk for row in cases_of_customers(canonical_ids(alone))] == [by_mine.pk]
        assert contact_points_of(canonical_ids(alone)) == [mine]
        assert [row.pk for row in cases_of_customers(canonical_ids(root))] == [by_theirs.pk]


def test_keeps_who_said_it_and_who_took_it_back() -> None:
    business = builders.a_business()
    one, other = builders.a_contact_point(business).customer, builders.a_contact_point(business).customer
    noa, samir = builders.a_person(business), builders.a_person(business, first_name="סמיר")
    with in_scope([business.pk]):
        merge_customers(actor=builders.actor_of(noa), customer_id=one.pk, into_id=other.pk)
        unmerge_customer(actor=builders.actor_of(samir), customer_id=one.pk)
        merge = CustomerMerge.objects.get()
        assert (merge.merged_by, merge.undone_by) == (noa, samir)
        merge_customers(actor=builders.actor_of(noa), customer_id=one.pk, into_id=other.pk)
        assert CustomerMerge.objects.count() == 2
        codes = list(JournalEntry.objects.filter(code__startswith="customer").values_list("code", flat=True))
    assert codes.count("customers_merged") == 2
    assert codes.count("customer_unmerged") == 1


@pytest.mark.parametrize("permissions", [[Permission.CASES_READ], []])
def test_lets_nobody_merge_who_may_not_edit(permissions: list[Permission]) -> None:
    business = builders.a_business()
    one, other = builders.a_contact_point(business).customer, builders.a_contact_point(business).customer
    actor = builders.actor_of(builders.a_person(business, permissions=permissions))
    with in_scope([business.pk]):
        with pytest.raises((NotAllowed, NotFound)):
            merge_customers(actor=actor, customer_id=one.pk, into_id=other.pk)
        assert not CustomerMerge.objects.exists()
        assert set(_pointers(business).values()) == {None}


def test_never_merges_across_businesses(installation: None) -> None:
    here, there = builders.a_business(), builders.a_business("אחר")
    one, other = builders.a_contact_point(here).customer, builders.a_contact_point(there).customer
    person = builders.a_person(here)
    builders.join(person, there)
    with in_scope([here.pk, there.pk]):
        with pytest.raises(MergeImpossible):
            merge_customers(actor=builders.actor_of(person), customer_id=one.pk, into_id=other.pk)
        assert not CustomerMerge.objects.exists()
