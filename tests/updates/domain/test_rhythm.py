"""When the next update leaves: rhythm, changes, distress, and the hours of whoever hears it."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.calendars.domain.clock import OpenTime
from moked.calendars.domain.document import read_calendar
from moked.promises.domain.manner import Manner, hearing_hours
from moked.updates.domain.rhythm import (
    Change,
    Matter,
    Refusal,
    Why,
    heard_after,
    heard_by,
    next_heard_by,
    next_update,
    refusal_of,
    rhythm_in_distress,
)

ZONE = ZoneInfo("Asia/Jerusalem")
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
HOLD = 5 * MINUTE
ALWAYS = OpenTime(
    read_calendar(
        {
            "timezone": "Asia/Jerusalem",
            "week": {day: [["00:00", "24:00"]] for day in ("sun", "mon", "tue", "wed", "thu", "fri", "sat")},
        }
    )
)
# A Sunday.
SUNDAY = datetime(2026, 11, 29, 10, 0, tzinfo=ZONE)
FRIDAY = SUNDAY - timedelta(days=2)


def _hearing(**facts: Any) -> OpenTime:
    return OpenTime(read_calendar(hearing_hours(Manner("he", **facts), "Asia/Jerusalem")))


def _matter(heard_at: datetime, **facts: Any) -> Matter:
    return Matter(heard_at=heard_at, **{"every": 4 * HOUR, "open_time": ALWAYS, **facts})


def _next(matter: Matter, now: datetime, **manner: Any) -> tuple[datetime, Why]:
    found = next_update(matter, now=now, hold=HOLD, hearing=_hearing(**manner))
    assert found is not None
    return found.at.astimezone(ZONE), found.why


def test_comes_shortly_before_the_rhythm_ends() -> None:
    assert _next(_matter(SUNDAY), SUNDAY) == (SUNDAY + 4 * HOUR - 10 * MINUTE, Why.RHYTHM)


def test_tells_a_change_once_it_was_held() -> None:
    matter = _matter(SUNDAY, changes=(Change.TAKEN,))
    assert _next(matter, SUNDAY + HOUR) == (SUNDAY + HOUR + HOLD, Why.CHANGE)


def test_comes_twice_as_often_in_distress_until_that_is_over() -> None:
    matter = _matter(SUNDAY, distressed_at=SUNDAY)
    assert _next(matter, SUNDAY) == (SUNDAY + 2 * HOUR - 10 * MINUTE, Why.DISTRESS)
    later = SUNDAY + timedelta(days=4)
    assert _next(_matter(later, distressed_at=SUNDAY), later)[1] is Why.RHYTHM


@pytest.mark.parametrize(("every", "found"), [(8, 4), (2, 1), (1, 1)])
def test_never_comes_more_often_than_hourly_unless_promised(every: int, found: int) -> None:
    assert rhythm_in_distress(every * HOUR) == found * HOUR
    assert rhythm_in_distress(30 * MINUTE) == 30 * MINUTE


def test_comes_before_a_night_in_which_it_would_be_due() -> None:
    evening = SUNDAY.replace(hour=17)
    at, _why = _next(_matter(evening), evening)
    assert at == SUNDAY.replace(hour=19, minute=50)


def test_waits_for_the_morning_where_nothing_else_is_left() -> None:
    night = SUNDAY.replace(hour=22)
    assert _next(_matter(night, changes=(Change.LATER,)), night)[0] == SUNDAY.replace(hour=8) + timedelta(days=1)


def test_keeps_the_sabbath_of_whoever_keeps_it() -> None:
    matter = _matter(FRIDAY, changes=(Change.TAKEN,))
    afternoon = FRIDAY.replace(hour=15)
    assert _next(matter, afternoon)[0] == SUNDAY.replace(hour=8)
    assert _next(matter, afternoon, keeps_rest_days=False)[0] == afternoon + HOLD


def test_keeps_the_hours_they_chose() -> None:
    matter = _matter(SUNDAY, changes=(Change.TAKEN,))
    assert _next(matter, SUNDAY, hears_from=time(14), hears_until=time(16))[0] == SUNDAY.replace(hour=14)


@given(
    st.integers(0, 525_600).map(lambda minutes: SUNDAY + minutes * MINUTE),
    st.integers(1, 20_000),
    st.integers(0, 22),
    st.integers(1, 23),
    st.booleans(),
    st.booleans(),
)
def test_never_comes_while_they_may_not_hear(
    now: datetime, every: int, since: int, length: int, keeps: bool, has_changed: bool
) -> None:
    until = time(min(since + length, 23), 59)
    hearing = _hearing(hears_from=time(since), hears_until=until, keeps_rest_days=keeps)
    changes = (Change.GOES_ON,) if has_changed else ()
    found = next_update(_matter(now, every=every * MINUTE, changes=changes), now=now, hold=HOLD, hearing=hearing)
    assert found is not None
    assert found.at >= now + HOLD
    assert hearing.is_open(found.at)
    told = heard_by(found.at, hearing)
    assert found.at < told <= found.at + 10 * MINUTE
    assert hearing.is_open(told - timedelta(microseconds=1))


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"is_over": True}, Refusal.OVER),
        ({"is_ours": False}, Refusal.THEIR_TURN),
        ({"every": None}, Refusal.NOT_PROMISED),
        ({"has_address": False}, Refusal.NO_ADDRESS),
        ({"paused_until": SUNDAY}, Refusal.PAUSED),
        ({}, None),
    ],
)
def test_says_why_nothing_comes(facts: dict[str, Any], refusal: Refusal | None) -> None:
    assert refusal_of(_matter(SUNDAY, **facts)) is refusal


def test_tells_the_end_of_the_rhythm_or_of_the_hours_in_which_they_may_hear() -> None:
    hearing = _hearing()
    told = {
        hour: heard_after(_matter(SUNDAY), at=SUNDAY.replace(hour=hour), hold=HOLD, hearing=hearing)
        for hour in (10, 18)
    }
    assert told == {10: SUNDAY + 4 * HOUR, 18: SUNDAY.replace(hour=20)}


def test_tells_the_same_moment_before_an_update_and_after_it() -> None:
    hearing, evening = _hearing(), SUNDAY.replace(hour=18)
    told = heard_after(_matter(FRIDAY), at=evening, hold=HOLD, hearing=hearing)
    assert told == next_heard_by(_matter(evening), now=evening + HOUR, hold=HOLD, hearing=hearing)


@pytest.mark.parametrize("facts", [{"is_ours": False}, {"every": None}, {"paused_until": SUNDAY}])
def test_tells_no_moment_while_nothing_comes(facts: dict[str, Any]) -> None:
    matter = _matter(SUNDAY, **facts)
    assert next_heard_by(matter, now=SUNDAY, hold=HOLD, hearing=_hearing()) is None
    assert heard_after(matter, at=SUNDAY, hold=HOLD, hearing=_hearing()) is None
