"""How instants and durations are written on screens: rounded to what a person would say, never seconds."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext, pgettext, pgettext_lazy

# Monday first, as datetime.weekday() counts.
WEEKDAYS = (
    pgettext_lazy("day of a moment", "Mon"),
    pgettext_lazy("day of a moment", "Tue"),
    pgettext_lazy("day of a moment", "Wed"),
    pgettext_lazy("day of a moment", "Thu"),
    pgettext_lazy("day of a moment", "Fri"),
    pgettext_lazy("day of a moment", "Sat"),
    pgettext_lazy("day of a moment", "Sun"),
)


@dataclass(frozen=True, slots=True)
class MomentLabel:
    """`day` is words ("tomorrow"), `date` and `clock` are set left to right; each may be empty."""

    day: str = ""
    date: str = ""
    clock: str = ""


def label_moment(moment: datetime, now: datetime, *, is_short: bool = False) -> MomentLabel:
    """Both in the reader's time zone. Short, for lists: today is its clock alone, other days go without one
    except tomorrow, which still needs planning."""
    clock = f"{moment:%H:%M}"
    days_ahead = (moment.date() - now.date()).days
    if days_ahead == 0:
        return MomentLabel(clock=clock) if is_short else MomentLabel(day=gettext("today"), clock=clock)
    if days_ahead == 1:
        return MomentLabel(day=gettext("tomorrow"), clock=clock)
    far_clock = "" if is_short else clock
    if days_ahead == -1:
        return MomentLabel(day=gettext("yesterday"), clock=far_clock)
    if 1 < days_ahead < 7:
        return MomentLabel(day=str(WEEKDAYS[moment.weekday()]), clock=far_clock)
    is_this_year = moment.year == now.year
    written = _written_day(moment.date(), get_language(), with_year=not is_this_year)
    return MomentLabel(date=written, clock=far_clock if is_this_year else "")


@lru_cache(maxsize=4096)
def _written_day(day: date, language: str, *, with_year: bool) -> str:
    # A list names few days many times. The language in use is what the words are looked up in.
    if with_year:
        return date_format(day, pgettext("date format with year", "j M Y"))
    return date_format(day, pgettext("date format within a year", "j M"))


def written_moment(moment: datetime) -> str:
    """The day with its year and the clock, for what is looked up long after: "30 Nov 2026, 14:05"."""
    local = timezone.localtime(moment)
    return f"{_written_day(local.date(), get_language(), with_year=True)}, {local:%H:%M}"


def spoken_duration(duration: timedelta) -> str:
    """The length of a span, its sign ignored: "8 min", "1 hour and 8 min", "3 days"."""
    minutes = round(abs(duration).total_seconds() / 60)
    if minutes < 1:
        return gettext("less than a minute")
    if minutes < 60:
        return _minutes(minutes)
    hours, rest = divmod(minutes, 60)
    if hours < 10:
        return _joined(_hours(hours), _minutes(rest) if rest else "")
    whole_hours = round(minutes / 60)
    if whole_hours < 24:
        return _hours(whole_hours)
    days, hours = divmod(whole_hours, 24)
    if days < 3:
        return _joined(_days(days), _hours(hours) if hours else "")
    return _days(round(whole_hours / 24))


def _joined(larger: str, smaller: str) -> str:
    if not smaller:
        return larger
    # Hebrew glues "and" to a word, and sets it off from a digit by a hyphen.
    pattern = gettext("%(larger)s and %(digits)s") if smaller[0].isdigit() else gettext("%(larger)s and %(words)s")
    return pattern % {"larger": larger, "digits": smaller, "words": smaller}


def _minutes(count: int) -> str:
    return ngettext("%(count)d min", "%(count)d min", count) % {"count": count}


def _hours(count: int) -> str:
    return ngettext("%(count)d hour", "%(count)d hours", count) % {"count": count}


def _days(count: int) -> str:
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}


def spoken_hours(target: timedelta) -> str:
    """Open time in hours and minutes: two days of it would be taken for days of the calendar."""
    hours, rest = divmod(int(target / timedelta(minutes=1)), 60)
    if hours < 10:
        return spoken_duration(target)
    if rest:
        return gettext("%(hours)s hours") % {"hours": f"{hours}:{rest:02}"}
    return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
