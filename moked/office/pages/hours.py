"""What service hours come to: the coming week, and when a promise given now ends."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from moked.calendars.domain.clock import OpenTime
from moked.calendars.domain.document import read_calendar
from moked.calendars.domain.hours import CalendarInvalid, DayKind, WorkCalendar
from moked.calendars.domain.written import words_of_block
from moked.calendars.models import ServiceCalendar
from moked.ui.moments import WEEKDAYS

DAYS = 7
EXAMPLE = timedelta(hours=6)


@dataclass(frozen=True)
class PreviewDay:
    """A coming day. `hours` is empty when closed; `why` names the rule when it is not the week."""

    weekday: str
    date: str
    hours: str
    why: str


@dataclass(frozen=True)
class HoursPreview:
    """`ends_at` is in the calendar's own zone; None when it never comes."""

    days: tuple[PreviewDay, ...]
    ends_at: datetime | None
    zone: str


def preview_of(row: ServiceCalendar, now: datetime) -> HoursPreview:
    """The coming seven days, and the end of a promise of six hours given now."""
    calendar = read_calendar(row.document)
    today = now.astimezone(calendar.zone).date()
    days = tuple(_day(calendar, today + timedelta(days=ahead)) for ahead in range(DAYS))
    try:
        ends_at = OpenTime(calendar).due_at(now, EXAMPLE)
    except CalendarInvalid:
        ends_at = None
    return HoursPreview(days, ends_at, str(calendar.zone))


def _day(calendar: WorkCalendar, day: date) -> PreviewDay:
    words = {
        DayKind.DATE: _("an exception"),
        DayKind.HOLIDAY: _("a holiday"),
        DayKind.EVE: _("the eve of a holiday"),
        DayKind.WEEK: "",
    }
    return PreviewDay(
        weekday=str(WEEKDAYS[day.weekday()]),
        date=date_format(day, pgettext("date format within a year", "j M")),
        hours=", ".join(words_of_block(block) for block in calendar.blocks_on(day)),
        why=words[calendar.kind_of(day)],
    )
