import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases import services
from moked.cases.models import Attachment, Case, Draft, Message, MessageState
from moked.journal.models import JournalEntry
from moked.knowledge.models import AnswerBlock
from moked.staff.models import Notice, Person
from tests import builders
from tests.workspace.conftest import signed_in

FRAGMENT = {"HX-Request": "true"}
COMMANDS = ["answer/", "note/", "draft/", "upload/", "take/", "rename/", "change-topic/", "resume/", "revoke-link/"]


def our_messages(case: Case) -> list[Message]:
    with in_scope([case.business_id]):
        return list(Message.objects.filter(case=case).exclude(direction="in").order_by("id"))


def newest(case: Case) -> str:
    with in_scope([case.business_id]):
        return str(Message.objects.filter(case=case).latest("id").pk)


def test_holds_an_answer_and_offers_to_undo_it(desk: Client, case: Case) -> None:
    response = desk.post(f"/cases/{case.pk}/answer/", {"html": "<p>שלום</p>", "seen": newest(case)}, headers=FRAGMENT)
    assert response.status_code == 200
    (message,) = our_messages(case)
    assert message.state == MessageState.HELD
    assert f"/messages/{message.pk}/take-back/" in response.headers["HX-Trigger"]
    assert "composer:sent" in response.headers["HX-Trigger"]


def test_takes_an_answer_back_into_the_composer(desk: Client, case: Case) -> None:
    desk.post(f"/cases/{case.pk}/answer/", {"html": "<p>שלום</p>"}, headers=FRAGMENT)
    (message,) = our_messages(case)
    response = desk.post(f"/messages/{message.pk}/take-back/", headers=FRAGMENT)
    assert "composer:restore" in response.headers["HX-Trigger"]
    assert our_messages(case)[0].state == MessageState.CANCELLED


def test_shows_what_arrived_instead_of_sending_over_it(desk: Client, case: Case) -> None:
    seen = newest(case)
    builders.a_message(case, case.contact_point, text="כבר הסתדר")  # type: ignore[arg-type]
    response = desk.post(f"/cases/{case.pk}/answer/", {"html": "<p>שלום</p>", "seen": seen}, headers=FRAGMENT)
    assert response.status_code == 409
    assert "כבר הסתדר" in response.content.decode()
    assert our_messages(case) == []
    again = desk.post(f"/cases/{case.pk}/answer/", {"html": "<p>שלום</p>", "seen": newest(case)}, headers=FRAGMENT)
    assert again.status_code == 200


def test_asks_once_about_a_gap_that_was_left_to_fill_in(desk: Client, case: Case) -> None:
    with in_scope([case.business_id]):
        before = JournalEntry.objects.filter(case_id=case.pk).count()
    answer = {"html": "<p>הצפי הוא ___, <strong>בלי</strong> עלות</p>", "seen": newest(case)}
    refused = desk.post(f"/cases/{case.pk}/answer/", answer, headers=FRAGMENT)
    assert refused.status_code == 422
    assert refused.headers["HX-Retarget"] == "#composer-refused"
    assert "A gap was left to fill in. Nothing was sent yet" in refused.content.decode()
    assert json.loads(refused.headers["HX-Trigger"]) == {"composer:gap": {"case": str(case.pk), "gap": "___"}}
    assert our_messages(case) == []
    with in_scope([case.business_id]):
        assert JournalEntry.objects.filter(case_id=case.pk).count() == before
    again = desk.post(f"/cases/{case.pk}/answer/", {**answer, "with_gap": "1"}, headers=FRAGMENT)
    assert again.status_code == 200
    assert [message.text for message in our_messages(case)] == ["הצפי הוא ___, בלי עלות"]


def test_asks_about_a_gap_in_the_language_of_its_writer(business: Business, case: Case) -> None:
    writer = signed_in(builders.a_person(business, first_name="דן", language="he"))
    refused = writer.post(f"/cases/{case.pk}/answer/", {"html": "<p>עד ___</p>"}, headers=FRAGMENT)
    assert "נשאר בתשובה מקום ריק למילוי" in refused.content.decode()


def test_asks_colleagues_about_no_gap(desk: Client, case: Case) -> None:
    assert desk.post(f"/cases/{case.pk}/note/", {"html": "<p>עד ___</p>"}, headers=FRAGMENT).status_code == 204


def test_offers_a_solution_and_leaves_the_closing_to_the_customer(desk: Client, case: Case) -> None:
    desk.post(f"/cases/{case.pk}/answer/", {"html": "<p>תוקן</p>", "is_proposal": "1"}, headers=FRAGMENT)
    (message,) = our_messages(case)
    assert message.is_proposal
    with in_scope([case.business_id]):
        assert Case.objects.get(pk=case.pk).closed_at is None


def test_schedules_in_the_zone_of_the_business(desk: Client, case: Case) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    data = {"html": "<p>מחר</p>", "send_at": f"{tomorrow}T09:00"}
    assert desk.post(f"/cases/{case.pk}/answer/", data, headers=FRAGMENT).status_code == 200
    (message,) = our_messages(case)
    assert message.release_at is not None
    assert timezone.localtime(message.release_at).isoformat().startswith(f"{tomorrow}T09:00")


@pytest.mark.parametrize("moment", ["yesterday", "2020-01-01T09:00"])
def test_refuses_a_moment_that_cannot_be(desk: Client, case: Case, moment: str) -> None:
    data = {"html": "<p>x</p>", "send_at": moment}
    assert desk.post(f"/cases/{case.pk}/answer/", data, headers=FRAGMENT).status_code == 422
    assert our_messages(case) == []


def test_sends_nothing_of_nothing(desk: Client, case: Case) -> None:
    assert desk.post(f"/cases/{case.pk}/answer/", {"html": "<p> </p>"}, headers=FRAGMENT).status_code == 422


def test_stores_only_what_a_composer_can_make(desk: Client, case: Case) -> None:
    desk.post(f"/cases/{case.pk}/note/", {"html": '<p onclick="x">a<script>alert(1)</script></p>'}, headers=FRAGMENT)
    (note,) = our_messages(case)
    assert "script" not in note.html
    assert "onclick" not in note.html


def test_tells_a_colleague_who_is_mentioned(desk: Client, case: Case, samir: Person) -> None:
    desk.post(f"/cases/{case.pk}/note/", {"html": "<p>@סמיר</p>", "mention": str(samir.pk)}, headers=FRAGMENT)
    with in_scope([case.business_id]):
        assert Notice.objects.get(person=samir).case_id == case.pk


def test_keeps_a_draft_and_shows_it_again(desk: Client, case: Case) -> None:
    data = {"html": "<p>חצי תשובה</p>", "direction": "out"}
    assert desk.post(f"/cases/{case.pk}/draft/", data, headers=FRAGMENT).status_code == 204
    assert "חצי תשובה" in desk.get(f"/cases/{case.pk}/").content.decode()
    desk.post(f"/cases/{case.pk}/draft/", {"html": ""}, headers=FRAGMENT)
    with in_scope([case.business_id]):
        assert not Draft.objects.exists()


def test_takes_files_and_gives_them_inert(desk: Client, case: Case, settings: Any, tmp_path: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}},
    }
    page = SimpleUploadedFile("x.html", b"<script>alert(1)</script>", content_type="text/html")
    assert desk.post(f"/cases/{case.pk}/upload/", {"file": page}).status_code == 200
    with in_scope([case.business_id]):
        attachment = Attachment.objects.get()
    response = desk.get(f"/files/{attachment.pk}/?picture=1")
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert desk.post(f"/files/{attachment.pk}/remove/").status_code == 200
    assert desk.get(f"/files/{attachment.pk}/").status_code == 404


def test_fills_the_blanks_of_a_ready_answer(desk: Client, case: Case) -> None:
    with in_scope([case.business_id]):
        AnswerBlock.objects.create(
            business_id=case.business_id, title="ברכה", shortcut="שלום", body="שלום {{ customer.first_name }}"
        )
    assert "שלום דנה" in desk.get(f"/cases/{case.pk}/ready-answers/?q=של").content.decode()
    assert "שלום דנה" not in desk.get(f"/cases/{case.pk}/ready-answers/?q=zzz").content.decode()


def test_shows_a_mail_as_it_was_written_in_a_frame_that_runs_nothing(desk: Client, case: Case) -> None:
    point = case.contact_point
    assert point is not None
    with in_scope([case.business_id]):
        message = services.receive_message(
            actor=builders.contact_actor(case, point),
            case=case,
            contact_point=point,
            channel="mail",
            text="x",
            html='<p>x</p><img data-remote-src="https://pixel.example/1.png">',
        )
    response = desk.get(f"/messages/{message.pk}/mail/")
    assert "script-src" not in response.headers["Content-Security-Policy"]
    assert "https:" not in response.headers["Content-Security-Policy"]
    assert ' src="https://pixel.example' not in response.content.decode()
    shown = desk.get(f"/messages/{message.pk}/mail/?pictures=1")
    assert ' src="https://pixel.example' in shown.content.decode()
    assert "https:" in shown.headers["Content-Security-Policy"]


@pytest.mark.parametrize("command", COMMANDS)
def test_refuses_another_business(stranger: Client, case: Case, command: str) -> None:
    before = newest(case)
    assert stranger.post(f"/cases/{case.pk}/{command}", {"html": "<p>x</p>"}).status_code in (404, 422)
    assert newest(case) == before


@pytest.mark.parametrize("command", COMMANDS)
def test_refuses_a_role_without_permission(onlooker: Client, case: Case, command: str) -> None:
    assert onlooker.post(f"/cases/{case.pk}/{command}", {"html": "<p>x</p>"}).status_code == 403
    assert our_messages(case) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_acts_on_post_only(desk: Client, case: Case, command: str) -> None:
    assert desk.get(f"/cases/{case.pk}/{command}").status_code == 405


@pytest.mark.parametrize("command", COMMANDS)
def test_asks_a_stranger_to_sign_in(case: Case, command: str) -> None:
    assert Client().post(f"/cases/{case.pk}/{command}").status_code == 302
    assert our_messages(case) == []
