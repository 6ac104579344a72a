"""Clocks follow their case: each happening starts, stops or holds what the rules say, in its own transaction."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from moked.calendars.domain.clock import OpenTime, Pause
from moked.calendars.models import ServiceCalendar
from moked.cases import events as happened
from moked.cases.domain.states import CaseState
from moked.cases.models import Case, Message, WaitingFor
from moked.journal.events import Event
from moked.journal.record import record
from moked.promises.domain.clocks import (
    Happening,
    Measure,
    Phase,
    Step,
    due_at,
    moment_of_share,
    paused,
    resumed,
    share_used,
    steps_after,
)
from moked.promises.domain.ladders import step_after
from moked.promises.domain.terms import ClockKind, Criticality, Terms
from moked.promises.events import ClocksMoved
from moked.promises.models import Clock, ClockStep, Ladder
from moked.promises.profiles import open_time_of, terms_for_case
from moked.promises.services.calling import follow_clocks, steps_for

OPEN_PHASES = (Phase.RUNNING.value, Phase.PAUSED.value)
TENTHS = 10
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


def follow_case(event: Event) -> None:
    """Reaction: does to the case's clocks what this event asks. The case is locked by whoever recorded it."""
    if event.case_id is None:
        return
    happenings = _happenings(event, event.case_id)
    if happenings:
        move_clocks(event.case_id, event.business_id, happenings, actor_code=event.actor)


def _happenings(event: Event, case_id: UUID) -> Sequence[Happening]:
    if isinstance(event, happened.MessageReleased):
        return _when_released(event, case_id)
    if isinstance(event, happened.CaseWaiting):
        is_theirs = event.waiting_for == WaitingFor.CUSTOMER
        return (Happening.WAITS_FOR_CUSTOMER if is_theirs else Happening.WAITS_FOR_US,)
    happening = PLAIN.get(type(event))
    return () if happening is None else (happening,)


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


# Most businesses promise nothing at first, and every message asks.
GATE = """
SELECT EXISTS (SELECT FROM promises_clock WHERE case_id = %s),
  EXISTS (SELECT FROM promises_servicepackage WHERE business_id = %s AND is_default AND is_active)
  OR EXISTS (SELECT FROM promises_serviceprofile WHERE business_id = %s)
"""


def _read_gate(case_id: UUID, business_id: UUID) -> tuple[bool, bool]:
    """Whether the case has clocks, and whether anything is promised here."""
    with connection.cursor() as cursor:
        cursor.execute(GATE, (case_id, business_id, business_id))
        found: tuple[bool, bool] = cursor.fetchone()
    return found


def move_clocks(case_id: UUID, business_id: UUID, happenings: Sequence[Happening], *, actor_code: str) -> None:
    """Takes the steps that these happenings ask, in their order, and writes down each with its reason."""
    has_clocks, is_promised = _read_gate(case_id, business_id)
    if not has_clocks and not is_promised:
        return
    now = timezone.now()
    clocks = latest_clocks(case_id) if has_clocks else {}
    new: list[Clock] = []
    promised = _Promised(case_id, now)
    steps: list[ClockStep] = []
    for happening in happenings:
        phases = {ClockKind(kind): Phase(clock.phase) for kind, clock in clocks.items()}
        for kind, step in steps_after(happening, phases).items():
            if step is Step.START:
                started = promised.start(kind)
                if started is None:
                    continue
                clocks[kind.value] = started
                new.append(started)
            else:
                _take(clocks[kind.value], step, now)
            steps.append(_written(clocks[kind.value], step.value, happening.value, now))
    if not steps:
        return
    Clock.objects.bulk_create(new)
    moved = [clock for clock in {step.clock_id: step.clock for step in steps}.values() if clock not in new]
    for clock in moved:
        clock.save()
    follow_clocks(moved, now)
    ClockStep.objects.bulk_create(steps)
    record(ClocksMoved(business_id=business_id, actor=actor_code, case_id=case_id, why=happenings[0].value))


def latest_clocks(case_id: UUID) -> dict[str, Clock]:
    """Of each kind the latest clock of a case, locked."""
    rows = Clock.objects.select_for_update(of=("self",)).select_related("calendar", "ladder").filter(case_id=case_id)
    return {clock.kind: clock for clock in rows.order_by("started_at", "id")}


class _Promised:
    """What is promised for a case now, read once and only when a clock must start."""

    def __init__(self, case_id: UUID, now: datetime) -> None:
        self._case_id, self._now = case_id, now

    @cached_property
    def _case(self) -> Case:
        return Case.objects.select_related("business", "customer", "system").get(pk=self._case_id)

    @cached_property
    def _at(self) -> datetime:
        """The customer waits since they wrote, however late we read it."""
        return self._case.customer_wrote_at or self._now

    @cached_property
    def _terms(self) -> Terms | None:
        return terms_for_case(self._case, self._at)

    def start(self, kind: ClockKind) -> Clock | None:
        """The clock as it begins, not yet saved; None when nothing of this kind is promised."""
        terms = self._terms
        said = terms.target(kind, Criticality(self._case.criticality)) if terms else None
        calendar = terms.value("calendar") if terms else None
        if said is None or not isinstance(calendar, ServiceCalendar):
            return None
        ladder = terms.value("ladder") if terms else None
        clock = Clock(
            business_id=self._case.business_id,
            case_id=self._case_id,
            kind=kind.value,
            phase=Phase.RUNNING.value,
            calendar=calendar,
            target=said.value,
            source=said.layer.source.value,
            source_name=said.layer.name,
            ladder=ladder if isinstance(ladder, Ladder) else None,
            started_at=self._at,
        )
        set_moments(clock, self._now)
        return clock


def _take(clock: Clock, step: Step, now: datetime) -> None:
    pauses = pauses_of(clock)
    match step:
        case Step.PAUSE:
            clock.phase, pauses = Phase.PAUSED.value, paused(pauses, now)
        case Step.RESUME:
            if clock.stopped_at is not None:
                # What was stopped stood still until now.
                pauses = resumed(pauses, clock.stopped_at)
                pauses = (*pauses, Pause(clock.stopped_at, now))
            clock.phase, clock.stopped_at, pauses = Phase.RUNNING.value, None, resumed(pauses, now)
        case Step.STOP | Step.VOID:
            clock.phase = (Phase.STOPPED if step is Step.STOP else Phase.VOID).value
            clock.stopped_at, pauses = now, resumed(pauses, now)
    clock.pauses = [[each.since.isoformat(), each.until and each.until.isoformat()] for each in pauses]
    set_moments(clock, now)


def pauses_of(clock: Clock) -> tuple[Pause, ...]:
    """The clock's pauses, in order."""
    return tuple(Pause(_moment(since), _moment(until) if until else None) for since, until in clock.pauses)


def _moment(text: str) -> datetime:
    moment = parse_datetime(text)
    if moment is None:
        raise ValueError(text)
    return moment


def measure_of(clock: Clock) -> Measure:
    """The clock's own facts, for the arithmetic."""
    return Measure(clock.started_at, clock.target, pauses_of(clock))


def set_moments(clock: Clock, now: datetime) -> None:
    """Computes when the clock is due, how much is used, and when to look again. A stopped one is left as it ended."""
    if clock.phase in (Phase.STOPPED, Phase.VOID):
        clock.next_check_at = None
        return
    measure, open_time = measure_of(clock), open_time_of(clock.calendar)
    clock.due_at = None if clock.phase == Phase.PAUSED else due_at(measure, open_time)
    clock.used = min(int(share_used(measure, open_time, now) * TENTHS), 99)
    clock.next_check_at = _next_look(clock, measure, open_time)


def _next_look(clock: Clock, measure: Measure, open_time: OpenTime) -> datetime | None:
    """At the next tenth while the promise lasts, or at the share of the ladder's next rung when that comes first.

    A broken clock is looked at no more, nor one that stands still.
    """
    if clock.due_at is None or clock.broken_at is not None:
        return None
    if clock.used >= TENTHS:
        return clock.due_at
    step = step_after(steps_for(clock), clock.called)
    tenth = (clock.used + 1) / TENTHS
    return moment_of_share(measure, open_time, min(tenth, step.at_share / 100) if step else tenth)


def _written(clock: Clock, what: str, why: str, now: datetime) -> ClockStep:
    return ClockStep(business_id=clock.business_id, clock=clock, at=now, what=what, why=why, due_at=clock.due_at)


def retarget_case(event: Event) -> None:
    """Reaction: the criticality, the system or the customer changed; open clocks follow what holds now."""
    if event.case_id is not None:
        clocks = latest_clocks(event.case_id).values()
        retarget_clocks(list(clocks), why=event.code)


def retarget_clocks_of(*, customer_ids: Iterable[UUID], why: str) -> None:
    """The open clocks of these customers follow what holds now: their profile changed."""
    rows = (
        Clock.objects.select_for_update(of=("self",))
        .select_related("calendar", "ladder")
        .filter(case__customer__in=list(customer_ids), phase__in=OPEN_PHASES)
    )
    retarget_clocks(list(rows), why=why)


def retarget_clocks(clocks: Sequence[Clock], *, why: str) -> None:
    """Open clocks take the target and calendar that hold now; what was used of them stays used."""
    now = timezone.now()
    steps = []
    for clock in clocks:
        if clock.phase not in OPEN_PHASES:
            continue
        fresh = _Promised(clock.case_id, now).start(ClockKind(clock.kind))
        if fresh is None:
            _take(clock, Step.VOID, now)
        elif all(getattr(fresh, name) == getattr(clock, name) for name in ("target", "calendar_id", "ladder_id")):
            continue
        else:
            clock.target, clock.calendar, clock.ladder = fresh.target, fresh.calendar, fresh.ladder
            clock.source, clock.source_name = fresh.source, fresh.source_name
            set_moments(clock, now)
        clock.save()
        follow_clocks([clock], now)
        steps.append(_written(clock, "retargeted", why[:24], now))
    ClockStep.objects.bulk_create(steps)
