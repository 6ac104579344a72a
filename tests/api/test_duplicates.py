"""What may be one, by the API: customers, cases of one customer, and what is said to it."""

import pytest

from moked.api.cursors import write_cursor
from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.customers.models import Customer, MergeSuggestion
from moked.customers.services import find_or_create_contact_point
from moked.staff.actors import SystemActor
from tests import builders
from tests.api.conftest import Caller

pytestmark = pytest.mark.django_db


def two_of_one_name(business: Business) -> tuple[Customer, Customer]:
    made = []
    with in_scope([business.pk]):
        for address in ("dana.levi@gmail.test", "dana.levi@work.test"):
            point = find_or_create_contact_point(
                actor=SystemActor("test"), business_id=business.pk, kind="email", value=address, name="דנה לוי־כהן"
            )
            made.append(point.customer)
    return made[0], made[1]


def test_lists_who_may_be_one_with_reasons_and_confidence(business: Business, caller: Caller) -> None:
    one, other = two_of_one_name(business)
    (found,) = caller("get", "/merge-suggestions").json()["items"]
    assert {found["first"]["id"], found["second"]["id"]} == {str(one.pk), str(other.pk)}
    assert found["confidence"] in ("possible", "likely")
    assert "same_name" in found["reasons"]
    assert not [each for each in found["reasons"] + found["against"] if ":" in each]
    assert caller("get", f"/merge-suggestions?customer_id={one.pk}").json()["items"] == [found]
    stranger = builders.a_contact_point(business, name="אורי").customer_id
    assert caller("get", f"/merge-suggestions?customer_id={stranger}").json()["items"] == []


def test_dismisses_a_pair_and_takes_it_back(business: Business, caller: Caller) -> None:
    two_of_one_name(business)
    (found,) = caller("get", "/merge-suggestions").json()["items"]
    path = f"/merge-suggestions/{found['id']}"
    assert caller("post", f"{path}/dismiss").json()["state"] == "dismissed"
    assert caller("get", "/merge-suggestions").json()["items"] == []
    assert [each["id"] for each in caller("get", "/merge-suggestions?state=dismissed").json()["items"]] == [
        found["id"]
    ]
    with in_scope([business.pk]):
        # Nobody among the people decided.
        assert MergeSuggestion.objects.get().decided_by_id is None
    assert caller("post", f"{path}/return").json()["state"] == "suggested"


def test_accepts_a_pair_by_merging_and_takes_that_back(business: Business, caller: Caller) -> None:
    one, other = two_of_one_name(business)
    merged = caller("post", f"/customers/{one.pk}/merge", {"into_id": str(other.pk)})
    assert merged.json()["merged_into_id"] == str(other.pk)
    assert caller("get", "/merge-suggestions").json()["items"] == []
    assert len(caller("get", "/merge-suggestions?state=merged").json()["items"]) == 1
    assert caller("post", f"/customers/{one.pk}/unmerge").json()["merged_into_id"] is None
    assert len(caller("get", "/merge-suggestions").json()["items"]) == 1


def test_suggests_cases_of_one_matter_until_somebody_says_no(business: Business, caller: Caller) -> None:
    words = "הנתב שקניתי לא מתחבר לרשת ונורית אדומה מהבהבת"
    first = builders.a_case(business, subject="נתב לא מתחבר", text=words)
    second = builders.a_case(business, contact_point=first.contact_point, subject="שוב", text=f"{words} כבר שבוע")
    path = f"/cases/{second.pk}/join-suggestions"
    (found,) = caller("get", path).json()["items"]
    assert (found["case_id"], found["reference"]) == (str(first.pk), first.reference)
    assert "soon_after" in found["reasons"]
    assert found["common_words"] > 3
    assert caller("post", f"{path}/{first.pk}/dismiss").json()["items"] == []
    assert caller("get", f"/cases/{first.pk}/join-suggestions").json()["items"] == []
    assert len(caller("post", f"{path}/{first.pk}/return").json()["items"]) == 1
    joined = caller("post", f"/cases/{second.pk}/merge", {"into_id": str(first.pk)})
    assert joined.json()["id"] == str(first.pk)
    assert caller("get", path).json()["items"] == []


def test_refuses_a_cursor_of_another_kind_of_number(business: Business, caller: Caller) -> None:
    bad = write_cursor("/api/v1/merge-suggestions:score", "many", "00000000-0000-7000-8000-000000000000")
    answer = caller("get", f"/merge-suggestions?cursor={bad}")
    assert (answer.status_code, answer.json()["code"]) == (422, "cursor_unusable")
