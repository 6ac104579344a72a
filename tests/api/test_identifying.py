"""Identifying customers by the API: the same rules that hold for colleagues."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.links import link_for, token_of
from moked.customers import ports
from moked.customers.models import ContactPoint, Identification
from moked.customers.services import send_identification_code
from tests import builders
from tests.api.conftest import Caller

pytestmark = pytest.mark.django_db


class Codes:
    """Keeps the codes that would have been sent."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def send(self, contact_point: ContactPoint, code: str, language: str) -> None:
        self.sent.append(code)


@pytest.fixture
def codes(monkeypatch: pytest.MonkeyPatch) -> Codes:
    kept = Codes()
    monkeypatch.setattr(ports, "code_sender", kept)
    return kept


def add_phone(caller: Caller, customer_id: UUID) -> str:
    body = {"kind": "email", "address": "other@customers.test"}
    return str(caller("post", f"/customers/{customer_id}/contact-points", body).json()["id"])


def test_confirms_an_address_once_the_customer_is_identified_by_another(
    business: Business, caller: Caller, codes: Codes
) -> None:
    known = builders.a_contact_point(business)
    added = add_phone(caller, known.customer_id)
    early = caller("post", f"/contact-points/{added}/confirm")
    assert (early.status_code, early.json()["code"]) == (422, "not_identified")
    ask = f"/customers/{known.customer_id}/identifications"
    # A code read at the added address proves the address alone.
    refused = caller("post", ask, {"contact_point_id": added, "risk": "personal"})
    assert (refused.status_code, refused.json()["code"]) == (422, "address_not_confirmed")
    asked = caller("post", ask, {"contact_point_id": str(known.pk), "risk": "personal"})
    assert asked.status_code == 201
    assert asked.json()["confirmed_at"] is None
    assert codes.sent[0] not in asked.content.decode()
    said = caller("post", f"/identifications/{asked.json()['id']}/confirm", {"code": codes.sent[0]})
    assert (said.status_code, said.json()["risk"]) == (200, "personal")
    assert said.json()["confirmed_at"]
    assert caller("post", f"/contact-points/{added}/confirm").json()["tie"] == "confirmed"


def test_ends_a_code_after_five_wrong_ones(business: Business, caller: Caller, codes: Codes) -> None:
    known = builders.a_contact_point(business)
    body = {"contact_point_id": str(known.pk), "risk": "binding"}
    asked = caller("post", f"/customers/{known.customer_id}/identifications", body).json()["id"]
    wrong = "000000" if codes.sent[0] != "000000" else "111111"
    seen = [caller("post", f"/identifications/{asked}/confirm", {"code": wrong}).json()["code"] for _ in range(6)]
    assert seen == ["code_wrong"] * 5 + ["code_expired"]
    late = caller("post", f"/identifications/{asked}/confirm", {"code": codes.sent[0]})
    assert late.json()["code"] == "code_expired"


def test_leaves_a_code_for_something_else_alone(business: Business, caller: Caller, codes: Codes) -> None:
    known = builders.a_contact_point(business)
    body = {"contact_point_id": str(known.pk), "risk": "binding"}
    asked = caller("post", f"/customers/{known.customer_id}/identifications", body).json()["id"]
    with in_scope([business.pk]):
        Identification.objects.update(about_id=known.pk)
    assert caller("post", f"/identifications/{asked}/confirm", {"code": codes.sent[0]}).status_code == 404


def test_asks_a_scope_of_its_own(business: Business, caller_with: Callable[..., Caller], codes: Codes) -> None:
    known = builders.a_contact_point(business)
    body = {"contact_point_id": str(known.pk), "risk": "personal"}
    path = f"/customers/{known.customer_id}/identifications"
    assert caller_with("write:customers")("post", path, body).json()["code"] == "scope_missing"
    assert caller_with("identify:customers")("post", path, body).status_code == 201
    assert len(codes.sent) == 1


def test_counts_a_wrong_code_and_keeps_no_key_of_it(business: Business, caller: Caller, codes: Codes) -> None:
    known = builders.a_contact_point(business)
    body = {"contact_point_id": str(known.pk), "risk": "personal"}
    asked = caller("post", f"/customers/{known.customer_id}/identifications", body).json()["id"]
    path = f"/identifications/{asked}/confirm"
    wrong = "000000" if codes.sent[0] != "000000" else "111111"
    assert caller("post", path, {"code": wrong}, Idempotency_Key="one").json()["code"] == "code_wrong"
    with in_scope([business.pk]):
        assert Identification.objects.get().attempts == 1
    # Put right, and sent again with the same key.
    assert caller("post", path, {"code": codes.sent[0]}, Idempotency_Key="one").status_code == 200


def test_sends_few_codes_to_one_address(business: Business, caller: Caller, codes: Codes, settings: Any) -> None:
    settings.LIMIT_FACTOR = 1
    known = builders.a_contact_point(business)
    body = {"contact_point_id": str(known.pk), "risk": "personal"}
    answers = [caller("post", f"/customers/{known.customer_id}/identifications", body) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [201] * 5 + [429]
    # One of five an hour comes back in twelve minutes.
    assert int(answers[-1].headers["Retry-After"]) in range(600, 722)
    assert len(codes.sent) == 5


def test_keeps_its_codes_and_those_of_the_customer_s_page_apart(
    business: Business, caller: Caller, caller_with: Callable[..., Caller], codes: Codes
) -> None:
    case = builders.a_case(business)
    point = case.contact_point
    assert point
    with in_scope([business.pk]):
        page = f"/c/{token_of(link_for(case, point))}/"
    body = {"contact_point_id": str(point.pk), "risk": "personal", "case_id": str(case.pk)}
    asked = caller("post", f"/customers/{case.customer_id}/identifications", body).json()["id"]
    visitor = Client()
    assert visitor.post(f"{page}code/confirm/", {"code": codes.sent[0]}).status_code == 422
    assert caller("get", f"/identifications/{asked}").json()["confirmed_at"] is None
    # The page's own is sent at once, whatever the machine asked for a moment ago, and is the page's alone.
    visitor.post(f"{page}code/")
    assert len(codes.sent) == 2
    with in_scope([business.pk]):
        of_page = Identification.objects.exclude(pk=asked).get()
        agent = builders.actor_of(builders.a_person(business))
        of_agent = send_identification_code(actor=agent, contact_point=point, risk=2)
    for row, code in ((of_page, codes.sent[1]), (of_agent, codes.sent[2])):
        assert caller("get", f"/identifications/{row.pk}").status_code == 404
        assert caller("post", f"/identifications/{row.pk}/confirm", {"code": code}).status_code == 404
    other = caller_with("identify:customers")
    assert other("post", f"/identifications/{asked}/confirm", {"code": codes.sent[0]}).status_code == 404
    assert visitor.post(f"{page}code/confirm/", {"code": codes.sent[1]}).status_code == 303
    assert caller("post", f"/identifications/{asked}/confirm", {"code": codes.sent[0]}).status_code == 200


def test_takes_no_case_of_another_customer(business: Business, caller: Caller, codes: Codes) -> None:
    known, strange = builders.a_contact_point(business), builders.a_case(business)
    body = {"contact_point_id": str(known.pk), "risk": "personal", "case_id": str(strange.pk)}
    assert caller("post", f"/customers/{known.customer_id}/identifications", body).status_code == 404
    assert codes.sent == []
