"""When an owner has been silent for too long while the customer waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from moked.calendars.domain.clock import OpenTime, Pause

LONGEST_SILENCE = timedelta(days=90)


@dataclass(frozen=True)
class Silence:
    """What is known of an owner. `did_at` is when they last did anything on the case, or were given it;
    `waits_since` is since when the customer waits, and `pauses` are the times in which nobody waited for us."""

    did_at: datetime | None
    waits_since: datetime
    pauses: Sequence[Pause] = ()


def silent_at(silence: Silence, within: timedelta, open_time: OpenTime) -> datetime | None:
    """When the owner will have been silent for `within` of open time; None while nobody waits for us.

    Raises CalendarInvalid.
    """
    since = max(filter(None, (silence.did_at, silence.waits_since)))
    return open_time.due_at(since, within, silence.pauses)
