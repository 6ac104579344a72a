"""When a calendar is open, day by day: the week, its exceptions, holidays and their eves."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

MINUTES_A_DAY = 24 * 60
ONE_DAY = timedelta(days=1)
COUNTRY = re.compile(r"[A-Z]{2,4}")


class CalendarInvalid(ValueError):
    """A calendar, or a question to it, that makes no sense. `code` names it, `facts` are what a sentence needs."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class DayKind(StrEnum):
    """Which rule gives a day its hours; the first that applies wins."""

    DATE = "date"
    HOLIDAY = "holiday"
    EVE = "eve"
    WEEK = "week"


@dataclass(frozen=True, order=True)
class Block:
    """Open from `start` to `end`, in minutes of the local day it starts on.

    `end` may exceed a day: the block runs past midnight, and still belongs to the day it starts on.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not (0 <= self.start < MINUTES_A_DAY and self.start < self.end <= self.start + MINUTES_A_DAY):
            raise CalendarInvalid("block_impossible", start=self.start, end=self.end)


Blocks = tuple[Block, ...]


@dataclass(frozen=True)
class WorkCalendar:
    """The hours of a service, by local wall time in `zone`.

    `week` has seven days, Monday first, as `date.weekday()` counts. `country` is a country of the `holidays`
    package, with a subdivision after a dash where wanted ('IL', 'US-CA'), and empty without holidays.
    `eve_hours` None: an eve is a day like any other.
    """

    zone: ZoneInfo
    week: tuple[Blocks, ...]
    dates: Mapping[date, Blocks] = field(default_factory=dict)
    country: str = ""
    holiday_hours: Blocks = ()
    eve_hours: Blocks | None = None

    def __post_init__(self) -> None:
        if len(self.week) != 7:
            raise CalendarInvalid("week_incomplete", days=len(self.week))
        if not any(self.week) and not any(self.dates.values()) and not self.holiday_hours and not self.eve_hours:
            raise CalendarInvalid("no_hours")
        if self.country:
            public_holidays(self.country, 2026)

    def kind_of(self, day: date) -> DayKind:
        """Which rule gives this day its hours."""
        if day in self.dates:
            return DayKind.DATE
        if self.country and day in public_holidays(self.country, day.year):
            return DayKind.HOLIDAY
        after = day + ONE_DAY
        if self.country and self.eve_hours is not None and after in public_holidays(self.country, after.year):
            return DayKind.EVE
        return DayKind.WEEK

    def blocks_on(self, day: date) -> Blocks:
        """The blocks that start on this day."""
        match self.kind_of(day):
            case DayKind.DATE:
                return self.dates[day]
            case DayKind.HOLIDAY:
                return self.holiday_hours
            case DayKind.EVE:
                return self.eve_hours or ()
            case DayKind.WEEK:
                return self.week[day.weekday()]


@lru_cache(maxsize=512)
def public_holidays(country: str, year: int) -> frozenset[date]:
    """The public holidays of a country in a year. Raises CalendarInvalid for a country nobody knows."""
    code, _, subdivision = country.partition("-")
    if not COUNTRY.fullmatch(code):
        # The package would take any name of its own for a country.
        raise CalendarInvalid("country_unknown", country=country)
    try:
        found = holidays.country_holidays(code, subdiv=subdivision or None, years=[year])
    except NotImplementedError as error:
        raise CalendarInvalid("country_unknown", country=country) from error
    return frozenset(found)
