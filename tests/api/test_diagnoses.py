"""What the API tells of joint diagnoses."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from moked.businesses.scope import in_scope
from moked.cases.links import link_for, token_of
from tests import builders
from tests.api.conftest import Caller, a_token
from tests.diagnosis.walking import PHOTO, a_pair
from tests.rows import Rows

pytestmark = pytest.mark.django_db


def test_tells_who_said_what_and_what_was_found() -> None:
    pair = a_pair()
    caller = Caller(a_token(pair.business))
    diagnosis = pair.begin()
    pair.customer_says(diagnosis, "s1", "no")
    pair.customer_says(diagnosis, "s2", "", PHOTO)
    pair.agent_says(diagnosis, "s3", "o2")
    pair.propose(diagnosis)
    (told,) = caller("GET", f"/cases/{pair.case.pk}/diagnoses").json()["items"]
    assert (told["guide"]["name"], told["state"]) == ("אין אינטרנט", "proposed")
    assert [(each["position"], each["answer"], each["said_by"]) for each in told["steps"]] == [
        (1, "no", "customer"),
        (2, "", "customer"),
        (3, "רועש", "agent"),
    ]
    assert [len(each["attachment_ids"]) for each in told["steps"]] == [0, 1, 0]
    assert [each["answer"] for each in told["findings"]] == [""]


def test_tells_nothing_of_another_business() -> None:
    pair = a_pair()
    stranger = Caller(a_token(builders.a_business()))
    assert stranger("GET", f"/cases/{pair.case.pk}/diagnoses").status_code == 404


def test_begins_a_guide_and_answers_what_is_asked() -> None:
    pair = a_pair()
    caller = Caller(a_token(pair.business))
    (guide,) = caller("GET", "/guides").json()["items"]
    path = f"/cases/{pair.case.pk}/diagnoses"
    made, again = (caller("POST", path, {"guide_id": guide["id"]}) for _ in range(2))
    assert (made.status_code, again.json()) == (201, made.json())
    assert made.json()["asked"]["step"] == "s1"
    place = made.headers["Location"].removeprefix("/api/v1")
    told = caller("POST", f"{place}/answer", {"step": "s1", "value": "no"}, If_Match=made.headers["ETag"])
    assert [each["answer"] for each in told.json()["steps"]] == ["no"]
    assert told.json()["asked"]["step"] == "s2"
    rows = Rows()
    assert caller("POST", f"{place}/answer", {"step": "s3", "value": "o2"}).json()["code"] == "step_moved"
    assert caller("POST", f"{place}/answer", {"step": "s2", "value": ""}).status_code in (409, 422)
    late = caller("POST", f"{place}/answer", {"step": "s2", "value": "x"}, If_Match=made.headers["ETag"])
    assert late.status_code == 412
    assert not rows.changed()


def test_says_what_was_found_once_every_step_is_answered() -> None:
    pair = a_pair()
    diagnosis = pair.begin()
    caller, place = Caller(a_token(pair.business)), f"/diagnoses/{diagnosis.pk}"
    body = {"found": "הקו רועש", "next_step": "טכנאי יגיע", "due_at": "2100-01-01T10:00:00Z"}
    rows = Rows()
    assert caller("POST", f"{place}/finding", body).json()["code"] == "walk_incomplete"
    assert not rows.changed()
    for step, value in (("s1", "yes"), ("s3", "o2")):
        caller("POST", f"{place}/answer", {"step": step, "value": value})
    rows = Rows()
    for wrong, status in (
        ({**body, "due_at": "2020-01-01T10:00:00Z"}, 422),
        ({**body, "found": " "}, 422),
        ({**body, "after": 1}, 409),
    ):
        assert caller("POST", f"{place}/finding", wrong).status_code == status, wrong
        assert not rows.changed()
    tag = caller("GET", place).headers["ETag"]
    told = caller("POST", f"{place}/finding", body, If_Match=tag)
    assert (told.status_code, told.json()["state"]) == (200, "proposed"), told.content
    assert [(each["number"], each["found"], each["answer"]) for each in told.json()["findings"]] == [
        (1, "הקו רועש", "")
    ]
    assert caller("POST", f"{place}/finding", body).json() == told.json(), "the same words twice are once"
    assert caller("POST", f"{place}/finding", {**body, "found": "אחר"}).json()["code"] == "finding_moved"


def test_says_on_both_pages_that_a_machine_wrote_a_step(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    pair = a_pair()
    diagnosis = pair.begin()
    path = f"/diagnoses/{diagnosis.pk}/answer"
    caller = Caller(a_token(pair.business))
    for step, value in (("s1", "yes"), ("s3", "o2")):
        assert caller("POST", path, {"step": step, "value": value}).status_code == 200
    with in_scope([pair.business.pk]):
        point = pair.case.contact_point
        assert point
        home = f"/c/{token_of(link_for(pair.case, point))}/"
    desk = Client()
    desk.force_login(pair.noa)
    at_desk = desk.get(f"/diagnoses/{diagnosis.pk}/").content.decode()
    assert "the customer, told to a machine · by the API" in at_desk
    assert "<bdi>a machine · by the API</bdi>" in at_desk
    at_home = Client().get(home).content.decode()
    assert "<bdi>דרך ה־API</bdi>" in at_home


def test_hands_out_the_customers_link_and_revokes_it() -> None:
    pair = a_pair()
    caller, page = Caller(a_token(pair.business)), f"/cases/{pair.case.pk}"
    url = caller("POST", f"{page}/link").json()["url"]
    path = urlsplit(url).path
    assert Client().get(path).status_code == 200
    assert Caller(a_token(pair.business, "read:cases"))("POST", f"{page}/link").status_code == 403
    assert caller("POST", f"{page}/revoke-links").json()["count"] == 1
    assert Client().get(path).status_code != 200
    assert caller("POST", f"{page}/revoke-links").json()["count"] == 0
