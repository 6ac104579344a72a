"""Finding customers by parts of names and addresses, against the plain question."""

from collections.abc import Iterator

import pytest
from django.db.models import Q

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.customers.models import ContactPoint, Customer
from moked.customers.selectors import list_customers
from tests import builders

NAMES = ("משה כהן", "כהן אורית", "Grace O'Neil", "grace_100%", "משה כהן", "לוי", "Ab", "דפוס השרון בע״מ")


@pytest.fixture
def business(db: None) -> Iterator[Business]:
    """Customers of one business, and the same ones of another, which must never come."""
    wanted, other = builders.a_business(), builders.a_business("אחר")
    for place in (wanted, other):
        with in_scope([place.pk]):
            for number, name in enumerate(NAMES):
                customer = Customer.objects.create(business=place, name=name)
                address = f"person{number}@mail{number % 3}.test"
                ContactPoint.objects.create(
                    business=place, customer=customer, kind="email", shown=address, normal=address
                )
            first, last = Customer.objects.order_by("pk")[0], Customer.objects.order_by("-pk")[0]
            Customer.objects.filter(pk=last.pk).update(canonical=first)
    with in_scope([wanted.pk]):
        yield wanted


def plain(words: str) -> list[Customer]:
    points = ContactPoint.objects.filter(normal__icontains=words).values("customer")
    rows = Customer.objects.filter(Q(name__icontains=words) | Q(pk__in=points), canonical=None)
    return list(rows.order_by("name", "id"))


@pytest.mark.parametrize(
    "words", ["", "כהן", "משה כהן", "GRACE", "o'n", "mail1", "person2@mail2.test", "100%", "_10", "\\", "%%%"]
)
def test_finds_whatever_has_the_words_anywhere(business: Business, words: str) -> None:
    assert list_customers(words=words) == plain(words)


def test_finds_by_one_or_two_letters_the_words_that_begin_so(business: Business) -> None:
    assert [one.name for one in list_customers(words="או")] == ["כהן אורית"]
    assert list_customers(words="הן") == []


@pytest.mark.parametrize("words", ["", "a", "test"])
def test_goes_on_after_a_key(business: Business, words: str) -> None:
    found = list_customers(words=words)
    for place, customer in enumerate(found):
        assert list_customers(words=words, after=(customer.name, customer.pk)) == found[place + 1 :]


def test_finds_nobody_without_a_scope(business: Business) -> None:
    with in_scope([]):
        assert list_customers(words="כהן") == []
        assert list_customers() == []


def test_finds_by_words_apart_and_in_any_order(business: Business) -> None:
    Customer.objects.create(business=business, name="יעל כהן-צדק")
    for words in ("יעל כהן צדק", "צדק יעל", "כהן־צדק", "יע צדק"):
        assert [one.name for one in list_customers(words=words)] == ["יעל כהן-צדק"]
    assert list_customers(words="יעל לוי") == []


def test_finds_a_number_however_it_is_written(business: Business) -> None:
    amnon = Customer.objects.create(business=business, name="אמנון")
    ContactPoint.objects.create(
        business=business, customer=amnon, kind="phone", shown="050-555-0163", normal="+972505550163"
    )
    for words in (
        "050-555-0163",
        "0505550163",
        "050 555 0163",
        "+972-50-555-0163",
        "+972505550163",
        "5550163",
        "0163",
    ):
        assert list_customers(words=words) == [amnon]
    assert list_customers(words="050-555-0164") == []
