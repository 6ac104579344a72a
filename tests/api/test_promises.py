"""What the API tells of a case's promises."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.promises.services import (
    create_calendar,
    create_ladder,
    create_package,
    make_commitment,
    sweep_clocks,
)
from moked.staff.permissions import Permission
from tests import builders
from tests.api.conftest import Caller

pytestmark = pytest.mark.django_db
EVERY_DAY = {day: [["00:00", "24:00"]] for day in ("sun", "mon", "tue", "wed", "thu", "fri", "sat")}
ALWAYS = {"timezone": "Asia/Jerusalem", "week": EVERY_DAY}


def test_tells_clocks_commitments_and_open_calls(business: Business, caller: Caller) -> None:
    noa = builders.actor_of(builders.a_person(business, permissions=list(Permission)))
    with in_scope([business.pk]):
        calendar = create_calendar(actor=noa, business_id=business.pk, name="תמיד", document=ALWAYS)
        rung = {"sort": "professional", "at_share": 50, "person_id": noa.person_id, "does": "notify"}
        ladder = create_ladder(
            actor=noa,
            business_id=business.pk,
            facts={"name": "רגיל"},
            rungs=[{**rung, "answer_within": timedelta(minutes=30)}],
        )
        facts = {"calendar": calendar, "targets": {"solution": {"normal": 600}}, "ladder": ladder, "is_default": True}
        create_package(actor=noa, business_id=business.pk, facts={"name": "רגיל", **facts})
        case = builders.a_case(business)
        due = timezone.now() + timedelta(hours=2)
        make_commitment(actor=noa, case_id=case.pk, kind="call", what="אחזור אליך", due_at=due)
        sweep_clocks(timezone.now() + timedelta(hours=6))
    told = caller("GET", f"/cases/{case.pk}/promises").json()
    assert [(each["kind"], each["phase"], each["target_seconds"]) for each in told["clocks"]] == [
        ("solution", "running", 36_000)
    ]
    assert told["clocks"][0]["calendar"] == "תמיד"
    assert [(each["what"], each["state"], each["owner"]["id"]) for each in told["commitments"]] == [
        ("אחזור אליך", "open", str(noa.person_id))
    ]
    assert [(each["step"], each["because"], len(each["people"])) for each in told["calls"]] == [(1, "share", 1)]


def test_tells_of_a_case_without_promises_that_there_are_none(business: Business, caller: Caller) -> None:
    case = builders.a_case(business)
    assert caller("GET", f"/cases/{case.pk}/promises").json() == {
        "clocks": [],
        "estimate": None,
        "commitments": [],
        "calls": [],
    }
