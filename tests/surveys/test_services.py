"""Answers after closing."""

from datetime import timedelta

import pytest

from moked.businesses.scope import in_scope
from moked.journal.models import JournalEntry
from moked.lib.errors import NotFound
from moked.surveys.errors import MarkInvalid, SurveyOver
from moked.surveys.models import SurveyResponse
from moked.surveys.selectors import is_low, survey_of
from moked.surveys.services import answer_survey
from tests import builders
from tests.portal.conftest import Story, make_story


@pytest.fixture
def closed(db: None) -> Story:
    story = make_story()
    story.client.post(story.url("solved/"))
    return story


def _answered(story: Story) -> int:
    with in_scope([story.business.pk]):
        return JournalEntry.objects.filter(case_id=story.case.pk, code="survey_answered").count()


def test_starts_with_nothing_chosen(closed: Story) -> None:
    page = closed.client.get(closed.url()).content.decode()
    assert 'name="ease"' in page
    assert " checked" not in page


def test_keeps_each_answer_alone_and_lets_it_be_changed(closed: Story) -> None:
    for given in ({"ease": "2"}, {"kept": "partly"}, {"comment": "זמן רב מדי"}, {"ease": "4"}, {"ease": "4"}):
        assert closed.client.post(closed.url("survey/"), given).status_code == 303
    with in_scope([closed.business.pk]):
        response = survey_of(closed.case)
    assert response is not None
    assert (response.ease, response.kept, response.comment) == (4, "partly", "זמן רב מדי")
    assert _answered(closed) == 4
    assert 'value="4" class="sr-only" checked' in closed.client.get(closed.url() + "?survey=edit").content.decode()


def test_keeps_nothing_when_nothing_was_answered(closed: Story) -> None:
    closed.client.post(closed.url("survey/"), {})
    with in_scope([closed.business.pk]):
        assert not SurveyResponse.objects.exists()
    assert _answered(closed) == 0


@pytest.mark.parametrize("given", [{"ease": "6"}, {"ease": "0"}, {"ease": "x"}, {"kept": "maybe"}])
def test_refuses_answers_that_were_not_offered(closed: Story, given: dict[str, str]) -> None:
    assert closed.client.post(closed.url("survey/"), given).status_code == 422
    assert _answered(closed) == 0


def test_stays_away_when_put_off_and_can_be_called_back(closed: Story) -> None:
    closed.client.post(closed.url("survey/later/"))
    assert 'name="ease"' not in closed.client.get(closed.url()).content.decode()
    assert 'name="ease"' in closed.client.get(closed.url() + "?survey=edit").content.decode()


def test_ends_thirty_days_after_closing_and_needs_a_closing(closed: Story) -> None:
    case = closed.fresh()
    with in_scope([closed.business.pk]):
        assert case.closed_at
        case.closed_at -= timedelta(days=31)
        case.save()
        with pytest.raises(SurveyOver):
            answer_survey(actor=builders.contact_actor(case), case_id=case.pk, ease=3)
    open_case = builders.a_case(closed.business)
    with in_scope([closed.business.pk]), pytest.raises(SurveyOver):
        answer_survey(actor=builders.contact_actor(open_case), case_id=open_case.pk, ease=3)


def test_takes_answers_only_from_the_case_s_own_customer(closed: Story) -> None:
    other = builders.a_case(closed.business)
    stranger = builders.contact_actor(other)
    with in_scope([closed.business.pk]), pytest.raises(NotFound):
        answer_survey(actor=stranger, case_id=closed.case.pk, ease=1)
    with in_scope([closed.business.pk]), pytest.raises(MarkInvalid):
        answer_survey(actor=builders.contact_actor(closed.case), case_id=closed.case.pk, ease=9)


@pytest.mark.parametrize(
    ("ease", "kept", "low"), [(1, "", True), (2, "yes", True), (3, "", False), (5, "no", True), (None, "", False)]
)
def test_calls_a_hard_time_or_a_broken_promise_low(ease: int | None, kept: str, low: bool) -> None:
    assert is_low(SurveyResponse(ease=ease, kept=kept)) is low
