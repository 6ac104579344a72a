"""By when something may be promised, and when that moment draws near."""

from datetime import datetime, timedelta
from enum import StrEnum

# Enough to pick up the phone; what was promised for a shorter time is called to mind for its last quarter.
BEFORE = timedelta(minutes=15)
PART = 4


class Unfit(StrEnum):
    """Why a moment is none by which something can be promised."""

    MISSING = "missing"
    PASSED = "passed"
    BEFORE_IT_LEAVES = "before it leaves"


def unfit(due_at: datetime | None, *, now: datetime, leaves_at: datetime) -> Unfit | None:
    """What is wrong with `due_at` for an answer that leaves at `leaves_at`, now or later; None where nothing is."""
    if due_at is None:
        return Unfit.MISSING
    if due_at <= now:
        return Unfit.PASSED
    return Unfit.BEFORE_IT_LEAVES if due_at <= leaves_at else None


def remind_at(made_at: datetime, due_at: datetime) -> datetime:
    """When its owner is reminded: fifteen minutes before, or for the last quarter of a shorter time."""
    return due_at - min(BEFORE, (due_at - made_at) / PART)


def assumed_due(now: datetime) -> datetime:
    """The moment offered for a promise that names none: a day from now, at a full hour. `now` is in local time."""
    later = now + timedelta(days=1, hours=1) - timedelta(microseconds=1)
    return later.replace(minute=0, second=0, microsecond=0)
