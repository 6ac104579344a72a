"""The slow truth about working time: minute by minute, by nothing but the wall clock."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from moked.calendars.domain.clock import Pause
from moked.calendars.domain.hours import WorkCalendar

MINUTE = timedelta(minutes=1)
ONE_DAY = timedelta(days=1)


def is_open(calendar: WorkCalendar, moment: datetime) -> bool:
    """Whether the wall clock of the calendar's zone stands within a block of its day, or of the day before."""
    wall = moment.astimezone(calendar.zone)
    minute = wall.hour * 60 + wall.minute
    today, yesterday = calendar.blocks_on(wall.date()), calendar.blocks_on(wall.date() - ONE_DAY)
    return any(block.start <= minute < block.end for block in today) or any(
        minute + 24 * 60 < block.end for block in yesterday
    )


def is_paused(pauses: Sequence[Pause], moment: datetime) -> bool:
    return any(each.since <= moment and (each.until is None or moment < each.until) for each in pauses)


def due_at(
    calendar: WorkCalendar, start: datetime, target: timedelta, pauses: Sequence[Pause], within: timedelta
) -> datetime | None:
    """When so many whole minutes have passed open; None when that takes longer than `within`."""
    moment, left = start.astimezone(UTC), target
    while left and moment < start + within:
        if is_open(calendar, moment) and not is_paused(pauses, moment):
            left -= MINUTE
        moment += MINUTE
    return None if left else moment
