"""A clock's own facts for the arithmetic, and the moments that follow from them."""

from datetime import datetime

from django.utils.dateparse import parse_datetime

from moked.calendars.domain.clock import OpenTime, Pause
from moked.promises.domain.clocks import Measure, Phase, due_at, moment_of_share, share_used
from moked.promises.domain.ladders import step_after
from moked.promises.domain.silence import Silence, silent_at
from moked.promises.models import Clock
from moked.promises.profiles import open_time_of
from moked.promises.services.calling import steps_for

TENTHS = 10


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


def set_silence(clock: Clock, did_at: datetime | None = None) -> None:
    """When to ask whether the owner is silent, having last done something at `did_at`; never without a ladder that
    asks for it."""
    ladder = clock.ladder
    if ladder is None or not ladder.is_active or ladder.silent_after is None or clock.phase != Phase.RUNNING:
        clock.silent_check_at = None
        return
    silence = Silence(did_at, clock.started_at, pauses_of(clock))
    clock.silent_check_at = silent_at(silence, ladder.silent_after, open_time_of(clock.calendar))
