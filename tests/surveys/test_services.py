"""Answers after closing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.models import Case
from moked.journal.models import JournalEntry
from moked.lib.errors import Invalid, NotFound
from moked.staff.permissions import Permission
from moked.surveys.errors import MarkInvalid, SurveyOver
from moked.surveys.models import SurveyResponse
from moked.surveys.selectors import policy_of, survey_of
from moked.surveys.services import answer_survey, change_policy
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
        assert not SurveyResponse.objects.filter(answered_at__isnull=False).exists()
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


def test_asks_once_a_closing_and_lets_the_customer_rest(closed: Story) -> None:
    case = builders.a_case(closed.business, contact_point=closed.contact_point)
    with in_scope([closed.business.pk]):
        asked = SurveyResponse.objects.get(case=closed.case)
        assert asked.questions == ["ease", "kept"]
        propose_and_close(closed, case)
        assert SurveyResponse.objects.get(case=case).questions == []
    other = Story(closed.business, closed.agent, case, closed.client)
    page = other.client.get(other.url()).content.decode()
    assert 'name="ease"' not in page
    assert "?survey=edit" in page


def test_takes_every_kind_of_answer(closed: Story) -> None:
    given = {"satisfaction": "4", "again": "perhaps", "recommend": "9", "switch": "no"}
    assert closed.client.post(closed.url("survey/"), given).status_code == 303
    with in_scope([closed.business.pk]):
        response = survey_of(closed.case)
    assert response is not None
    found = (response.satisfaction, response.again, response.recommend, response.switch, response.is_low)
    assert found == (4, "perhaps", 9, "no", False)


def test_leads_by_its_own_address_and_says_when_it_is_over(closed: Story) -> None:
    answer = closed.client.get(closed.url("survey/"))
    assert answer["Location"] == closed.url() + "?survey=edit"
    with in_scope([closed.business.pk]):
        Case.objects.filter(pk=closed.case.pk).update(closed_at=timezone.now() - timedelta(days=31))
    over = closed.client.get(closed.url("survey/"))
    assert over.status_code == 410
    assert 'name="ease"' not in over.content.decode()
    assert 'name="ease"' not in closed.client.get(closed.url()).content.decode()
    assert closed.client.post(closed.url("survey/"), {"ease": "1"}).status_code == 409
    assert _answered(closed) == 0


def propose_and_close(story: Story, case: Case) -> None:
    """The customer says at once that it is solved."""
    cases.confirm_solved(actor=builders.contact_actor(case), case_id=case.pk, channel="portal")


def test_changes_how_a_business_asks_and_refuses_nonsense(closed: Story) -> None:
    manager = builders.actor_of(builders.a_person(closed.business, permissions=[Permission.PROMISES_EDIT]))
    with in_scope([closed.business.pk]):
        changed = change_policy(actor=manager, business_id=closed.business.pk, facts={"low_mark": 3, "share": 40})
        assert (changed.low_mark, policy_of(closed.business.pk).share) == (3, 40)
        for wrong in ({"at_once": 3}, {"share": 101}, {"low_mark": 5}, {"recover_hours": 0}):
            with pytest.raises(Invalid):
                change_policy(actor=manager, business_id=closed.business.pk, facts=wrong)
        with pytest.raises(NotFound):
            change_policy(actor=closed.agent, business_id=closed.business.pk, facts={"share": 10})
        assert policy_of(closed.business.pk).share == 40
