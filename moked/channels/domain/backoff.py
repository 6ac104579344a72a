"""How long to wait after a failure."""

from collections.abc import Sequence
from datetime import timedelta

INTAKE = tuple(timedelta(seconds=seconds) for seconds in (30, 120, 600, 3600))
# Two days in all, as mail servers do.
DELIVERY = tuple(timedelta(minutes=minutes) for minutes in (1, 3, 10, 30, 60, 120, *(240,) * 11))
FETCHING = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 30))


def delay_after(failures: int, steps: Sequence[timedelta]) -> timedelta:
    """The wait after that many failures in a row (1 or more); the last step goes on for ever."""
    return steps[min(max(failures, 1), len(steps)) - 1]


def is_spent(failures: int, steps: Sequence[timedelta]) -> bool:
    """Whether all steps were used and it is time to give up."""
    return failures > len(steps)
