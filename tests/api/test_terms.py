"""What a business promises, to whom, and how it is built, by the API."""

from collections.abc import Callable
from typing import Any

import pytest

from moked.businesses.models import Business, PublicNotice, Topic
from moked.businesses.scope import in_scope
from moked.calendars.models import ServiceCalendar
from moked.cases.incident_models import Incident
from moked.customers.models import Customer, OrganisationContact
from moked.promises.models import ServicePackage, ServiceProfile
from moked.staff.models import Team
from tests import builders
from tests.agreements.meeting import make_meeting
from tests.api.conftest import Caller, a_token
from tests.rows import Rows
from tests.things import things_of

pytestmark = pytest.mark.django_db
HOURS = {
    "timezone": "Asia/Jerusalem",
    "week": {"sun": [["09:00", "17:00"]], "fri": [["09:00", "13:00"]]},
    "dates": {"2026-09-21": []},
    "holidays": "IL",
    "holiday_hours": [],
    "eve_hours": [["09:00", "12:00"]],
}


def path_of(answer: Any) -> str:
    return str(answer.headers["Location"].removeprefix("/api/v1"))


def test_writes_service_hours_and_a_package_on_them(business: Business, caller: Caller) -> None:
    hours = caller("post", "/calendars", {"name": "רגיל", "hours": HOURS}, Idempotency_Key="one")
    again = caller("post", "/calendars", {"name": "רגיל", "hours": HOURS}, Idempotency_Key="one")
    assert (hours.status_code, again.content) == (201, hours.content)
    assert hours.json()["hours"] == HOURS
    body = {
        "name": "זהב",
        "calendar_id": hours.json()["id"],
        "targets": {"solution": {"normal": 600, "high": 120}},
        "is_default": True,
    }
    package = caller("post", "/packages", body)
    assert package.json()["targets"] == body["targets"]
    changed = caller("patch", path_of(package), {"price": "₪ 300"}, If_Match=package.headers["ETag"])
    assert (changed.json()["price"], changed.json()["is_default"]) == ("₪ 300", True)
    late = caller("patch", path_of(package), {"price": "₪ 1"}, If_Match=package.headers["ETag"])
    assert (late.status_code, late.json()["code"]) == (412, "tag_differs")
    shorter = caller("patch", path_of(hours), {"hours": {**HOURS, "week": {}}})
    assert shorter.status_code in (200, 422)
    with in_scope([business.pk]):
        assert ServicePackage.objects.get().price == "₪ 300"


def test_empties_by_null_what_may_be_empty(business: Business, caller: Caller) -> None:
    things = things_of(business)
    package, incident = f"/packages/{things['package_id']}", f"/incidents/{things['incident_id']}"
    owner = builders.a_person(business)
    assert caller("patch", package, {"owner_id": str(owner.pk)}).json()["owner_id"] == str(owner.pk)
    assert caller("patch", package, {"owner_id": None}).json()["owner_id"] is None
    about = {"topic_id": str(things["topic_id"]), "words": "אין קליטה"}
    assert caller("patch", incident, about).json()["topic_id"] == about["topic_id"]
    assert caller("patch", incident, {"topic_id": None}).json()["topic_id"] is None


WRONG_HOURS = [
    {"timezone": "Mars/Olympus", "week": {}},
    {"timezone": "Asia/Jerusalem", "week": {"sun": [["17:00"]]}},
    {"timezone": "Asia/Jerusalem", "week": {"sun": [["09:00", "25:00"]]}},
    {"timezone": "Asia/Jerusalem", "week": {"sun": [["nine", "ten"]]}},
    {"timezone": "Asia/Jerusalem", "week": {"someday": []}},
    {"timezone": "Asia/Jerusalem", "week": {}, "dates": {"tomorrow": []}},
]


@pytest.mark.parametrize("hours", WRONG_HOURS)
def test_refuses_hours_that_make_no_sense(business: Business, caller: Caller, hours: object) -> None:
    rows = Rows()
    refused = caller("post", "/calendars", {"name": "רגיל", "hours": hours})
    assert refused.status_code == 422, refused.content
    assert not rows.changed()
    with in_scope([business.pk]):
        assert not ServiceCalendar.objects.exists()


def test_names_nothing_of_another_business(business: Business, neighbour: Business, caller: Caller) -> None:
    theirs, ours = things_of(neighbour), things_of(business)
    rows = Rows()
    for path, body, field in (
        ("/packages", {"name": "זהב", "calendar_id": str(theirs["calendar_id"])}, "calendar_id"),
        (f"/packages/{ours['package_id']}", {"ladder_id": str(theirs["ladder_id"])}, "ladder_id"),
        (f"/packages/{ours['package_id']}", {"owner_id": str(theirs["person_id"])}, "owner_id"),
        (
            f"/customers/{ours['customer_id']}/profiles",
            {"effective_from": "2026-01-01", "package_id": str(theirs["package_id"])},
            "package_id",
        ),
        (
            f"/customers/{ours['customer_id']}/profiles",
            {"effective_from": "2026-01-01", "agent_id": str(theirs["person_id"])},
            "agent_id",
        ),
    ):
        method = "patch" if path.startswith("/packages/") else "post"
        refused = caller(method, path, body)
        assert refused.status_code == 422, (path, refused.content)
        assert refused.json()["errors"][0]["pointer"] == f"#/{field}"
    assert not rows.changed()


def test_writes_a_customers_profile_by_version(business: Business, caller: Caller) -> None:
    customer = builders.a_contact_point(business).customer
    path = f"/customers/{customer.pk}/profiles"
    body = {
        "effective_from": "2026-01-01",
        "targets": {"first_reply": {"critical": 15}},
        "knowledge": "expert",
        "hears_from": "08:30",
        "hears_until": "20:00",
        "keeps_rest_days": True,
    }
    made = caller("post", path, body)
    assert made.status_code == 201, made.content
    assert made.json()["targets"] == body["targets"]
    assert (made.json()["holder"], made.json()["hears_from"][:5]) == ("person", "08:30")
    caller("post", path, {"effective_from": "2026-02-01", "tone": "warm"})
    assert [each["tone"] for each in caller("get", path).json()["items"]] == ["warm", ""]
    rows = Rows()
    for wrong, pointer in (
        ({**body, "hears_from": "25:00"}, "#/hears_from"),
        ({**body, "effective_from": "2026-02-30"}, "#/effective_from"),
        ({**body, "effective_from": 20260201}, "#/effective_from"),
        ({**body, "targets": {"solution": {"normal": 0}}}, "#/targets/solution/normal"),
        ({**body, "targets": {"speed": {"normal": 5}}}, "#/targets/speed"),
    ):
        refused = caller("post", path, wrong)
        assert refused.json()["errors"][0]["pointer"] == pointer, refused.content
    assert caller("post", path, {**body, "hears_until": "07:00"}).json()["code"] == "hearing_hours_refused"
    assert not rows.changed()
    with in_scope([business.pk]):
        assert ServiceProfile.objects.filter(customer=customer).count() == 2


def test_writes_profiles_of_a_segment_and_a_system(business: Business, neighbour: Business, caller: Caller) -> None:
    things, theirs = things_of(business), things_of(neighbour)
    for holder in ("segment", "system"):
        key = f"{holder}_id"
        path = f"/{holder}s/{things[key]}/profiles"
        made = caller("post", path, {"effective_from": "2026-01-01", "tone": "warm"}, Idempotency_Key=holder)
        assert made.status_code == 201, made.content
        assert (made.json()["holder"], made.json()[key], made.json()["customer_id"]) == (
            holder,
            str(things[key]),
            None,
        )
        caller("post", path, {"effective_from": "2026-02-01", "tone": "plain"})
        assert [each["tone"] for each in caller("get", path).json()["items"]] == ["plain", "warm"]
        rows = Rows()
        body = {"effective_from": "2026-01-01", "package_id": str(theirs["package_id"])}
        assert caller("post", path, body).json()["errors"][0]["pointer"] == "#/package_id"
        assert (
            caller("post", f"/{holder}s/{theirs[key]}/profiles", {"effective_from": "2026-01-01"}).status_code == 404
        )
        assert not rows.changed()


def test_removes_a_skill_from_topics_too(business: Business, caller: Caller) -> None:
    skill = caller("post", "/skills", {"name": "רשתות"})
    asked = [{"skill_id": skill.json()["id"], "level": 2}]
    topic = path_of(caller("post", "/topics", {"name": "נתב", "skills": asked}))
    rows = Rows()
    assert caller("delete", path_of(skill), If_Match='"another"').status_code == 412
    assert not rows.changed()
    gone = caller("delete", path_of(skill), If_Match=skill.headers["ETag"])
    assert (gone.status_code, gone.content) == (204, b"")
    assert caller("get", topic).json()["skills"] == []
    assert caller("delete", path_of(skill)).status_code == 404


def test_sets_a_time_by_law_and_says_which_law(business: Business, caller: Caller) -> None:
    body = {"matter": "complaint", "within_seconds": 864_000, "source": "חוק הגנת הצרכן"}
    written = caller("post", "/statutes", body).json()
    assert (written["within_seconds"], written["registered_seconds"]) == (864_000, None)
    assert written in caller("get", "/statutes").json()["items"]
    assert caller("post", "/statutes", {**body, "source": " "}).status_code == 422


def test_builds_teams_skills_and_topics(business: Business, caller: Caller) -> None:
    team = caller("post", "/teams", {"name": "גבייה"})
    assert caller("post", "/teams", {"name": "גבייה"}).json()["code"] == "name_taken"
    caller("patch", path_of(team), {"is_active": False}, If_Match=team.headers["ETag"])
    late = caller("patch", path_of(team), {"name": "אחר"}, If_Match=team.headers["ETag"])
    assert late.status_code == 412
    skill = caller("post", "/skills", {"name": "רשתות"}).json()
    asked = [{"skill_id": skill["id"], "level": 2}]
    topic = caller("post", "/topics", {"name": "נתב", "skills": asked, "criticality": "high"})
    assert topic.json()["skills"] == asked
    # What is not named stays, what is named is all of it.
    kept = caller("patch", path_of(topic), {"name_en": "Router"}).json()
    assert (kept["skills"], kept["criticality"], kept["name_en"]) == (asked, "high", "Router")
    assert caller("patch", path_of(topic), {"skills": []}).json()["skills"] == []
    with in_scope([business.pk]):
        assert (Team.objects.get().name, Team.objects.get().is_active) == ("גבייה", False)
        assert Topic.objects.get().name == "נתב"


def test_puts_customers_into_segments_and_says_who_speaks_for_whom(business: Business, caller: Caller) -> None:
    person = builders.a_contact_point(business).customer
    with in_scope([business.pk]):
        clinic = Customer.objects.create(business=business, kind="organisation", name="מרפאה")
    old, new = (caller("post", "/segments", {"name": name}).json()["id"] for name in ("ותיקים", "חדשים"))
    assert caller("post", f"/customers/{person.pk}/segment", {"segment_id": old}).json()["segment_id"] == old
    left = caller("post", f"/customers/{person.pk}/segment", {"segment_id": None, "out_of": new})
    assert (left.status_code, left.json()["code"]) == (409, "segment_left")
    body = {"person_id": str(person.pk), "title": "מנהלת", "is_authorised": True}
    spoken = caller("post", f"/customers/{clinic.pk}/contacts", body)
    assert spoken.status_code == 200
    assert caller("get", f"/customers/{clinic.pk}/contacts").json()["items"] == [spoken.json()]
    with in_scope([business.pk]):
        assert OrganisationContact.objects.get().is_authorised


def test_sends_an_agreement_and_withdraws_it(db: None, settings: Any) -> None:
    meeting = make_meeting()
    caller, agreement = Caller(a_token(meeting.business)), meeting.walk()
    path = f"/agreements/{agreement.pk}"
    tag = caller("get", path).headers["ETag"]
    sent = caller("post", f"{path}/send", If_Match=tag, Idempotency_Key="one")
    assert (sent.status_code, sent.json()["state"]) == (200, "sent"), sent.content
    assert len(sent.json()["document_hash"]) == 64
    assert caller("post", f"{path}/send", If_Match=tag, Idempotency_Key="one").content == sent.content
    settled = caller("post", f"{path}/send")
    assert (settled.status_code, settled.json()["code"]) == (409, "agreement_settled")
    assert caller("post", f"{path}/withdraw", If_Match=tag).status_code == 412
    assert caller("post", f"{path}/withdraw", If_Match=sent.headers["ETag"]).json()["state"] == "withdrawn"
    listed = caller("get", f"/agreements?customer_id={meeting.customer.pk}").json()["items"]
    assert [each["state"] for each in listed] == ["withdrawn"]


def test_tells_everybody_of_an_incident_and_keeps_its_lessons(business: Business, caller: Caller) -> None:
    things = things_of(business)
    path = f"/incidents/{things['incident_id']}"
    put_up = caller("post", f"{path}/notice", {"texts": {"he": "תקלה בגוש דן"}})
    assert put_up.json()["texts"] == {"he": "תקלה בגוש דן"}
    assert caller("post", f"{path}/notice", {"texts": {"en": "An outage"}}).status_code == 422
    told = caller("get", f"{path}/notices").json()["items"]
    assert [each["shown_until"] is None for each in told] == [True, False]
    assert caller("post", f"{path}/take-down-notice").status_code == 200
    with in_scope([business.pk]):
        assert not PublicNotice.objects.filter(shown_until=None).exists()
    caller("post", f"{path}/end", {"texts": {"he": "נפתר"}})
    assert caller("patch", path, {"lessons": "לבדוק לפני"}).json()["lessons"] == "לבדוק לפני"
    rows = Rows()
    over = caller("patch", path, {"title": "אחרת"})
    assert (over.status_code, over.json()["code"]) == (409, "incident_is_over")
    assert not rows.changed()
    with in_scope([business.pk]):
        assert Incident.objects.get().lessons == "לבדוק לפני"


def test_changes_nothing_for_a_token_that_reads(business: Business, caller_with: Callable[..., Caller]) -> None:
    things = things_of(business)
    reader, rows = caller_with("read:promises", "read:staff", "read:agreements", "read:customers"), Rows()
    for method, path, body in (
        ("post", "/calendars", {"name": "רגיל", "hours": HOURS}),
        ("patch", f"/packages/{things['package_id']}", {"price": "1"}),
        ("post", f"/customers/{things['customer_id']}/profiles", {"effective_from": "2026-01-01"}),
        ("post", "/teams", {"name": "גבייה"}),
        ("post", f"/agreements/{things['agreement_id']}/withdraw", None),
        ("post", f"/customers/{things['customer_id']}/segment", {"segment_id": None}),
    ):
        refused = reader(method, path, body)
        assert (refused.status_code, refused.json()["code"]) == (403, "scope_missing"), path
    assert not rows.changed()
