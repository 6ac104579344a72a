"""When a task is called to mind, and when its being late is said again."""

from datetime import datetime, timedelta

# Enough to do something about it; a shorter task is called to mind for its last quarter.
BEFORE = timedelta(hours=2)
PART = 4
AGAIN_AFTER = timedelta(hours=4)
# After so many times whoever could be told was told.
MOST_TIMES = 5


def remind_at(opened_at: datetime, due_at: datetime) -> datetime:
    """When its owner is reminded."""
    return due_at - min(BEFORE, (due_at - opened_at) / PART)


def say_again_at(now: datetime, times: int) -> datetime | None:
    """When its being late is said once more, after `times`; None when it was said often enough."""
    return now + AGAIN_AFTER if times < MOST_TIMES else None
