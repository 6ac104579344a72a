"""Every operation of the document: the right answer, and each way of having no right to it."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from moked.api.api import api
from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.customers.models import Identification
from moked.staff.models import ApiToken
from moked.staff.permissions import ADMINISTRATOR
from moked.staff.token_scopes import TokenScope
from tests import builders
from tests.api.conftest import Caller, a_token
from tests.rows import Rows
from tests.things import things_of

pytestmark = pytest.mark.django_db
# Stands in every word of the neighbour.
MARK = "זברה7731"
DOCUMENT = api.get_openapi_schema()
OPERATIONS = [
    (method.upper(), path.removeprefix("/api/v1"), operation)
    for path, item in DOCUMENT["paths"].items()
    for method, operation in item.items()
]
BODIES: dict[str, Any] = {
    "open_case": {"email": "new@customers.test", "text": "שלום"},
    "change_case": {"subject": "אחר"},
    "receive_message": {"text": "מה קורה"},
    "write_answer": {"text": "הנה"},
    "write_note": {"text": "לעצמנו"},
    "set_aside": {"reason": "spam"},
    "wait": {"waiting_for": "customer"},
    "create_customer": {"kind": "email", "address": "fresh@customers.test"},
    "change_customer": {"about": "רופאה"},
    "add_contact_point": {"kind": "phone", "address": "03-6123456"},
    "create_answer": {"title": "נוסח", "language": "he", "body": "שלום"},
    "change_answer": {"title": "נוסח אחר"},
    "dismiss_intake": {"reason": "ספאם"},
    "create_webhook": {"name": "חנות", "url": "https://8.8.8.8/hook"},
    "change_webhook": {"name": "חנות אחרת"},
    "replay_failed_webhooks": {"since": "2020-01-01T00:00:00Z"},
    "weigh_case": {"criticality": "high"},
    "set_matter": {"matter": "complaint"},
    "pause_automatics": {"until": "2100-01-01T10:00:00Z", "reason": "ביקש שקט"},
    "add_system": {"name": "נתב", "criticality": "high"},
    "change_system": {"is_active": False},
    "open_task": {"what": "לבדוק מלאי", "due_at": "2100-01-01T10:00:00Z"},
    "end_task": {"note": "נבדק"},
    "move_commitment": {"due_at": "2100-01-01T10:00:00Z"},
    "keep_commitment": {"note": "דיברנו"},
    "release_commitment": {"reason": "בוטל"},
    "send_update": {},
    "skip_update": {"reason": "כבר דיברנו"},
    "create_team": {"name": "גבייה"},
    "change_team": {"is_active": False},
    "create_skill": {"name": "רשתות"},
    "change_skill": {"name": "רשתות ומתגים"},
    "create_topic": {"name": "חיובים"},
    "change_topic": {"criticality": "high"},
    "create_calendar": {
        "name": "תמיד",
        "hours": {"timezone": "Asia/Jerusalem", "week": {"sun": [["08:00", "16:00"]]}},
    },
    "change_calendar": {"is_active": False},
    "change_package": {"targets": {"solution": {"normal": 600}}},
    "set_statute": {"matter": "complaint", "within_seconds": 864000, "source": "חוק"},
    "set_profile": {"effective_from": "2026-01-01", "manner": "בקצרה"},
    "set_profile_of_segment": {"effective_from": "2026-01-01", "manner": "בקצרה"},
    "set_profile_of_system": {"effective_from": "2026-01-01", "manner": "בקצרה"},
    "change_ladder": {"silent_after_seconds": 7200},
    "change_reference": {"plan": "לבקר כל חודש"},
    "create_segment": {"name": "ותיקים"},
    "rename_segment": {"name": "ותיקים מאוד"},
    "change_incident": {"lessons": "לבדוק לפני"},
    "put_up_notice": {"texts": {"he": "יש תקלה"}},
    "open_incident": {"title": "תקלה בגביה", "words": "חיוב כפול"},
    "write_incident_update": {"texts": {"he": "אנחנו על זה"}},
    "end_incident": {"texts": {"he": "נפתר"}},
}
# Those that need the thing to stand in a special way have tests of their own; here they meet a conflict.
NEED_MORE = {
    "bring_back",
    "resume",
    "unmerge_case",
    "unmerge_customer",
    "take_back_answer",
    "join_message_back",
    "take_case_move_back",
    "end_emergency",
}
# Right as things stand, and yet nothing to change.
NOTHING_TO_DO = {
    "resume_automatics",
    "take_case_into_incident",
    "return_merge_suggestion",
    "return_join_suggestion",
    "confirm_contact_point",
    "revoke_links",
}
REFUSED = {
    "hand_over": {"to_person_id": None, "to_team_id": None},
    "merge_case": {"into_id": str(uuid4())},
    "merge_customer": {"into_id": str(uuid4())},
    "move_case_to_customer": {"customer_id": str(uuid4())},
    "reschedule_answer": {"send_at": "2030-01-01T10:00:00Z"},
    "make_commitment": {"owner_id": str(uuid4()), "what": "אתקשר", "due_at": "2100-01-01T10:00:00Z"},
    "confirm_call": {"person_id": str(uuid4())},
    "give_task": {"owner_id": str(uuid4())},
    "send_identification_code": {"contact_point_id": str(uuid4()), "risk": "personal"},
    "create_package": {"name": "זהב", "calendar_id": str(uuid4())},
    "set_segment": {"segment_id": str(uuid4())},
    "set_contact": {"person_id": str(uuid4())},
    "create_ladder": {
        "name": "לילה",
        "steps": [{"at_share": 50, "person_id": str(uuid4()), "answer_within_seconds": 600}],
    },
    "begin_emergency": {"package_id": str(uuid4()), "reason": "סופה"},
    "follow_customer": {"owner_id": str(uuid4()), "review_on": "2100-01-01"},
    "propose_finding": {"found": "הקו רועש", "next_step": "טכנאי", "due_at": "2100-01-01T10:00:00Z"},
    "start_diagnosis": {"guide_id": str(uuid4())},
    "answer_step": {"step": "s9", "value": "no"},
    "send_agreement": None,
    "confirm_identification": {"code": "000000"},
}


def call(caller: Caller, method: str, path: str, operation: dict[str, Any], things: dict[str, Any]) -> Any:
    """Calls an operation with the keys of these things."""
    name = operation["operationId"]
    address = path.format(**things)
    if name == "upload_attachment":
        return caller(method, f"{address}?name=a.txt", b"bytes", Content_Type="application/octet-stream")
    if name == "search_cases":
        address += "?q=סיב"
    body = {**BODIES, **REFUSED}.get(name)
    return caller(method, address, body)


def asked_by(business: Business, caller: Caller, identification_id: UUID) -> None:
    """Only the token that asked for a code reads and confirms it."""
    with in_scope([business.pk]):
        token = ApiToken.objects.get(prefix=caller.secret.split("_")[1])
        Identification.objects.filter(pk=identification_id).update(asked_by_token=token)


METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"}
READING = [scope for scope in TokenScope.values if scope.startswith("read:")]


def test_answers(business: Business, caller: Caller, settings: Any) -> None:
    """Each operation meets the same things: what it does with them is undone before the next."""
    settings.API_REQUESTS_PER_MINUTE = 10_000
    things = things_of(business)
    asked_by(business, caller, things["identification_id"])
    rows = Rows()
    wrong: dict[str, AssertionError] = {}
    for method, path, operation in OPERATIONS:
        with transaction.atomic():
            try:
                check_answer(caller, method, path, operation, things, rows)
            except AssertionError as error:
                wrong[operation["operationId"]] = error
            transaction.set_rollback(True)
    assert not wrong


def check_answer(
    caller: Caller, method: str, path: str, operation: dict[str, Any], things: dict[str, Any], rows: Rows
) -> None:
    name = operation["operationId"]
    answer = call(caller, method, path, operation, things)
    changed = rows.changed()
    if name in {*REFUSED, *NEED_MORE, "remove_attachment"}:
        assert answer.status_code in (404, 409, 422), answer.content
        # A wrong code counts, or somebody could try them all.
        assert bool(changed) == (name == "confirm_identification")
    else:
        assert answer.status_code in (200, 201, 204), answer.content
        assert method == "GET" or name in NOTHING_TO_DO or changed
        if method != "GET":
            check_address(caller, operation, answer)
    assert "RateLimit" in answer.headers


def check_address(caller: Caller, operation: dict[str, Any], answer: Any) -> None:
    """What a write answers with is read where it says, and with the tag it says."""
    place = "Location" if answer.status_code == 201 else "Content-Location"
    assert ("Location" in answer.headers) == (answer.status_code == 201)
    assert (place in answer.headers) == (place in operation["responses"][answer.status_code]["headers"])
    if place not in answer.headers:
        assert "ETag" not in answer.headers
        return
    read = caller("GET", answer.headers[place].removeprefix("/api/v1"))
    assert read.status_code == 200
    assert read.headers["ETag"] == answer.headers["ETag"]
    assert read.json().items() <= answer.json().items()


def test_wants_a_token_that_holds(business: Business) -> None:
    things = things_of(business)
    over, revoked = (a_token(business, expires_at=timezone.now() + timedelta(hours=1)) for _ in range(2))
    with in_scope([business.pk]):
        ApiToken.objects.filter(prefix=over.split("_")[1]).update(expires_at=timezone.now() - timedelta(seconds=1))
        ApiToken.objects.filter(prefix=revoked.split("_")[1]).update(revoked_at=timezone.now())
    rows = Rows()
    for method, path, operation in OPERATIONS:
        for secret in ("", "mkd_guess_guess", over, revoked):
            answer = call(Caller(secret), method, path, operation, things)
            assert answer.status_code == 401, operation["operationId"]
            assert answer.headers["Content-Type"] == "application/problem+json"
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")
            assert not rows.changed(), operation["operationId"]
    assert not rows.changed_anywhere()


def test_wants_the_scope_an_operation_declares(business: Business) -> None:
    things = things_of(business)
    for needed in {operation["x-scope"] for _, _, operation in OPERATIONS}:
        opens = {needed, needed.replace("read:", "write:")}
        caller = Caller(a_token(business, *(scope for scope in TokenScope.values if scope not in opens)))
        rows = Rows()
        for method, path, operation in OPERATIONS:
            if operation["x-scope"] == needed:
                answer = call(caller, method, path, operation, things)
                assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing"), path
                assert not rows.changed(), path
        assert not rows.changed_anywhere()


def test_does_with_its_own_scope_what_it_does_with_all(business: Business, settings: Any) -> None:
    settings.API_REQUESTS_PER_MINUTE = 10_000
    things, every = things_of(business), Caller(a_token(business))
    own = {scope: Caller(a_token(business, scope)) for scope in {each["x-scope"] for _, _, each in OPERATIONS}}
    for method, path, operation in OPERATIONS:
        answers = []
        for caller in (every, own[operation["x-scope"]]):
            with transaction.atomic():
                answer = call(caller, method, path, operation, things)
                transaction.set_rollback(True)
            answers.append((answer.status_code, None if answer.status_code < 400 else answer.json()["code"]))
        assert answers[0] == answers[1], operation["operationId"]


def test_lets_a_token_that_only_reads_change_nothing(business: Business) -> None:
    things, caller = things_of(business), Caller(a_token(business, *READING))
    rows = Rows()
    for method, path, operation in OPERATIONS:
        answer = call(caller, method, path, operation, things)
        allowed = method == "GET" and operation["x-scope"] in READING
        assert answer.status_code == (200 if allowed else 403), (operation["operationId"], answer.content)
        assert not rows.changed(), operation["operationId"]
    assert not rows.changed_anywhere()


def test_takes_a_sign_in_for_nothing(business: Business) -> None:
    things, browser = things_of(business), Client()
    browser.force_login(builders.a_person(business, permissions=list(ADMINISTRATOR)))
    rows = Rows()
    for _, path, operation in OPERATIONS:
        for method in METHODS:
            answer = browser.generic(method, f"/api/v1{path.format(**things)}")
            assert answer.status_code == 401, (method, operation["operationId"])
            assert not rows.changed(), (method, operation["operationId"])
    assert not rows.changed_anywhere()


def test_knows_nothing_of_another_business(neighbour: Business, caller: Caller) -> None:
    things = things_of(neighbour)
    rows = Rows()
    for method, path, operation in OPERATIONS:
        if "{" not in path:
            continue
        theirs = call(caller, method, path, operation, things)
        missing = call(caller, method, path, operation, {name: uuid4() for name in things})
        assert theirs.status_code == missing.status_code == 404, (path, theirs.content, missing.content)
        shown = [{**answer.json(), "instance": ""} for answer in (theirs, missing)]
        assert shown[0] == shown[1]
        assert not rows.changed(), path
    assert not rows.changed_anywhere()


def test_lists_nothing_of_another_business(neighbour: Business, caller: Caller) -> None:
    things = {str(key) for key in things_of(neighbour, MARK).values()}
    for method, path, operation in OPERATIONS:
        if method == "GET" and "{" not in path:
            shown = call(caller, method, path, operation, {}).content.decode()
            assert MARK not in shown, path
            assert not [key for key in things if key in shown], path


def test_refuses_other_methods(business: Business, caller: Caller, settings: Any) -> None:
    settings.API_REQUESTS_PER_MINUTE = 10_000
    things = things_of(business)
    rows = Rows()
    for path in {path: None for _, path, _ in OPERATIONS}:
        allowed = {each.upper() for each in DOCUMENT["paths"][f"/api/v1{path}"]}
        for other in METHODS - allowed:
            answer = caller(other, path.format(**things))
            assert answer.status_code == 405, (other, path)
            assert answer.headers["Content-Type"] == "application/problem+json"
            assert set(answer.headers["Allow"].split(", ")) >= allowed
            assert not rows.changed(), (other, path)
    assert not rows.changed_anywhere()
