"""The emergency set, switched by a machine: a package prepared ahead, teams that are called in, and its end."""

import pytest

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.promises.models import ServicePackage
from tests.api.conftest import Caller
from tests.rows import Rows
from tests.things import things_of

pytestmark = pytest.mark.django_db


def test_switches_it_on_and_off(business: Business, caller: Caller) -> None:
    things = things_of(business)
    body = {"package_id": str(things["package_id"]), "reason": "סופת שלגים", "team_ids": [str(things["team_id"])]}
    made = caller("post", "/emergencies", body, Idempotency_Key="one")
    assert made.status_code == 201, made.content
    assert {name: made.json()[name] for name in body} == body
    assert caller("post", "/emergencies", body, Idempotency_Key="one").content == made.content
    again = caller("post", "/emergencies", body)
    assert (again.status_code, again.json()["code"]) == (409, "emergency_is_on")
    assert caller("get", "/emergencies?on=true").json()["items"] == [made.json()]
    path = made.headers["Location"].removeprefix("/api/v1")
    over = f"/emergencies/{things['emergency_id']}/end"
    rows = Rows()
    assert caller("post", over).json()["code"] == "emergency_is_off", "another one is on"
    assert not rows.changed()
    ended = caller("post", f"{path}/end", If_Match=made.headers["ETag"])
    assert (ended.status_code, ended.json()["off_at"] is None) == (200, False)
    assert caller("post", f"{path}/end").json()["code"] == "emergency_is_off"
    assert caller("get", "/emergencies?on=true").json()["items"] == []
    assert len(caller("get", "/emergencies").json()["items"]) == 2


def test_takes_only_what_was_prepared_and_is_ours(business: Business, neighbour: Business, caller: Caller) -> None:
    things, theirs = things_of(business), things_of(neighbour)
    with in_scope([business.pk]):
        ours = ServicePackage.objects.get(pk=things["package_id"])
        everybodys = ServicePackage.objects.create(
            business=business, name="לכולם", calendar=ours.calendar, is_default=True
        )
        unused = ServicePackage.objects.create(
            business=business, name="ישנה", calendar=ours.calendar, is_active=False
        )
    rows = Rows()
    good = {"package_id": str(ours.pk), "reason": "סופה"}
    for body, pointer in (
        ({**good, "package_id": str(everybodys.pk)}, "#/package_id"),
        ({**good, "package_id": str(unused.pk)}, "#/package_id"),
        ({**good, "package_id": str(theirs["package_id"])}, "#/package_id"),
        ({**good, "team_ids": [str(things["team_id"]), str(theirs["team_id"])]}, "#/team_ids/1"),
        ({**good, "reason": " "}, "#/reason"),
    ):
        refused = caller("post", "/emergencies", body)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer), refused.content
        assert not rows.changed()
    assert not rows.changed_anywhere()
