"""The Date header."""

import email.message
import email.utils
import re
from datetime import UTC, datetime, timedelta, timezone

from moked.channels.mail.headers import header_text
from moked.lib.hebrew import strip_direction_marks

_COMMENT = re.compile(r"\(.{0,100}?\)")
_OFFSET = re.compile(r"(?:\b(?:gmt|utc|ut))?\s*([+-])(\d{1,2}):?(\d{2})$", re.IGNORECASE)
_HOURS_ONLY = re.compile(r"(?<=[\s\w])(?:\b(?:gmt|utc|ut)|(?<=\d)\s)\s*([+-]\d{1,2})$", re.IGNORECASE)
_AROUND_COLON = re.compile(r"(?<=\d)\s*:\s*(?=\d)")
# «Tue,» in any language: what stands before the first comma and holds no number.
_WEEKDAY = re.compile(r"^[^\d,]{1,30},\s*")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\s*([ap])\.?m\.?\b)?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+\.?")
_NUMBERS = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
# Who writes the clock so writes the month before the day.
_MONTH_DAY = re.compile(r"(?<![\d/])(0?[1-9]|1[0-2])/(\d{1,2})/(?=(?:\d{4}|\d{2})\b.{0,20}\d ?[AP]M\b)")
_MONTH_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
# The first letters suffice; the English ones are known already.
_MONTHS = {
    start: month
    for month, starts in {
        "jan": "ינו enero gen янв ene ian sty led tam oca січ sij ιαν ينا",
        "feb": "פבר fév fev фев lut úno hel velj şub лют φεβ فبر",
        "mar": "מרץ מרס mär márc märz maart maal мар mrt bře ožu бере μαρ مار",
        "apr": "אפר avr abr апр ápr kwi dub huh nis кві απρ أبر ابر",
        "may": "מאי mai mag мая май maj máj kvě touk svib травн μαι ماي",
        "jun": "יונ juin giu июн jún iun cze lipnja června červen kesä haz червн ιουν يوني",
        "jul": "יול juil lug июл júl iul lip srpnja července červenec hei tem лип ιουλ يولي",
        "aug": "אוג août aou ago авг sie srp elo ağu серп kolov αυγ أغس اغس",
        "sep": "ספט set сен szep wrz zář syy eyl вер ruj σεπ سبت",
        "oct": "אוק okt ott out окт paź říj lok eki жов οκτ أكت اكت",
        "nov": "נוב ноя noi lis marr kas лист stud νοε نوف",
        "dec": "דצמ dez déc dic дек gru pro jou ara груд δεκ ديس",
    }.items()
    for start in starts.split()
}
# IST is Israel's here, not India's.
_ZONES = {
    "ist": "+0200", "idt": "+0300", "jst": "+0900", "kst": "+0900", "cet": "+0100", "cest": "+0200", "met": "+0100",
    "mest": "+0200", "eet": "+0200", "eest": "+0300", "wet": "+0000", "west": "+0100", "bst": "+0100",
    "mez": "+0100", "mesz": "+0200", "msk": "+0300", "aest": "+1000", "aedt": "+1100", "hkt": "+0800", "sgt": "+0800",
}  # fmt: skip


# Dates of sentences: a month by name beside its day, or numbers alone; a zone as people write it.
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})(?:\.|er|st|nd|rd|th)?[ ,-]{1,2}(?:de |of )?([^\W\d_]{3,15})[.'׳]?[ ,-]")
_MONTH_FIRST = re.compile(r"(?<!\w)([^\W\d_]{3,15})\.? (\d{1,2})(?:st|nd|rd|th)?(?:[ ,]|\.(?!\d))")
_DAY_DOTS = re.compile(r"(?<!\d)(\d{1,2})[. /-]{1,2}(0?[1-9]|1[0-2])[. /-]{1,2}((?:19|20)?\d{2})(?![\d:])")
_YEAR_FIRST = re.compile(r"((?:19|20)\d{2})(?:年|년|[./-]) ?(\d{1,2})(?:月|월|[./-]) ?(\d{1,2})(?!\d)")
_YEAR = re.compile(r"(?<![\d:])(?:19|20)\d{2}(?![\d:])")
_SPOKEN_ZONE = re.compile(r"(?:gmt|utc)\s?([+-])(\d{1,2})(?::?(\d{2}))?\b|\s([+-])(\d{2}):?(\d{2})\b", re.IGNORECASE)
_AFTERNOON = re.compile(r"下午|오후|晚上|午後")


def read_date(message: email.message.Message) -> datetime | None:
    """When the mail says it was sent, with its own offset; UTC when it names none, None when hopeless."""
    return parse_date(header_text(message, "Date"))


def parse_date(value: str) -> datetime | None:
    """A date as mails write it: RFC 5322, its obsolete forms, ISO 8601, other languages' months."""
    text = _COMMENT.sub("", strip_direction_marks(value)).strip()[:100]
    text = _MONTH_DAY.sub(r"\2/\1/", text)
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
            return _spoken_date(text)
        # Programs of 1999 wrote 100 for the year after.
        year = fields[0] + 1900 if 100 <= fields[0] < 200 else fields[0]
        zone = timezone(timedelta(seconds=fields[9])) if fields[9] else UTC
        return datetime(year, *fields[1:6], tzinfo=zone)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _as_rfc(text: str) -> str:
    """The text with numbers, months, clock and zone as RFC 5322 writes them; day before month among bare numbers."""
    text = _AROUND_COLON.sub(":", _HOURS_ONLY.sub(r" \1:00", text))
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
    return _english_word(found[0])


def _english_word(written: str) -> str:
    word = written.lower().rstrip(".")
    known = _ZONES.get(word)
    if known:
        return known
    longer = _MONTHS.get(word) or _MONTHS.get(word[:5]) or _MONTHS.get(word[:4])
    if longer is None and word[:3] in _MONTH_NAMES:
        return word[:3]
    # A Hebrew month may carry its preposition: «5 במרץ».
    return longer or _MONTHS.get(word[:3]) or _MONTHS.get(word[1:4]) or written


def _spoken_date(text: str) -> datetime | None:
    """A date within a sentence ('24 במרץ 2016 בשעה 20:16'): day, month and year wherever they stand."""
    day = _spoken_day(f"{text} ")
    if day is None:
        return None
    # «28.10.21» is no clock.
    clock = _CLOCK.search(_DAY_DOTS.sub(" ", text))
    hour, minute, second = (int(part) for part in _clock(clock).split(":")) if clock else (0, 0, 0)
    if _AFTERNOON.search(text) and hour < 12:
        hour += 12
    try:
        return datetime(*day, hour, minute, second, tzinfo=_spoken_zone(text))
    except (ValueError, OverflowError):
        return None


def _spoken_day(text: str) -> tuple[int, int, int] | None:
    numbers = _YEAR_FIRST.search(text)
    if numbers:
        return int(numbers[1]), int(numbers[2]), int(numbers[3])
    year = _YEAR.search(text)
    if year:
        named = [(found[2], found[1]) for found in _DAY_FIRST.finditer(text)]
        named += [(found[1], found[2]) for found in _MONTH_FIRST.finditer(text)]
        for word, day in named:
            month = _english_word(word)
            if month in _MONTH_NAMES:
                return int(year[0]), _MONTH_NAMES.index(month) + 1, int(day)
    numbers = _DAY_DOTS.search(text)
    if numbers is None:
        return None
    return int(numbers[3]) + (2000 if len(numbers[3]) == 2 else 0), int(numbers[2]), int(numbers[1])


def _spoken_zone(text: str) -> timezone:
    offset = _SPOKEN_ZONE.search(text)
    words = (word.lower() for word in re.findall(r"[A-Za-z]{3,4}", text))
    named = next((_ZONES[word] for word in words if word in _ZONES), None)
    if offset:
        sign, hours, minutes = (offset[1] or offset[4]), (offset[2] or offset[5]), (offset[3] or offset[6])
    elif named:
        sign, hours, minutes = named[0], named[1:3], named[3:]
    else:
        return UTC
    moved = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return timezone(-moved if sign == "-" else moved) if moved < timedelta(hours=24) else UTC
