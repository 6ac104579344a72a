import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.models import Case, CaseLink, Message
from moked.staff.models import Notice, Person
from tests import builders
from tests.workspace.conftest import signed_in

FRAGMENT = {"HX-Request": "true"}
DIALOGS = ["hand-over/", "put-aside/", "set-aside/", "merge/", "change-customer/", "link/", "identify/"]


def fresh(case: Case) -> Case:
    with in_scope([case.business_id]):
        return Case.objects.get(pk=case.pk)


@pytest.mark.parametrize("dialog", DIALOGS)
def test_opens_as_a_dialog_and_as_a_page(desk: Client, case: Case, dialog: str) -> None:
    assert "<html" not in desk.get(f"/cases/{case.pk}/{dialog}", headers=FRAGMENT).content.decode()
    assert "<html" in desk.get(f"/cases/{case.pk}/{dialog}").content.decode()


@pytest.mark.parametrize("dialog", DIALOGS)
def test_opens_to_nobody_else(stranger: Client, onlooker: Client, case: Case, dialog: str) -> None:
    assert stranger.get(f"/cases/{case.pk}/{dialog}").status_code == 404
    assert onlooker.get(f"/cases/{case.pk}/{dialog}").status_code == 403
    assert Client().get(f"/cases/{case.pk}/{dialog}").status_code == 302


def test_hands_over_to_a_colleague_with_a_reason(desk: Client, case: Case, samir: Person) -> None:
    data = {"to": f"person:{samir.pk}", "reason": "מכיר את הסניף"}
    assert desk.post(f"/cases/{case.pk}/hand-over/", data, headers=FRAGMENT).status_code == 204
    assert fresh(case).assignee_id == samir.pk


def test_takes_a_hand_over_back_by_the_notice_or_the_menu(
    desk: Client, stranger: Client, onlooker: Client, case: Case, samir: Person
) -> None:
    address = f"/cases/{case.pk}/take-hand-over-back/"
    assert address not in desk.get(f"/cases/{case.pk}/").content.decode()
    data = {"to": f"person:{samir.pk}", "reason": "מכיר את הסניף"}
    answer = desk.post(f"/cases/{case.pk}/hand-over/", data, headers=FRAGMENT)
    assert json.loads(answer.headers["HX-Trigger"])["toast"]["undo"] == address
    assert address in desk.get(f"/cases/{case.pk}/head/", headers=FRAGMENT).content.decode()
    colleague = signed_in(samir)
    assert address not in colleague.get(f"/cases/{case.pk}/").content.decode()
    for browser, status in ((stranger, 404), (onlooker, 403), (colleague, 409), (Client(), 302)):
        assert browser.post(address, headers=FRAGMENT).status_code == status
        assert fresh(case).assignee_id == samir.pk
    assert desk.get(address).status_code == 405
    assert desk.post(address, headers=FRAGMENT).status_code == 204
    assert fresh(case).assignee_id == case.assignee_id
    page = desk.get(f"/cases/{case.pk}/").content.decode()
    assert address not in page
    assert "took the hand-over back" in page


def test_says_why_a_hand_over_stands(desk: Client, case: Case, samir: Person) -> None:
    data = {"to": f"person:{samir.pk}", "reason": "מכיר את הסניף"}
    desk.post(f"/cases/{case.pk}/hand-over/", data, headers=FRAGMENT)
    signed_in(samir).post(f"/cases/{case.pk}/note/", {"html": "<p>על זה</p>"}, headers=FRAGMENT)
    answer = desk.post(f"/cases/{case.pk}/take-hand-over-back/", headers=FRAGMENT)
    assert answer.status_code == 409
    assert "Work on the case has begun" in answer.content.decode()
    assert fresh(case).assignee_id == samir.pk


def test_asks_for_a_reason(desk: Client, case: Case, samir: Person) -> None:
    response = desk.post(f"/cases/{case.pk}/hand-over/", {"to": f"person:{samir.pk}"}, headers=FRAGMENT)
    assert response.status_code == 422
    assert fresh(case).assignee_id == case.assignee_id


def test_does_not_hand_over_to_another_business(desk: Client, case: Case) -> None:
    outsider = builders.a_person(builders.a_business("אחר"))
    data = {"to": f"person:{outsider.pk}", "reason": "x"}
    assert desk.post(f"/cases/{case.pk}/hand-over/", data, headers=FRAGMENT).status_code == 422


def test_puts_aside_and_takes_up_again(desk: Client, case: Case) -> None:
    until = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    data = {"waiting_for": "supplier", "until": until}
    assert desk.post(f"/cases/{case.pk}/put-aside/", data, headers=FRAGMENT).status_code == 204
    assert fresh(case).waiting_for == "supplier"
    desk.post(f"/cases/{case.pk}/resume/", headers=FRAGMENT)
    assert fresh(case).state == "open"


@pytest.mark.parametrize(
    ("until", "words"),
    [("", "Until when does it wait?"), ("2020-01-01T10:00", "Choose a moment that is still to come.")],
)
def test_says_at_the_field_which_moment_is_missing(desk: Client, case: Case, until: str, words: str) -> None:
    address = f"/cases/{case.pk}/put-aside/"
    assert "(optional)" not in desk.get(address, headers=FRAGMENT).content.decode()
    refused = desk.post(address, {"waiting_for": "moment", "until": until}, headers=FRAGMENT)
    assert refused.status_code == 422
    shown = refused.content.decode()
    assert re.search(rf'id="id_until_error">\s*<li>{re.escape(words)}</li>', shown)
    assert 'aria-invalid="true" aria-describedby="id_until_helptext id_until_error"' in shown
    assert "HX-Trigger" not in refused.headers
    assert fresh(case).state == "open"


def test_does_not_put_off_to_the_customer_whose_turn_it_is_already(desk: Client, case: Case) -> None:
    address, choice = f"/cases/{case.pk}/put-aside/", 'value="customer"'
    assert choice in desk.get(address, headers=FRAGMENT).content.decode()
    assert desk.post(address, {"waiting_for": "customer"}, headers=FRAGMENT).status_code == 204
    assert choice not in desk.get(address, headers=FRAGMENT).content.decode()
    refused = desk.post(address, {"waiting_for": "customer"}, headers=FRAGMENT)
    assert refused.status_code == 422
    assert "already waits for the customer" in refused.content.decode()
    assert desk.post(address, {"waiting_for": "colleague"}, headers=FRAGMENT).status_code == 204
    assert choice in desk.get(address, headers=FRAGMENT).content.decode()


def test_sets_aside_with_a_reason_and_brings_back(desk: Client, case: Case) -> None:
    desk.post(f"/cases/{case.pk}/set-aside/", {"reason": "spam"}, headers=FRAGMENT)
    assert fresh(case).state == "set_aside"
    assert "answer-composer" not in desk.get(f"/cases/{case.pk}/").content.decode()
    desk.post(f"/cases/{case.pk}/bring-back/", headers=FRAGMENT)
    assert fresh(case).state == "open"


def test_merges_into_the_customers_other_case_and_undoes_it(
    desk: Client, business: Business, case: Case, noa: Person
) -> None:
    other = builders.a_case(business, contact_point=case.contact_point, assignee=noa)
    desk.post(f"/cases/{case.pk}/merge/", {"into": str(other.pk)}, headers=FRAGMENT)
    assert fresh(case).canonical_id == other.pk
    desk.post(f"/cases/{case.pk}/unmerge/", headers=FRAGMENT)
    assert fresh(case).canonical_id is None


def test_splits_a_message_off_and_joins_it_back(desk: Client, case: Case) -> None:
    message = builders.a_message(case, case.contact_point, text="ועוד עניין אחר")  # type: ignore[arg-type]
    assert desk.post(f"/messages/{message.pk}/split/", headers=FRAGMENT).status_code == 204
    with in_scope([case.business_id]):
        assert Message.objects.get(pk=message.pk).case_id != case.pk
    desk.post(f"/messages/{message.pk}/join/", headers=FRAGMENT)
    with in_scope([case.business_id]):
        assert Message.objects.get(pk=message.pk).case_id == case.pk


def test_moves_a_case_to_the_customer_it_belongs_to(desk: Client, business: Business, case: Case) -> None:
    point = builders.a_contact_point(business, name="יעל רוזן")
    assert "יעל רוזן" in desk.get(f"/cases/{case.pk}/change-customer/?q=יעל", headers=FRAGMENT).content.decode()
    desk.post(f"/cases/{case.pk}/change-customer/", {"customer": str(point.customer_id)}, headers=FRAGMENT)
    assert fresh(case).customer_id == point.customer_id


def test_shows_the_customers_link_and_revokes_it(desk: Client, case: Case) -> None:
    assert "/c/" in desk.get(f"/cases/{case.pk}/link/", headers=FRAGMENT).content.decode()
    desk.post(f"/cases/{case.pk}/revoke-link/", headers=FRAGMENT)
    with in_scope([case.business_id]):
        assert not CaseLink.objects.filter(revoked_at=None).exists()


def test_reads_a_notice_by_opening_it(desk: Client, case: Case, noa: Person) -> None:
    with in_scope([case.business_id]):
        notice = Notice.objects.create(business_id=case.business_id, person=noa, kind="mention", case_id=case.pk)
    assert desk.post(f"/notices/{notice.pk}/read/").headers["Location"] == f"/cases/{case.pk}/"
    with in_scope([case.business_id]):
        assert Notice.objects.get().read_at is not None


def test_reads_nobody_elses_notice(desk: Client, case: Case, samir: Person) -> None:
    with in_scope([case.business_id]):
        notice = Notice.objects.create(business_id=case.business_id, person=samir, kind="mention", case_id=case.pk)
    assert desk.post(f"/notices/{notice.pk}/read/").status_code == 404


def test_finds_a_case_by_its_number_and_a_customer_by_name(desk: Client, case: Case) -> None:
    assert str(case.pk) in desk.get(f"/search/?q={case.reference}", headers=FRAGMENT).content.decode()
    assert "דנה אברמוב" in desk.get("/search/?q=דנה", headers=FRAGMENT).content.decode()


def test_filters_cases(desk: Client, case: Case) -> None:
    assert str(case.pk) in desk.get("/cases/?state=open").content.decode()
    assert str(case.pk) not in desk.get("/cases/?state=closed").content.decode()
    assert desk.get("/cases/?after=nonsense").status_code == 404
    assert desk.get("/cases/?topic=nonsense").status_code == 404
