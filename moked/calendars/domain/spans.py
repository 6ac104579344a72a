"""From local hours to real time. A wall clock that jumps opens a block for less or more real time, or twice.

Instants are whole microseconds since 1970 in UTC: adding and comparing integers is exact, and many times faster than
the same with aware datetimes.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from moked.calendars.domain.hours import WorkCalendar

Instant = int
Span = tuple[Instant, Instant]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_DAY = EPOCH.toordinal()
SECOND: Instant = 1_000_000
MINUTE: Instant = 60 * SECOND
DAY: Instant = 24 * 60 * MINUTE
# How finely a zone is searched for changes of its clock; two within this time would be missed, and are unknown.
STEP: Instant = 3 * 60 * MINUTE


def instant_of(moment: datetime) -> Instant:
    """An aware datetime as an instant."""
    passed = moment - EPOCH
    return (passed.days * 86_400 + passed.seconds) * SECOND + passed.microseconds


def moment_of(instant: Instant) -> datetime:
    """An instant as a datetime in UTC."""
    return EPOCH + timedelta(microseconds=instant)


def spans_of(calendar: WorkCalendar, first: date, days: int) -> list[Span]:
    """The open time of all blocks that start within `days` from `first` on: in order, apart from one another."""
    return merge(_spans(calendar, first, days))


def _spans(calendar: WorkCalendar, first: date, days: int) -> Iterator[Span]:
    for ordinal in range(first.toordinal(), first.toordinal() + days):
        midnight = (ordinal - EPOCH_DAY) * DAY
        pieces = _pieces(calendar.zone, midnight - DAY, midnight + 3 * DAY)
        for block in calendar.blocks_on(date.fromordinal(ordinal)):
            for begin, end, offset in pieces:
                start = max(begin, midnight + block.start * MINUTE - offset)
                stop = min(end, midnight + block.end * MINUTE - offset)
                if start < stop:
                    yield start, stop


def merge(spans: Iterable[Span]) -> list[Span]:
    """The same time in order and without overlaps; spans that touch become one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


@lru_cache(maxsize=4096)
def _pieces(zone: ZoneInfo, begin: Instant, end: Instant) -> tuple[tuple[Instant, Instant, int], ...]:
    """The time between two instants, cut where the zone's clock changes: (from, to, wall minus UTC)."""
    pieces = []
    since, offset = begin, _offset(zone, begin)
    for at in range(begin + STEP, end + STEP, STEP):
        if (changed := _offset(zone, at)) != offset:
            change = _change_between(zone, at - STEP, at)
            pieces.append((since, change, offset))
            since, offset = change, changed
    return (*pieces, (since, end, offset))


def _offset(zone: ZoneInfo, instant: Instant) -> int:
    shift = moment_of(instant).astimezone(zone).utcoffset()
    return 0 if shift is None else shift // timedelta(microseconds=1)


def _change_between(zone: ZoneInfo, low: Instant, high: Instant) -> Instant:
    """The second from which the later offset holds."""
    before = _offset(zone, low)
    while high - low > SECOND:
        middle = (low + high) // 2 // SECOND * SECOND
        if _offset(zone, middle) == before:
            low = middle
        else:
            high = middle
    return high
