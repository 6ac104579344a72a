"""Writes of what customers answer."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moked.cases.models import Case
from moked.journal.record import record
from moked.lib.errors import NotFound
from moked.staff.actors import ContactActor
from moked.surveys.errors import MarkInvalid, SurveyOver
from moked.surveys.events import SurveyAnswered
from moked.surveys.models import Kept, SurveyResponse
from moked.surveys.selectors import may_answer

COMMENT_LENGTH = 4000


@transaction.atomic
def answer_survey(
    *,
    actor: ContactActor,
    case_id: UUID,
    ease: int | None = None,
    kept: str = "",
    comment: str | None = None,
) -> SurveyResponse | None:
    """Keeps the customer's answers, each of them optional; what is None or empty leaves the earlier one.

    A comment of "" clears the earlier one. Gives None when nothing was ever answered. Raises SurveyOver, MarkInvalid.
    """
    case = Case.objects.select_for_update(of=("self",)).filter(pk=case_id).first()
    if case is None or actor.case_id != case_id:
        raise NotFound
    if not may_answer(case, timezone.now()):
        raise SurveyOver
    if (ease is not None and ease not in range(1, 6)) or (kept and kept not in Kept.values):
        raise MarkInvalid
    earlier = SurveyResponse.objects.filter(case=case).first()
    response = earlier or SurveyResponse(business_id=case.business_id, case=case)
    before = (response.ease, response.kept, response.comment)
    response.ease = response.ease if ease is None else ease
    response.kept = kept or response.kept
    response.comment = response.comment if comment is None else comment.strip()[:COMMENT_LENGTH]
    if before == (response.ease, response.kept, response.comment):
        return earlier
    response.save()
    record(
        SurveyAnswered(
            business_id=case.business_id,
            actor=actor.code,
            case_id=case.pk,
            person_id=case.assignee_id,
            ease=response.ease,
            kept=response.kept,
            has_comment=bool(response.comment),
        )
    )
    return response
