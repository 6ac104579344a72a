from collections.abc import Iterator

import pytest
from django.test import Client

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.models import Case
from moked.customers.models import ContactPoint, Customer, Identification, OrganisationContact
from moked.customers.ports import code_sender
from tests import builders

FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def codes() -> Iterator[list[str]]:
    """The codes that went out."""
    sent: list[str] = []
    usual = code_sender.send
    code_sender.send = lambda _point, code, _language: sent.append(code)
    yield sent
    code_sender.send = usual


def identification(case: Case) -> Identification:
    with in_scope([case.business_id]):
        return Identification.objects.get()


def ask(desk: Client, case: Case, **data: str) -> str:
    values = {"risk": "2", "method": "code", "point": str(case.contact_point_id), **data}
    return desk.post(f"/cases/{case.pk}/identify/", values, headers=FRAGMENT).content.decode()


def test_identifies_by_a_code_to_a_known_address(desk: Client, case: Case, codes: list[str]) -> None:
    assert "six digits" in ask(desk, case)
    address = f"/cases/{case.pk}/identify/{identification(case).pk}/"
    assert desk.post(address, {"code": f" {codes[0]} "}, headers=FRAGMENT).status_code == 204
    assert "Identified until" in desk.get(f"/cases/{case.pk}/customer/").content.decode()


def test_does_not_believe_a_wrong_code(desk: Client, case: Case, codes: list[str]) -> None:
    ask(desk, case)
    wrong = "000000" if codes[0] != "000000" else "111111"
    address = f"/cases/{case.pk}/identify/{identification(case).pk}/"
    assert desk.post(address, {"code": wrong}, headers=FRAGMENT).status_code == 422
    assert desk.post(address, {"code": "abc"}, headers=FRAGMENT).status_code == 422
    assert "Not identified" in desk.get(f"/cases/{case.pk}/customer/").content.decode()


def test_sends_no_code_to_somebody_elses_address(
    desk: Client, business: Business, case: Case, codes: list[str]
) -> None:
    other = builders.a_contact_point(business)
    ask(desk, case, point=str(other.pk))
    assert codes == []


def test_needs_nothing_for_a_general_question(desk: Client, case: Case, codes: list[str]) -> None:
    ask(desk, case, risk="1")
    assert codes == []


def test_recognises_an_authorised_contact(desk: Client, business: Business, case: Case) -> None:
    with in_scope([business.pk]):
        organisation = Customer.objects.create(business=business, kind="organisation", name="קפה נחלה")
        contact = OrganisationContact.objects.create(
            business=business, organisation=organisation, person_id=case.customer_id, is_authorised=True
        )
    ask(desk, case, method="authorised", contact=str(contact.pk))
    assert identification(case).confirmed_at is not None


def test_opens_to_nobody_else(stranger: Client, onlooker: Client, case: Case, codes: list[str]) -> None:
    values = {"risk": "2", "method": "code", "point": str(case.contact_point_id)}
    assert stranger.post(f"/cases/{case.pk}/identify/", values).status_code == 404
    assert onlooker.post(f"/cases/{case.pk}/identify/", values).status_code == 403
    assert Client().post(f"/cases/{case.pk}/identify/", values).status_code == 302
    assert codes == []


def test_changes_a_customers_details(desk: Client, case: Case) -> None:
    data = {"name": "דנה לוי", "about": "מנהלת", "language": "he", "form_of_address": "f"}
    assert desk.post(f"/customers/{case.customer_id}/edit/", data, headers=FRAGMENT).status_code == 204
    with in_scope([case.business_id]):
        assert Customer.objects.get(pk=case.customer_id).name == "דנה לוי"
    assert desk.post(f"/customers/{case.customer_id}/edit/", {"name": ""}, headers=FRAGMENT).status_code == 422


def test_adds_an_address_that_is_not_verified_yet(desk: Client, case: Case) -> None:
    data = {"address-kind": "phone", "address-value": "054-718-2290"}
    assert desk.post(f"/customers/{case.customer_id}/add-address/", data, headers=FRAGMENT).status_code == 204
    with in_scope([case.business_id]):
        assert ContactPoint.objects.get(kind="phone").verified_at is None


@pytest.mark.parametrize("page", ["", "edit/"])
def test_hides_a_customer_from_others(stranger: Client, onlooker: Client, case: Case, page: str) -> None:
    assert stranger.get(f"/customers/{case.customer_id}/{page}").status_code == 404
    assert onlooker.get(f"/customers/{case.customer_id}/{page}").status_code == 403
