"""Whose address it is, and who is whom: what a colleague says, and what nobody may conclude."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.models import Case
from moked.customers.errors import AddressNotConfirmed, NotIdentified
from moked.customers.merging import merge_customers
from moked.customers.models import ContactPoint, Customer, Identification
from moked.customers.ports import code_sender
from moked.customers.services import (
    add_contact_point,
    confirm_contact_point,
    send_identification_code,
)
from moked.staff.models import Person
from moked.staff.permissions import Permission
from tests import builders

FRAGMENT = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def codes() -> Iterator[list[str]]:
    """The codes that went out."""
    sent: list[str] = []
    usual = code_sender.send
    code_sender.send = lambda _point, code, _language: sent.append(code)
    yield sent
    code_sender.send = usual


@pytest.fixture
def added(case: Case, noa: Person) -> ContactPoint:
    """An address a colleague added by hand."""
    with in_scope([case.business_id]):
        return add_contact_point(
            actor=builders.actor_of(noa), customer_id=case.customer_id, kind="email", value="other@customers.test"
        )


def an_identification(
    point: ContactPoint, *, case_id: UUID | None = None, risk: int = Identification.Risk.PERSONAL
) -> Identification:
    """One that holds, by a code to this address."""
    with in_scope([point.business_id]):
        return Identification.objects.create(
            business_id=point.business_id,
            customer_id=point.customer_id,
            case_id=case_id,
            contact_point=point,
            risk=risk,
            method=Identification.Method.CODE,
            confirmed_at=timezone.now(),
            expires_at=timezone.now() + timedelta(hours=1),
        )


def own_point(case: Case) -> ContactPoint:
    assert case.contact_point
    return case.contact_point


def test_sends_a_colleagues_code_to_no_address_that_was_only_added(
    desk: Client, case: Case, noa: Person, added: ContactPoint, codes: list[str]
) -> None:
    assert added.shown not in desk.get(f"/cases/{case.pk}/identify/", headers=FRAGMENT).content.decode()
    with in_scope([case.business_id]), pytest.raises(AddressNotConfirmed):
        send_identification_code(actor=builders.actor_of(noa), contact_point=added, risk=2, case_id=case.pk)
    assert codes == []


def test_takes_a_code_read_at_an_added_address_for_no_identification(
    desk: Client, case: Case, added: ContactPoint
) -> None:
    an_identification(added)
    assert "Not identified" in desk.get(f"/cases/{case.pk}/customer/").content.decode()


@pytest.mark.parametrize("by", ["nothing", "itself", "a general question"])
def test_confirms_no_address_without_another_proof(case: Case, noa: Person, added: ContactPoint, by: str) -> None:
    if by == "itself":
        an_identification(added)
    if by == "a general question":
        an_identification(own_point(case), risk=Identification.Risk.GENERAL)
    with in_scope([case.business_id]), pytest.raises(NotIdentified):
        confirm_contact_point(actor=builders.actor_of(noa), contact_point_id=added.pk)


def test_confirms_an_address_of_an_identified_customer(desk: Client, case: Case, added: ContactPoint) -> None:
    an_identification(own_point(case))
    page = desk.get(f"/customers/{case.customer_id}/").content.decode()
    assert f"/addresses/{added.pk}/confirm/" in page
    assert desk.post(f"/addresses/{added.pk}/confirm/", headers=FRAGMENT).status_code == 204
    with in_scope([case.business_id]):
        assert ContactPoint.objects.get(pk=added.pk).tie == ContactPoint.Tie.CONFIRMED
    assert f"/addresses/{added.pk}/confirm/" not in desk.get(f"/customers/{case.customer_id}/panel/").content.decode()


def test_confirms_no_address_for_others(stranger: Client, onlooker: Client, case: Case, added: ContactPoint) -> None:
    an_identification(own_point(case))
    assert stranger.post(f"/addresses/{added.pk}/confirm/").status_code == 404
    assert onlooker.post(f"/addresses/{added.pk}/confirm/").status_code == 403


def test_takes_a_code_only_in_the_case_and_business_it_was_asked_for(noa: Person, desk: Client, case: Case) -> None:
    other = builders.a_business("אחר")
    builders.join(noa, other, permissions=[Permission.CASES_READ])
    theirs, own = builders.a_case(other), builders.a_case(case.business)
    for asked in (theirs, own):
        with in_scope([asked.business_id]):
            Identification.objects.create(
                business_id=asked.business_id,
                customer_id=asked.customer_id,
                case_id=asked.pk,
                contact_point=asked.contact_point,
                risk=3,
                method="code",
                code_hash=make_password("123456"),
                expires_at=timezone.now() + timedelta(minutes=5),
            )
    with in_scope([other.pk, case.business_id]):
        by_case = {row.case_id: row for row in Identification.objects.all()}
    for asked in (theirs, own):
        address = f"/cases/{case.pk}/identify/{by_case[asked.pk].pk}/"
        assert desk.post(address, {"code": "123456"}).status_code == 404
        assert desk.post(f"/cases/{asked.pk}/identify/{by_case[asked.pk].pk}/", {"code": "123456"}).status_code == (
            403 if asked is theirs else 302
        )


@pytest.fixture
def twin(business: Business) -> Customer:
    """The same customer, known by another address."""
    return builders.a_contact_point(business, address="twin@customers.test", name="דנה התאומה").customer


def test_merges_customers_after_showing_both(desk: Client, case: Case, twin: Customer) -> None:
    address = f"/customers/{twin.pk}/merge/"
    assert address in desk.get(f"/customers/{twin.pk}/").content.decode()
    found = desk.get(f"{address}?q={case.customer.name}", headers=FRAGMENT).content.decode()
    assert f'value="{case.customer_id}"' in found
    assert f'value="{twin.pk}"' not in found
    both = desk.get(f"{address}?into={case.customer_id}", headers=FRAGMENT).content.decode()
    assert twin.name in both
    assert case.customer.name in both
    answer = desk.post(address, {"into": str(case.customer_id)}, headers=FRAGMENT)
    assert answer.status_code == 204
    assert f"/customers/{twin.pk}/unmerge/" in str(answer.headers)
    page = desk.get(f"/customers/{case.customer_id}/").content.decode()
    assert twin.name in page
    assert "twin@customers.test" in page
    assert f"/customers/{twin.pk}/unmerge/" in page
    assert case.subject in desk.get(f"/customers/{twin.pk}/").content.decode()


def test_takes_a_merge_of_customers_back(desk: Client, case: Case, twin: Customer) -> None:
    desk.post(f"/customers/{twin.pk}/merge/", {"into": str(case.customer_id)})
    assert desk.post(f"/customers/{twin.pk}/unmerge/", headers=FRAGMENT).status_code == 204
    page = desk.get(f"/customers/{case.customer_id}/").content.decode()
    assert f"/customers/{twin.pk}/unmerge/" not in page
    assert f"The merge of <bdi>{twin.name}</bdi>" in page


def test_merges_no_customers_for_others(stranger: Client, onlooker: Client, case: Case, twin: Customer) -> None:
    for client, status in ((stranger, 404), (onlooker, 403)):
        into = {"into": str(case.customer_id)}
        assert client.post(f"/customers/{twin.pk}/merge/", into).status_code == status
        assert client.post(f"/customers/{twin.pk}/unmerge/").status_code == status


def test_merges_no_customers_of_two_businesses(desk: Client, noa: Person, case: Case) -> None:
    other = builders.a_business("אחר")
    builders.join(noa, other)
    theirs = builders.a_contact_point(other)
    answer = desk.post(f"/customers/{theirs.customer_id}/merge/", {"into": str(case.customer_id)})
    assert answer.status_code == 422


@pytest.mark.parametrize("into_first", [True, False])
def test_locks_two_customers_in_one_order_whoever_merges_into_whom(
    noa: Person, case: Case, twin: Customer, *, into_first: bool
) -> None:
    pair = [case.customer_id, twin.pk]
    into_id, customer_id = pair if into_first else pair[::-1]
    with in_scope([case.business_id]), CaptureQueriesContext(connection) as captured:
        merge_customers(actor=builders.actor_of(noa), customer_id=customer_id, into_id=into_id)
    locks = [
        query["sql"] for query in captured if "FOR UPDATE" in query["sql"] and '"."canonical_id"' in query["sql"]
    ]
    assert [key.hex in lock for key, lock in zip(sorted(pair), locks, strict=True)] == [True, True]
