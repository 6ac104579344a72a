"""Who has a case, what it is about, and when it stands aside."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moked.businesses.models import Topic
from moked.cases.access import get_case
from moked.cases.domain.states import CaseState, Move, Mover
from moked.cases.errors import AlreadyWithCustomer, MomentPassed
from moked.cases.events import (
    CaseAssigned,
    CaseBroughtBack,
    CaseDetailsChanged,
    CaseResumed,
    CaseSetAside,
    CaseWaiting,
)
from moked.cases.models import Case, SetAsideReason, WaitingFor
from moked.cases.services.indexing import index_words
from moked.cases.services.moves import move_case, mover_of
from moked.cases.services.weighing import facts_by_topic
from moked.journal.record import record
from moked.lib.errors import Invalid
from moked.lib.rows import assign
from moked.staff.actors import Actor, StaffActor
from moked.staff.permissions import Permission


@transaction.atomic
def assign_case(*, actor: Actor, case_id: UUID, person_id: UUID | None) -> Case:
    """Gives a case to a person, or to nobody. Taking up a new case opens it."""
    case = get_case(actor, case_id, to=Permission.CASES_ANSWER, lock=True)
    previous = case.assignee_id
    if previous == person_id:
        return case
    case.assignee_id = person_id
    if person_id and case.state == CaseState.NEW:
        move_case(case, Move.START, Mover.SYSTEM)
    case.save()
    record(
        CaseAssigned(
            business_id=case.business_id,
            actor=actor.code,
            case_id=case.pk,
            person_id=person_id,
            previous_id=previous,
        )
    )
    return case


@transaction.atomic
def put_aside_until(*, actor: StaffActor, case_id: UUID, waiting_for: str, until: datetime | None) -> Case:
    """Lets a case wait for somebody, or for a moment; at `until` it comes back by itself.

    Raises MomentPassed for a moment gone by, and for waiting for a moment that is not named; AlreadyWithCustomer for
    the customer's turn while it is theirs.
    """
    case = get_case(actor, case_id, to=Permission.CASES_ANSWER, lock=True)
    if waiting_for not in WaitingFor.values:
        raise Invalid
    is_past = until is not None and until <= timezone.now()
    if is_past or (waiting_for == WaitingFor.MOMENT and until is None):
        raise MomentPassed
    if case.is_with_customer and waiting_for == WaitingFor.CUSTOMER:
        raise AlreadyWithCustomer
    _wait(case, waiting_for, until, actor.code)
    return case


def _wait(
    case: Case, waiting_for: str, until: datetime | None, actor_code: str, *, for_promise: bool = False
) -> None:
    move_case(case, Move.WAIT, Mover.AGENT)
    case.waiting_for = waiting_for
    case.waiting_until = case.next_check_at = until
    case.save()
    record(
        CaseWaiting(
            business_id=case.business_id,
            actor=actor_code,
            case_id=case.pk,
            person_id=case.assignee_id,
            waiting_for=waiting_for,
            for_promise=for_promise,
        )
    )


def act_by(*, case: Case, until: datetime, actor_code: str) -> None:
    """We promised to do something by then: the case comes back for it. The caller holds the case locked."""
    _wait(case, WaitingFor.MOMENT, until, actor_code, for_promise=True)


def await_customer(*, case: Case, actor_code: str) -> None:
    """What we promised is done and was said: the next word is the customer's. The caller holds the case locked."""
    _wait(case, WaitingFor.CUSTOMER, None, actor_code, for_promise=True)


def take_up(*, case: Case, actor_code: str) -> None:
    """The wait is over before its time. The caller holds the case locked."""
    move_case(case, Move.RESUME, Mover.SYSTEM)
    case.save()
    record(CaseResumed(business_id=case.business_id, actor=actor_code, case_id=case.pk, person_id=case.assignee_id))


@transaction.atomic
def resume_case(*, actor: StaffActor, case_id: UUID) -> Case:
    """Takes a waiting case up again before its time."""
    case = get_case(actor, case_id, to=Permission.CASES_ANSWER, lock=True)
    take_up(case=case, actor_code=actor.code)
    return case


@transaction.atomic
def set_aside(*, actor: Actor, case_id: UUID, reason: str) -> Case:
    """Says that this is not a case, and why. It can be reviewed and brought back; it never counts as solved."""
    case = get_case(actor, case_id, to=Permission.CASES_SET_ASIDE, lock=True)
    if reason not in SetAsideReason.values:
        raise Invalid
    move_case(case, Move.SET_ASIDE, mover_of(actor))
    case.set_aside_reason = reason
    case.save()
    record(
        CaseSetAside(
            business_id=case.business_id,
            actor=actor.code,
            case_id=case.pk,
            person_id=case.assignee_id,
            reason=reason,
        )
    )
    return case


@transaction.atomic
def bring_back(*, actor: StaffActor, case_id: UUID) -> Case:
    """It is a case after all: back to where it stood."""
    case = get_case(actor, case_id, to=Permission.CASES_SET_ASIDE, lock=True)
    move_case(case, Move.BRING_BACK, Mover.AGENT)
    case.save()
    record(
        CaseBroughtBack(business_id=case.business_id, actor=actor.code, case_id=case.pk, person_id=case.assignee_id)
    )
    return case


@transaction.atomic
def change_details(
    *, actor: StaffActor, case_id: UUID, subject: str | None = None, topic_id: UUID | None = None
) -> Case:
    """Changes what a case is called or about; what is None stays.

    Unless a person said its criticality, that follows the topic; a topic for which a law sets a time makes the case
    such a matter.
    """
    case = get_case(actor, case_id, to=Permission.CASES_ANSWER, lock=True)
    changed = []
    if subject is not None and subject.strip() != case.subject:
        case.subject = " ".join(subject.split())[:250]
        changed.append("subject")
        index_words(case, case.subject)
    if topic_id is not None and topic_id != case.topic_id:
        topic = Topic.objects.filter(business_id=case.business_id, pk=topic_id).first()
        if topic is None:
            raise Invalid(_("There is no such topic here."))
        changed += assign(case, {"topic": topic, **facts_by_topic(case, topic)})
    if changed:
        case.save(update_fields=changed)
        record(
            CaseDetailsChanged(
                business_id=case.business_id,
                actor=actor.code,
                case_id=case.pk,
                person_id=case.assignee_id,
                fields=tuple(changed),
            )
        )
    return case
