"""A duty plan kept by hand: weekly lines, and dates whose own lines stand in their place.

Times are wall time in the plan's zone. A shift past midnight belongs to the day it begins on: an exception of the
next day does not cut it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
# Any Monday: weekly lines are laid out on it to be compared with one another.
SOME_MONDAY = date(2024, 1, 1)


class DutyInvalid(ValueError):
    """A line that makes no sense in its plan. `code` names why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Line:
    """One line of a plan: on a weekday (Monday is 0) or on a date, exactly one of them.

    Without a person it is a date on which nobody is on duty; then it has no times.
    """

    key: UUID
    person: UUID | None
    starts: time | None
    ends: time | None
    is_overnight: bool = False
    weekday: int | None = None
    on: date | None = None


@dataclass(frozen=True)
class Shift:
    """A line on one day, from instant to instant."""

    line: Line
    person: UUID
    begins: datetime
    ends: datetime


def lines_on(lines: Iterable[Line], day: date) -> tuple[Line, ...]:
    """The lines that hold for shifts beginning on this day: those of the date if it has any, else the weekly ones."""
    every = tuple(lines)
    own = tuple(line for line in every if line.on == day)
    return own or tuple(line for line in every if line.on is None and line.weekday == day.weekday())


def shifts_on(lines: Iterable[Line], day: date, zone: ZoneInfo) -> tuple[Shift, ...]:
    """Who begins a shift on this day, the earliest first."""
    found = []
    for line in lines_on(lines, day):
        if line.person is None or line.starts is None or line.ends is None:
            continue
        last = day + ONE_DAY if line.is_overnight else day
        begins, ends = _instant(day, line.starts, zone), _instant(last, line.ends, zone)
        if begins < ends:
            found.append(Shift(line, line.person, begins, ends))
    return tuple(sorted(found, key=lambda shift: (shift.begins, shift.ends, str(shift.person))))


def on_duty(lines: Iterable[Line], at: datetime, zone: ZoneInfo) -> tuple[UUID, ...]:
    """Who is on duty at a moment, each once, whoever began first first. A shift's end is not part of it."""
    every = tuple(lines)
    today = at.astimezone(zone).date()
    shifts = (shift for day in (today - ONE_DAY, today) for shift in shifts_on(every, day, zone))
    return tuple(dict.fromkeys(shift.person for shift in shifts if shift.begins <= at < shift.ends))


def check_line(line: Line, others: Sequence[Line], zone: ZoneInfo) -> None:
    """Raises DutyInvalid when the line makes no sense beside the other lines of its plan."""
    if (line.weekday is None) == (line.on is None):
        raise DutyInvalid("no_day")
    if line.person is None:
        _check_free_day(line, others)
        return
    if line.starts is None or line.ends is None:
        raise DutyInvalid("no_times")
    if not line.is_overnight and line.ends <= line.starts:
        raise DutyInvalid("ends_before_start")
    if line.is_overnight and line.ends > line.starts:
        raise DutyInvalid("longer_than_a_day")
    if any(other.on == line.on and other.person is None for other in others if line.on is not None):
        raise DutyInvalid("day_is_free")
    if _overlaps(line, others, zone):
        raise DutyInvalid("same_person_twice")


def _check_free_day(line: Line, others: Sequence[Line]) -> None:
    if line.on is None:
        raise DutyInvalid("nobody_named")
    if any(other.on == line.on for other in others):
        raise DutyInvalid("day_has_lines")


def _overlaps(line: Line, others: Sequence[Line], zone: ZoneInfo) -> bool:
    """Whether the line's person would be on duty twice at once. A weekly line is compared with weekly ones only:
    on a date with lines of its own these hold instead of it."""
    theirs = [*(other for other in others if other.person == line.person), line]
    if line.on is None:
        lines, first, days = [each for each in theirs if each.on is None], SOME_MONDAY, 8
    else:
        # A date without a line of this person's may still be one on which the weekly lines do not hold.
        free = [Line(each.key, None, None, None, on=each.on) for each in others if each.on and each not in theirs]
        lines, first, days = [*theirs, *free], line.on - ONE_DAY, 3
    spans = [shift for day in range(days) for shift in shifts_on(lines, first + day * ONE_DAY, zone)]
    spans.sort(key=lambda shift: shift.begins)
    return any(after.begins < before.ends for before, after in pairwise(spans))


def _instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, zone).astimezone(UTC)
