"""What never reaches the customer's page, and what the page costs."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from moked.businesses.scope import in_scope
from moked.cases import services as cases
from tests import builders
from tests.portal.conftest import Story

SECRET = "סוד שאיש בחוץ לא יראה"
ACTS = ("note", "answer", "held", "scheduled", "taken_back", "customer", "hand_over", "proposal")


def _act(story: Story, act: str) -> None:
    case_id, agent = story.case.pk, story.agent
    if act == "note":
        cases.write_note(actor=agent, case_id=case_id, html=f"<p>{SECRET}</p>")
    elif act == "answer":
        story.answer("גלוי")
    elif act == "proposal":
        story.answer("הצעה", is_proposal=True)
    elif act == "held":
        cases.write_answer(
            actor=agent, case_id=case_id, html=f"<p>{SECRET}</p>", send_at=timezone.now() + timedelta(days=9)
        )
    elif act == "scheduled":
        cases.save_draft(actor=agent, case_id=case_id, html=f"<p>{SECRET}</p>")
    elif act == "taken_back":
        message = cases.write_answer(actor=agent, case_id=case_id, html=f"<p>{SECRET}</p>")
        cases.take_back_answer(actor=agent, message_id=message.pk)
    elif act == "customer":
        builders.a_message(story.case, story.contact_point, text="ועוד דבר")
    else:
        colleague = builders.a_person(story.business, first_name="רון")
        cases.hand_over(actor=agent, case_id=case_id, to_person_id=colleague.pk, reason=SECRET)


@examples(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.sampled_from(ACTS), max_size=6))
def test_never_shows_what_was_not_meant_for_the_customer(story: Story, acts: list[str]) -> None:
    with in_scope([story.business.pk]):
        for act in acts:
            _act(story, act)
    for headers in ({}, {"HX-Request": "true"}):
        assert SECRET not in story.client.get(story.url(), headers=headers).content.decode()


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7|add:7 }}"])
def test_shows_words_as_words(story: Story, text: str) -> None:
    story.client.post(story.url("message/"), {"text": text})
    page = story.client.get(story.url()).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_lets_nothing_run_that_a_customer_uploads(story: Story) -> None:
    upload = SimpleUploadedFile("evil.svg", b"<svg onload='alert(1)'/>", content_type="image/svg+xml")
    assert story.client.post(story.url("message/"), {"text": "תמונה", "uploads": [upload]}).status_code == 303
    with in_scope([story.business.pk]):
        file = story.case.attachments.get()
    answer = story.client.get(story.url(f"file/{file.pk}/"))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_refuses_files_that_are_too_large_or_too_many(story: Story, settings: Any) -> None:
    settings.ATTACHMENT_LIMIT = 10
    large = SimpleUploadedFile("a.txt", b"x" * 11)
    assert story.client.post(story.url("message/"), {"text": "", "uploads": [large]}).status_code == 422
    many = [SimpleUploadedFile(f"{number}.txt", b"x") for number in range(11)]
    assert story.client.post(story.url("message/"), {"text": "", "uploads": many}).status_code == 422
    huge = SimpleUploadedFile("b.txt", b"x" * 400_000)
    assert story.client.post(story.url("message/"), {"uploads": [huge]}).status_code == 413


def test_asks_the_database_as_often_for_thirty_messages_as_for_three(story: Story) -> None:
    url = story.url()
    for number in range(3):
        builders.a_message(story.case, story.contact_point, text=str(number))
        story.answer(f"תשובה {number}")
    with CaptureQueriesContext(connection) as few:
        story.client.get(url)
    for number in range(30):
        builders.a_message(story.case, story.contact_point, text=str(number))
        story.answer(f"תשובה {number}")
    with CaptureQueriesContext(connection) as many:
        story.client.get(url)
    assert len(many) == len(few)
