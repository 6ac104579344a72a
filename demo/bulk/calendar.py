"""When made-up customers come: three years of growing business, quiet Fridays and Saturdays, busy mornings."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

DAYS = 3 * 365
# Monday to Sunday; the week's work is Sunday to Thursday.
WEEK = (1.0, 1.0, 1.0, 1.0, 0.4, 0.1, 1.2)
HOURS = (1, 1, 1, 1, 1, 2, 4, 10, 22, 30, 30, 28, 26, 24, 24, 22, 20, 16, 12, 10, 8, 6, 4, 2)
GROWTH = 1.5


def moments(rng: Random, count: int, now: datetime) -> Iterator[int]:
    """So many moments in order, as milliseconds since 1970, the last ones just before `now`."""
    first = now - timedelta(days=DAYS)
    weights = [WEEK[(first + timedelta(days=day)).weekday()] * (1 + GROWTH * day / DAYS) for day in range(DAYS + 1)]
    total = sum(weights)
    end = int(now.timestamp() * 1000)
    # Midnight in UTC; hours are taken in it as well, for only the shape matters.
    begin = int(first.replace(hour=0, minute=0, second=0, microsecond=0).timestamp() * 1000)
    made, running = 0, 0.0
    for day, weight in enumerate(weights):
        running += weight
        share = round(count * running / total) - made
        made += share
        hours = rng.choices(range(24), weights=HOURS, k=share)
        today = sorted(begin + day * 86_400_000 + hour * 3_600_000 + rng.randrange(3_600_000) for hour in hours)
        # Today is not over: what would come later came just now.
        yield from (min(each, end - 1000) for each in today)
