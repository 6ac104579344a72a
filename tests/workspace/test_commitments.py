"""What was promised to customers, at the desk: made by hand, kept, moved, released."""

import re
from datetime import timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from moked.businesses.scope import in_scope
from moked.cases.domain.states import CaseState
from moked.cases.models import Case
from moked.portal.pages.commitments import commitment_said
from moked.promises.models import Commitment
from moked.promises.selectors import shown_to_customer
from tests.workspace.test_hints import FRAGMENT, codes, later


def _made(case: Case, hours: int = 3) -> Commitment:
    with in_scope([case.business_id]):
        assert case.assignee
        return Commitment.objects.create(
            business_id=case.business_id,
            case=case,
            owner=case.assignee,
            kind="call",
            what="אתקשר",
            due_at=timezone.now() + timedelta(hours=hours),
        )


def test_keeps_moves_and_releases_at_the_desk(desk: Client, case: Case) -> None:
    kept, moved, released = _made(case), _made(case), _made(case)
    address = f"/commitments/{kept.pk}/keep/"
    assert "What was done" in desk.get(address, headers=FRAGMENT).content.decode()
    assert desk.post(address, {"note": "א" * 201}, headers=FRAGMENT).status_code == 422
    with in_scope([case.business_id]):
        assert Commitment.objects.get(pk=kept.pk).state == "open"
    assert desk.post(address, {"note": " עניתי בטלפון "}, headers=FRAGMENT).status_code == 204
    for commitment, fields in (
        (moved, {"change": "move", "due_at": later(30)}),
        (released, {"change": "release", "reason": "כבר הסתדר"}),
    ):
        address = f"/commitments/{commitment.pk}/change/"
        assert desk.get(address, headers=FRAGMENT).status_code == 200
        assert desk.post(address, {"change": fields["change"]}, headers=FRAGMENT).status_code == 422
        assert desk.post(address, fields, headers=FRAGMENT).status_code == 204
    with in_scope([case.business_id]):
        states = dict(Commitment.objects.values_list("pk", "state"))
        assert states == {kept.pk: "kept", moved.pk: "open", released.pk: "released"}
        assert Commitment.objects.get(pk=moved.pk).due_at > moved.due_at
    told = unescape(desk.get(f"/cases/{case.pk}/timeline/").content.decode())
    assert "kept a commitment: “\u2068אתקשר\u2069”: \u2068עניתי בטלפון\u2069" in told
    assert "changed the time of a commitment to " in told
    assert "A commitment is no longer needed: “\u2068אתקשר\u2069”" in told


def test_makes_a_commitment_by_hand(desk: Client, case: Case) -> None:
    address = f"/cases/{case.pk}/make-commitment/"
    assert address in desk.get(f"/cases/{case.pk}/head/").content.decode()
    asked = desk.get(address, headers=FRAGMENT).content.decode()
    assert re.search(r'name="due_at" value="\d{4}-\d\d-\d\dT\d\d:00"', asked)
    due = later()
    assert desk.post(address, {"what": "אתקשר אחרי הביקור", "due_at": due}, headers=FRAGMENT).status_code == 204
    with in_scope([case.business_id]):
        made = Commitment.objects.select_related("owner").get()
        assert (made.case_id, made.owner, made.what) == (case.pk, case.assignee, "אתקשר אחרי הביקור")
        assert f"{made.due_at.astimezone(ZoneInfo('Asia/Jerusalem')):%Y-%m-%dT%H:%M}" == due
        assert shown_to_customer(case) == [made]
        assert commitment_said(made).words == f"{made.owner.first_name}: אתקשר אחרי הביקור"
    assert "אתקשר אחרי הביקור" in desk.get(f"/cases/{case.pk}/head/").content.decode()
    told = unescape(desk.get(f"/cases/{case.pk}/timeline/").content.decode())
    assert "made a commitment: “\u2068אתקשר אחרי הביקור\u2069”, until " in told


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"what": "אתקשר", "due_at": ""}, "Until when do you promise it?"),
        ({"what": "אתקשר", "due_at": later(-1)}, "This time has passed. Until when do you promise it?"),
        ({"what": "אתקשר", "due_at": "nonsense"}, "Enter a valid date/time."),
        ({"what": " ", "due_at": later()}, "This field is required."),
        ({"what": "א" * 201, "due_at": later()}, "at most 200 characters"),
        ({}, "This field is required."),
    ],
)
def test_makes_no_commitment_that_cannot_be_kept(
    desk: Client, case: Case, fields: dict[str, str], words: str
) -> None:
    before = codes(case)
    response = desk.post(f"/cases/{case.pk}/make-commitment/", fields, headers=FRAGMENT)
    assert response.status_code == 422
    assert words in response.content.decode()
    with in_scope([case.business_id]):
        assert not Commitment.objects.exists()
    assert codes(case) == before


def test_lets_nobody_promise_in_cases_they_may_not_answer(
    desk: Client, stranger: Client, onlooker: Client, case: Case
) -> None:
    address, fields = f"/cases/{case.pk}/make-commitment/", {"what": "אתקשר", "due_at": later()}
    for client, status in ((stranger, 404), (onlooker, 403)):
        assert client.get(address, headers=FRAGMENT).status_code == status
        assert client.post(address, fields, headers=FRAGMENT).status_code == status
    with in_scope([case.business_id]):
        assert not Commitment.objects.exists()
        Case.objects.filter(pk=case.pk).update(state=CaseState.SET_ASIDE)
    assert address not in desk.get(f"/cases/{case.pk}/head/").content.decode()


def test_asks_for_no_word_of_what_was_done(desk: Client, case: Case) -> None:
    kept = _made(case)
    assert desk.post(f"/commitments/{kept.pk}/keep/", headers=FRAGMENT).status_code == 204
    told = unescape(desk.get(f"/cases/{case.pk}/timeline/").content.decode())
    assert re.search("kept a commitment: “\u2068אתקשר\u2069” *<", told)


@pytest.mark.parametrize("rest", ["keep/", "change/"])
def test_hides_commitments_from_strangers(
    desk: Client, stranger: Client, onlooker: Client, case: Case, rest: str
) -> None:
    made = _made(case)
    assert stranger.post(f"/commitments/{made.pk}/{rest}", headers=FRAGMENT).status_code == 404
    assert onlooker.post(f"/commitments/{made.pk}/{rest}", headers=FRAGMENT).status_code == 403


def test_lists_what_is_owed_at_the_same_cost_however_much(desk: Client, case: Case, count_queries) -> None:  # type: ignore[no-untyped-def]
    for _ in range(3):
        _made(case)
    at_three = [count_queries(desk, address) for address in ("/desk/work/", f"/cases/{case.pk}/head/")]
    for _ in range(27):
        _made(case)
    assert [count_queries(desk, address) for address in ("/desk/work/", f"/cases/{case.pk}/head/")] == at_three
