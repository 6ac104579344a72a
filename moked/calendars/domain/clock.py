"""Clocks: from a start and a target to the moment it is due, counting open time only.

The open time of a calendar is laid out once, chunk by chunk, with its running total; a question is then two binary
searches. Everything is exact to the microsecond.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from moked.calendars.domain.hours import CalendarInvalid, WorkCalendar
from moked.calendars.domain.spans import (
    DAY,
    EPOCH_DAY,
    Instant,
    Span,
    instant_of,
    merge,
    moment_of,
    spans_of,
)

CHUNK_DAYS = 128
# A target that open time of so many years does not hold is taken for a mistake.
MOST_YEARS = 20
# Far enough for any service; beyond it zones and holidays are guesses, and dates end.
EARLIEST = instant_of(datetime(1900, 1, 1, tzinfo=UTC))
LATEST = instant_of(datetime(2200, 1, 1, tzinfo=UTC))


@dataclass(frozen=True)
class Pause:
    """A time in which a clock stands still. `until` None: it still does."""

    since: datetime
    until: datetime | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise CalendarInvalid("pause_ends_before_it_starts", since=self.since, until=self.until)


@dataclass(frozen=True)
class Due:
    """When a clock runs out, and the working time it ran through until then, in order."""

    at: datetime
    spans: tuple[tuple[datetime, datetime], ...]


class OpenTime:
    """The open time of one calendar. Make one and keep it: what was laid out serves every later question."""

    def __init__(self, calendar: WorkCalendar) -> None:
        self.calendar = calendar
        self._starts: list[Instant] = []
        self._ends: list[Instant] = []
        # Open time before each span, from the first one laid out.
        self._before: list[int] = []
        self._from: Instant = 0
        self._until: Instant = 0

    def due_at(self, start: datetime, target: timedelta, pauses: Sequence[Pause] = ()) -> datetime | None:
        """The first moment at which `target` of open time has passed since `start`, outside the pauses.

        None while a pause without an end holds it up. Raises CalendarInvalid for a target of zero or less, and when
        the calendar never has so much open time.
        """
        left = _microseconds(target)
        if left <= 0:
            raise CalendarInvalid("target_not_positive")
        at = instant_of(start)
        for since, until in _stretches(pauses):
            if since <= at:
                running = 0
            else:
                running = self._open_between(at, since)
                if running >= left:
                    break
            if until is None:
                return None
            left -= running
            at = max(at, until)
        return moment_of(self._after(at, left))

    def open_between(self, start: datetime, end: datetime, pauses: Sequence[Pause] = ()) -> timedelta:
        """The open time between two moments, outside the pauses; zero when the end does not come after the start."""
        passed = sum(self._open_between(since, until) for since, until in _running(start, end, pauses))
        return timedelta(microseconds=passed)

    def spans_between(
        self, start: datetime, end: datetime, pauses: Sequence[Pause] = ()
    ) -> tuple[tuple[datetime, datetime], ...]:
        """The stretches of open time between two moments, outside the pauses, in order."""
        found: list[Span] = []
        for since, until in _running(start, end, pauses):
            self._reach(since, until)
            for index in range(bisect_right(self._ends, since), bisect_left(self._starts, until)):
                found.append((max(since, self._starts[index]), min(until, self._ends[index])))
        return tuple((moment_of(since), moment_of(until)) for since, until in found)

    def due(self, start: datetime, target: timedelta, pauses: Sequence[Pause] = ()) -> Due | None:
        """As `due_at`, with the working time that leads there."""
        at = self.due_at(start, target, pauses)
        return None if at is None else Due(at, self.spans_between(start, at, pauses))

    def is_open(self, moment: datetime) -> bool:
        """Whether the service is open at this moment. A block's end is not part of it."""
        return self.opens_at(moment) == moment

    def opens_at(self, moment: datetime) -> datetime:
        """The moment itself when open, otherwise the next opening. Raises CalendarInvalid when there is none."""
        instant = instant_of(moment)
        self._reach(instant, instant)
        while True:
            index = bisect_right(self._ends, instant)
            if index < len(self._starts):
                return moment_of(max(instant, self._starts[index]))
            if not self._reach_further(instant):
                raise CalendarInvalid("never_open", since=moment)

    def _open_between(self, start: Instant, end: Instant) -> int:
        if end <= start:
            return 0
        self._reach(start, end)
        return self._total(end) - self._total(start)

    def _total(self, instant: Instant) -> int:
        """The open time laid out before an instant."""
        index = bisect_right(self._starts, instant) - 1
        if index < 0:
            return 0
        return self._before[index] + min(instant, self._ends[index]) - self._starts[index]

    def _after(self, start: Instant, left: int) -> Instant:
        """The instant at which `left` of open time has passed since `start`."""
        self._reach(start, start)
        while True:
            wanted = self._total(start) + left
            # The last span with less before it than wanted, if it reaches that far.
            index = bisect_left(self._before, wanted) - 1
            if index >= 0:
                instant = self._starts[index] + wanted - self._before[index]
                if instant <= self._ends[index]:
                    return instant
            if not self._reach_further(start):
                raise CalendarInvalid("never_due", years=MOST_YEARS)

    def _reach_further(self, start: Instant) -> bool:
        """Lays out more; False when there is no hope."""
        if self._until >= min(start + MOST_YEARS * 366 * DAY, LATEST - 1):
            return False
        self._reach(start, self._until + 1)
        return True

    def _reach(self, start: Instant, end: Instant) -> None:
        """Lays out what is missing, so that all blocks that touch this time are there."""
        if self._from <= start - 2 * DAY and end + 2 * DAY <= self._until:
            return
        if start < EARLIEST or end > LATEST:
            raise CalendarInvalid("moment_out_of_reach")
        chunk = CHUNK_DAYS * DAY
        begin = (start - 2 * DAY) // chunk * chunk
        until = -(-(end + 2 * DAY) // chunk) * chunk
        if self._until > self._from:
            begin, until = min(begin, self._from), max(until, self._until)
        # A fifth more than asked for: clocks look ahead, and each look lays everything out anew.
        until += (until - begin) // 5 // chunk * chunk
        self._lay_out(begin, until)

    def _lay_out(self, begin: Instant, until: Instant) -> None:
        first = date.fromordinal(begin // DAY + EPOCH_DAY)
        # A block that began the day before may reach in.
        spans = spans_of(self.calendar, first - timedelta(days=2), (until - begin) // DAY + 3)
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]
        self._before, total = [], 0
        for start, end in spans:
            self._before.append(total)
            total += end - start
        self._from, self._until = begin, until


def _microseconds(duration: timedelta) -> int:
    return (duration.days * 86_400 + duration.seconds) * 1_000_000 + duration.microseconds


def _stretches(pauses: Sequence[Pause]) -> list[tuple[Instant, Instant | None]]:
    """The pauses in order and apart; one without an end swallows what comes after."""
    if not pauses:
        return []
    never = min((instant_of(each.since) for each in pauses if each.until is None), default=None)
    pairs = ((instant_of(each.since), instant_of(each.until)) for each in pauses if each.until is not None)
    ended = merge((since, until) for since, until in pairs if since < until)
    if never is None:
        return list(ended)
    kept: list[tuple[Instant, Instant | None]] = [span for span in ended if span[1] < never]
    reaching = [since for since, until in ended if since < never <= until]
    return [*kept, (min([never, *reaching]), None)]


def _running(start: datetime, end: datetime, pauses: Sequence[Pause]) -> list[Span]:
    """The time between two moments without the pauses."""
    at, last = instant_of(start), instant_of(end)
    found: list[Span] = []
    for since, until in _stretches(pauses):
        if since > at:
            found.append((at, min(since, last)))
        at = last if until is None else max(at, until)
    found.append((at, last))
    return [(since, until) for since, until in found if since < until]
