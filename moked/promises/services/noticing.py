"""Promises of answers that nobody marked: asked about at the desk until somebody says what they were."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from moked.cases import events as happened
from moked.cases.access import get_message
from moked.cases.models import Message
from moked.cases.selectors import family_of
from moked.journal.record import record
from moked.lib.richtext import plain_text
from moked.promises import events
from moked.promises.domain.commitment_words import commitment_in
from moked.promises.domain.commitments import assumed_due
from moked.promises.models import NoticedPromise
from moked.staff.actors import Actor, PersonActor
from moked.staff.permissions import Permission


@transaction.atomic
def notice_promise(*, actor: PersonActor, message: Message) -> NoticedPromise | None:
    """Keeps what an answer promises that the actor just wrote without marking it; None where it promises nothing.

    What was promised in the case before and is over by now is asked about no more.
    """
    now, zone = timezone.now(), ZoneInfo(message.case.business.time_zone)
    text = plain_text(message.html)
    found = commitment_in(text, now, zone)
    if found is None:
        return None
    _unsettled().filter(case=message.case_id, over_at__lte=now).update(settled_at=now)
    likely = found.due or assumed_due(now.astimezone(zone))
    noticed = NoticedPromise.objects.create(
        business_id=message.business_id,
        case_id=message.case_id,
        message=message,
        kind=found.what,
        words=text[found.start : found.end],
        due_at=None if found.names_time and not found.due else likely,
        over_at=likely,
    )
    record(
        events.PromiseNoticed(
            business_id=message.business_id,
            actor=actor.code,
            case_id=message.case_id,
            message_id=message.pk,
            kind=noticed.kind,
        )
    )
    return noticed


@transaction.atomic
def need_no_commitment(*, actor: Actor, message_id: UUID) -> Message:
    """Nothing needs to be kept of what the answer promises; said once more, or of what is kept already, it changes
    nothing."""
    message = get_message(actor, message_id, to=Permission.CASES_ANSWER, lock=True)
    if settle_noticed(message_id):
        record(
            events.PromiseNotNeeded(
                business_id=message.business_id, actor=actor.code, case_id=message.case_id, message_id=message_id
            )
        )
    return message


def settle_noticed(message_id: UUID) -> bool:
    """Nobody is asked about the answer's promise any more; whether anybody still was."""
    return bool(_unsettled().filter(message=message_id).update(settled_at=timezone.now()))


def forget_with_answer(event: happened.AnswerTakenBack) -> None:
    """Reaction: what was never said to the customer is not asked about."""
    settle_noticed(event.message_id)


def forget_with_case(event: happened.CaseClosed | happened.CaseSetAside) -> None:
    """Reaction: nobody waits for what was said in a case that is over, or in one that was merged into it."""
    if event.case_id is not None:
        _unsettled().filter(case__in=family_of(event.case_id)).update(settled_at=timezone.now())


def _unsettled() -> QuerySet[NoticedPromise]:
    return NoticedPromise.objects.filter(settled_at=None)
