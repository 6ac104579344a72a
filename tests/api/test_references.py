"""Reference customers, followed by a machine as the office follows them."""

from collections.abc import Callable

import pytest

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.insights.models import ReferenceCustomer
from tests import builders
from tests.api.conftest import Caller
from tests.rows import Rows
from tests.things import things_of

pytestmark = pytest.mark.django_db


def test_follows_a_customer_by_a_plan(business: Business, caller_with: Callable[..., Caller]) -> None:
    caller = caller_with("follow:customers")
    customer, owner = builders.a_contact_point(business).customer, builders.a_person(business)
    other = builders.a_person(business)
    body = {"owner_id": str(owner.pk), "review_on": "2100-01-01", "why": "דורש דיוק", "plan": "לבקר כל חודש"}
    made = caller("post", f"/customers/{customer.pk}/reference", body, Idempotency_Key="one")
    assert made.status_code == 201, made.content
    assert {name: made.json()[name] for name in body} == body
    assert caller("post", f"/customers/{customer.pk}/reference", body).json()["code"] == "already_followed"
    path = made.headers["Location"].removeprefix("/api/v1")
    changed = caller("patch", path, {"owner_id": str(other.pk)}, If_Match=made.headers["ETag"])
    assert changed.json() == {**made.json(), "owner_id": str(other.pk)}
    assert caller("patch", path, {"plan": ""}, If_Match=made.headers["ETag"]).status_code == 412
    assert caller("get", "/references").json()["items"] == [changed.json()]
    ended = caller("post", f"{path}/end", If_Match=changed.headers["ETag"])
    assert ended.json()["ended_at"] is not None
    assert caller("post", f"{path}/end").content == ended.content
    assert caller("get", "/references").json()["items"] == []
    assert caller("get", "/references?ended=true").json()["items"] == [ended.json()]
    with in_scope([business.pk]):
        assert ReferenceCustomer.objects.get().plan == "לבקר כל חודש"


def test_refuses_a_plan_that_nobody_can_keep(business: Business, neighbour: Business, caller: Caller) -> None:
    things, theirs = things_of(business), things_of(neighbour)
    customer = builders.a_contact_point(business).customer
    new, held = f"/customers/{customer.pk}/reference", f"/references/{things['reference_id']}"
    good = {"owner_id": str(things["person_id"]), "review_on": "2100-01-01"}
    rows = Rows()
    for method, path in (("post", new), ("patch", held)):
        stranger = caller(method, path, {**good, "owner_id": str(theirs["person_id"])})
        assert (stranger.status_code, stranger.json()["errors"][0]["pointer"]) == (422, "#/owner_id")
        passed = caller(method, path, {**good, "review_on": "2020-01-01"})
        assert (passed.status_code, passed.json()["code"]) == (422, "review_passed")
        assert not rows.changed()
    assert caller("post", f"/customers/{theirs['customer_id']}/reference", good).status_code == 404
    assert not rows.changed_anywhere()
