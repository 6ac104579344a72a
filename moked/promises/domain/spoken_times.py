"""When 'until 14:00', 'tomorrow morning' or 'within two hours' is, as people write it in Hebrew and English.

Everything here reads folded text (`moked.lib.hebrew.phrases`). Where a phrase names a span of time, its end counts:
that is what a customer waits for.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Literal
from zoneinfo import ZoneInfo

from moked.promises.domain.time_vocabulary import MONTH, MONTHS, NUMBER, NUMBERS, WEEKDAYS, WORD_HOUR

# Friday and Saturday, counted as `date.weekday` does.
DAYS_OFF = frozenset({4, 5})
_LAST_MINUTE = time(23, 59)
_MORNING = ("בבוקר", "am", "in the morning")
# A date further back than this is next year's; one less far was a slip of the pen.
_LONG_PAST = timedelta(days=60)

Kind = Literal["day", "hour", "span", "open"]


@dataclass(frozen=True)
class Clock:
    """Against what words of time are read. `now` is aware and in `zone`."""

    now: datetime
    zone: ZoneInfo
    work_day_ends: time
    days_off: frozenset[int]

    def is_off(self, day: date) -> bool:
        return day.weekday() in self.days_off

    def at(self, day: date, moment: time) -> datetime:
        """The local moment; an hour that daylight saving leaves out becomes the one after it."""
        return datetime.combine(day, moment, self.zone).astimezone(UTC).astimezone(self.zone)


@dataclass(frozen=True)
class TimeWords:
    """Words of time at `start` to `end`. `kind` says what `read` gives for a clock.

    day: a date or None; hour: a time or None; span: a moment or None; open: nothing ('soon', 'in a few minutes').
    """

    start: int
    end: int
    kind: Kind
    read: Callable[[Clock], object]


_S, _E = r"(?<![\w:./])", r"(?![\w:/])"
_AT = (
    r"(?:(?:לא יאוחר מ|עד|לפני|בשעה|לקראת|סביבות|באזור|החל מ|לכל המאוחר ב|until|till?"
    r"|by|before|at|around|about|no later than)(?: ה?שעה)?(?: ל)?[ -]*|(?<!\w)[ולש]?"
    r"(?:ב|ל|מ|בש)-? ?)"
)
_PART = (
    r"(?: ?(?P<part>בבוקר|בצהריים|אחר ה?צהריים|אחה\"צ|בערב|בלילה|a\.?m\.?|p\.?m\.?|o'?clock"
    r"|in the morning|in the afternoon|in the evening)(?!\w))?"
)
# Not an hour: a number of something, a date, money.
_NO_UNIT = (
    r"(?![\d:/%]|[.,]\d| ?(?:לחודש|בחודש|ימי|ימים|שעות|דקות|שבוע|חודש|שקל|₪|ש\"ח|ב?"
    + MONTH
    + r"|st\b|nd\b|rd\b|th\b|hour|min|day|business|working|week|month|percent|items?|פריט|יחיד|עסק)\w*)"
)


def time_words_in(text: str) -> Iterator[TimeWords]:
    """Words of time in a folded text, in no order; such that refer back ('from Sunday', 'yesterday's') left out."""
    for pattern, kind, read in _READERS:
        for found in pattern.finditer(text):
            yield TimeWords(found.start(), found.end(), kind, partial(read, found))


def moment_of(words: Sequence[TimeWords], clock: Clock) -> datetime | None:
    """The moment that words of one promise name together; None when they name none, or one of a day that has passed.

    An hour alone is the next such hour.
    """
    read = {one.kind: one.read(clock) for one in words}
    span, day, hour = read.get("span"), read.get("day"), read.get("hour")
    if isinstance(span, datetime):
        return span
    if "day" in read:
        due = _on_day(day, hour, clock) if isinstance(day, date) else None
    else:
        due = _next_at(hour, clock) if isinstance(hour, time) else None
    return due if due and due > clock.now else None


def _on_day(day: date, hour: object, clock: Clock) -> datetime:
    if isinstance(hour, time):
        return clock.at(day, hour)
    due = clock.at(day, clock.work_day_ends)
    return clock.at(day, _LAST_MINUTE) if day == clock.now.date() and due <= clock.now else due


def _next_at(hour: time, clock: Clock) -> datetime:
    today = clock.now.date()
    due = clock.at(today, hour)
    return due if due > clock.now else clock.at(today + timedelta(days=1), hour)


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else NUMBERS[word]


def _hour(found: re.Match[str], _clock: Clock) -> time | None:
    parts = found.groupdict()
    hour, minute = _number(found["h"]), int(parts.get("m") or 0)
    if half := parts.get("half"):
        minute = 15 if "רבע" in half else 30
    if hour == 24:
        return _LAST_MINUTE
    if hour > 24 or minute > 59:
        return None
    part = (parts["part"] or "").replace(".", "")
    if part in _MORNING:
        return time(0 if hour == 12 and part == "am" else hour, minute)
    # Nobody promises for the small hours: 'by five' is the afternoon, unless written as 05:00.
    is_afternoon = hour < 12 if part and "clock" not in part else 0 < hour < 8 and not found["h"].startswith("0")
    return time(hour + 12 if is_afternoon else hour, minute)


def _at_all_times(moment: time, _found: re.Match[str], _clock: Clock) -> time:
    return moment


def _end_of_day(_found: re.Match[str], clock: Clock) -> time:
    return clock.work_day_ends


def _in_days(days: int, _found: re.Match[str], clock: Clock) -> date:
    return clock.now.date() + timedelta(days=days)


def _weekday(found: re.Match[str], clock: Clock) -> date:
    ahead = (WEEKDAYS[found["day"]] - clock.now.weekday()) % 7
    return clock.now.date() + timedelta(days=ahead or 7)


def _week_end(weeks: int, _found: re.Match[str], clock: Clock) -> date:
    day = today = clock.now.date()
    while clock.is_off(day) or not clock.is_off(day + timedelta(days=1)):
        day += timedelta(days=1)
        if (day - today).days > 7:
            break
    return day + timedelta(weeks=0 if clock.is_off(today) else weeks)


def _month_end(_found: re.Match[str], clock: Clock) -> date:
    today = clock.now.date()
    return today.replace(day=monthrange(today.year, today.month)[1])


def _day_of_month(found: re.Match[str], clock: Clock) -> date | None:
    today, day = clock.now.date(), int(found["d"])
    for ahead in range(4):
        year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
        if 1 <= day <= monthrange(year, month + 1)[1] and (found_day := date(year, month + 1, day)) >= today:
            return found_day
    return None


def _date(found: re.Match[str], clock: Clock) -> date | None:
    day = int(found["d"])
    month = int(found["mon"]) if found["mon"].isdecimal() else MONTHS[found["mon"]]
    if month > 12 >= day:
        day, month = month, day
    today = clock.now.date()
    year = int(found["y"]) if "y" in found.re.groupindex and found["y"] else today.year
    try:
        named = date(year + 2000 if year < 100 else year, month, day)
        return named if today - named < _LONG_PAST else named.replace(year=named.year + 1)
    except (ValueError, OverflowError):
        return None


_UNITS: tuple[tuple[str, timedelta], ...] = (
    (r"דק", timedelta(minutes=1)),
    (r"min", timedelta(minutes=1)),
    (r"שעה|שעות|שעתיים|hour|hr", timedelta(hours=1)),
    (r"יום|ימים|יומיים|day", timedelta(days=1)),
    (r"שבוע|week", timedelta(weeks=1)),
    (r"חודש|month", timedelta(days=30)),
)


def _after(found: re.Match[str], clock: Clock) -> datetime | None:
    unit = found["unit"]
    count = float(_number(found["n"])) if found["n"] else 1.0
    if unit.endswith("יים"):
        count = 2
    if "חצי" in unit or "half" in unit:
        count = 0.5
    elif "רבע" in unit or "quarter" in unit:
        count = 0.25
    if found["half"]:
        count += 0.5
    if found["business"] is not None:
        return _business_days_on(int(count), clock)
    length = next(length for words, length in _UNITS if re.search(words, unit))
    return (clock.now.astimezone(UTC) + count * length).astimezone(clock.zone)


def _business_days_on(count: int, clock: Clock) -> datetime:
    day = clock.now.date()
    while count > 0:
        day += timedelta(days=1)
        count -= not clock.is_off(day)
    return clock.at(day, clock.work_day_ends)


def _nothing(_found: re.Match[str], _clock: Clock) -> None:
    return None


_Reader = tuple[re.Pattern[str], Kind, Callable[[re.Match[str], Clock], object]]
_DAY_PREFIX = r"(?<![\w])(?<!של )(?:[ושל]?ב|ל|ו|ש|עד ל)?"


def _reader(pattern: str, kind: Kind, read: Callable[[re.Match[str], Clock], object]) -> _Reader:
    return re.compile(pattern), kind, read


_READERS: tuple[_Reader, ...] = (
    # hours
    _reader(rf"{_S}(?:ב|ל|עד )?-?(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?!\d){_PART}", "hour", _hour),
    _reader(rf"{_S}(?:ב|ל|עד )?-?(?P<h>[01]?\d|2[0-4])\.(?P<m>1[3-9]|[2-5]\d|00)(?![\d.]){_PART}", "hour", _hour),
    _reader(rf"{_AT}(?P<h>\d{{1,2}}){_NO_UNIT}(?: (?P<half>וחצי|ורבע))?{_PART}", "hour", _hour),
    _reader(rf"{_S}(?P<h>\d{{1,2}}) ?(?P<part>[ap]\.?m\.?)(?!\w)", "hour", _hour),
    _reader(
        rf"{_AT}(?P<h>{WORD_HOUR})(?: ?ו?(?P<half>חצי|רבע))?(?!\w| ו?\w* ?(?:ימים|ימי|שעות"
        rf"|דקות|שבועות|hours?|minutes?|days?|business)){_PART}",
        "hour",
        _hour,
    ),
    _reader(
        rf"(?:בין|between|from) ?(?:ה?שעות )?ה?-?(?:{WORD_HOUR}|\d{{1,2}}(?:[:.]\d\d)?) ?"
        rf"(?:בבוקר )?(?:ל|עד|and|to|-) ?-?(?P<h>{WORD_HOUR}|\d{{1,2}})(?:[:.](?P<m>\d\d))?"
        rf"(?!\w){_PART}",
        "hour",
        _hour,
    ),
    _reader(
        r"(?<!\w)(?:עד סוף|עד תום|(?:ב|ל)?סוף|by|at|before) ?(?:ה|the )?(?:יום ה?(?:עבודה"
        r"|עסקים)|יום(?! ה?(?:ראשון|שני|שלישי|רביעי|חמישי|שישי))|(?:end|close) of (?:the"
        r" |this )?(?:working |business )?(?:day|business)|eod|cob)(?!\w)|\bend of (?:the"
        r" |this )?(?:working |business )?day\b|\beod\b",
        "hour",
        _end_of_day,
    ),
    _reader(
        r"(?<!\w)(?:(?:עוד |כבר )?ב?בוקר|in the morning|(?<=tomorrow )morning|(?<=day )morning)"
        r"(?!\w)|(?<!\w)עד הצהריים|(?<!\w)לפני הצהריים|\bnoon\b|\bmid-?day\b|\bmorning\b",
        "hour",
        partial(_at_all_times, time(12)),
    ),
    _reader(r"(?<!\w)(?:ב|לקראת ה)צהריים|\blunch ?time\b", "hour", partial(_at_all_times, time(14))),
    _reader(r"(?<!\w)ב?אחר ה?צהריים|אחה\"צ|\bafternoon\b", "hour", partial(_at_all_times, time(18))),
    _reader(r"(?<!\w)(?:ב|ה|עד ה|לפנות )ערב(?!\w)|\bevening\b", "hour", partial(_at_all_times, time(20))),
    _reader(
        r"(?<!\w)(?:ב|ה|עד ה)לילה(?!\w)|\btonight\b|\bmidnight\b|(?<!\w)(?:עד|ב)?חצות(?!\w)",
        "hour",
        partial(_at_all_times, time(23, 59)),
    ),
    # days
    _reader(
        r"(?<!\w)(?:עוד |כבר |עד )?(?<!סוף )(?<!תום )היום(?!\w)|(?<!\w)(?:עד )?(?:הערב|הלילה)"
        r"(?!\w)|\btoday\b|\btonight\b|\bthis (?:morning|afternoon|evening)\b|(?<!\w)(?:סוף"
        r"|תום) היום(?!\w)|(?<!\w)יום העבודה",
        "day",
        partial(_in_days, 0),
    ),
    _reader(r"(?<!\w)[ול]?(?:עד )?(?:מחר|למחר)(?!\w)|\btomorrow\b", "day", partial(_in_days, 1)),
    _reader(r"(?<!\w)[ול]?(?:עד )?מחרתיים(?!\w)|\bday after tomorrow\b", "day", partial(_in_days, 2)),
    _reader(
        rf"{_DAY_PREFIX}(?:(?:עד|לקראת|לא יאוחר מ|עד ל) ?)?(?:יום ה?|ימי )(?P<day>ראשון|שני"
        rf"|שלישי|רביעי|חמישי|שישי|ששי|שבת)(?: הקרוב| הבא)?(?!\w)",
        "day",
        _weekday,
    ),
    _reader(rf"{_DAY_PREFIX}(?:לא יאוחר מ)?יום (?P<day>[אבגדהו])(?:'|(?!\w))", "day", _weekday),
    _reader(
        r"(?<!\w)(?:עד|ב)(?: |-)?(?P<day>ראשון|שלישי|רביעי|חמישי|שישי|שבת)(?: הקרוב| הבא)?"
        r"(?!\w)",
        "day",
        _weekday,
    ),
    _reader(
        r"(?<!from )(?<!since )(?<!last )\b(?P<day>sunday|monday|tuesday|wednesday|thursday"
        r"|friday|saturday|(?:(?<=by )|(?<=on )|(?<=until ))(?:sun|mon|tues?|wed|thu(?:rs)?"
        r"|fri|sat))\b(?!'s)",
        "day",
        _weekday,
    ),
    _reader(
        r"(?<!\w)(?:עד )?(?:(?:ב|ל)?סוף השבוע|(?:במהלך |ב)?השבוע(?! הבא))(?!\w)|\b(?:this"
        r" week|end of (?:the|this) week|the weekend)\b",
        "day",
        partial(_week_end, 0),
    ),
    _reader(
        r"(?<!\w)(?:עד )?(?:[בל]?(?:תחילת |סוף |אמצע )?ה?שבוע הבא)(?!\w)|\bnext week\b", "day", partial(_week_end, 1)
    ),
    _reader(r"(?<!\w)(?:עד )?(?:ב|ל)?סוף ה?חודש(?!\w)|\bend of (?:the|this) month\b", "day", _month_end),
    _reader(r"(?<![\w])(?:עד ?(?:ל|ה)?|ב|ל|ה)-? ?ה?-?(?P<d>\d{1,2}) (?:ל|ב)חודש(?! הבא)", "day", _day_of_month),
    _reader(rf"\bthe (?P<d>\d{{1,2}})(?:st|nd|rd|th)\b(?! (?:of )?{MONTH})", "day", _day_of_month),
    _reader(
        r"(?<![\d/.:])(?P<d>\d{1,2})[/.](?P<mon>1[0-2]|0?[1-9])(?:[/.](?P<y>20\d\d|\d\d))?"
        r"(?![\d/%]|\.\d| ?(?:₪|שקל))",
        "day",
        _date,
    ),
    _reader(r"(?<![\d/.:])(?P<d>\d{1,2})/(?P<mon>1[3-9]|2\d|3[01])(?:/(?P<y>20\d\d|\d\d))?(?![\d/%])", "day", _date),
    _reader(
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?:ב|ל)?(?P<mon>{MONTH})(?!\w)"
        rf"(?: (?P<y>20\d\d))?",
        "day",
        _date,
    ),
    _reader(rf"\b(?P<mon>{MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])", "day", _date),
    # spans
    _reader(
        rf"(?<!\w)[ו]?(?:(?:ב?תוך|בעוד|עוד|עד|ב-?(?=\d)|within|in)(?: ?-?| ה-?(?=\d)| (?:the"
        rf" next|the|about|around|up to|less than|no more than|at most|כ|לכל היותר|מקסימום)"
        rf" ?-?)?)"
        rf"(?:(?P<n>{NUMBER}) ?(?:to \d+ )?)?(?P<business>(?=ימי ע|יום ע|business|working)"
        rf"(?:business |working )?)?"
        r"(?P<unit>(?:חצי|רבע) שעה|half an hour|a? ?quarter of an hour|דקות|דקה|שעתיים|שעות"
        r"|שעה|יומיים|ימי|ימים|יום|שבועיים|שבועות|שבוע|חודשיים|חודשים|חודש|minutes?|mins?"
        r"|hours?|hrs?|days?|weeks?|months?)"
        r"(?!\w)(?! ?-?\d)(?! (?:ה?ראשון|ה?שני|ה?שלישי|ה?רביעי|ה?חמישי|ה?שישי|שבת|[א-ו]'?"
        r"(?!\w)))(?: ו?(?P<half>וחצי|חצי|and a half))?(?: ?(?:עבודה|עסקים)(?: אחד)?)?",
        "span",
        _after,
    ),
    # no moment, yet a word of time
    _reader(
        r"(?<!\w)(?:בהקדם(?: האפשרי)?|מיד|מייד|עכשיו|כעת|עוד מעט|בקרוב|(?:ב|תוך )?(?:ה?דקות"
        r"|ה?שעות|ה?ימים|כמה דקות|כמה ימים|מספר ימים|מספר דקות|דקות ספורות)(?: ה?קרוב\w{1,2})?"
        r"|ברגע ש|כש\w{3,10})(?!\w)|\b(?:soon|shortly|right away|right now|immediately|asap"
        r"|as soon as|now|in a (?:moment|minute|few \w+))\b",
        "open",
        _nothing,
    ),
)
