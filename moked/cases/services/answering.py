"""Answering the customer: held for a moment so that it can be taken back, or until a chosen time."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moked.cases.access import get_case, get_message
from moked.cases.errors import AddresseeMissing, MomentPassed, NothingToSend, SomethingNewArrived, TooLate
from moked.cases.events import AnswerHeld, AnswerTakenBack, CaseAssigned
from moked.cases.models import Attachment, Case, Channel, Direction, Draft, Message, MessageState
from moked.cases.services.drafts import finish_draft
from moked.cases.services.releasing import WAITING_TO_LEAVE, release_message
from moked.journal.record import record
from moked.lib.richtext import clean_html, plain_text
from moked.staff.actors import StaffActor
from moked.staff.permissions import Permission

# Long enough to see one's own mistake. A chat has somebody waiting, so nothing is held there.
HOLD = timedelta(seconds=10)


@transaction.atomic
def write_answer(
    *,
    actor: StaffActor,
    case_id: UUID,
    html: str,
    attachment_ids: Sequence[UUID] = (),
    is_proposal: bool = False,
    send_at: datetime | None = None,
    seen_message_id: UUID | None = None,
) -> Message:
    """Writes to the customer. It is held for ten seconds, or until `send_at`; in a chat it leaves at once.

    `seen_message_id` is the newest message on the writer's screen: when there is a newer one, nothing is sent and
    SomethingNewArrived is raised, so that only one answers. Raises NothingToSend, MomentPassed, AddresseeMissing.
    """
    case = get_case(actor, case_id, to=Permission.CASES_ANSWER, lock=True)
    now = timezone.now()
    text = _check_answer(case, html, attachment_ids, send_at, now, seen_message_id)
    is_live = case.channel == Channel.CHAT and send_at is None
    message = Message.objects.create(
        business_id=case.business_id,
        case=case,
        direction=Direction.OUT,
        channel=case.channel,
        state=MessageState.SCHEDULED if send_at else MessageState.HELD,
        author_id=actor.person_id,
        token_id=actor.token_id,
        text=text,
        html=clean_html(html),
        language=case.language,
        is_proposal=is_proposal,
        created_at=now,
        release_at=send_at or (now if is_live else now + HOLD),
    )
    finish_draft(actor, case, message, attachment_ids)
    _take_up(case, actor)
    record(
        AnswerHeld(
            business_id=case.business_id,
            actor=actor.code,
            case_id=case.pk,
            person_id=actor.person_id,
            message_id=message.pk,
            is_scheduled=send_at is not None,
        )
    )
    if is_live:
        release_message(actor=actor, message=message, case=case)
    return message


def _check_answer(
    case: Case,
    html: str,
    attachment_ids: Sequence[UUID],
    send_at: datetime | None,
    now: datetime,
    seen_message_id: UUID | None,
) -> str:
    text = plain_text(clean_html(html))
    if not text and not attachment_ids:
        raise NothingToSend
    if send_at is not None and send_at <= now:
        raise MomentPassed
    if case.contact_point_id is None:
        raise AddresseeMissing
    if seen_message_id is not None:
        newer = Message.objects.filter(case=case, id__gt=seen_message_id).exclude(direction=Direction.NOTE)
        if newer.exclude(state=MessageState.CANCELLED).exists():
            raise SomethingNewArrived
    return text


def _take_up(case: Case, actor: StaffActor) -> None:
    """Whoever answers a case nobody has, has it from then on; a machine takes nothing up."""
    if case.assignee_id is not None or actor.person_id is None:
        return
    case.assignee_id = actor.person_id
    case.save(update_fields=["assignee"])
    record(CaseAssigned(business_id=case.business_id, actor=actor.code, case_id=case.pk, person_id=actor.person_id))


@transaction.atomic
def take_back_answer(*, actor: StaffActor, message_id: UUID) -> Message:
    """Takes back what has not left yet; its text returns to the writer's composer. Raises TooLate."""
    message = get_message(actor, message_id, to=Permission.CASES_ANSWER, lock=True)
    if message.state not in WAITING_TO_LEAVE:
        raise TooLate
    message.state = MessageState.CANCELLED
    message.release_at = None
    message.save(update_fields=["state", "release_at"])
    Attachment.objects.filter(message=message).update(message=None)
    if actor.person_id is not None:
        Draft.objects.update_or_create(
            business_id=message.business_id,
            case_id=message.case_id,
            person_id=actor.person_id,
            defaults={"html": message.html, "direction": Direction.OUT},
        )
    record(
        AnswerTakenBack(
            business_id=message.business_id,
            actor=actor.code,
            case_id=message.case_id,
            person_id=actor.person_id,
            message_id=message.pk,
        )
    )
    return message


@transaction.atomic
def reschedule_answer(*, actor: StaffActor, message_id: UUID, send_at: datetime) -> Message:
    """Chooses another moment for a scheduled answer. Raises TooLate, MomentPassed."""
    message = get_message(actor, message_id, to=Permission.CASES_ANSWER, lock=True)
    if message.state != MessageState.SCHEDULED:
        raise TooLate
    if send_at <= timezone.now():
        raise MomentPassed
    message.release_at = send_at
    message.save(update_fields=["release_at"])
    record(
        AnswerHeld(
            business_id=message.business_id,
            actor=actor.code,
            case_id=message.case_id,
            person_id=actor.person_id,
            message_id=message.pk,
            is_scheduled=True,
        )
    )
    return message
