"""Letting go of what we wrote: from here on a message is final and on its way."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from moked.cases.domain.states import CaseState, Move, Mover, may_move
from moked.cases.events import MessageReleased, SolutionProposed
from moked.cases.models import Case, Channel, Direction, Message, MessageState, WaitingFor
from moked.cases.services.indexing import file_names, index_words
from moked.cases.services.moves import move_case
from moked.journal.record import record
from moked.lib.due import run_each
from moked.lib.scans import Moment, due_by
from moked.staff.actors import Actor, SystemActor

WAITING_TO_LEAVE = (MessageState.HELD, MessageState.SCHEDULED)
# When letting go fails, it is tried again this much later.
AGAIN_IN = timedelta(minutes=1)
LONGEST_HOLD = 2 * AGAIN_IN


@due_by(Moment(Message, "release_at"))
def release_due_messages(now: datetime) -> int:
    """Lets go of answers whose moment has come. Gives how many."""
    actor = SystemActor("release")
    # Nothing is held for so long: the clock was set back meanwhile.
    is_due = Q(release_at__lte=now) | Q(state=MessageState.HELD, release_at__gt=now + LONGEST_HOLD)

    def release(message: Message) -> None:
        release_message(actor=actor, message=message, case=message.case)

    return run_each(
        lambda: (
            Message.objects.select_related("case__business")
            .filter(is_due, state__in=WAITING_TO_LEAVE)
            .order_by("release_at")
        ),
        release,
        lambda message: _postpone(message, now),
        # Both at once, without waiting: a customer who closes holds the case and then wants its messages.
        locks=("self", "case"),
    )


def _postpone(message: Message, now: datetime) -> None:
    Message.objects.filter(pk=message.pk).update(release_at=now + AGAIN_IN)


def release_message(*, actor: Actor, message: Message, case: Case) -> None:
    """Makes a message final: the case moves, and the message goes on its way. Both rows are locked by the caller.

    The words always go. The case stays as it is when something happened since they were written that counts more:
    the customer wrote again or closed it, or a colleague put it aside.
    """
    now = timezone.now()
    message.state = MessageState.QUEUED
    message.release_at = None
    message.save(update_fields=["state", "release_at"])
    index_words(case, message.text, *file_names(message))
    has_moved = _move_on(case, message, now)
    case.last_activity_at = now
    case.save()
    _record_released(case, actor, message)
    if has_moved and message.is_proposal:
        record(
            SolutionProposed(
                business_id=case.business_id,
                actor=actor.code,
                case_id=case.pk,
                person_id=case.assignee_id,
                message_id=message.pk,
            )
        )


def _record_released(case: Case, actor: Actor, message: Message) -> None:
    record(
        MessageReleased(
            business_id=case.business_id,
            actor=actor.code,
            case_id=case.pk,
            person_id=case.assignee_id,
            message_id=message.pk,
            is_proposal=message.is_proposal,
            is_by_program=message.is_automatic and message.author_id is None,
        )
    )


def _move_on(case: Case, message: Message, now: datetime) -> bool:
    """Hands the ball to the customer, unless they wrote after these words were written. Says whether it moved."""
    if case.customer_wrote_at and case.customer_wrote_at > message.created_at:
        return False
    case.answered_at = now
    move = Move.PROPOSE if message.is_proposal else Move.ANSWER
    is_put_aside = case.state == CaseState.WAITING and case.waiting_for != WaitingFor.CUSTOMER
    if (is_put_aside and not message.is_proposal) or not may_move(case.case_state, move, Mover.AGENT):
        return False
    move_case(case, move, Mover.AGENT)
    if message.is_proposal:
        case.proposed_at = now
        case.next_check_at = now + case.business.remind_after
    return True


def send_automatic(
    *, actor: Actor, case: Case, text: str, html: str, language: str = "", author_id: UUID | None = None
) -> Message:
    """A message the system writes to the customer, on its way at once. It moves no case.

    The case is locked, and saved with whatever the caller set on it. With an author it is a person's word to many,
    and so an answer. `language` is the text's, when it is not the case's.

    Nobody looks for a case by words that stand in all of them, so it adds none.
    """
    message = _write_beside(
        case, text=text, html=html, language=language, author_id=author_id, is_automatic=True, channel=case.channel
    )
    _record_released(case, actor, message)
    return message


def write_apart(*, case: Case, text: str, html: str, language: str, channel: Channel) -> Message:
    """A message of the system that goes by another way than the case's; the caller sends it. As `send_automatic`."""
    return _write_beside(case, text=text, html=html, language=language, is_automatic=True, channel=channel)


def note_told(*, case: Case, text: str, language: str, author_id: UUID | None) -> Message:
    """What a person told the customer by telephone. It moves no case; the case is locked by the caller."""
    message = _write_beside(
        case, text=text, html="", language=language, author_id=author_id, is_automatic=False, channel=Channel.PHONE
    )
    message.state, message.sent_at = MessageState.DONE, message.created_at
    message.save(update_fields=["state", "sent_at"])
    index_words(case, text)
    return message


def _write_beside(
    case: Case,
    *,
    text: str,
    html: str,
    language: str,
    channel: str,
    is_automatic: bool,
    author_id: UUID | None = None,
) -> Message:
    now = timezone.now()
    message = Message.objects.create(
        business_id=case.business_id,
        case=case,
        direction=Direction.OUT,
        channel=channel,
        state=MessageState.QUEUED,
        text=text,
        html=html,
        author_id=author_id,
        language=language or case.language,
        is_automatic=is_automatic,
        created_at=now,
    )
    case.last_activity_at = now
    case.save()
    return message
