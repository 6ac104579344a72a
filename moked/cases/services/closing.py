"""The end of a case, which belongs to the customer; and what we do while they are silent."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from moked.cases.access import locked_cases
from moked.cases.domain.states import SETTLED, CaseState, Move, Mover
from moked.cases.events import (
    AnswerTakenBack,
    CaseClosed,
    CaseLeftUnconfirmed,
    CaseResumed,
    CustomerReminded,
    SolutionRejected,
)
from moked.cases.models import Case, CaseClosing, Channel, Message, MessageState
from moked.cases.services.arriving import receive_message, reopen
from moked.cases.services.moves import move_case
from moked.cases.services.releasing import send_automatic
from moked.journal.record import record
from moked.lib.due import run_each
from moked.lib.errors import NotFound
from moked.lib.languages import written_language
from moked.lib.richtext import html_from_text
from moked.staff.actors import ContactActor, SystemActor
from moked.staff.models import Notice
from moked.staff.notices import write_notice

# When a check fails, it is tried again this much later.
AGAIN_IN = timedelta(minutes=5)


def _own_case(actor: ContactActor, case_id: UUID) -> Case:
    """The case, locked, when it is the one this contact may see."""
    case = locked_cases().select_related("business").filter(pk=case_id).first()
    if case is None or actor.case_id != case_id:
        raise NotFound
    return case


@transaction.atomic
def confirm_solved(*, actor: ContactActor, case_id: UUID, channel: str, link_id: UUID | None = None) -> CaseClosing:
    """The customer says it is solved, and that closes the case. Saying it twice changes nothing.

    Raises MoveImpossible for a case that was merged or set aside.
    """
    case = _own_case(actor, case_id)
    if case.state == CaseState.CLOSED:
        return CaseClosing.objects.filter(case=case, undone_at=None).latest("at")
    move_case(case, Move.CONFIRM, Mover.CUSTOMER)
    case.closed_at = case.last_activity_at = timezone.now()
    case.save()
    _withdraw_scheduled(actor, case)
    closing = CaseClosing.objects.create(
        business_id=case.business_id,
        case=case,
        contact_point_id=actor.contact_point_id,
        link_id=link_id,
        channel=channel,
        at=case.closed_at,
    )
    record(
        CaseClosed(
            business_id=case.business_id,
            actor=actor.code,
            case_id=case.pk,
            person_id=case.assignee_id,
            closing_id=closing.pk,
            channel=channel,
        )
    )
    return closing


def _withdraw_scheduled(actor: ContactActor, case: Case) -> None:
    """What was to leave later is not said to somebody for whom the matter is over; its writer sees it taken back."""
    for message in Message.objects.select_for_update(of=("self",)).filter(case=case, state=MessageState.SCHEDULED):
        message.state, message.release_at = MessageState.CANCELLED, None
        message.save(update_fields=["state", "release_at"])
        record(
            AnswerTakenBack(
                business_id=case.business_id,
                actor=actor.code,
                case_id=case.pk,
                person_id=message.author_id,
                message_id=message.pk,
            )
        )


@transaction.atomic
def reject_solution(
    *, actor: ContactActor, case_id: UUID, reason_text: str = "", channel: str = Channel.PORTAL
) -> Case:
    """The customer says it is not solved yet: the case is open again, with the same person.

    What they say stands in the timeline as their message. Raises MoveImpossible when nothing was proposed.
    """
    case = _own_case(actor, case_id)
    if case.case_state in SETTLED:
        reopen(case, actor, Move.REJECT)
    else:
        move_case(case, Move.REJECT, Mover.CUSTOMER)
    case.last_activity_at = timezone.now()
    case.save()
    record(
        SolutionRejected(
            business_id=case.business_id,
            actor=actor.code,
            case_id=case.pk,
            person_id=case.assignee_id,
            channel=channel,
        )
    )
    if case.assignee_id is not None:
        write_notice(
            business_id=case.business_id, person_id=case.assignee_id, kind=Notice.Kind.REOPENED, case_id=case.pk
        )
    if reason_text.strip() and case.contact_point:
        receive_message(
            actor=actor, case=case, contact_point=case.contact_point, channel=channel, text=reason_text.strip()
        )
    return case


# When a case's customer may next hear what nobody wrote by hand: that moment itself, or a later one.
HearsAt = Callable[[Case, datetime], datetime]


def check_due_cases(now: datetime, *, hears_at: HearsAt) -> int:
    """Does what time alone asks for: reminds silent customers, gives up asking, ends waits. Gives how many."""
    actor = SystemActor("reminders")

    def check(case: Case) -> None:
        if case.state == CaseState.PROPOSED:
            _remind_or_give_up(actor, case, now, hears_at)
        elif case.state == CaseState.WAITING:
            _end_wait(actor, case)
        else:
            case.next_check_at = None
            case.save(update_fields=["next_check_at"])

    return run_each(
        lambda: (
            Case.objects.select_related("business", "contact_point", "customer__canonical")
            .filter(next_check_at__lte=now)
            .order_by("next_check_at")
        ),
        check,
        lambda case: _postpone(case, now),
    )


def _postpone(case: Case, now: datetime) -> None:
    Case.objects.filter(pk=case.pk).update(next_check_at=now + AGAIN_IN)


def _remind_or_give_up(actor: SystemActor, case: Case, now: datetime, hears_at: HearsAt) -> None:
    if paused_until := case.paused_until(now):
        case.next_check_at = paused_until
        case.save(update_fields=["next_check_at"])
        return
    if case.reminders_sent >= case.business.reminders:
        move_case(case, Move.GIVE_UP_ASKING, Mover.SYSTEM)
        case.save()
        record(
            CaseLeftUnconfirmed(
                business_id=case.business_id, actor=actor.code, case_id=case.pk, person_id=case.assignee_id
            )
        )
        return
    heard_at = hears_at(case, now)
    if heard_at > now:
        case.next_check_at = heard_at
        case.save(update_fields=["next_check_at"])
        return
    with translation.override(written_language(case.language, case.business.language)):
        text = _(
            "We offered a solution and have not heard from you. Is it solved? "
            "The case is closed only when you say so."
        )
    case.reminders_sent += 1
    case.next_check_at = now + case.business.remind_after
    message = send_automatic(actor=actor, case=case, text=text, html=html_from_text(text))
    record(
        CustomerReminded(
            business_id=case.business_id,
            actor=actor.code,
            case_id=case.pk,
            person_id=case.assignee_id,
            message_id=message.pk,
            times=case.reminders_sent,
        )
    )


def _end_wait(actor: SystemActor, case: Case) -> None:
    move_case(case, Move.RESUME, Mover.SYSTEM)
    case.save()
    record(CaseResumed(business_id=case.business_id, actor=actor.code, case_id=case.pk, person_id=case.assignee_id))
