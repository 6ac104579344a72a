"""Reads about what customers were asked and answered."""

from datetime import datetime, timedelta
from uuid import UUID

from moked.cases.domain.states import CaseState
from moked.cases.models import Case
from moked.customers.selectors import canonical_ids
from moked.surveys.domain.asking import Asked, Question
from moked.surveys.models import SurveyPolicy, SurveyResponse

EDITABLE_FOR = timedelta(days=30)


def survey_of(case: Case) -> SurveyResponse | None:
    """The customer's answers about a case, if any."""
    return SurveyResponse.objects.filter(case=case, answered_at__isnull=False).first()


def survey_asked(case: Case) -> SurveyResponse | None:
    """What the customer was asked about a case, answered or not."""
    return SurveyResponse.objects.filter(case=case).first()


def answerable_until(case: Case) -> datetime | None:
    """Until when the customer can answer or change the answer; None for a case that is not closed."""
    if case.state != CaseState.CLOSED or case.closed_at is None:
        return None
    return case.closed_at + EDITABLE_FOR


def may_answer(case: Case, now: datetime) -> bool:
    """Whether the customer can answer or change the answer: after closing, for thirty days."""
    until = answerable_until(case)
    return until is not None and now < until


def policy_of(business_id: UUID) -> SurveyPolicy:
    """How the business asks; the defaults, unsaved, where it never said."""
    return SurveyPolicy.objects.filter(business_id=business_id).first() or SurveyPolicy(business_id=business_id)


def surveys_before(case: Case) -> list[Asked]:
    """What this customer, under whatever record, was asked about other cases."""
    rows = SurveyResponse.objects.filter(case__customer__in=canonical_ids(case.customer), asked_at__isnull=False)
    found = rows.exclude(case=case).exclude(questions=[]).values_list("asked_at", "questions")
    return [Asked(at, tuple(Question(code) for code in codes)) for at, codes in found if at is not None]
