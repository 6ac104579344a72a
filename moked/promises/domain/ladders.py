"""Ladders: whom to call while a promise can still be kept, which step is due, and what passes on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from moked.calendars.domain.clock import OpenTime, Pause
from moked.promises.domain.clocks import Measure, Phase, moment_of_share

LONGEST_ANSWER = timedelta(days=7)
MOST_RUNGS = 12
# Moments are whole microseconds, so a share looked at in its own moment may lack this much.
HARDLY_ANYTHING = 1e-6


class Sort(StrEnum):
    """Whose help a rung asks for. A ladder asks those who know the matter before those who lead."""

    PROFESSIONAL = "professional"
    MANAGERIAL = "managerial"


class LadderInvalid(ValueError):
    """A ladder that makes no sense. `code` names it, `position` is the rung's place, 0 for the ladder itself."""

    def __init__(self, code: str, position: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.position = position


@dataclass(frozen=True)
class Step:
    """A rung as the rules see it. `at_share` is percent of the promise; `is_somebody` whether somebody is named."""

    position: int
    at_share: int
    sort: Sort
    is_somebody: bool
    answer_within: timedelta


def check_ladder(steps: Sequence[Step]) -> None:
    """Raises LadderInvalid for the first fault, by position. Called in order of position, a ladder cannot loop."""
    if not steps:
        raise LadderInvalid("no_rungs")
    if len(steps) > MOST_RUNGS:
        raise LadderInvalid("too_many_rungs")
    before: Step | None = None
    for expected, step in enumerate(steps, start=1):
        if step.position != expected:
            raise LadderInvalid("out_of_order", step.position)
        if not 1 <= step.at_share <= 99:
            raise LadderInvalid("share_outside_promise", step.position)
        if not step.is_somebody:
            raise LadderInvalid("nobody_named", step.position)
        if not timedelta(0) < step.answer_within <= LONGEST_ANSWER:
            raise LadderInvalid("answer_time", step.position)
        if before is not None:
            _check_order(before, step)
        before = step


def _check_order(before: Step, step: Step) -> None:
    if step.at_share <= before.at_share:
        raise LadderInvalid("share_not_rising", step.position)
    if before.sort is Sort.MANAGERIAL and step.sort is Sort.PROFESSIONAL:
        raise LadderInvalid("managers_first", step.position)


def steps_due(steps: Sequence[Step], called: int, share: float) -> tuple[Step, ...]:
    """The rungs whose share of the promise is used up and that were not called yet, in order.

    `called` is the highest position called so far, 0 for none; `share` is 1 when the promise ends.
    """
    return tuple(step for step in steps if step.position > called and share * 100 + HARDLY_ANYTHING >= step.at_share)


def step_after(steps: Sequence[Step], called: int) -> Step | None:
    """The next rung not called yet, whatever its share; None at the top."""
    return next((step for step in steps if step.position > called), None)


def passes_on(position: int, called: int) -> bool:
    """Whether a rung that nobody confirmed calls the next one: not when a higher one was called already."""
    return position >= called


class Standing(StrEnum):
    """What becomes of calls that nobody confirmed yet."""

    WAIT = "wait"  # their time to answer runs
    STAND_STILL = "stand_still"
    OVER = "over"


def standing_of(phase: Phase) -> Standing:
    """Calls follow the clock of their promise: they stand still with it, and are over when it is."""
    match phase:
        case Phase.RUNNING:
            return Standing.WAIT
        case Phase.PAUSED:
            return Standing.STAND_STILL
        case _:
            return Standing.OVER


@dataclass(frozen=True)
class WouldCall:
    """A rung that would have been called, and when."""

    position: int
    at: datetime


def would_call(
    steps: Sequence[Step], measure: Measure, open_time: OpenTime, until: datetime
) -> tuple[WouldCall, ...]:
    """What a ladder would have done for a promise that ended, or stands, at `until`, had everybody confirmed in time.

    A pause that still lasts ends at `until`. Raises CalendarInvalid.
    """
    ended = tuple(Pause(each.since, each.until or max(until, each.since)) for each in measure.pauses)
    whole = Measure(measure.started_at, measure.target, ended)
    found = []
    for step in steps:
        at = moment_of_share(whole, open_time, step.at_share / 100)
        if at is None or at >= until:
            break
        found.append(WouldCall(step.position, at))
    return tuple(found)
