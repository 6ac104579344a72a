"""What all operations share: repeats, tags, cursors, limits, errors, languages."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from moked.api.api import api
from moked.api.models import KeptAnswer
from moked.api.refusals import SAID
from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.models import Case, Message
from moked.staff.permissions import ADMINISTRATOR
from tests import builders
from tests.api.conftest import Caller
from tests.races import at_once
from tests.things import things_of

pytestmark = pytest.mark.django_db
NEW = {"email": "new@customers.test", "text": "שלום"}


def test_does_a_repeated_write_once(business: Business, caller: Caller) -> None:
    first, second = (caller("post", "/cases", NEW, Idempotency_Key="one") for _ in range(2))
    assert first.status_code == second.status_code == 201
    assert first.content == second.content
    assert second.headers["Idempotency-Replayed"] == "true"
    with in_scope([business.pk]):
        assert Case.objects.count() == 1
        assert "שלום" not in KeptAnswer.objects.get().sealed_body


def test_refuses_a_key_with_another_request(business: Business, caller: Caller) -> None:
    caller("post", "/cases", NEW, Idempotency_Key="one")
    other = caller("post", "/cases", {**NEW, "text": "אחר"}, Idempotency_Key="one")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    with in_scope([business.pk]):
        assert Case.objects.count() == 1


def test_keeps_no_key_of_a_refused_write(business: Business, caller: Caller) -> None:
    case = builders.a_case(business)
    assert caller("post", f"/cases/{case.pk}/resume", Idempotency_Key="one").status_code == 409
    assert caller("post", f"/cases/{case.pk}/wait", {"waiting_for": "customer"}).status_code == 200
    assert caller("post", f"/cases/{case.pk}/resume", Idempotency_Key="one").status_code == 200


def test_says_not_changed_and_refuses_what_changed(business: Business, caller: Caller) -> None:
    case = builders.a_case(business)
    path = f"/cases/{case.pk}"
    tag = caller("get", path).headers["ETag"]
    assert caller("get", path).headers["ETag"] == tag
    same = caller("get", path, If_None_Match=tag)
    assert (same.status_code, same.content) == (304, b"")
    assert caller("patch", path, {"subject": "אחר"}, If_Match=tag).status_code == 200
    assert caller("get", path, If_None_Match=tag).status_code == 200
    late = caller("post", f"{path}/set-aside", {"reason": "spam"}, If_Match=tag)
    assert (late.status_code, late.json()["code"]) == (412, "tag_differs")
    with in_scope([business.pk]):
        assert Case.objects.get().state != "set_aside"


def test_goes_on_by_the_tag_of_the_answer_before(business: Business, caller: Caller) -> None:
    made = caller("post", "/cases", NEW)
    path, tag = made.headers["Location"].removeprefix("/api/v1"), made.headers["ETag"]
    for body in ({"subject": "ראשון"}, {"subject": "שני"}):
        changed = caller("patch", path, body, If_Match=tag)
        assert changed.status_code == 200
        assert changed.headers["Content-Location"] == made.headers["Location"]
        assert changed.headers["ETag"] != tag
        tag = changed.headers["ETag"]
    assert caller("get", path, If_None_Match=tag).status_code == 304
    # Somebody else was quicker.
    caller("post", f"{path}/set-aside", {"reason": "spam"})
    assert caller("patch", path, {"subject": "שלישי"}, If_Match=tag).status_code == 412
    with in_scope([business.pk]):
        assert Case.objects.get().subject == "שני"


def test_repeats_the_address_and_the_tag_too(caller: Caller) -> None:
    first, second = (caller("post", "/cases", NEW, Idempotency_Key="one") for _ in range(2))
    for name in ("Location", "ETag"):
        assert first.headers[name] == second.headers[name]


def test_compares_with_the_nearest_thing_of_the_path(business: Business, caller: Caller) -> None:
    hook = caller("post", "/webhooks", {"name": "חנות", "url": "https://8.8.8.8/hook"})
    sent = caller("post", f"/webhooks/{hook.json()['id']}/test")
    path = f"{sent.headers['Location'].removeprefix('/api/v1')}/replay"
    refused = caller("post", path, If_Match=hook.headers["ETag"])
    assert (refused.status_code, refused.json()["code"]) == (412, "tag_differs")
    assert caller("post", path, If_Match=sent.headers["ETag"]).status_code == 200


def test_compares_with_what_stands_above_where_the_nearest_is_not_read(business: Business, caller: Caller) -> None:
    things = things_of(business)
    incident = "/incidents/{incident_id}".format(**things)
    path = "{}/cases/{case_id}/take-out".format(incident, **things)
    case = caller("get", "/cases/{case_id}".format(**things))
    assert caller("post", path, If_Match=case.headers["ETag"]).status_code == 412
    assert caller("post", path, If_Match=caller("get", incident).headers["ETag"]).status_code == 200


WITH_THEIR_CASE = {
    "/tasks/{task_id}/end": "cases_task",
    "/commitments/{commitment_id}/keep": "promises_commitment",
    "/calls/{escalation_id}/confirm": "promises_escalation",
    "/updates/{update_id}/skip": "updates_update",
    "/diagnoses/{diagnosis_id}/answer": "diagnosis_diagnosis",
}


@pytest.mark.parametrize(("path", "table"), WITH_THEIR_CASE.items())
def test_locks_the_case_before_what_is_of_it(path: str, table: str, business: Business, caller: Caller) -> None:
    path = path.format(**things_of(business))
    with CaptureQueriesContext(connection) as asked:
        caller("post", path, {}, If_Match='"another"')
    locked = re.findall(r'FOR (?:NO KEY )?UPDATE OF "(\w+)"', "".join(each["sql"] for each in asked))
    assert [name for name in locked if name in ("cases_case", table)] == ["cases_case", table]


def test_writes_the_document_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    first = client.get("/api/v1/openapi.json")
    monkeypatch.setattr(api, "get_openapi_schema", None)
    assert client.get("/api/v1/openapi.json").content == first.content


def test_tells_no_address_to_a_token_that_may_not_read_there(
    business: Business, caller_with: Callable[..., Caller]
) -> None:
    point = builders.a_contact_point(business)
    answer = caller_with("identify:customers")("post", f"/contact-points/{point.pk}/confirm")
    assert answer.status_code == 200
    assert "Content-Location" not in answer.headers
    assert "ETag" not in answer.headers


def test_says_where_a_body_is_no_json_and_which_method_is_not_taken(caller: Caller) -> None:
    said = {
        language: [
            caller("post", "/cases", '{"email": "a@b.test",\n "text": }', Accept_Language=language),
            caller("delete", "/cases", Accept_Language=language),
        ]
        for language in ("he", "en")
    }
    for broken, wrong in said.values():
        assert (broken.status_code, broken.json()["code"]) == (400, "body_not_json")
        assert "2" in broken.json()["title"]
        assert (wrong.status_code, wrong.json()["code"]) == (405, "method_not_allowed")
        assert "GET" in wrong.headers["Allow"]
    for hebrew, english in zip(said["he"], said["en"], strict=True):
        assert hebrew.json()["title"] != english.json()["title"]


def test_opens_no_case_for_blanks(business: Business, caller: Caller) -> None:
    for text in ("", "  ", "\n\t"):
        assert caller("post", "/cases", {**NEW, "text": text}).status_code == 422
    with in_scope([business.pk]):
        assert not Case.objects.exists()


def test_pages_by_cursor_without_loss(business: Business, caller: Caller) -> None:
    made = {str(builders.a_case(business).pk) for _ in range(5)}
    seen: list[str] = []
    answer = caller("get", "/cases?limit=2")
    while True:
        seen += [case["id"] for case in answer.json()["items"]]
        if answer.json()["next_cursor"] is None:
            break
        link = answer.headers["Link"]
        assert link.endswith('; rel="next"')
        answer = caller("get", link[1 : link.index(">")].partition("/api/v1")[2])
    assert len(seen) == 5
    assert set(seen) == made


@pytest.mark.parametrize("cursor", ["x", "bnVsbA", "WyJjYXNlcyIsICIxIl0", "é", "W10"])
def test_refuses_a_cursor_it_did_not_give(caller: Caller, cursor: str) -> None:
    for path in ("cases", "events", "customers", "people"):
        answer = caller("get", f"/{path}?cursor={cursor}")
        assert (answer.status_code, answer.json()["code"]) == (422, "cursor_unusable")


def test_limits_requests_of_one_token(business: Business, caller_with: Callable[..., Caller], settings: Any) -> None:
    settings.API_REQUESTS_PER_MINUTE = 3
    one, other = caller_with(), caller_with()
    answers = [one("get", "/teams") for _ in range(8)]
    spent = next(answer for answer in answers if answer.status_code == 429)
    assert spent.json()["code"] == "too_many_requests"
    assert 0 < int(spent.headers["Retry-After"]) <= 60
    assert ";r=0;" in spent.headers["RateLimit"]
    assert spent.headers["RateLimit-Policy"] == '"minute";q=3;w=60'
    assert other("get", "/teams").status_code == 200


def test_speaks_the_language_that_is_asked_for(caller: Caller) -> None:
    path = "/cases/00000000-0000-7000-8000-000000000000"
    hebrew, english = (caller("get", path, Accept_Language=each) for each in ("he-IL,en;q=0.5", "fr"))
    assert hebrew.headers["Content-Language"] == "he"
    assert hebrew.json()["title"] != english.json()["title"]
    assert hebrew.json()["code"] == english.json()["code"] == "not_found"


def test_writes_hebrew_as_hebrew(business: Business, caller: Caller) -> None:
    builders.a_case(business, subject="נתב לא מתחבר")
    assert "נתב לא מתחבר" in caller("get", "/cases").content.decode()


def test_points_to_what_it_refuses(caller: Caller) -> None:
    answer = caller("post", "/cases", {"text": "", "subject": "x" * 300, "surprise": 1})
    assert answer.status_code == 422
    assert {each["pointer"] for each in answer.json()["errors"]} == {"#/text", "#/subject", "#/surprise"}
    assert caller("post", "/cases", "{", Content_Type="application/json").status_code == 400


def test_knows_no_cookie(business: Business) -> None:
    browser = Client()
    browser.force_login(builders.a_person(business, permissions=list(ADMINISTRATOR)))
    answer = browser.get("/api/v1/cases")
    assert (answer.status_code, answer.json()["code"]) == (401, "token_missing")
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_answers_unknown_addresses_with_a_problem(caller: Caller) -> None:
    for path in ("/nothing", "/cases/1", "/cases/../x"):
        answer = caller("get", path)
        assert answer.status_code == 404
        assert answer.headers["Content-Type"] == "application/problem+json"


def test_sends_an_answer_in_nobodys_name(business: Business, caller: Caller) -> None:
    case = builders.a_case(business)
    made = caller("post", f"/cases/{case.pk}/answers", {"text": "הנה", "is_proposal": True}).json()
    with in_scope([business.pk]):
        message = Message.objects.get(pk=made["id"])
        assert (message.author_id, message.is_proposal) == (None, True)
        assert Case.objects.get().assignee_id is None
    back = caller("post", f"/messages/{made['id']}/take-back")
    assert back.json()["state"] == "cancelled"


def test_has_no_way_to_close_a_case(business: Business, caller: Caller) -> None:
    document = json.dumps(Client().get("/api/v1/openapi.json").json()["paths"])
    assert "/close" not in document
    case = builders.a_case(business)
    assert caller("post", f"/cases/{case.pk}/close").status_code == 404
    assert caller("patch", f"/cases/{case.pk}", {"state": "closed"}).status_code == 422


LISTS = ["/cases", "/customers", "/work-items", "/people", "/teams", "/topics", "/events", "/deliveries", "/answers"]
LISTS += ["/merge-suggestions", "/tasks", "/incidents", "/commitments", "/updates", "/calls"]
LISTS += ["/calendars", "/packages", "/ladders", "/profiles", "/segments", "/agreements", "/guides"]


@pytest.mark.parametrize("path", LISTS)
def test_asks_the_database_the_same_at_three_rows_and_at_thirty(
    business: Business, caller: Caller, path: str
) -> None:
    counts = []
    for more in (3, 27):
        for _ in range(more):
            person = builders.a_person(business)
            case = builders.a_case(business, assignee=person)
            builders.a_topic(business, f"t{case.pk}")
            builders.a_team(business, f"t{case.pk}")
            caller("post", f"/cases/{case.pk}/tasks", {"what": "לבדוק", "due_at": "2100-01-01T10:00:00Z"})
            body = {"owner_id": str(person.pk), "what": "אתקשר", "due_at": "2100-01-01T10:00:00Z"}
            caller("post", f"/cases/{case.pk}/commitments", body)
            caller("post", "/incidents", {"title": "תקלה", "words": "סיב"})
        caller("get", path)
        with CaptureQueriesContext(connection) as queries:
            assert caller("get", path).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
def test_does_once_what_is_sent_twice_at_the_same_moment(business: Business, caller: Caller) -> None:
    answers: list[Any] = []

    def send() -> None:
        answers.append(caller("post", "/cases", NEW, Idempotency_Key="one"))

    assert at_once(business, *[send] * 4) == []
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert sorted("Idempotency-Replayed" in answer.headers for answer in answers) == [False, True, True, True]
    with in_scope([business.pk]):
        assert Case.objects.count() == 1
        assert Message.objects.count() == 1


WRONG = [
    ("post", "/cases", {"text": 5}, "#/text"),
    ("post", "/cases", {}, "#/text"),
    ("post", "/cases", {**NEW, "text": ""}, "#/text"),
    ("post", "/cases", {**NEW, "text": " "}, "#/text"),
    ("post", "/cases", {**NEW, "subject": "x" * 300}, "#/subject"),
    ("post", "/cases", {**NEW, "subjekt": "x"}, "#/subjekt"),
    ("post", "/cases", {**NEW, "topic_id": "x"}, "#/topic_id"),
    ("post", "/cases", {**NEW, "language": "fr"}, "#/language"),
    ("post", "/cases", {"text": "שלום"}, "#/email"),
    ("post", "/cases", [1], "#"),
    ("post", "/cases", {**NEW, "name": "\ud800"}, "#/name"),
    ("post", "/answers", {"title": "x", "language": "he", "body": "x", "is_active": "maybe"}, "#/is_active"),
    ("post", "/answers", {"title": "x", "language": "he", "body": "x", "shortcut": "a b"}, "#/shortcut"),
    ("post", "/webhooks", {"name": "x", "url": "https://8.8.8.8/", "event_types": "all"}, "#/event_types"),
    ("get", "/cases?limit=0", None, "limit"),
    ("get", "/cases?limit=1000", None, "limit"),
    ("get", "/cases?limit=many", None, "limit"),
    ("get", "/cases?state=open&state=odd", None, "state.1"),
    ("get", "/cases/search", None, "q"),
    ("get", "/cases?stat=open", None, "stat"),
]


@pytest.mark.parametrize(("method", "path", "body", "place"), WRONG)
def test_says_what_is_wrong_in_the_callers_language(
    caller: Caller, method: str, path: str, body: object, place: str
) -> None:
    said = {}
    for language in ("he", "en"):
        answer = caller(method, path, body, Accept_Language=language)
        assert answer.status_code == 422, answer.content
        (found,) = answer.json()["errors"]
        assert place in (found.get("pointer"), found.get("parameter"))
        said[language] = found["detail"]
    assert re.search("[א-ת]", said["he"])
    assert not re.search("[א-ת]", said["en"])
    # What the general sentence says is known from the title.
    assert "cannot be accepted" not in said["en"]
    assert "%(" not in said["he"] + said["en"]


MOMENTS = ["soon", 5, "2030-01-01T10:00:00", "1700-01-01T10:00:00Z", "2030-13-01T10:00:00Z", None]


@pytest.mark.parametrize("moment", MOMENTS)
def test_says_of_a_moment_how_it_is_written(business: Business, caller: Caller, moment: object) -> None:
    case = builders.a_case(business)
    body = {"text": "הנה", "send_at": moment} if moment else {"send_at": moment}
    path = f"/cases/{case.pk}/answers" if moment else f"/messages/{case.pk}/reschedule"
    (found,) = caller("post", path, body, Accept_Language="he").json()["errors"]
    assert found["pointer"] == "#/send_at"
    assert re.search("[א-ת]", found["detail"])


def test_has_words_for_all_that_its_schemas_can_refuse() -> None:
    kinds = set()
    pending = [api.get_openapi_schema()["components"]["schemas"]]
    while pending:
        each = pending.pop()
        if isinstance(each, dict):
            kinds |= {each["type"]} if isinstance(each.get("type"), str) else set()
            kinds |= set(each) & set(LIMITS)
            pending += each.values()
        elif isinstance(each, list):
            pending += each
    used = {code for kind in kinds for code in CODES_OF.get(kind, ())}
    assert used <= set(SAID)
    assert kinds & set(LIMITS) <= set(CODES_OF)


LIMITS = ("minLength", "maxLength", "pattern", "minItems", "maxItems", "minimum", "maximum", "multipleOf", "enum")
CODES_OF = {
    "string": ["string_type"],
    "integer": ["int_type", "int_parsing", "int_from_float"],
    "boolean": ["bool_type", "bool_parsing"],
    "array": ["list_type"],
    "minLength": ["string_too_short"],
    "maxLength": ["string_too_long"],
    "pattern": ["string_pattern_mismatch"],
    "maxItems": ["too_long"],
    "minimum": ["greater_than_equal"],
    "maximum": ["less_than_equal"],
    "multipleOf": ["multiple_of"],
    "enum": ["literal_error"],
}


def test_names_the_parameters_it_knows_beside_one_it_does_not(business: Business, caller: Caller) -> None:
    case = builders.a_case(business)
    answer = caller("get", "/cases?stat=open&limt=5")
    assert (answer.status_code, answer.json()["code"]) == (422, "parameter_unknown")
    assert [each["parameter"] for each in answer.json()["errors"]] == ["limt", "stat"]
    for known in ("state", "topic_id", "cursor", "limit"):
        assert known in answer.json()["errors"][0]["detail"]
    # A write changes nothing, and what takes no parameters says so.
    refused = caller("patch", f"/cases/{case.pk}?dry_run=1", {"subject": "אחר"})
    assert (refused.status_code, refused.json()["code"]) == (422, "parameter_unknown")
    with in_scope([business.pk]):
        assert Case.objects.get().subject != "אחר"
    assert caller("get", "/cases?limit=5&state=open").status_code == 200
    assert caller("get", "/cases?%00=1").json()["code"] == "text_unusable"
