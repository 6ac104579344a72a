"""Ladders as cases live: what happens to a case raises them, unanswered calls pass on, and somebody confirms."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moked.cases import events as happened
from moked.cases.access import get_case
from moked.cases.models import Direction, Message
from moked.cases.services import assign_case, raise_weight
from moked.journal.events import Event
from moked.journal.record import for_many, record
from moked.lib.due import run_each
from moked.lib.errors import NotFound
from moked.lib.scans import Moment, due_by
from moked.promises.domain.clocks import Phase, share_used
from moked.promises.domain.ladders import passes_on, step_after
from moked.promises.domain.negative import is_negative
from moked.promises.domain.terms import ClockKind
from moked.promises.errors import CallOver, MayNotTake
from moked.promises.events import BreachForeseen, CallConfirmed, CallPassedOn, CommitmentBroken
from moked.promises.models import Clock, Escalation, Rung
from moked.promises.profiles import open_time_of
from moked.promises.services.calling import ACTOR, call_rung, steps_for
from moked.promises.services.clocks import OPEN_PHASES, follow_case, latest_clocks, read_gate, read_gates
from moked.promises.services.measuring import measure_of, set_moments
from moked.staff.actors import StaffActor
from moked.staff.models import Membership
from moked.staff.permissions import Permission

# Earlier words of a customer among which another unhappy one is looked for.
EARLIER = 20
# A call that could not be passed on is tried again soon: a promise is in danger meanwhile.
AGAIN_IN = timedelta(minutes=1)


@transaction.atomic
def raise_ladder(case_id: UUID, trigger: Escalation.Trigger) -> Escalation | None:
    """Calls the next rung for a case, whatever its share; a reopened case begins at the first rung again.

    None without an open promise that has a ladder, at the ladder's top, and while a call for the same reason waits
    for its answer. The case is locked by the caller.
    """
    clock = leading_clock(case_id)
    if clock is None or Escalation.objects.filter(case_id=case_id, trigger=trigger, ended_at=None).exists():
        return None
    is_anew = trigger == Escalation.Trigger.REOPENED
    step = step_after(steps_for(clock), 0 if is_anew else clock.called)
    if step is None:
        return None
    now = timezone.now()
    if is_anew:
        Escalation.objects.filter(clock=clock, ended_at=None).update(ended_at=now, outcome=Escalation.Outcome.OVER)
    return _call(clock, step.position, trigger, now)


def leading_clock(case_id: UUID) -> Clock | None:
    """The promise of a solution if it is open, else the open one that is due first."""
    clocks = [clock for clock in latest_clocks(case_id).values() if clock.phase in OPEN_PHASES and clock.ladder_id]
    return min(
        clocks,
        key=lambda clock: (clock.kind != ClockKind.SOLUTION, clock.due_at is None, clock.due_at or clock.started_at),
        default=None,
    )


def _call(clock: Clock, position: int, trigger: Escalation.Trigger, now: datetime) -> Escalation:
    share = share_used(measure_of(clock), open_time_of(clock.calendar), now)
    escalation = call_rung(clock, position, trigger, share=share, now=now)
    set_moments(clock, now)
    clock.save(update_fields=["called", "used", "due_at", "next_check_at"])
    return escalation


def raise_when_reopened(event: Event) -> None:
    """Reaction: what was thought solved was not."""
    if event.case_id is not None:
        raise_ladder(event.case_id, Escalation.Trigger.REOPENED)


@for_many
def follow_words(events: Sequence[happened.CustomerWrote]) -> None:
    """Reaction: the clocks follow what customers wrote, and a second unhappy message of a case raises its ladder.
    One reaction, for what spares most messages the clocks spares them the ladder too."""
    gates = read_gates({event.case_id: event.business_id for event in events if event.case_id})
    for event in events:
        if event.case_id is None:
            continue
        # What a first message set off is read anew for a second one of the same case.
        gate = gates.pop(event.case_id, None) or read_gate(event.case_id, event.business_id)
        follow_case(event, gate)
        if gate.has_ladder:
            _raise_when_unhappy(event)


def _raise_when_unhappy(event: happened.CustomerWrote) -> None:
    rows = Message.objects.filter(pk=event.message_id, case__clocks__ladder__isnull=False)
    text = rows.values_list("text", flat=True).first()
    if event.case_id is None or text is None or not is_negative(text):
        return
    earlier = Message.objects.filter(case_id=event.case_id, direction=Direction.IN, pk__lt=event.message_id)
    if any(is_negative(each) for each in earlier.order_by("-pk").values_list("text", flat=True)[:EARLIER]):
        raise_ladder(event.case_id, Escalation.Trigger.NEGATIVE)


def raise_when_not_kept(event: CommitmentBroken) -> None:
    """Reaction: what somebody said they would do was not done in time."""
    if event.case_id is not None:
        raise_ladder(event.case_id, Escalation.Trigger.COMMITMENT)


def raise_when_predicted(event: BreachForeseen) -> None:
    """Reaction: a solution is thought to come after its promise ends. Who thought locked the case."""
    if event.case_id is not None:
        raise_ladder(event.case_id, Escalation.Trigger.PREDICTED)


@due_by(Moment(Escalation, "answer_by"))
def sweep_calls(now: datetime) -> int:
    """Passes on every call that nobody confirmed in time. Gives how many."""
    rows = Escalation.objects.filter(ended_at=None, answer_by__lte=now, clock__phase=Phase.RUNNING.value)
    return run_each(
        lambda: rows.select_related("case", "clock__calendar", "clock__ladder").order_by("answer_by"),
        lambda call: _pass_on(call, now),
        lambda call: _postpone(call, now),
        # As whoever moves the case locks them: none of them waits for another.
        locks=("self", "case", "clock"),
    )


def _pass_on(call: Escalation, now: datetime) -> None:
    call.ended_at, call.outcome = now, Escalation.Outcome.PASSED_ON
    call.save(update_fields=["ended_at", "outcome"])
    record(
        CallPassedOn(
            business_id=call.business_id,
            actor=ACTOR,
            case_id=call.case_id,
            person_id=call.case.assignee_id,
            escalation_id=call.pk,
            position=call.position,
        )
    )
    clock = call.clock
    if clock is None or not passes_on(call.position, clock.called):
        return
    step = step_after(steps_for(clock), clock.called)
    if step is not None:
        _call(clock, step.position, Escalation.Trigger.UNANSWERED, now)


def _postpone(call: Escalation, now: datetime) -> None:
    Escalation.objects.filter(pk=call.pk).update(answer_by=now + AGAIN_IN)


@transaction.atomic
def confirm_call(
    *, actor: StaffActor, case_id: UUID, escalation_id: UUID, person_id: UUID | None = None
) -> Escalation:
    """Somebody who was called says that they have it; a rung that takes gives them the case, and one that raises
    makes it one step more critical. A machine, such as one that calls people's telephones, says by `person_id` who
    it was.

    Raises NotFound for whoever was not called, MayNotTake, and CallOver when somebody was first or it is no longer
    needed.
    """
    case = get_case(actor, case_id, to=Permission.CASES_READ, lock=True)
    who = actor.person_id or person_id
    calls = Escalation.objects.select_for_update(of=("self",)).filter(case=case, people=who)
    call = calls.filter(pk=escalation_id).first()
    if call is None:
        raise NotFound
    if call.ended_at is not None:
        raise CallOver
    if call.does == Rung.Does.TAKE and not _may_answer(actor, case.business_id, who):
        raise MayNotTake
    call.ended_at, call.ended_by_id, call.outcome = timezone.now(), who, Escalation.Outcome.CONFIRMED
    call.save(update_fields=["ended_at", "ended_by", "outcome"])
    record(
        CallConfirmed(
            business_id=case.business_id,
            actor=actor.code,
            case_id=case.pk,
            person_id=case.assignee_id,
            escalation_id=call.pk,
            position=call.position,
        )
    )
    if call.does == Rung.Does.TAKE:
        assign_case(actor=actor, case_id=case.pk, person_id=who)
    if call.does == Rung.Does.RAISE:
        raise_weight(actor=actor, case_id=case.pk)
    return call


def _may_answer(actor: StaffActor, business_id: UUID, person_id: UUID | None) -> bool:
    """Whether they themselves may, whatever the machine may that speaks for them."""
    if person_id is None or not actor.may(Permission.CASES_ANSWER, business_id):
        return False
    if actor.person_id is not None:
        return True
    here = Membership.objects.filter(business_id=business_id, is_active=True, person__is_active=True)
    return here.filter(person_id=person_id, role__permissions__contains=[Permission.CASES_ANSWER.value]).exists()
