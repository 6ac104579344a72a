"""Two people who write the first row of something at the same moment: one row, and a sentence for the other."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.customers.merging import merge_customers
from moked.customers.models import Segment
from moked.customers.segments import create_segment
from moked.insights.errors import AlreadyFollowed
from moked.insights.models import ReferenceCustomer
from moked.insights.services import mark_reference
from moked.journal.models import JournalEntry
from moked.promises.models import ServicePackage, Statute
from moked.promises.services import create_calendar, create_package, set_statute
from moked.staff.actors import PersonActor
from moked.staff.errors import NameTaken
from moked.staff.permissions import Permission
from moked.surveys.models import SurveyPolicy
from moked.surveys.services import change_policy
from tests import builders
from tests.promises.test_clocks import ALWAYS
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 4


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


def test_writes_one_law_and_one_policy(business: Business, noa: PersonActor) -> None:
    def law() -> None:
        set_statute(actor=noa, business_id=business.pk, matter="complaint", within=timedelta(days=14), source="חוק")

    def policy() -> None:
        change_policy(actor=noa, business_id=business.pk, facts={"at_once": 1})

    assert at_once(business, *[law] * TIMES, *[policy] * TIMES) == []
    assert (Statute.objects.count(), SurveyPolicy.objects.get().at_once) == (1, 1)
    assert JournalEntry.objects.filter(code="statute_changed").count() == 1


def test_gives_a_name_once(business: Business, noa: PersonActor) -> None:
    refused = at_once(
        business, *[lambda: create_segment(actor=noa, business_id=business.pk, name="בתי חולים")] * TIMES
    )
    assert [type(each) for each in refused] == [NameTaken] * (TIMES - 1)
    assert Segment.objects.count() == 1


def test_has_one_package_for_everybody(business: Business, noa: PersonActor) -> None:
    calendar = create_calendar(actor=noa, business_id=business.pk, name="תמיד", document=ALWAYS)

    def create(name: str) -> None:
        facts = {"name": name, "calendar": calendar, "targets": {}, "is_default": True}
        create_package(actor=noa, business_id=business.pk, facts=facts)

    assert at_once(business, *[lambda name=name: create(name) for name in ("א", "ב", "ג")]) == []  # type: ignore[misc]
    assert ServicePackage.objects.filter(is_default=True).count() == 1


def test_follows_a_customer_once_under_whatever_record(business: Business, noa: PersonActor) -> None:
    customer = builders.a_case(business).customer
    other = builders.a_case(business).customer
    merge_customers(actor=noa, customer_id=other.pk, into_id=customer.pk)
    facts = {"review_on": timezone.localdate() + timedelta(days=30), "owner_id": noa.person_id}
    refused = at_once(
        business,
        *[
            lambda key=key: mark_reference(actor=noa, customer_id=key, facts=facts)  # type: ignore[misc]
            for key in (customer.pk, other.pk) * 2
        ],
    )
    assert [type(each) for each in refused] == [AlreadyFollowed] * 3
    assert ReferenceCustomer.objects.count() == 1
