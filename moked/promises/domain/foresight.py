"""Foreseeing that a promise will not be kept, while there is still time to do something about it."""

from datetime import datetime, timedelta

from moked.promises.domain.estimates.model import Estimate

# A warning later than this before the end helps nobody.
AHEAD = timedelta(minutes=15)
# The last look comes so long before the end, or a twentieth of the promise if that is more.
LAST_LOOK, LAST_PART = timedelta(minutes=30), 20
DAY = timedelta(days=1)


def will_break(estimate: Estimate, *, now: datetime, due: datetime, target: timedelta) -> bool:
    """Whether the promise is said to break. `now`: the moment of the estimate.

    Early on, when hardly any case like it would still keep it; at the last look, when most would not.
    """
    days = estimate.likely if now >= last_look_at(due=due, target=target) else estimate.soonest
    return now + timedelta(days=days) > due


def last_look_at(*, due: datetime, target: timedelta) -> datetime:
    """The moment at which somebody can still do something about it."""
    return due - max(LAST_LOOK, target / LAST_PART)


def look_ahead_at(now: datetime, *, due: datetime, target: timedelta) -> datetime | None:
    """When to think again whether a promise holds; None once it is too late.

    Halfway to the last look, and at that: a case that lasts is seen to last longer. Some ten looks a promise.
    """
    last = last_look_at(due=due, target=target)
    if now >= last:
        return None
    return last if last - now <= max(target / LAST_PART, timedelta(minutes=1)) else now + (last - now) / 2
