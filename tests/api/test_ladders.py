"""Ladders, written by a machine as the office writes them."""

from typing import Any

import pytest

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.promises.models import Ladder
from tests import builders
from tests.api.conftest import Caller
from tests.rows import Rows
from tests.things import things_of

pytestmark = pytest.mark.django_db


def step(share: int, **facts: Any) -> dict[str, Any]:
    return {"at_share": share, "answer_within_seconds": 600, **facts}


def test_writes_a_ladder_and_keeps_what_is_left_out(business: Business, caller: Caller) -> None:
    person, team = builders.a_person(business), builders.a_team(business, "גבייה")
    steps = [
        step(50, person_id=str(person.pk)),
        step(75, team_id=str(team.pk), is_by_duty=True, kind="managerial", asked="raise"),
    ]
    body = {"name": "לילה", "is_active": False, "silent_after_seconds": 7200, "steps": steps}
    made = caller("post", "/ladders", body, Idempotency_Key="one")
    assert made.status_code == 201, made.content
    assert caller("post", "/ladders", body, Idempotency_Key="one").content == made.content
    path = made.headers["Location"].removeprefix("/api/v1")
    told = made.json()
    assert [(each["position"], each["at_share"], each["asked"]) for each in told["steps"]] == [
        (1, 50, "notify"),
        (2, 75, "raise"),
    ]
    changed = caller("patch", path, {"is_active": True}, If_Match=made.headers["ETag"])
    assert changed.json() == {**told, "is_active": True}
    late = caller("patch", path, {"name": "יום"}, If_Match=made.headers["ETag"])
    assert (late.status_code, late.json()["code"]) == (412, "tag_differs")
    assert caller("patch", path, {"silent_after_seconds": None}).json()["silent_after_seconds"] is None
    shorter = caller("patch", path, {"steps": steps[:1]}).json()
    assert [each["person_id"] for each in shorter["steps"]] == [str(person.pk)]
    assert caller("get", path).json() == shorter
    assert caller("post", "/ladders", body).json()["code"] == "name_taken"
    with in_scope([business.pk]):
        assert Ladder.objects.get().rungs.count() == 1


def test_refuses_a_ladder_that_makes_no_sense(business: Business, neighbour: Business, caller: Caller) -> None:
    things, theirs = things_of(business), things_of(neighbour)
    person = str(things["person_id"])
    rows = Rows()
    one = step(50, person_id=person)
    for steps, code in (
        ([], "ladder_refused"),
        ([step(50)], "ladder_refused"),
        ([one, step(50, team_id=str(things["team_id"]))], "ladder_refused"),
        ([one, step(60, person_id=person)], "ladder_refused"),
        ([step(50, person_id=person, team_id=str(things["team_id"]))], "ladder_refused"),
        ([step(50, person_id=person, is_by_duty=True)], "ladder_refused"),
        ([step(50, person_id=str(theirs["person_id"]))], "ladder_refused"),
        ([step(50, team_id=str(theirs["team_id"]))], "ladder_refused"),
        ([step(50, role_id=str(theirs["role_id"]))], "ladder_refused"),
        ([step(100, person_id=person)], "invalid"),
        ([{**one, "answer_within_seconds": 90}], "invalid"),
    ):
        for method, path in (("post", "/ladders"), ("patch", f"/ladders/{things['ladder_id']}")):
            refused = caller(method, path, {"name": "לילה", "steps": steps})
            assert (refused.status_code, refused.json()["code"]) == (422, code), (steps, refused.content)
            assert not rows.changed(), (method, steps)
    said = caller("post", "/ladders", {"name": "לילה", "steps": []}, Accept_Language="he")
    assert any("א" <= letter <= "ת" for letter in said.json()["title"])
    assert not rows.changed_anywhere()
