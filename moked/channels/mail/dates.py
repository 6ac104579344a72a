"""The Date header."""

import email.message
import email.utils
import re
from datetime import UTC, datetime, timedelta, timezone

from moked.channels.mail.headers import header_text
from moked.lib.hebrew import strip_direction_marks

_COMMENT = re.compile(r"\(.{0,100}?\)")
_OFFSET = re.compile(r"(?:\b(?:gmt|utc|ut))?\s*([+-])(\d{1,2}):?(\d{2})$", re.IGNORECASE)
# «Tue,» in any language: what stands before the first comma and holds no number.
_WEEKDAY = re.compile(r"^[^\d,]{1,30},\s*")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\s*([ap])\.?m\.?\b)?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+\.?")
_NUMBERS = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
_MONTH_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
# The first letters suffice; the English ones are known already.
_MONTHS = {
    start: month
    for month, starts in {
        "jan": "ינו enero gen янв ene",
        "feb": "פבר fév fev фев",
        "mar": "מרץ מרס mär märz maart мар mrt",
        "apr": "אפר avr abr апр",
        "may": "מאי mai mag мая май maj",
        "jun": "יונ juin giu июн",
        "jul": "יול juil lug июл",
        "aug": "אוג août aou ago авг",
        "sep": "ספט set сен",
        "oct": "אוק okt ott out окт",
        "nov": "נוב ноя",
        "dec": "דצמ dez déc dic дек",
    }.items()
    for start in starts.split()
}
# IST is Israel's here, not India's.
_ZONES = {
    "ist": "+0200", "idt": "+0300", "jst": "+0900", "kst": "+0900", "cet": "+0100", "cest": "+0200", "met": "+0100",
    "mest": "+0200", "eet": "+0200", "eest": "+0300", "wet": "+0000", "west": "+0100", "bst": "+0100",
    "msk": "+0300", "aest": "+1000", "aedt": "+1100", "hkt": "+0800", "sgt": "+0800",
}  # fmt: skip


def read_date(message: email.message.Message) -> datetime | None:
    """When the mail says it was sent, with its own offset; UTC when it names none, None when hopeless."""
    return parse_date(header_text(message, "Date"))


def parse_date(value: str) -> datetime | None:
    """A date as mails write it: RFC 5322, its obsolete forms, ISO 8601, other languages' months."""
    text = _COMMENT.sub("", strip_direction_marks(value)).strip()[:100]
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return _internet_date(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _internet_date(text: str) -> datetime | None:
    try:
        fields = email.utils.parsedate_tz(_as_rfc(text))
        if fields is None:
            return None
        # Programs of 1999 wrote 100 for the year after.
        year = fields[0] + 1900 if 100 <= fields[0] < 200 else fields[0]
        zone = timezone(timedelta(seconds=fields[9])) if fields[9] else UTC
        return datetime(year, *fields[1:6], tzinfo=zone)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _as_rfc(text: str) -> str:
    """The text with numbers, months, clock and zone as RFC 5322 writes them; day before month among bare numbers."""
    text = _OFFSET.sub(lambda found: f" {found[1]}{found[2]:0>2}{found[3]}", _WEEKDAY.sub("", text))
    text = _NUMBERS.sub(_spelled, text)
    clock = _CLOCK.search(text)
    text = _CLOCK.sub(_clock, text, count=1) if clock else f"{text} 00:00:00"
    return _WORD.sub(_english, text)


def _spelled(found: re.Match[str]) -> str:
    month = int(found[2])
    return f"{found[1]} {_MONTH_NAMES[month - 1]} {found[3]}" if 1 <= month <= 12 else found[0]


def _clock(found: re.Match[str]) -> str:
    hour = int(found[1])
    if found[4]:
        hour = hour % 12 + (12 if found[4].lower() == "p" else 0)
    # A leap second has no place in a datetime.
    return f"{hour:02}:{found[2]}:{min(int(found[3] or 0), 59):02}"


def _english(found: re.Match[str]) -> str:
    word = found[0].lower().rstrip(".")
    known = _ZONES.get(word)
    if known:
        return known
    if word[:3] in _MONTH_NAMES:
        return word[:3]
    # A Hebrew month may carry its preposition: «5 במרץ».
    return next((_MONTHS[each] for each in (word, word[:4], word[:3], word[1:4]) if each in _MONTHS), found[0])
