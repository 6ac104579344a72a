"""Lengths of time as people write them: `4h`, `90m`, `1:30`, `2d`, `4 שע׳`; a number alone is minutes."""

import re
from collections.abc import Mapping

MINUTES_A_DAY = 24 * 60
CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)")
# A number ends where its digits do: one too long is no length of time, not several.
PART = re.compile(r"(\d{1,7}(?:[.,]\d{1,2})?)(?!\d)\s*([a-zא-ת]*)")
UNITS: Mapping[str, int] = {
    **dict.fromkeys(("", "m", "min", "mins", "minute", "minutes", "ד", "דק", "דקה", "דקות"), 1),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "ש", "שע", "שעה", "שעות"), 60),
    **dict.fromkeys(("d", "day", "days", "י", "ימ", "יום", "ימים"), MINUTES_A_DAY),
}


def read_minutes(text: str) -> int | None:
    """Whole minutes of what somebody wrote; None when it is no length of time. Two days are 48 hours."""
    words = text.strip().casefold()
    if found := CLOCK.fullmatch(words):
        return int(found[1]) * 60 + int(found[2])
    total, position = 0.0, 0
    words = re.sub(r"(?<![\d])\.|[׳'’״\"]", "", words)
    while position < len(words):
        part = PART.match(words, position)
        if part is None or part[2] not in UNITS:
            return None
        total += float(part[1].replace(",", ".")) * UNITS[part[2]]
        position = part.end()
        while position < len(words) and words[position] in " ,":
            position += 1
    return round(total) if words else None


def write_minutes(minutes: int, *, hour: str = "h", minute: str = "m") -> str:
    """Minutes as `read_minutes` reads them: `45m`, `4h`, `1:30`, with the signs of the reader's language."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}{minute}"
    return f"{hours}:{rest:02}" if rest else f"{hours}{hour}"
