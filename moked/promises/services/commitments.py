"""What a person said they would do: written down, called to mind, and kept, moved, released or broken."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moked.cases import events as happened
from moked.cases.access import get_case, get_message
from moked.cases.domain.states import CaseState
from moked.cases.errors import MomentPassed, OwnerMissing
from moked.cases.models import Direction, Message, MessageState, WaitingFor
from moked.cases.selectors import family_of
from moked.cases.services import act_by, await_customer, lock_where_it_goes_on, take_up
from moked.cases.services.releasing import WAITING_TO_LEAVE
from moked.journal.record import record
from moked.lib.due import run_each
from moked.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from moked.lib.scans import Moment, due_by
from moked.promises import events
from moked.promises.domain.commitments import remind_at
from moked.promises.models import Commitment
from moked.promises.selectors import said_of
from moked.promises.services.calling import ACTOR
from moked.promises.services.noticing import settle_noticed
from moked.promises.services.sweeping import AGAIN_IN
from moked.staff.actors import Actor, StaffActor
from moked.staff.models import Membership, Notice
from moked.staff.notices import write_notice
from moked.staff.permissions import Permission

TO = Permission.CASES_ANSWER
CANCELLED = MessageState.CANCELLED


def get_commitment(actor: Actor, commitment_id: UUID, *, lock: bool = False) -> Commitment:
    """The commitment, for whoever may answer its customer; its case and owner are loaded. NotFound, NotAllowed."""
    rows = Commitment.objects.select_for_update(of=("self",)) if lock else Commitment.objects
    found = rows.select_related("case__business", "owner").filter(pk=commitment_id).first()
    if found is None or not actor.may(Permission.CASES_READ, found.business_id):
        raise NotFound
    if not actor.may(TO, found.business_id):
        raise NotAllowed
    return found


@transaction.atomic
def make_commitment(
    *,
    actor: StaffActor,
    case_id: UUID,
    kind: str,
    what: str,
    due_at: datetime,
    message_id: UUID | None = None,
    owner_id: UUID | None = None,
) -> Commitment:
    """Writes down what the actor said they would do, as in `what`, until `due_at` (aware).

    `message_id` is the answer that says it: taken back, it takes this back too. `owner_id` says whose word it is
    where that is not the actor's, and they are told so; a machine, which is nobody, must. Raises MomentPassed,
    Invalid, OwnerMissing.
    """
    case = get_case(actor, case_id, to=TO, lock=True)
    now = timezone.now()
    if kind not in Commitment.Kind.values:
        raise Invalid
    if due_at <= now:
        raise MomentPassed
    made = Commitment.objects.create(
        business_id=case.business_id,
        case=case,
        message_id=message_id,
        owner_id=_owner(actor, case.business_id, owner_id),
        kind=kind,
        what=what[: Commitment.LONGEST],
        due_at=due_at,
        made_at=now,
        next_check_at=remind_at(now, due_at),
    )
    record(events.CommitmentMade(**_facts(made, actor.code), kind=kind, due=int(due_at.timestamp())))
    if made.owner_id != actor.person_id:
        write_notice(
            business_id=made.business_id,
            person_id=made.owner_id,
            kind=Notice.Kind.COMMITMENT,
            case_id=case.pk,
            about_id=made.pk,
            by_id=actor.person_id,
        )
    _keep_the_next_step(case.pk, actor.code)
    return made


@transaction.atomic
def keep_what_was_said(*, actor: StaffActor, message_id: UUID, kind: str, what: str, due_at: datetime) -> Commitment:
    """Writes down what an answer promised, after it was sent; taken back, it takes this back too.

    It is its writer's word, whoever writes it down, as long as they serve here. Raises as `make_commitment`, and
    Conflict where the answer was taken back or nobody is asked about its promise any more.
    """
    message = get_message(actor, message_id, to=TO, lock=True)
    if message.direction != Direction.OUT or message.author_id is None:
        raise NotFound
    if message.state == CANCELLED or not settle_noticed(message.pk):
        raise Conflict
    return make_commitment(
        actor=actor,
        case_id=message.case_id,
        kind=kind,
        what=what,
        due_at=due_at,
        message_id=message.pk,
        owner_id=message.author_id if _serves(message.business_id, message.author_id) else None,
    )


def _owner(actor: StaffActor, business_id: UUID, owner_id: UUID | None) -> UUID:
    if owner_id in (None, actor.person_id) and actor.person_id is not None:
        return actor.person_id
    if owner_id is None or not _serves(business_id, owner_id):
        raise OwnerMissing
    return owner_id


def _serves(business_id: UUID, person_id: UUID) -> bool:
    here = Membership.objects.filter(business_id=business_id, is_active=True, person__is_active=True)
    return here.filter(person_id=person_id).exists()


@transaction.atomic
def keep_commitment(*, actor: StaffActor, commitment_id: UUID, note: str = "") -> Commitment:
    """It was done; `note` says to colleagues what. What was already broken stays so, and is known to be done all the
    same."""
    commitment = _get_unsettled(actor, commitment_id)
    commitment.note = note.strip()[: Commitment.LONGEST]
    is_late = commitment.state == Commitment.State.BROKEN
    if not is_late:
        commitment.state = Commitment.State.KEPT
    commitment.done_at = timezone.now()
    _settle(commitment)
    record(events.CommitmentKept(**_facts(commitment, actor.code), is_late=is_late))
    _go_on_from(commitment, commitment.due_at, actor.code)
    return commitment


@transaction.atomic
def release_commitment(*, actor: StaffActor, commitment_id: UUID, reason: str) -> Commitment:
    """It is no longer needed; `reason` says why, to colleagues. What was broken stays broken. Raises Invalid."""
    if not reason.strip():
        raise Invalid
    commitment = _get_unsettled(actor, commitment_id)
    _release(commitment, actor.code, reason.strip())
    _go_on_from(commitment, commitment.due_at, actor.code)
    return commitment


@transaction.atomic
def move_commitment(*, actor: StaffActor, commitment_id: UUID, due_at: datetime) -> Commitment:
    """Another time was agreed; both stand in the history. Raises MomentPassed, and Conflict when it was broken."""
    commitment = _get_unsettled(actor, commitment_id)
    now = timezone.now()
    if due_at <= now:
        raise MomentPassed
    if commitment.state != Commitment.State.OPEN:
        raise Conflict
    before, commitment.due_at = commitment.due_at, due_at
    commitment.reminded_at, commitment.next_check_at = None, remind_at(now, due_at)
    commitment.save(update_fields=["due_at", "reminded_at", "next_check_at"])
    record(
        events.CommitmentMoved(
            **_facts(commitment, actor.code), due_before=int(before.timestamp()), due=int(due_at.timestamp())
        )
    )
    _go_on_from(commitment, before, actor.code)
    return commitment


def keep_the_next_step(event: happened.MessageReleased) -> None:
    """Reaction: an answer leaves while something we promised is still to be done. Then it is not the customer's turn:
    the case comes back when we said we would act. It is locked by whoever recorded the event."""
    if event.case_id is not None and not event.is_by_program:
        _keep_the_next_step(event.case_id, event.actor, message_id=event.message_id)


def _keep_the_next_step(case_id: UUID, actor_code: str, *, message_id: UUID | None = None) -> None:
    """Lets the case come back for the nearest promise, unless it comes back sooner or is on the desk anyway.

    `message_id` is what was just said: a letter to many says nothing about whose turn it is.
    """
    dues = _dues_ahead(case_id)
    if not dues or (message_id and Message.objects.filter(pk=message_id, is_automatic=True).exists()):
        return
    case = lock_where_it_goes_on(case_id)
    waits_longer = case.waiting_for == WaitingFor.MOMENT and (case.waiting_until or dues[0]) > dues[0]
    if case.is_with_customer or (case.state == CaseState.WAITING and waits_longer):
        act_by(case=case, until=dues[0], actor_code=actor_code)


def _go_on_from(commitment: Commitment, due_before: datetime, actor_code: str) -> None:
    """Where the case waited for just this one: now for the next promise, for the customer, or on the desk again."""
    case = lock_where_it_goes_on(commitment.case_id)
    waits_for_it = case.waiting_for == WaitingFor.MOMENT and case.waiting_until == due_before
    if case.state != CaseState.WAITING or not waits_for_it:
        _keep_the_next_step(case.pk, actor_code)
    elif dues := _dues_ahead(case.pk):
        act_by(case=case, until=dues[0], actor_code=actor_code)
    elif _was_answered_since(commitment):
        await_customer(case=case, actor_code=actor_code)
    else:
        take_up(case=case, actor_code=actor_code)


def _dues_ahead(case_id: UUID) -> list[datetime]:
    """Until when we promised to do what is still to be done in the case and in those merged into it."""
    rows = said_of(case_id).filter(state=Commitment.State.OPEN, settled_at=None, due_at__gt=timezone.now())
    return list(rows.order_by("due_at").values_list("due_at", flat=True))


def _was_answered_since(commitment: Commitment) -> bool:
    """Whether a person wrote to the customer after the promise, so that what was promised may have been just that."""
    answers = Message.objects.filter(
        case_id=commitment.case_id, direction=Direction.OUT, is_automatic=False, created_at__gt=commitment.made_at
    )
    if commitment.message_id:
        answers = answers.exclude(pk=commitment.message_id)
    return answers.exclude(state__in=[*WAITING_TO_LEAVE, CANCELLED]).exists()


def withdraw_with_answer(event: happened.AnswerTakenBack) -> None:
    """What was never said to the customer was never promised."""
    for commitment in Commitment.objects.select_for_update().filter(message_id=event.message_id, settled_at=None):
        _release(commitment, event.actor, "")


def release_with_case(event: happened.CaseClosed | happened.CaseSetAside) -> None:
    """Nobody waits for what was promised in a case that is over, or in one that was merged into it."""
    family = family_of(event.case_id) if event.case_id is not None else ()
    unsettled = Commitment.objects.select_for_update(of=("self",)).filter(case__in=family, settled_at=None)
    for commitment in unsettled:
        _release(commitment, event.actor, "")


@due_by(Moment(Commitment, "next_check_at"))
def sweep_commitments(now: datetime) -> int:
    """Reminds the owners of what is due soon, and breaks what was not kept in time, each once. Gives how many."""
    return run_each(
        lambda: Commitment.objects.select_related("case").filter(next_check_at__lte=now).order_by("next_check_at"),
        lambda commitment: _look(commitment, now),
        lambda commitment: _postpone(commitment, now),
        # A broken one calls the ladder of its case.
        locks=("self", "case"),
    )


def _look(commitment: Commitment, now: datetime) -> None:
    if commitment.due_at <= now:
        commitment.state, commitment.next_check_at = Commitment.State.BROKEN, None
        commitment.save(update_fields=["state", "next_check_at"])
        record(events.CommitmentBroken(**_facts(commitment, ACTOR), kind=commitment.kind))
        return
    commitment.reminded_at, commitment.next_check_at = now, commitment.due_at
    commitment.save(update_fields=["reminded_at", "next_check_at"])
    write_notice(
        business_id=commitment.business_id,
        person_id=commitment.owner_id,
        kind=Notice.Kind.COMMITMENT_DUE,
        case_id=commitment.case_id,
        about_id=commitment.pk,
    )
    record(events.CommitmentDueSoon(**_facts(commitment, ACTOR)))


def _postpone(commitment: Commitment, now: datetime) -> None:
    Commitment.objects.filter(pk=commitment.pk).update(next_check_at=now + AGAIN_IN)


def _get_unsettled(actor: StaffActor, commitment_id: UUID) -> Commitment:
    # The case first, as everybody does.
    get_case(actor, get_commitment(actor, commitment_id).case_id, to=TO, lock=True)
    commitment = get_commitment(actor, commitment_id, lock=True)
    if commitment.settled_at is not None:
        raise Conflict
    return commitment


def _release(commitment: Commitment, actor: str, reason: str) -> None:
    if commitment.state == Commitment.State.OPEN:
        commitment.state = Commitment.State.RELEASED
    commitment.reason = reason[: Commitment.LONGEST]
    _settle(commitment)
    record(events.CommitmentReleased(**_facts(commitment, actor)))


def _settle(commitment: Commitment) -> None:
    commitment.settled_at, commitment.next_check_at = timezone.now(), None
    commitment.save(update_fields=["state", "reason", "note", "settled_at", "done_at", "next_check_at"])


class _Facts(TypedDict):
    business_id: UUID
    actor: str
    case_id: UUID
    person_id: UUID
    commitment_id: UUID


def _facts(commitment: Commitment, actor: str) -> _Facts:
    """What every event of a commitment says."""
    return _Facts(
        business_id=commitment.business_id,
        actor=actor,
        case_id=commitment.case_id,
        person_id=commitment.owner_id,
        commitment_id=commitment.pk,
    )
