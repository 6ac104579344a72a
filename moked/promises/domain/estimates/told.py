"""What a customer is told of an estimate: a range people can use, or when there will be one; and when it slips."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from enum import Enum

from moked.calendars.domain.clock import OpenTime

from .model import Basis, Estimate

# From 'likely' to 'at the latest'. A range wider than a working week helps nobody to plan.
WIDEST = timedelta(days=5)
# When 'we will tell you by …' falls, unless the service closes earlier; before noon it is today's.
WORD_BY, TODAY_UNTIL = time(16), time(12)
# What stands is told anew for a better reason only than a little sooner.
MUCH_SOONER = 0.75
MOST_CLOSED_DAYS = 31
QUARTER, HOUR, DAY = timedelta(minutes=15), timedelta(hours=1), timedelta(days=1)


class Grain(Enum):
    """How exactly a moment is said: by 16:15, by 16:00, by Tuesday."""

    QUARTER = "quarter"
    HOUR = "hour"
    DAY = "day"


@dataclass(frozen=True)
class RangeTold:
    """'Likely by …, at the latest by …'. With the grain DAY both are the midnight that ends the day said."""

    told_at: datetime
    likely_by: datetime
    latest_by: datetime
    grain: Grain
    basis: Basis


@dataclass(frozen=True)
class LaterTold:
    """'We will tell you by …', because nothing usable can be said yet."""

    told_at: datetime
    tell_by: datetime
    basis: Basis


def told_of(
    estimate: Estimate, *, now: datetime, tell_by: datetime, widest: timedelta = WIDEST
) -> RangeTold | LaterTold:
    """What is told at `now`, which is aware and in the business's own zone.

    Ends are rounded up, so that rounding never breaks a range. `tell_by`: when the next word is due if the range is
    too wide, a moment of the business's hours.
    """
    if estimate.latest - estimate.likely > widest / DAY:
        return LaterTold(now, tell_by, estimate.basis)
    grain = _grain(timedelta(days=estimate.latest))
    likely, latest = (
        _rounded_up((now.astimezone(UTC) + timedelta(days=ahead)).astimezone(now.tzinfo), grain)
        for ahead in (estimate.likely, estimate.latest)
    )
    return RangeTold(now, likely, latest, grain, estimate.basis)


def look_again_at(told: RangeTold | LaterTold) -> datetime:
    """When an unsolved case must be looked at again, so that a slip is told before what was told passes.

    A tenth of the time told before its end, at least a quarter of an hour, at most a day; never before the telling.
    """
    end = told.latest_by if isinstance(told, RangeTold) else told.tell_by
    ahead = end.astimezone(UTC) - told.told_at.astimezone(UTC)
    notice = min(max(ahead / 10, QUARTER), DAY, max(ahead, timedelta(0)))
    return (end.astimezone(UTC) - notice).astimezone(end.tzinfo)


def has_slipped(told: RangeTold, estimate: Estimate, *, now: datetime) -> bool:
    """Whether the case must be told anew: its end is near, or by now it will more likely than not be missed."""
    now = now.astimezone(UTC)
    return now >= look_again_at(told) or now + timedelta(days=estimate.likely) > told.latest_by


def is_told_anew(
    told: RangeTold | LaterTold | None, new: RangeTold | LaterTold, estimate: Estimate, *, now: datetime
) -> bool:
    """Whether `new` takes the place of what was told: nothing was, it slips, more is known, or it is much sooner."""
    if told is None:
        return True
    if isinstance(told, LaterTold):
        return isinstance(new, RangeTold) or now >= look_again_at(told)
    if isinstance(new, RangeTold) and (new.likely_by, new.latest_by) == (told.likely_by, told.latest_by):
        return False
    if has_slipped(told, estimate, now=now):
        return True
    return isinstance(new, RangeTold) and new.latest_by - now < MUCH_SOONER * (told.latest_by - now)


def in_open_time(told: RangeTold, open_time: OpenTime) -> RangeTold:
    """The range with ends at which somebody is at work: never sooner, at the next opening or the next open day."""
    return replace(
        told,
        likely_by=_when_open(told.likely_by, told.grain, open_time),
        latest_by=_when_open(told.latest_by, told.grain, open_time),
    )


def next_word_at(now: datetime, open_time: OpenTime) -> datetime:
    """By when the next word is due: today or the next working day, at four or when the service closes.

    `now` is in the business's own zone. Raises CalendarInvalid for a calendar that never opens again.
    """
    if now.time() < TODAY_UNTIL:
        word = _word_on(now, open_time)
        if word is not None and word - now >= HOUR:
            return word
    start = datetime.combine(now.date() + DAY, time(), now.tzinfo)
    opens = open_time.opens_at(start).astimezone(now.tzinfo)
    return _word_on(datetime.combine(opens.date(), time(), now.tzinfo), open_time) or opens + HOUR


def _word_on(since: datetime, open_time: OpenTime) -> datetime | None:
    spans = open_time.spans_between(since, datetime.combine(since.date(), WORD_BY, since.tzinfo))
    return spans[-1][1].astimezone(since.tzinfo) if spans else None


def _when_open(end: datetime, grain: Grain, open_time: OpenTime) -> datetime:
    if grain is Grain.DAY:
        for ahead in range(MOST_CLOSED_DAYS):
            later = end + ahead * DAY
            if open_time.spans_between(later - DAY, later):
                return later
        return end
    before = end - timedelta(microseconds=1)
    return end if open_time.is_open(before) else open_time.opens_at(end).astimezone(end.tzinfo)


def _grain(ahead: timedelta) -> Grain:
    if ahead <= 2 * HOUR:
        return Grain.QUARTER
    return Grain.HOUR if ahead <= DAY else Grain.DAY


def _rounded_up(at: datetime, grain: Grain) -> datetime:
    if grain is Grain.DAY:
        midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight if midnight == at else midnight + DAY
    step = QUARTER if grain is Grain.QUARTER else HOUR
    past = timedelta(minutes=at.minute, seconds=at.second, microseconds=at.microsecond) % step
    # Through UTC: in local time the sum would jump over, or into, the hour in which clocks change.
    return (at.astimezone(UTC) + (step - past)).astimezone(at.tzinfo) if past else at
