"""Suggestions: found by keys, kept, dismissed until something new, and never across businesses."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.customers.duplicates import dismiss_suggestion, note_hints, return_suggestion
from moked.customers.merging import merge_customers, unmerge_customer
from moked.customers.models import ContactPoint, Customer, CustomerKey, MergeSuggestion
from moked.customers.services import change_customer, find_or_create_contact_point
from moked.lib.errors import NotAllowed, NotFound
from moked.staff.actors import PersonActor
from moked.staff.permissions import Permission
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def business(db: None) -> Business:
    return builders.a_business()


@pytest.fixture
def noa(business: Business) -> PersonActor:
    return builders.actor_of(builders.a_person(business))


def _pair(business: Business) -> tuple[ContactPoint, ContactPoint]:
    one = builders.a_contact_point(business, address="dana.abramov@gmail.com", name="דנה אברמוב")
    return one, builders.a_contact_point(business, address="danaabramov@gmail.com", name="Dana Abramov")


def _only(business: Business) -> MergeSuggestion:
    with in_scope([business.pk]):
        return MergeSuggestion.objects.get()


def test_suggests_two_spellings_of_one_mailbox(business: Business) -> None:
    one, other = _pair(business)
    row = _only(business)
    assert {row.first_id, row.second_id} == {one.customer_id, other.customer_id}
    assert (row.state, row.confidence) == ("suggested", 3)
    assert any(code.startswith("same_mailbox:") for code in row.reasons)
    assert not any("@" in code for code in row.reasons)


def test_joins_nobody_by_itself(business: Business) -> None:
    _pair(business)
    with in_scope([business.pk]):
        assert not Customer.objects.exclude(canonical=None).exists()


def test_suggests_nobody_of_another_business(business: Business) -> None:
    elsewhere = builders.a_business("אחר")
    builders.a_contact_point(business, address="dana.abramov@gmail.com")
    builders.a_contact_point(elsewhere, address="danaabramov@gmail.com")
    with in_scope([business.pk, elsewhere.pk]):
        assert not MergeSuggestion.objects.exists()


def test_stays_dismissed_until_something_new_speaks_for_it(business: Business, noa: PersonActor) -> None:
    one, other = _pair(business)
    row = _only(business)
    with in_scope([business.pk]):
        dismiss_suggestion(actor=noa, suggestion_id=row.pk)
        change_customer(actor=noa, customer_id=one.customer_id, about="מנהלת חשבונות")
        assert _only(business).state == "dismissed"
        for point in (one, other):
            note_hints(
                business_id=business.pk,
                customer_id=point.customer_id,
                source="signature",
                values=[("phone", "+972525550101")],
            )
        assert _only(business).state == "suggested"


def test_takes_a_dismissal_back(business: Business, noa: PersonActor) -> None:
    _pair(business)
    row = _only(business)
    with in_scope([business.pk]):
        dismiss_suggestion(actor=noa, suggestion_id=row.pk)
        return_suggestion(actor=noa, suggestion_id=row.pk)
    assert _only(business).state == "suggested"


def test_follows_merging_and_taking_it_back(business: Business, noa: PersonActor) -> None:
    one, other = _pair(business)
    with in_scope([business.pk]):
        merge_customers(actor=noa, customer_id=one.customer_id, into_id=other.customer_id)
        assert _only(business).state == "merged"
        unmerge_customer(actor=noa, customer_id=one.customer_id)
        assert _only(business).state == "suggested"


def test_lapses_when_the_reason_is_gone(business: Business, noa: PersonActor) -> None:
    one = builders.a_contact_point(business, address="a1@mail.test", name="תמר אייזנברג")
    builders.a_contact_point(business, address="b2@other.test", name="תמר אייזנברג")
    assert _only(business).state == "suggested"
    with in_scope([business.pk]):
        change_customer(actor=noa, customer_id=one.customer_id, name="יונה הולצמן")
    assert _only(business).state == "lapsed"


def test_finds_the_visitor_who_named_a_known_address(business: Business) -> None:
    known = builders.a_contact_point(business, address="shirac@mail.test", name="שירה כהן")
    visitor = builders.a_contact_point(business, address="visitor-1", name="אורח", kind="chat")
    with in_scope([business.pk]):
        note_hints(
            business_id=business.pk,
            customer_id=visitor.customer_id,
            source="chat",
            values=[("email", "shirac@mail.test")],
        )
    row = _only(business)
    assert {row.first_id, row.second_id} == {known.customer_id, visitor.customer_id}
    assert row.confidence == 2


def test_costs_one_statement_more_for_somebody_like_nobody(business: Business) -> None:
    for number in range(30):
        builders.a_contact_point(business, address=f"person{number}@mail.test", name=f"משפחת אורן{number}")
    with in_scope([business.pk]), CaptureQueriesContext(connection) as captured:
        find_or_create_contact_point(
            actor=builders.PIPELINE,
            business_id=business.pk,
            kind="email",
            value="new@nobody.test",
            name="זוהר ירקוני",
        )
    about_keys = [row["sql"] for row in captured if "customerkey" in row["sql"]]
    assert len(about_keys) == 1
    assert not any("mergesuggestion" in row["sql"] for row in captured)


def test_looks_at_no_crowd_of_namesakes(business: Business) -> None:
    for number in range(25):
        builders.a_contact_point(business, address=f"n{number}@mail{number}.test", name="אנה איבנובה")
    with in_scope([business.pk]):
        before = MergeSuggestion.objects.count()
        builders.a_contact_point(business, address="one.more@mail.test", name="אנה איבנובה")
        assert MergeSuggestion.objects.count() == before


def test_keeps_the_keys_with_the_customer(business: Business, noa: PersonActor) -> None:
    point = builders.a_contact_point(business, address="a1@mail.test", name="תמר אייזנברג")
    with in_scope([business.pk]):
        before = set(CustomerKey.objects.filter(customer=point.customer_id).values_list("key", flat=True))
        change_customer(actor=noa, customer_id=point.customer_id, name="יונה הולצמן")
        after = set(CustomerKey.objects.filter(customer=point.customer_id).values_list("key", flat=True))
    assert before & after == {key for key in before if key.startswith("m:")}
    assert any(key.startswith("n:") for key in after - before)


def test_lets_nobody_decide_who_may_not_edit(business: Business) -> None:
    _pair(business)
    row = _only(business)
    reader = builders.actor_of(builders.a_person(business, permissions=[Permission.CASES_READ]))
    stranger = builders.actor_of(builders.a_person(builders.a_business("אחר")))
    with in_scope([business.pk]):
        with pytest.raises(NotAllowed):
            dismiss_suggestion(actor=reader, suggestion_id=row.pk)
        with pytest.raises(NotFound):
            dismiss_suggestion(actor=stranger, suggestion_id=row.pk)
    assert _only(business).state == "suggested"
