"""Hours as people write them: `08:00-13:00, 14:00-18:00`, and exceptions of the week, one a line."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise

from moked.calendars.domain.hours import MINUTES_A_DAY, Block, CalendarInvalid

Pairs = list[list[str]]
CLOSED = frozenset({"closed", "סגור", "-", "–", "—"})
DASH = re.compile(r"\s*(?:-|–|—|־|\bto\b|\bעד\b)\s*")
TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")
DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[./](\d{1,2})[./](\d{4})")


def read_hours(text: str) -> Pairs:
    """The blocks of a day as a calendar's document holds them; none when closed. Raises CalendarInvalid."""
    if text.strip().casefold() in CLOSED:
        return []
    pairs = [_block(part.strip()) for part in re.split(r"[,;\n]", text) if part.strip()]
    for earlier, later in pairwise(sorted(pairs)):
        if passes_midnight(earlier) or earlier[1] > later[0]:
            raise CalendarInvalid("blocks_overlap", first=write_hours([earlier]), second=write_hours([later]))
    return pairs


def passes_midnight(pair: Sequence[str]) -> bool:
    """Whether hours, as `read_hours` gives them, end on the day after the one they begin on."""
    return pair[1] < pair[0]


def overlap_at_night(today: Pairs, tomorrow: Pairs) -> tuple[list[str], list[str]] | None:
    """Hours of a day that go on after midnight into hours of the next one; None where none do."""
    for late in filter(passes_midnight, today):
        for early in tomorrow:
            if early[0] < late[1]:
                return late, early
    return None


def _block(text: str) -> list[str]:
    ends = DASH.split(text)
    if len(ends) != 2:
        raise CalendarInvalid("block_unreadable", value=text)
    start, end = (_time(each) for each in ends)
    if start in (end, "24:00"):
        raise CalendarInvalid("block_empty", value=text)
    return [start, end]


def _time(text: str) -> str:
    found = TIME.fullmatch(text.strip())
    hours, minutes = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    if minutes > 59 or hours * 60 + minutes > MINUTES_A_DAY:
        raise CalendarInvalid("time_unreadable", value=text.strip() or "–")
    return f"{hours:02}:{minutes:02}"


def read_dates(text: str) -> dict[str, Pairs]:
    """Exceptions, one a line: a date, a colon, hours or `closed`. Raises CalendarInvalid, which quotes the line."""
    found: dict[str, Pairs] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        day = DAY.match(line)
        hours = line[day.end() :].lstrip(" :") if day else ""
        if day is None or not hours:
            raise CalendarInvalid("line_unreadable", value=line)
        found[_date(day).isoformat()] = read_hours(hours)
    return found


def _date(found: re.Match[str]) -> date:
    year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise CalendarInvalid("date_unreadable", value=found[0]) from error


def write_hours(pairs: Iterable[Sequence[str]]) -> str:
    """Blocks as `read_hours` reads them; empty when closed."""
    return ", ".join(f"{start}-{end}" for start, end in pairs)


def write_dates(dates: Mapping[str, Pairs], closed: str) -> str:
    """Exceptions as `read_dates` reads them, in order. `closed` is the word for a day without hours."""
    return "\n".join(f"{day}: {write_hours(pairs) or closed}" for day, pairs in sorted(dates.items()))


def clock_of(minutes: int) -> str:
    """Minutes since midnight as a clock shows them; past midnight it begins anew."""
    return "24:00" if minutes == MINUTES_A_DAY else f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def words_of_block(block: Block) -> str:
    """A block as a clock shows it: `08:00-13:00`."""
    return f"{clock_of(block.start)}-{clock_of(block.end)}"
