"""The summary a customer can pass on."""

import pytest

from moked.businesses.scope import in_scope
from moked.cases import services as cases
from tests import builders
from tests.portal.conftest import Story

pytestmark = pytest.mark.django_db


def _page(story: Story, language: str = "he") -> str:
    return story.client.get(story.url("summary/"), headers={"accept-language": language}).content.decode()


def test_says_number_standing_next_step_and_who(story: Story) -> None:
    page = _page(story)
    assert story.case.reference in page
    assert "מספר הפנייה" in page
    assert "השלב הבא" in page
    assert story.case.assignee is not None
    assert story.case.assignee.first_name in page
    assert story.url("summary/") in story.client.get(story.url()).content.decode()


def test_says_that_it_was_closed(story: Story) -> None:
    with in_scope([story.business.pk]):
        actor = builders.contact_actor(story.case)
        cases.confirm_solved(actor=actor, case_id=story.case.pk, channel="portal")
    page = _page(story)
    assert "הפנייה נסגרה" in page
    assert "נסגרה</dt>" in page
    assert story.url("summary/") in story.client.get(story.url()).content.decode()


def test_says_whose_turn_it_is_and_what_was_answered(story: Story) -> None:
    story.answer("באיזו שעה זה קורה?")
    page = _page(story)
    assert "אצלך." in page
    assert "באיזו שעה זה קורה?" in page
    assert "העדכון הבא" not in page


def test_says_which_solution_waits_and_can_be_copied_and_printed(story: Story) -> None:
    story.answer("החלפנו את הנתב", is_proposal=True)
    page = _page(story)
    assert "החלפנו את הנתב" in page
    assert 'data-copies="summary"' in page
    assert "data-prints" in page
    assert story.url("summary/") in story.client.get(story.url()).content.decode()


def test_is_there_as_a_document_of_its_own(story: Story) -> None:
    response = story.client.get(story.url("summary.pdf"), headers={"accept-language": "he"})
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert story.url("summary.pdf") in _page(story)
    assert story.client.post(story.url("summary.pdf")).status_code == 405


def test_changes_nothing_and_opens_by_a_link_alone(story: Story) -> None:
    before = story.fresh().last_activity_at
    _page(story)
    assert story.fresh().last_activity_at == before
    assert story.client.post(story.url("summary/")).status_code == 405
    assert "summary" not in story.client.get("/c/forged/summary/").content.decode()
