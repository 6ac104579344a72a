"""When the moment of a commitment draws near."""

from datetime import datetime, timedelta

# Enough to pick up the phone; what was promised for a shorter time is called to mind for its last quarter.
BEFORE = timedelta(minutes=15)
PART = 4


def remind_at(made_at: datetime, due_at: datetime) -> datetime:
    """When its owner is reminded: fifteen minutes before, or for the last quarter of a shorter time."""
    return due_at - min(BEFORE, (due_at - made_at) / PART)


def assumed_due(now: datetime) -> datetime:
    """The moment offered for a promise that names none: a day from now, at a full hour. `now` is in local time."""
    later = now + timedelta(days=1, hours=1) - timedelta(microseconds=1)
    return later.replace(minute=0, second=0, microsecond=0)
