"""Keeping what leaves by itself from leaving, for one case: updates and reminders."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moked.cases.access import get_case
from moked.cases.errors import MomentPassed, PauseUnexplained
from moked.cases.events import AutomaticsPaused, AutomaticsResumed
from moked.cases.models import Case
from moked.journal.record import record
from moked.staff.actors import StaffActor
from moked.staff.permissions import Permission

LONGEST_REASON = 200


@transaction.atomic
def pause_automatics(*, actor: StaffActor, case_id: UUID, until: datetime, reason: str) -> Case:
    """Lets nothing leave by itself until then. Raises MomentPassed, PauseUnexplained."""
    case = get_case(actor, case_id, to=Permission.CASES_ANSWER, lock=True)
    if until <= timezone.now():
        raise MomentPassed
    if not reason.strip():
        raise PauseUnexplained
    case.automatics_paused_until, case.automatics_paused_because = until, reason.strip()[:LONGEST_REASON]
    case.save(update_fields=["automatics_paused_until", "automatics_paused_because"])
    record(
        AutomaticsPaused(
            business_id=case.business_id,
            actor=actor.code,
            case_id=case.pk,
            person_id=case.assignee_id,
            until=int(until.timestamp()),
        )
    )
    return case


@transaction.atomic
def resume_automatics(*, actor: StaffActor, case_id: UUID) -> Case:
    """Lets it leave again; a reminder put off meanwhile leaves at once. Changes nothing where nothing is paused."""
    case = get_case(actor, case_id, to=Permission.CASES_ANSWER, lock=True)
    paused_until = case.automatics_paused_until
    if paused_until is None:
        return case
    if case.next_check_at == paused_until:
        case.next_check_at = timezone.now()
    case.automatics_paused_until, case.automatics_paused_because = None, ""
    case.save(update_fields=["automatics_paused_until", "automatics_paused_because", "next_check_at"])
    record(
        AutomaticsResumed(business_id=case.business_id, actor=actor.code, case_id=case.pk, person_id=case.assignee_id)
    )
    return case
