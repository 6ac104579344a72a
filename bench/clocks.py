"""How fast clocks are judged: due moments over a week, on a calendar with holidays, eves, exceptions and pauses."""

import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bench.frame import Row
from bench.installation import Installation
from moked.calendars.domain.clock import OpenTime, Pause
from moked.calendars.domain.document import read_calendar

QUESTIONS = 100_000
WEEK_BEGINS = datetime(2026, 9, 17, tzinfo=UTC)
CALENDAR = {
    "timezone": "Asia/Jerusalem",
    "week": {
        **{day: [["08:00", "13:00"], ["14:00", "18:00"]] for day in ("sun", "mon", "tue", "wed", "thu")},
        "fri": [["08:00", "12:30"]],
    },
    "dates": {"2026-09-24": [["09:00", "12:00"]]},
    "holidays": "IL",
    "eve_hours": [["08:00", "12:00"]],
}


def measure(_: Installation) -> Iterator[Row]:
    """Questions a second of one core; the limit is adding two datetimes, which any answer must do at least."""
    chance = random.Random(7)
    questions = [
        (
            WEEK_BEGINS + timedelta(seconds=chance.randrange(7 * 86_400)),
            timedelta(minutes=chance.randrange(15, 2_400)),
        )
        for _ in range(QUESTIONS)
    ]
    clock = OpenTime(read_calendar(CALENDAR))
    clock.due_at(*questions[0])

    begun = time.process_time()
    for start, target in questions:
        start + target
    bare = QUESTIONS / (time.process_time() - begun)

    begun = time.process_time()
    for start, target in questions:
        clock.due_at(start, target)
    yield Row("clock.due_per_s", QUESTIONS / (time.process_time() - begun), "1/s", reference=bare, goal=">= 200000")

    begun = time.process_time()
    for start, target in questions:
        clock.due_at(start, target, [Pause(start + timedelta(minutes=10), start + timedelta(hours=3))])
    yield Row("clock.due_with_pause_per_s", QUESTIONS / (time.process_time() - begun), "1/s", reference=bare)
