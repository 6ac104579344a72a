"""What is told: rounded up, never too wide, and told anew before it passes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.promises.domain.estimates.model import Basis, Estimate
from moked.promises.domain.estimates.told import (
    Grain,
    LaterTold,
    RangeTold,
    has_slipped,
    look_again_at,
    told_of,
)

JERUSALEM = ZoneInfo("Asia/Jerusalem")
NOW = datetime(2026, 3, 1, 9, 7, tzinfo=JERUSALEM)
SIXTEEN = NOW.replace(hour=16, minute=0)
BASIS = Basis("cases_like_it", 40)


def hours(likely: float, latest: float) -> Estimate:
    return Estimate(0.0, likely / 24, latest / 24, BASIS)


@pytest.mark.parametrize(
    ("estimate", "likely", "latest", "grain"),
    [
        (hours(0.5, 1), "2026-03-01 09:45", "2026-03-01 10:15", Grain.QUARTER),
        (hours(3, 6), "2026-03-01 13:00", "2026-03-01 16:00", Grain.HOUR),
        (hours(10, 60), "2026-03-02 00:00", "2026-03-04 00:00", Grain.DAY),
    ],
)
def test_rounds_up_to_what_people_say(estimate: Estimate, likely: str, latest: str, grain: Grain) -> None:
    told = told_of(estimate, now=NOW, tell_by=SIXTEEN)
    assert isinstance(told, RangeTold)
    assert (f"{told.likely_by:%Y-%m-%d %H:%M}", f"{told.latest_by:%Y-%m-%d %H:%M}") == (likely, latest)
    assert told.grain is grain


def test_tells_when_there_will_be_word_where_the_range_is_too_wide() -> None:
    assert told_of(hours(48, 400), now=NOW, tell_by=SIXTEEN) == LaterTold(NOW, SIXTEEN, BASIS)


moments = st.integers(0, 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(now=moments, likely=st.floats(0, 200), more=st.floats(0, 120))
def test_never_tells_less_than_the_estimate(now: datetime, likely: float, more: float) -> None:
    """Also across the nights when clocks change."""
    estimate = hours(likely, likely + more)
    told = told_of(estimate, now=now.astimezone(JERUSALEM), tell_by=now + timedelta(hours=4))
    again = look_again_at(told)
    if isinstance(told, RangeTold):
        slack = timedelta(microseconds=1)
        latest = told.latest_by.astimezone(UTC)
        assert latest >= now + timedelta(days=estimate.latest) - slack
        assert told.likely_by.astimezone(UTC) >= now + timedelta(days=estimate.likely) - slack
        assert told.likely_by <= told.latest_by
        assert now <= again.astimezone(UTC) <= latest


def test_slips_before_it_passes_or_once_it_will_probably_be_missed() -> None:
    told = told_of(hours(3, 6), now=NOW, tell_by=SIXTEEN)
    assert isinstance(told, RangeTold)
    assert look_again_at(told) < told.latest_by
    assert not has_slipped(told, hours(2, 5), now=NOW + timedelta(hours=1))
    assert has_slipped(told, hours(8, 20), now=NOW + timedelta(hours=1))
    assert has_slipped(told, hours(0.1, 0.2), now=look_again_at(told))
