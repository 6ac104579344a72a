"""Commitments, calls of ladders and updates to customers, by the API."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.models import Case, Message
from moked.promises.models import Commitment, EscalatedTo, Escalation, Rung
from moked.staff.models import Notice
from moked.staff.permissions import Permission
from moked.updates.models import Update
from tests import builders
from tests.api.conftest import Caller
from tests.rows import Rows
from tests.things import things_of

pytestmark = pytest.mark.django_db
LATER = "2100-01-01T10:00:00Z"


@pytest.fixture
def things(business: Business) -> dict[str, Any]:
    return things_of(business)


def a_word(person_id: object, **facts: Any) -> dict[str, Any]:
    return {"owner_id": str(person_id), "kind": "call", "what": "אתקשר מחר", "due_at": LATER, **facts}


def test_makes_moves_and_keeps_a_commitment(business: Business, caller: Caller) -> None:
    noa, case = builders.a_person(business), builders.a_case(business)
    made = caller("post", f"/cases/{case.pk}/commitments", a_word(noa.pk), Idempotency_Key="one")
    again = caller("post", f"/cases/{case.pk}/commitments", a_word(noa.pk), Idempotency_Key="one")
    assert (made.status_code, again.content) == (201, made.content)
    assert made.json()["owner"] == {"id": str(noa.pk), "name": noa.full_name}
    path = made.headers["Location"].removeprefix("/api/v1")
    moved = caller("post", f"{path}/move", {"due_at": "2101-01-01T10:00:00Z"}, If_Match=made.headers["ETag"])
    assert moved.json()["due_at"].startswith("2101")
    # By the tag of before: somebody was quicker.
    assert caller("post", f"{path}/keep", If_Match=made.headers["ETag"]).status_code == 412
    kept = caller("post", f"{path}/keep", {"note": "told by phone"}, If_Match=moved.headers["ETag"])
    assert (kept.json()["state"], kept.json()["note"]) == ("kept", "told by phone")
    assert caller("post", f"{path}/keep", {}).status_code == 409
    with in_scope([business.pk]):
        assert Commitment.objects.get().state == "kept"
    assert [each["id"] for each in caller("get", f"/commitments?case_id={case.pk}").json()["items"]] == [
        made.json()["id"]
    ]
    assert caller("get", f"/commitments?case_id={case.pk}&unsettled=true").json()["items"] == []


def test_keeps_a_commitment_without_a_word_of_what_was_done(things: dict[str, Any], caller: Caller) -> None:
    # Without a body.
    kept = caller("post", f"/commitments/{things['commitment_id']}/keep", "").json()
    assert (kept["state"], kept["note"]) == ("kept", "")


def test_releases_a_commitment_for_a_reason(things: dict[str, Any], caller: Caller) -> None:
    path = f"/commitments/{things['commitment_id']}"
    assert caller("post", f"{path}/release", {"reason": " "}).status_code == 422
    released = caller("post", f"{path}/release", {"reason": "הלקוחה ביטלה"}).json()
    assert (released["state"], released["reason"]) == ("released", "הלקוחה ביטלה")


def test_takes_nobodys_word_who_does_not_serve_here(business: Business, neighbour: Business, caller: Caller) -> None:
    case, stranger, noa = builders.a_case(business), builders.a_person(neighbour), builders.a_person(business)
    rows = Rows()
    refused = caller("post", f"/cases/{case.pk}/commitments", a_word(stranger.pk))
    assert (refused.status_code, refused.json()["code"]) == (422, "owner_missing")
    late = caller("post", f"/cases/{case.pk}/commitments", a_word(noa.pk, due_at="2001-01-01T10:00:00Z"))
    assert (late.status_code, late.json()["code"]) == (422, "moment_passed")
    assert not rows.changed()


def test_says_for_somebody_called_that_they_have_it(
    business: Business, things: dict[str, Any], caller: Caller
) -> None:
    path, who = f"/calls/{things['escalation_id']}", {"person_id": str(things["person_id"])}
    assert [each["id"] for each in caller("get", "/calls").json()["items"]] == [str(things["escalation_id"])]
    stranger, rows = builders.a_person(business), Rows()
    assert caller("post", f"{path}/confirm", {"person_id": str(stranger.pk)}).status_code == 404
    assert not rows.changed()
    tag = caller("get", path).headers["ETag"]
    confirmed = caller("post", f"{path}/confirm", who, If_Match=tag, Idempotency_Key="one")
    assert (confirmed.status_code, confirmed.json()["outcome"]) == (200, "confirmed")
    assert caller("post", f"{path}/confirm", who, If_Match=tag, Idempotency_Key="one").content == confirmed.content
    over = caller("post", f"{path}/confirm", who)
    assert (over.status_code, over.json()["code"]) == (409, "call_over")
    assert caller("get", "/calls").json()["items"] == []
    with in_scope([business.pk]):
        assert Escalation.objects.get().ended_by_id == things["person_id"]


READS, ANSWERS = [Permission.CASES_READ], [Permission.CASES_READ, Permission.CASES_ANSWER]


@pytest.mark.parametrize(("permissions", "serves"), [(READS, True), (ANSWERS, False), (ANSWERS, True)])
def test_gives_a_case_only_to_somebody_called_who_may_answer(
    business: Business, caller: Caller, permissions: list[Permission], serves: bool
) -> None:
    case, called = builders.a_case(business), builders.a_person(business, permissions=permissions)
    called.is_active = serves
    called.save()
    with in_scope([business.pk]):
        call = Escalation.objects.create(
            business=business,
            case=case,
            position=1,
            sort="professional",
            does=Rung.Does.TAKE,
            trigger="silent",
            fired_at=timezone.now(),
        )
        EscalatedTo.objects.create(business=business, escalation=call, person=called)
    answer = caller("post", f"/calls/{call.pk}/confirm", {"person_id": str(called.pk)})
    is_able = serves and Permission.CASES_ANSWER in permissions
    assert answer.status_code == (200 if is_able else 403)
    with in_scope([business.pk]):
        assert Case.objects.get().assignee_id == (called.pk if is_able else None)
        assert (Escalation.objects.get().ended_at is not None) == is_able


def test_sends_an_update_at_once_in_better_words(business: Business, things: dict[str, Any], caller: Caller) -> None:
    path = f"/updates/{things['update_id']}"
    tag = caller("get", path).headers["ETag"]
    sent = caller("post", f"{path}/send", {"text": "הטכנאי בדרך"}, If_Match=tag)
    assert (sent.status_code, sent.json()["state"]) == (200, "sent")
    with in_scope([business.pk]):
        assert "הטכנאי בדרך" in Message.objects.get(pk=sent.json()["message_id"]).text
    rows = Rows()
    for name, body in (("send", {}), ("skip", {"reason": "די"}), ("put-off", None)):
        over = caller("post", f"{path}/{name}", body)
        assert (over.status_code, over.json()["code"]) == (409, "update_over")
    assert not rows.changed()


def test_puts_an_update_off_and_leaves_it_out(business: Business, things: dict[str, Any], caller: Caller) -> None:
    path = f"/updates/{things['update_id']}"
    before = caller("get", path)
    later = caller("post", f"{path}/put-off")
    assert later.json()["leave_at"] > before.json()["leave_at"]
    assert caller("post", f"{path}/skip", {"reason": "די"}, If_Match=before.headers["ETag"]).status_code == 412
    skipped = caller("post", f"{path}/skip", {"reason": "דיברנו"}, If_Match=later.headers["ETag"])
    assert (skipped.json()["state"], skipped.json()["reason"]) == ("skipped", "דיברנו")
    with in_scope([business.pk]):
        assert Update.objects.get().state == "skipped"
    assert caller("get", "/updates?state=held").json()["items"] == []


def test_changes_nothing_for_a_token_that_reads(
    business: Business, things: dict[str, Any], caller_with: Callable[..., Caller]
) -> None:
    reader, rows = caller_with("read:cases"), Rows()
    soon = (timezone.now() + timedelta(days=1)).isoformat()
    for path, body in (
        (f"/cases/{things['case_id']}/commitments", a_word(things["person_id"])),
        (f"/commitments/{things['commitment_id']}/move", {"due_at": soon}),
        (f"/calls/{things['escalation_id']}/confirm", {"person_id": str(things["person_id"])}),
        (f"/updates/{things['update_id']}/send", {}),
    ):
        refused = reader("post", path, body)
        assert (refused.status_code, refused.json()["code"]) == (403, "scope_missing")
    assert not rows.changed()
    with in_scope([business.pk]):
        assert not Notice.objects.exclude(kind="mention").exists()
