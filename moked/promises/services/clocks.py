"""Clocks follow their case: each happening starts, stops or holds what the rules say, in its own transaction."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone

from moked.calendars.domain.clock import Pause
from moked.cases import events as happened
from moked.cases.domain.states import CaseState
from moked.cases.models import Case, Message, WaitingFor
from moked.journal.events import Event
from moked.journal.record import record
from moked.promises.domain.clocks import Happening, Phase, Step, paused, resumed, steps_after
from moked.promises.domain.terms import ClockKind
from moked.promises.events import ClocksMoved
from moked.promises.models import Clock, ClockStep, FormerPromise
from moked.promises.services.calling import follow_clocks
from moked.promises.services.measuring import pauses_of, set_moments, set_silence
from moked.promises.services.overruling import lay_over
from moked.promises.services.promised import Promised

OPEN_PHASES = (Phase.RUNNING.value, Phase.PAUSED.value)
PLAIN: Mapping[type[Event], Happening] = {
    happened.CustomerWrote: Happening.CUSTOMER_WROTE,
    happened.SolutionProposed: Happening.PROPOSED,
    happened.SolutionRejected: Happening.WORK_GOES_ON,
    happened.CaseResumed: Happening.WORK_GOES_ON,
    happened.CaseReopened: Happening.REOPENED,
    happened.CaseClosed: Happening.CLOSED,
    happened.CaseLeftUnconfirmed: Happening.LEFT_UNCONFIRMED,
    happened.CaseSetAside: Happening.NO_CASE,
    happened.CaseMerged: Happening.NO_CASE,
    happened.CaseBroughtBack: Happening.BROUGHT_BACK,
    happened.CaseUnmerged: Happening.BROUGHT_BACK,
}


# Most businesses promise nothing at first, and every message asks.
GATE = """
SELECT event."case", EXISTS (SELECT FROM promises_clock WHERE case_id = event."case"),
  EXISTS (SELECT FROM promises_servicepackage WHERE business_id = event.business AND is_default AND is_active)
  OR EXISTS (SELECT FROM promises_serviceprofile WHERE business_id = event.business),
  EXISTS (SELECT FROM cases_case WHERE id = event."case" AND matter <> ''),
  EXISTS (SELECT FROM promises_ladder WHERE business_id = event.business AND is_active),
  EXISTS (
    SELECT FROM cases_case c JOIN promises_clock k ON k.case_id = c.id
    WHERE c.canonical_id = event."case" AND k.kind = 'statutory' AND k.phase <> 'void')
FROM unnest(%s::uuid[], %s::uuid[]) AS event ("case", business)
"""


@dataclass(frozen=True)
class Gate:
    """Whether the case has clocks, whether anything is promised here, whether a law may set the case a time, whether
    a ladder is in use here, and whether the law's time of a case that was merged into it runs on."""

    has_clocks: bool
    is_promised: bool
    is_statutory: bool
    has_ladder: bool
    has_laws_beside: bool


# The law's time of what was merged into a case while that was another matter.
BESIDE = Gate(has_clocks=True, is_promised=False, is_statutory=True, has_ladder=False, has_laws_beside=False)


def read_gates(businesses: Mapping[UUID, UUID]) -> dict[UUID, Gate]:
    """What spares most messages every further question, for cases and their businesses. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(GATE, (list(businesses), list(businesses.values())))
        return {row[0]: Gate(*row[1:]) for row in cursor.fetchall()}


def read_gate(case_id: UUID, business_id: UUID) -> Gate:
    """The same for one case."""
    return read_gates({case_id: business_id})[case_id]


def follow_case(event: Event, gate: Gate | None = None) -> None:
    """Reaction: does to the case's clocks what this event asks. The case is locked by whoever recorded it."""
    if event.case_id is None:
        return
    happenings = _happenings(event, event.case_id)
    if happenings:
        gate = gate or read_gate(event.case_id, event.business_id)
        move_clocks(event.case_id, event.business_id, happenings, gate, actor_code=event.actor)
        if gate.has_laws_beside:
            _move_laws_beside(event, event.case_id, happenings)


def _move_laws_beside(event: Event, case_id: UUID, happenings: Sequence[Happening]) -> None:
    rows = Clock.objects.filter(case__canonical=case_id, kind=ClockKind.STATUTORY.value)
    for merged_id in sorted(set(rows.exclude(phase=Phase.VOID.value).values_list("case_id", flat=True))):
        move_clocks(
            merged_id, event.business_id, happenings, BESIDE, actor_code=event.actor, kinds=(ClockKind.STATUTORY,)
        )


def _happenings(event: Event, case_id: UUID) -> Sequence[Happening]:
    if isinstance(event, happened.MessageReleased):
        return () if event.is_by_program else _when_released(event, case_id)
    if isinstance(event, happened.CaseMerged) and _is_apart(case_id, event.into_id):
        return (Happening.MERGED_APART,)
    if isinstance(event, happened.CaseWaiting):
        is_theirs = event.waiting_for == WaitingFor.CUSTOMER
        return (Happening.WAITS_FOR_CUSTOMER if is_theirs else Happening.WAITS_FOR_US,)
    happening = PLAIN.get(type(event))
    return () if happening is None else (happening,)


def _is_apart(case_id: UUID, into_id: UUID) -> bool:
    """Whether laws set both cases times for different matters."""
    matters = set(Case.objects.filter(pk__in=[case_id, into_id]).values_list("matter", flat=True))
    return len(matters - {""}) == 2


def _when_released(event: happened.MessageReleased, case_id: UUID) -> Sequence[Happening]:
    """What a program writes keeps no promise of an answer."""
    message = (
        Message.objects.select_related("case")
        .only("author_id", "case__state", "case__waiting_for")
        .get(pk=event.message_id)
    )
    if message.author_id is None:
        return ()
    case = message.case
    waits = case.state == CaseState.WAITING and case.waiting_for in ("", WaitingFor.CUSTOMER)
    return (Happening.ANSWERED, Happening.WAITS_FOR_CUSTOMER) if waits else (Happening.ANSWERED,)


def move_clocks(
    case_id: UUID,
    business_id: UUID,
    happenings: Sequence[Happening],
    gate: Gate,
    *,
    actor_code: str,
    at: datetime | None = None,
    kinds: Collection[ClockKind] = tuple(ClockKind),
) -> None:
    """Takes the steps that these happenings ask, in their order, and writes down each with its reason."""
    if not (gate.has_clocks or gate.is_promised or gate.is_statutory):
        return
    now = at or timezone.now()
    clocks = latest_clocks(case_id) if gate.has_clocks else {}
    promised = Promised(case_id, now)
    steps: list[ClockStep] = []
    for happening in happenings:
        phases = {ClockKind(kind): Phase(clock.phase) for kind, clock in clocks.items()}
        asked = steps_after(happening, phases, is_statutory=gate.is_statutory)
        wanted = {kind: step for kind, step in asked.items() if kind in kinds}
        steps += _take_all(clocks, wanted, promised, happening, now)
    if not steps:
        return
    touched = list({step.clock_id: step.clock for step in steps}.values())
    new = [clock for clock in touched if clock._state.adding]
    moved = [clock for clock in touched if not clock._state.adding]
    for clock in moved:
        clock.save()
    # After what they follow ended: of each kind one is open at a time.
    Clock.objects.bulk_create(new)
    follow_clocks(moved, now)
    ClockStep.objects.bulk_create(steps)
    # The set may have ended while it stood.
    follow_emergency(
        [each for each in moved if each.holds_emergency and each.phase in OPEN_PHASES], why=happenings[0].value
    )
    record(ClocksMoved(business_id=business_id, actor=actor_code, case_id=case_id, why=happenings[0].value))


def _take_all(
    clocks: dict[str, Clock],
    wanted: Mapping[ClockKind, Step],
    promised: Promised,
    happening: Happening,
    now: datetime,
) -> list[ClockStep]:
    """Takes these steps; a clock that starts stands in `clocks` from then on."""
    steps: list[ClockStep] = []
    for kind, step in wanted.items():
        if step is Step.RENEW:
            _take(clocks[kind.value], Step.STOP, now)
            steps.append(written(clocks[kind.value], Step.STOP.value, happening.value, now))
        if step in (Step.START, Step.RENEW):
            started = promised.start(kind)
            if started is None:
                continue
            clocks[kind.value] = started
            steps.append(written(started, Step.START.value, happening.value, now))
        else:
            _take(clocks[kind.value], step, now)
            steps.append(written(clocks[kind.value], step.value, happening.value, now))
    return steps


def begin_next_round(*, case: Case, at: datetime, actor_code: str) -> None:
    """The customer heard how it stands: the promised rhythm of updates counts anew. The case is locked."""
    gate = read_gate(case.pk, case.business_id)
    move_clocks(case.pk, case.business_id, (Happening.HEARD,), gate, actor_code=actor_code, at=at)


def latest_clocks(case_id: UUID) -> dict[str, Clock]:
    """Of each kind the open clock of a case, or the latest where none is open, locked. The open one may have begun
    before one that ended: two machines' clocks differ."""
    rows = Clock.objects.select_for_update(of=("self",)).select_related("calendar", "ladder").filter(case_id=case_id)
    # Locked in the one order of all who take several: those of many cases are set anew without their cases' locks.
    found = sorted(rows.order_by("id"), key=lambda clock: (clock.phase in OPEN_PHASES, clock.started_at, clock.pk))
    return {clock.kind: clock for clock in found}


def _take(clock: Clock, step: Step, now: datetime) -> None:
    pauses = pauses_of(clock)
    match step:
        case Step.PAUSE:
            clock.phase, pauses = Phase.PAUSED.value, paused(pauses, now)
        case Step.RESUME:
            if clock.stopped_at is not None and clock.kind != ClockKind.STATUTORY:
                # What was stopped stood still until now.
                pauses = resumed(pauses, clock.stopped_at)
                pauses = (*pauses, Pause(clock.stopped_at, now))
            clock.phase, clock.stopped_at, pauses = Phase.RUNNING.value, None, resumed(pauses, now)
        case Step.STOP | Step.VOID:
            clock.phase = (Phase.STOPPED if step is Step.STOP else Phase.VOID).value
            clock.stopped_at, pauses = now, resumed(pauses, now)
    clock.pauses = [[each.since.isoformat(), each.until and each.until.isoformat()] for each in pauses]
    set_moments(clock, now)
    set_silence(clock)


def written(clock: Clock, what: str, why: str, now: datetime) -> ClockStep:
    """A line of the clock's history, not yet saved."""
    return ClockStep(business_id=clock.business_id, clock=clock, at=now, what=what, why=why, due_at=clock.due_at)


def retarget_case(event: Event) -> None:
    """Reaction: the criticality, the system or the customer changed; open clocks follow what holds now, and what is
    promised only now begins."""
    if event.case_id is not None:
        clocks = latest_clocks(event.case_id)
        retarget_clocks(list(clocks.values()), why=event.code)
        _start_missing(event.case_id, clocks, why=event.code)


def _start_missing(case_id: UUID, clocks: Mapping[str, Clock], *, why: str) -> None:
    now = timezone.now()
    promised = Promised(case_id, now)
    kinds = promised.kinds_missing({ClockKind(kind): Phase(clock.phase) for kind, clock in clocks.items()})
    steps = []
    for clock in filter(None, (promised.start(kind) for kind in kinds)):
        steps.append(written(clock, Step.START.value, why[:24], now))
        if promised.stands_still and clock.kind != ClockKind.STATUTORY:
            _take(clock, Step.PAUSE, now)
        clock.save(force_insert=True)
    ClockStep.objects.bulk_create(steps)


def retarget_clocks_of(*, customer_ids: Iterable[UUID], why: str) -> None:
    """The open clocks of these customers follow what holds now: their profile changed."""
    rows = (
        Clock.objects.select_for_update(of=("self",))
        .select_related("calendar", "ladder")
        .filter(case__customer__in=list(customer_ids), phase__in=OPEN_PHASES)
        .order_by("id")
    )
    retarget_clocks(list(rows), why=why)


def followed_by(clock: Clock) -> tuple[str, ...]:
    """What of a clock follows what holds now; of a time the law sets also its beginning and its name."""
    names = ("target", "calendar_id", "ladder_id", "holds_emergency")
    return (*names, "started_at", "source_name", "matter") if clock.kind == ClockKind.STATUTORY else names


def retarget_clocks(clocks: Sequence[Clock], *, why: str) -> None:
    """Open clocks take the target and calendar that hold now; what was used of them stays used."""
    now = timezone.now()
    steps = []
    for clock in clocks:
        if clock.phase not in OPEN_PHASES:
            continue
        if clock.holds_emergency:
            # What was promised before it is not what holds after it any more.
            FormerPromise.objects.filter(clock=clock).delete()
        fresh = Promised(clock.case_id, now).anew(clock)
        if fresh is None:
            _take(clock, Step.VOID, now)
        elif all(getattr(fresh, name) == getattr(clock, name) for name in followed_by(clock)):
            continue
        else:
            clock.target, clock.calendar, clock.ladder = fresh.target, fresh.calendar, fresh.ladder
            clock.source, clock.source_name = fresh.source, fresh.source_name
            clock.holds_emergency, clock.matter = fresh.holds_emergency, fresh.matter
            if clock.kind == ClockKind.STATUTORY:
                clock.started_at = fresh.started_at
            set_moments(clock, now)
            set_silence(clock)
        clock.save()
        follow_clocks([clock], now)
        steps.append(written(clock, "retargeted", why[:24], now))
    ClockStep.objects.bulk_create(steps)


def follow_emergency(clocks: Sequence[Clock], *, why: str) -> None:
    """Lays the emergency set that is on over these clocks, or gives back what was promised before it, as it stood.

    What began under it, or was changed meanwhile, has nothing to go back to and follows what holds now.
    """
    if not clocks:
        return
    now = timezone.now()
    formers = {row.pk: row for row in FormerPromise.objects.select_related("calendar").filter(clock__in=clocks)}
    retarget_clocks([each for each in clocks if each.holds_emergency and each.pk not in formers], why=why)
    steps: list[ClockStep] = []
    for clock in clocks:
        former = formers.get(clock.pk)
        if clock.holds_emergency == (former is not None) and lay_over(clock, former, now):
            clock.save()
            follow_clocks([clock], now)
            steps.append(written(clock, "retargeted", why[:24], now))
    ClockStep.objects.bulk_create(steps)
