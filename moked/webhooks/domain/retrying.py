"""When a delivery is tried again, by the steps the Standard Webhooks specification proposes."""

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

STEPS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
# A tenth more or less, so that what failed together does not come back together.
JITTER = 0.1
LONGEST_WISH = timedelta(hours=24)
# An endpoint that answered nothing well for so long is switched off.
PATIENCE = timedelta(days=5)
GONE = 410
BUSY = (429, 502, 503, 504)


def delay_after(attempts: int, chance: float) -> timedelta | None:
    """The wait after that many failed attempts (1 or more), or None when it is time to give up.

    `chance` is between 0 and 1 and moves the wait within the jitter.
    """
    if attempts > len(STEPS):
        return None
    return STEPS[attempts - 1] * (1 + JITTER * (2 * chance - 1))


def wished_delay(header: str, now: datetime) -> timedelta | None:
    """What a Retry-After header asks for, at most a day; None when it says nothing that can be read."""
    text = header.strip()
    if text.isdecimal() and text.isascii() and len(text) <= 9:
        return min(timedelta(seconds=int(text)), LONGEST_WISH)
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    if moment.tzinfo is None:
        return None
    return max(timedelta(0), min(moment - now, LONGEST_WISH))


def is_good(status: int) -> bool:
    """Only 2xx says that it was received; a redirect is a failure, since none is followed."""
    return 200 <= status < 300
