"""Trying a ladder on promises that were: what would have been called, on which case and when."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from moked.calendars.domain.hours import CalendarInvalid
from moked.promises.domain.ladders import WouldCall, would_call
from moked.promises.domain.terms import ClockKind
from moked.promises.models import Clock, Ladder
from moked.promises.profiles import open_time_of
from moked.promises.services.calling import steps_of
from moked.promises.services.measuring import measure_of

LOOKED_BACK = timedelta(days=30)
# The newest promises that are looked at; a larger business sees fewer days.
MOST = 2000


@dataclass(frozen=True)
class TriedClock:
    """One promise, and the calls that would have been made for it, in order."""

    clock: Clock
    calls: tuple[WouldCall, ...]


@dataclass(frozen=True)
class Trial:
    """`looked_at` promises began since `since`; `called` are those that would have called, the newest first.

    `by_position` says how often each rung would have been called.
    """

    since: datetime
    looked_at: int
    called: tuple[TriedClock, ...]
    by_position: dict[int, int]


def try_ladder(ladder: Ladder, now: datetime) -> Trial:
    """What the ladder would have done in the last month, had everybody who was called confirmed. Two queries."""
    since = now - LOOKED_BACK
    rows = (
        Clock.objects.filter(business_id=ladder.business_id, started_at__gte=since)
        .exclude(phase="void")
        # Rounds of updates have no ladder.
        .exclude(kind=ClockKind.UPDATE.value)
        .select_related("calendar", "case__business", "case__customer")
        .order_by("-started_at", "-pk")
    )
    clocks = list(rows[:MOST])
    steps = steps_of(ladder.rungs.all())
    tried = []
    counted: Counter[int] = Counter()
    for clock in clocks:
        try:
            calls = would_call(steps, measure_of(clock), open_time_of(clock.calendar), clock.stopped_at or now)
        except CalendarInvalid:
            # A calendar that never opens promises nothing that could be in danger.
            continue
        if calls:
            tried.append(TriedClock(clock, calls))
            counted.update(call.position for call in calls)
    first = clocks[-1].started_at if len(clocks) == MOST else since
    return Trial(first, len(clocks), tuple(tried), dict(counted))
