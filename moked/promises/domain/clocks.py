"""When clocks start, stand still, go on and stop: one table, read for everything that happens to a case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from moked.calendars.domain.clock import OpenTime, Pause
from moked.promises.domain.terms import ClockKind


class Happening(StrEnum):
    """What happens to a case, as far as promises care."""

    CUSTOMER_WROTE = "customer_wrote"
    ANSWERED = "answered"  # a person of ours wrote to the customer
    HEARD = "heard"  # an update told the customer how it stands
    WAITS_FOR_CUSTOMER = "waits_for_customer"
    WAITS_FOR_US = "waits_for_us"  # put aside for a date, a colleague or a supplier: our time goes on
    PROPOSED = "proposed"
    WORK_GOES_ON = "work_goes_on"  # the wait is over, a solution was refused, a message did not arrive
    CLOSED = "closed"
    LEFT_UNCONFIRMED = "left_unconfirmed"
    REOPENED = "reopened"
    NO_CASE = "no_case"  # set aside, or merged into another
    MERGED_APART = "merged_apart"  # merged into a case that is another matter by law
    BROUGHT_BACK = "brought_back"


class Phase(StrEnum):
    """Where a clock stands."""

    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    VOID = "void"  # what it measured is not there any more


class Step(StrEnum):
    """What is done to a clock."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    RENEW = "renew"  # a round is over and the next one begins
    VOID = "void"


FIRST, NEXT, SOLUTION = ClockKind.FIRST_REPLY, ClockKind.NEXT_REPLY, ClockKind.SOLUTION
STATUTORY = ClockKind.STATUTORY
UPDATE = ClockKind.UPDATE
REPLIES = (FIRST, NEXT)


def _ours(step: Step) -> Mapping[ClockKind, Step]:
    return {FIRST: step, NEXT: step, UPDATE: step, SOLUTION: step}


def _all(step: Step) -> Mapping[ClockKind, Step]:
    return {**_ours(step), STATUTORY: step}


# What follows from what; what is not named stays as it is. A customer who writes may start clocks: see below.
# The rhythm of updates goes by rounds: each real word ends one and begins the next.
# A time the law sets waits for nobody: it never stands still, and runs on where it ended too early.
RULES: Mapping[Happening, Mapping[ClockKind, Step]] = {
    Happening.ANSWERED: {FIRST: Step.STOP, NEXT: Step.STOP, UPDATE: Step.RENEW},
    Happening.HEARD: {UPDATE: Step.RENEW},
    Happening.WAITS_FOR_CUSTOMER: _ours(Step.PAUSE),
    # It may have waited for the customer until now.
    Happening.WAITS_FOR_US: _ours(Step.RESUME),
    Happening.PROPOSED: {
        FIRST: Step.STOP,
        NEXT: Step.STOP,
        UPDATE: Step.PAUSE,
        SOLUTION: Step.PAUSE,
        STATUTORY: Step.STOP,
    },
    Happening.WORK_GOES_ON: _all(Step.RESUME),
    Happening.CLOSED: _all(Step.STOP),
    Happening.LEFT_UNCONFIRMED: _all(Step.VOID),
    Happening.REOPENED: {UPDATE: Step.START, SOLUTION: Step.RESUME, STATUTORY: Step.RESUME},
    Happening.NO_CASE: _all(Step.VOID),
    # Both laws set their times; what ends the case that goes on ends both.
    Happening.MERGED_APART: _ours(Step.VOID),
    Happening.BROUGHT_BACK: {**_all(Step.RESUME), UPDATE: Step.START},
}
# A step is taken in these phases only: the pause of what stands still, or the stop of what never ran, is nothing. A
# reply that was given stays given; a solution that was not one goes on where it stopped.
TAKEN_IN: Mapping[tuple[Step, ClockKind], tuple[Phase, ...]] = {
    **{(Step.PAUSE, kind): (Phase.RUNNING,) for kind in (*REPLIES, UPDATE, SOLUTION)},
    **{(Step.RESUME, kind): (Phase.PAUSED,) for kind in (*REPLIES, UPDATE)},
    **{(Step.RESUME, kind): (Phase.PAUSED, Phase.STOPPED, Phase.VOID) for kind in (SOLUTION, STATUTORY)},
    **{(Step.STOP, kind): (Phase.RUNNING, Phase.PAUSED) for kind in (*REPLIES, UPDATE, SOLUTION, STATUTORY)},
    **{(Step.VOID, kind): (Phase.RUNNING, Phase.PAUSED) for kind in (*REPLIES, UPDATE, SOLUTION, STATUTORY)},
    (Step.START, UPDATE): (Phase.STOPPED, Phase.VOID),
    (Step.RENEW, UPDATE): (Phase.RUNNING, Phase.PAUSED),
}


def steps_after(
    happening: Happening, phases: Mapping[ClockKind, Phase], *, is_statutory: bool = False
) -> dict[ClockKind, Step]:
    """What is done to which clock. `phases` are those of the clocks a case has; of a kind met before, the latest.

    `is_statutory`: the case is a matter for which a law sets a time; for another one that time never goes on.
    """
    if happening is Happening.CUSTOMER_WROTE:
        return _steps_when_written(phases) | (_statutory_when_written(phases) if is_statutory else {})
    return {
        kind: step
        for kind, step in RULES[happening].items()
        if (phase := phases.get(kind)) is not None
        and phase in TAKEN_IN[step, kind]
        # Whoever else is waited for, only what stood still for the customer goes on.
        and (happening is not Happening.WAITS_FOR_US or phase is Phase.PAUSED)
        and (is_statutory or kind is not STATUTORY or step is not Step.RESUME)
    }


def _statutory_when_written(phases: Mapping[ClockKind, Phase]) -> dict[ClockKind, Step]:
    match phases.get(STATUTORY):
        case None:
            return {STATUTORY: Step.START}
        case Phase.STOPPED | Phase.VOID:
            return {STATUTORY: Step.RESUME}
        case _:
            return {}


def kinds_to_start(
    phases: Mapping[ClockKind, Phase], *, waits_for_reply: bool, was_answered: bool, is_statutory: bool
) -> tuple[ClockKind, ...]:
    """Which kinds begin for a live case when more may be promised for it than before: those that measure something
    now and have no clock. `waits_for_reply`: the last word is the customer's."""
    reply = (NEXT if was_answered else FIRST,) if waits_for_reply else ()
    wanted = (*reply, UPDATE, SOLUTION, *((STATUTORY,) if is_statutory else ()))
    return tuple(kind for kind in wanted if phases.get(kind) in (None, Phase.VOID))


def _steps_when_written(phases: Mapping[ClockKind, Phase]) -> dict[ClockKind, Step]:
    """The first reply is promised once; to whatever the customer writes after it, the next one. The promise of a
    solution begins with the first word, and goes on with every further one; so do updates, while nothing is over."""
    found: dict[ClockKind, Step] = {}
    if SOLUTION not in phases:
        found[SOLUTION] = Step.START
    elif phases[SOLUTION] in TAKEN_IN[Step.RESUME, SOLUTION]:
        found[SOLUTION] = Step.RESUME
    reply = NEXT if phases.get(FIRST) in (Phase.STOPPED, Phase.VOID) else FIRST
    for kind in (reply, UPDATE):
        match phases.get(kind):
            case Phase.PAUSED:
                found[kind] = Step.RESUME
            case None | Phase.STOPPED | Phase.VOID:
                found[kind] = Step.START
    return found


@dataclass(frozen=True)
class Measure:
    """A clock's own facts. `target` is open time; a pause without an end stands still now."""

    started_at: datetime
    target: timedelta
    pauses: tuple[Pause, ...] = ()

    @property
    def is_paused(self) -> bool:
        return bool(self.pauses) and self.pauses[-1].until is None


def due_at(measure: Measure, open_time: OpenTime) -> datetime | None:
    """When the promise ends; None while the clock stands still. Raises CalendarInvalid."""
    return open_time.due_at(measure.started_at, measure.target, measure.pauses)


def share_used(measure: Measure, open_time: OpenTime, now: datetime) -> float:
    """How much of the promise is used up: 0 at the start, 1 when due, more when broken."""
    return open_time.open_between(measure.started_at, now, measure.pauses) / measure.target


def moment_of_share(measure: Measure, open_time: OpenTime, share: float) -> datetime | None:
    """When so much of the promise will be used up, if nothing stops it; None while it stands still."""
    part = Measure(measure.started_at, max(measure.target * share, timedelta(microseconds=1)), measure.pauses)
    return due_at(part, open_time)


def paused(pauses: Sequence[Pause], at: datetime) -> tuple[Pause, ...]:
    """The pauses with one that begins now."""
    return (*pauses, Pause(at))


def resumed(pauses: Sequence[Pause], at: datetime) -> tuple[Pause, ...]:
    """The pauses with the open one ended."""
    if not pauses or pauses[-1].until is not None:
        return tuple(pauses)
    return (*pauses[:-1], Pause(pauses[-1].since, max(at, pauses[-1].since)))
