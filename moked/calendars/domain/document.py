"""A calendar as a JSON document; what makes no sense is refused with its place.

`{"timezone": "Asia/Jerusalem", "week": {"sun": [["08:00", "13:00"], ["14:00", "18:00"]]},
"dates": {"2026-09-21": []}, "holidays": "IL", "holiday_hours": [], "eve_hours": [["08:00", "12:00"]]}`

A block that ends before it starts runs past midnight; `24:00` may end one. A day the week does not name is closed.
Blocks that overlap count once. `null` is as if not named.
"""

import re
from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from moked.calendars.domain.hours import MINUTES_A_DAY, Block, Blocks, CalendarInvalid, WorkCalendar

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FIELDS = {"timezone", "week", "dates", "holidays", "holiday_hours", "eve_hours"}
TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_calendar(document: object) -> WorkCalendar:
    """The calendar a document describes. Raises CalendarInvalid, whose facts say where."""
    if not isinstance(document, Mapping):
        raise CalendarInvalid("not_an_object", at="")
    for name in document:
        if name not in FIELDS:
            raise CalendarInvalid("field_unknown", at=name)
    eve_hours, dates = document.get("eve_hours"), document.get("dates")
    return WorkCalendar(
        zone=_zone(document.get("timezone")),
        week=_week(document.get("week", {})),
        dates=_dates({} if dates is None else dates),
        country=_country(document.get("holidays")),
        holiday_hours=_blocks(document.get("holiday_hours"), "holiday_hours"),
        eve_hours=None if eve_hours is None else _blocks(eve_hours, "eve_hours"),
    )


def _zone(name: object) -> ZoneInfo:
    if not isinstance(name, str) or not name:
        raise CalendarInvalid("timezone_missing", at="timezone")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise CalendarInvalid("timezone_unknown", at="timezone", value=name) from error


def _country(name: object) -> str:
    if name is None:
        return ""
    if not isinstance(name, str):
        raise CalendarInvalid("country_unknown", at="holidays", country=name)
    return name


def _week(document: object) -> tuple[Blocks, ...]:
    if not isinstance(document, Mapping):
        raise CalendarInvalid("not_an_object", at="week")
    for name in document:
        if name not in DAYS:
            raise CalendarInvalid("day_unknown", at="week", value=name)
    return tuple(_blocks(document.get(name), f"week.{name}") for name in DAYS)


def _dates(document: object) -> dict[date, Blocks]:
    if not isinstance(document, Mapping):
        raise CalendarInvalid("not_an_object", at="dates")
    found = {}
    for name, blocks in document.items():
        try:
            if not DATE.fullmatch(name):
                raise ValueError(name)
            day = date.fromisoformat(name)
        except (TypeError, ValueError) as error:
            raise CalendarInvalid("date_unreadable", at="dates", value=name) from error
        found[day] = _blocks(blocks, f"dates.{name}")
    return found


def _blocks(document: object, at: str) -> Blocks:
    if document is None:
        return ()
    if not isinstance(document, list):
        raise CalendarInvalid("not_a_list", at=at)
    return tuple(sorted(_block(each, at) for each in document))


def _block(document: object, at: str) -> Block:
    if not isinstance(document, list) or len(document) != 2:
        raise CalendarInvalid("block_not_a_pair", at=at)
    start, end = (_minutes(each, at) for each in document)
    if start in (end, MINUTES_A_DAY):
        raise CalendarInvalid("block_empty", at=at, value=document)
    return Block(start, end if end > start else end + MINUTES_A_DAY)


def _minutes(text: object, at: str) -> int:
    """Minutes since midnight of 'HH:MM', up to 24:00."""
    found = TIME.fullmatch(text) if isinstance(text, str) else None
    minutes = int(found[1]) * 60 + int(found[2]) if found else MINUTES_A_DAY + 1
    if found is None or int(found[2]) > 59 or minutes > MINUTES_A_DAY:
        raise CalendarInvalid("time_unreadable", at=at, value=text)
    return minutes
