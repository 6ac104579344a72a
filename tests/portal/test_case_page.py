"""The case's page."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.domain.states import CaseState
from moked.cases.models import Attachment, Case, CaseClosing, Message
from moked.staff.models import Notice, Person
from moked.staff.permissions import Permission
from tests import builders
from tests.portal.conftest import Story


def test_shows_the_case_in_its_language(story: Story) -> None:
    answer = story.client.get(story.url())
    html = answer.content.decode()
    assert answer.status_code == 200
    assert 'dir="rtl"' in html
    assert "האינטרנט נופל בערבים" in html
    assert "נועה" in html
    assert "ברק" not in html


def test_turns_to_the_language_its_reader_chose(story: Story) -> None:
    assert 'dir="ltr"' in story.client.get(story.url() + "?language=en").content.decode()
    assert 'dir="ltr"' in story.client.get(story.url()).content.decode()


def test_shows_an_answer_in_the_direction_its_mail_has(story: Story) -> None:
    story.answer("Gil, קראתי ואני על זה")
    assert '<p dir="rtl">Gil, קראתי ואני על זה</p>' in story.client.get(story.url()).content.decode()


def test_names_whoever_answered_not_whoever_has_the_case(story: Story) -> None:
    colleague = builders.a_person(story.business, first_name="סמיר", permissions=list(Permission))
    with in_scope([story.business.pk]):
        cases.write_answer(
            actor=builders.actor_of(colleague), case_id=story.case.pk, html="<p>באיזו שעה?</p>", is_proposal=False
        )
        cases.release_due_messages(timezone.now() + timedelta(minutes=1))
        Case.objects.filter(pk=story.case.pk).update(assignee=story.agent.person_id)
    page = story.client.get(story.url()).content.decode()
    assert "מחכה לך למטה תשובה של סמיר" in page


def test_stays_out_of_caches_search_engines_and_other_sites(story: Story) -> None:
    for answer in (story.client.get(story.url()), story.client.get("/c/nothing/")):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert "noindex" in answer.headers["X-Robots-Tag"]


def test_asks_whether_it_is_solved_and_closes_by_post_only(story: Story) -> None:
    story.answer("תיקנו את הקו", is_proposal=True)
    page = story.client.get(story.url())
    assert 'id="solved"' in page.content.decode()
    for address in ("", "solved/", "not-yet/", "message/", "survey/"):
        story.client.get(story.url(address))
        story.client.head(story.url(address))
    assert story.fresh().state == CaseState.PROPOSED
    assert story.client.post(story.url("solved/")).status_code == 303
    assert story.fresh().state == CaseState.CLOSED


def test_keeps_one_proof_when_it_is_closed_twice(story: Story) -> None:
    story.answer("תיקנו", is_proposal=True)
    for _ in range(2):
        assert story.client.post(story.url("solved/")).status_code == 303
    with in_scope([story.business.pk]):
        proof = CaseClosing.objects.get(case=story.case)
    assert (proof.channel, proof.contact_point_id) == ("portal", story.case.contact_point_id)
    assert proof.link_id is not None
    assert "closing" in story.client.get(story.url()).content.decode()


def test_takes_a_not_yet_with_its_reason_once(story: Story) -> None:
    story.answer("תיקנו", is_proposal=True)
    for _ in range(2):
        assert story.client.post(story.url("not-yet/"), {"reason": "עדיין נופל"}).status_code == 303
    assert story.fresh().state == CaseState.OPEN
    with in_scope([story.business.pk]):
        assert Message.objects.filter(case=story.case, text="עדיין נופל").count() == 1
        assert story.fresh().assignee_id == story.agent.person_id
        notices = Notice.objects.filter(person=story.agent.person_id, case_id=story.case.pk, kind="reopened")
        assert notices.count() == 1


def test_keeps_one_message_when_a_form_is_sent_twice(story: Story) -> None:
    for _ in range(2):
        assert story.client.post(story.url("message/"), {"text": "ועוד דבר"}).status_code == 303
    with in_scope([story.business.pk]):
        message = Message.objects.get(case=story.case, text="ועוד דבר")
    assert (message.channel, message.contact_point_id) == ("portal", story.case.contact_point_id)


def test_keeps_the_same_bytes_under_another_name(story: Story) -> None:
    for name in ("one.txt", "two.txt", "two.txt"):
        file = SimpleUploadedFile(name, b"the same", "text/plain")
        assert story.client.post(story.url("message/"), {"text": "", "uploads": file}).status_code == 303
    with in_scope([story.business.pk]):
        names = list(Attachment.objects.filter(case=story.case).values_list("name", flat=True))
    assert sorted(names) == ["one.txt", "two.txt"]


def test_refuses_an_empty_message_and_keeps_what_was_typed(story: Story) -> None:
    assert story.client.post(story.url("message/"), {"text": "  "}).status_code == 422
    too_long = story.client.post(story.url("message/"), {"text": "א" * 20_001})
    assert too_long.status_code == 422
    assert "א" * 20_001 in too_long.content.decode()


def test_tells_a_case_that_goes_on_from_one_opened_again(story: Story) -> None:
    story.answer("תיקנו", is_proposal=True)
    assert "ממשיכים לטפל" in story.client.post(story.url("not-yet/"), follow=True).content.decode()
    story.client.post(story.url("solved/"))
    assert "הפנייה פתוחה שוב" in story.client.post(story.url("not-yet/"), follow=True).content.decode()


def test_says_that_a_case_closed_too_long_ago_stays_closed_and_what_to_do_instead(story: Story) -> None:
    story.client.post(story.url("solved/"))
    with in_scope([story.business.pk]):
        case = story.fresh()
        assert case.closed_at
        case.closed_at -= story.business.reopen_within + timedelta(days=1)
        case.save()
    told = story.client.post(story.url("not-yet/"), follow=True).content.decode()
    assert "הפנייה נסגרה לפני זמן רב ולא ניתן לפתוח אותה שוב" in told
    assert "הפנייה פתוחה שוב" not in told
    fragment = story.client.post(story.url("not-yet/"), headers={"HX-Request": "true"})
    assert '"level": "warning"' in fragment.headers["HX-Trigger"]
    assert story.fresh().state == CaseState.CLOSED
    told = story.client.post(story.url("not-yet/"), {"reason": "חזר"}, follow=True).content.decode()
    assert "ממשיכים לטפל בפנייה חדשה" in told
    with in_scope([story.business.pk]):
        assert case.followed_by.get().messages.get(direction="in").text == "חזר"


def test_reopens_within_the_business_s_window_and_follows_up_after_it(story: Story) -> None:
    story.client.post(story.url("solved/"))
    assert story.client.post(story.url("not-yet/"), {"reason": "חזר"}).status_code == 303
    assert story.fresh().state == CaseState.OPEN
    story.client.post(story.url("solved/"))
    case = story.fresh()
    with in_scope([story.business.pk]):
        assert case.closed_at
        case.closed_at -= story.business.reopen_within + timedelta(days=1)
        case.save()
    for _ in range(2):
        answer = story.client.post(story.url("message/"), {"text": "שוב, אחרי חודש"})
        assert answer.status_code == 303
    with in_scope([story.business.pk]):
        follow = case.followed_by.get()
    assert story.fresh().state == CaseState.CLOSED
    assert "/c/" in answer.headers["Location"]
    address = answer.headers["Location"].removeprefix(settings.PUBLIC_URL)
    assert follow.reference in story.client.get(address).content.decode()


POSTS = ("solved/", "not-yet/", "message/", "survey/", "survey/later/", "code/", "code/confirm/", "new-link/")


@pytest.mark.parametrize("address", POSTS)
def test_demands_the_token_against_forged_requests(story: Story, address: str) -> None:
    before = story.fresh().last_activity_at
    assert Client(enforce_csrf_checks=True).post(story.url(address), {"text": "זר"}).status_code == 403
    assert story.fresh().last_activity_at == before


def test_follows_a_merge_to_the_case_that_goes_on(story: Story) -> None:
    other = builders.a_case(story.business, contact_point=story.contact_point, subject="הפנייה הראשית")
    token_url = story.url()
    with in_scope([story.business.pk]):
        cases.merge_cases(actor=story.agent, case_id=story.case.pk, into_id=other.pk)
    assert "הפנייה הראשית" in story.client.get(token_url).content.decode()


def test_gives_its_changing_parts_to_the_page_itself(story: Story) -> None:
    fragment = story.client.get(story.url(), headers={"HX-Request": "true"}).content.decode()
    assert 'id="standing"' in fragment
    assert 'hx-target="#history"' in fragment
    assert "<html" not in fragment
    assert 'id="composer"' not in fragment
    sent = story.client.post(story.url("message/"), {"text": "עוד"}, headers={"HX-Request": "true"})
    assert 'id="composer"' in sent.content.decode()
    assert "toast" in sent.headers["HX-Trigger"]


@pytest.mark.parametrize(
    ("act", "data"), [("solved/", {}), ("not-yet/", {"reason": "עדיין נופל"}), ("survey/", {"ease": "5"})]
)
def test_takes_the_customers_word_from_no_colleague(
    story: Story, monkeypatch: pytest.MonkeyPatch, act: str, data: dict[str, str]
) -> None:
    monkeypatch.setattr(settings, "REQUIRE_SECOND_FACTOR", False)
    story.answer("תוקן", is_proposal=True)
    story.client.force_login(Person.objects.get(pk=story.agent.person_id))
    answer = story.client.post(story.url(act), data)
    assert answer.status_code == 403
    assert story.fresh().state == "proposed"
    stranger = Client()
    stranger.force_login(builders.a_person(builders.a_business("אחר")))
    if act == "solved/":
        assert stranger.post(story.url(act), data).status_code == 303
        assert story.fresh().state == "closed"


def test_keeps_a_reason_without_what_cannot_be_kept(story: Story) -> None:
    story.answer("תוקן", is_proposal=True)
    assert story.client.post(story.url("not-yet/"), {"reason": "עדיין\x00 נופל"}).status_code == 303
    assert story.fresh().state != "proposed"
    assert "עדיין נופל" in story.client.get(story.url()).content.decode()


def test_tells_moments_in_the_time_zone_of_the_business(story: Story) -> None:
    Business.objects.filter(pk=story.business.pk).update(time_zone="America/New_York")
    with in_scope([story.business.pk]):
        Message.objects.update(created_at=datetime(2026, 1, 5, 12, 0, tzinfo=UTC))
    assert "2026-01-05 07:00" in story.client.get(story.url()).content.decode()


def test_says_of_an_empty_mail_that_it_is_empty(story: Story) -> None:
    said = "לא נכתב דבר, ולא צורף קובץ."
    assert said not in story.client.get(story.url()).content.decode()
    with in_scope([story.business.pk]):
        cases.receive_message(
            actor=builders.PIPELINE, case=story.case, contact_point=story.contact_point, channel="mail", text=""
        )
    assert said in story.client.get(story.url()).content.decode()


@pytest.mark.parametrize("with_file", [False, True])
def test_thanks_for_text_and_files_alike_also_without_scripts(story: Story, with_file: bool) -> None:
    files = {"uploads": [SimpleUploadedFile("a.txt", b"the same", "text/plain")]} if with_file else {}
    shown = story.client.post(story.url("message/"), {"text": "הנה", **files}, follow=True)
    assert [str(message) for message in shown.context["messages"]] == ["נשלח. התשובה תופיע כאן."]
