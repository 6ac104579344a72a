"""Writes of what customers are asked and answer."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from moked.cases.access import locked_cases
from moked.cases.events import CaseClosed
from moked.cases.models import Case
from moked.journal.record import record
from moked.lib.errors import Invalid, NotFound
from moked.lib.rows import assign
from moked.staff.access import check_allowed
from moked.staff.actors import Actor, ContactActor
from moked.staff.permissions import Permission
from moked.surveys.domain.asking import questions_to_ask
from moked.surveys.domain.marks import low_answers
from moked.surveys.errors import MarkInvalid, SurveyOver
from moked.surveys.events import SurveyAnswered, SurveyPolicyChanged
from moked.surveys.models import SurveyPolicy, SurveyResponse
from moked.surveys.selectors import may_answer, policy_of, surveys_before

COMMENT_LENGTH = 4000
MARKS = ("ease", "kept", "satisfaction", "again", "recommend", "switch")


def ask_customer(event: CaseClosed) -> None:
    """Reaction: chooses, once, what the customer is asked about the case; nothing while they rest."""
    if event.case_id is None:
        return
    case = Case.objects.select_related("customer").get(pk=event.case_id)
    if SurveyResponse.objects.filter(case=case, asked_at__isnull=False).exists():
        return
    now = timezone.now()
    questions = questions_to_ask(surveys_before(case), policy_of(case.business_id).asking, now=now, seed=case.pk.int)
    SurveyResponse.objects.update_or_create(
        case=case,
        defaults={"questions": [each.value for each in questions], "asked_at": now},
        create_defaults={
            "business_id": case.business_id,
            "questions": [each.value for each in questions],
            "asked_at": now,
        },
    )


@transaction.atomic
def answer_survey(
    *,
    actor: ContactActor,
    case_id: UUID,
    comment: str | None = None,
    **marks: int | str | None,
) -> SurveyResponse | None:
    """Keeps the customer's answers, each of them optional; what is None or empty leaves the earlier one.

    `marks` are those of `surveys.domain.marks.Marks`. A comment of "" clears the earlier one. Gives None when
    nothing was ever answered. Raises SurveyOver, MarkInvalid.
    """
    case = locked_cases().filter(pk=case_id).first()
    if case is None or actor.case_id != case_id:
        raise NotFound
    if not may_answer(case, timezone.now()):
        raise SurveyOver
    response = SurveyResponse.objects.filter(case=case).first()
    response = response or SurveyResponse(business_id=case.business_id, case=case)
    given: dict[str, object] = {name: mark for name, mark in marks.items() if mark not in (None, "")}
    if comment is not None:
        given["comment"] = comment.strip()[:COMMENT_LENGTH]
    if not assign(response, given):
        return response if response.answered_at else None
    if not response.marks.is_valid:
        raise MarkInvalid
    response.is_low = bool(low_answers(response.marks, policy_of(case.business_id).low_mark))
    response.answered_at = timezone.now()
    response.save()
    record(
        SurveyAnswered(
            business_id=case.business_id,
            actor=actor.code,
            case_id=case.pk,
            person_id=case.assignee_id,
            has_comment=bool(response.comment),
            is_low=response.is_low,
            **{name: getattr(response, name) for name in MARKS},
        )
    )
    return response


@transaction.atomic
def change_policy(*, actor: Actor, business_id: UUID, facts: Mapping[str, Any]) -> SurveyPolicy:
    """Says how the business asks from now on. Raises Invalid for what makes no sense."""
    check_allowed(actor, business_id, Permission.PROMISES_EDIT)
    policy = policy_of(business_id)
    if not assign(policy, facts):
        return policy
    policy, _is_new = SurveyPolicy.objects.select_for_update(of=("self",)).get_or_create(business_id=business_id)
    changed = assign(policy, facts)
    try:
        policy.clean_fields(exclude=["business", "lead"])
    except ValidationError as error:
        raise Invalid from error
    policy.save()
    record(SurveyPolicyChanged(business_id=business_id, actor=actor.code, fields=changed))
    return policy
