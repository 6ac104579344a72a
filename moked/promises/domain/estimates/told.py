"""What a customer is told of an estimate: a range people can use, or when there will be one; and when it slips."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum

from .model import Basis, Estimate

# From 'likely' to 'at the latest'. A range wider than a working week helps nobody to plan.
WIDEST = timedelta(days=5)
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
