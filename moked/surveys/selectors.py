"""Reads about what customers answered."""

from datetime import datetime, timedelta

from moked.cases.domain.states import CaseState
from moked.cases.models import Case
from moked.surveys.models import Kept, SurveyResponse

EDITABLE_FOR = timedelta(days=30)
# At or below this somebody should look at what happened.
LOW_EASE = 2


def survey_of(case: Case) -> SurveyResponse | None:
    """The customer's answers about a case, if any."""
    return SurveyResponse.objects.filter(case=case).first()


def may_answer(case: Case, now: datetime) -> bool:
    """Whether the customer can answer or change the answer: after closing, for thirty days."""
    return case.state == CaseState.CLOSED and case.closed_at is not None and now < case.closed_at + EDITABLE_FOR


def is_low(response: SurveyResponse) -> bool:
    """Whether the customer found it hard, or a promise was not kept."""
    return response.kept == Kept.NO or (response.ease is not None and response.ease <= LOW_EASE)
