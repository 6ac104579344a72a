"""Hours as people write them: overlaps are refused, and midnight is noticed."""

import pytest

from moked.calendars.domain.hours import CalendarInvalid
from moked.calendars.domain.written import passes_midnight, read_hours


@pytest.mark.parametrize("text", ["08:00-13:00, 12:00-18:00", "12:00-18:00, 08:00-13:00", "20:00-02:00, 23:00-24:00"])
def test_refuses_hours_that_overlap(text: str) -> None:
    with pytest.raises(CalendarInvalid) as refused:
        read_hours(text)
    assert refused.value.code == "blocks_overlap"


def test_takes_hours_that_touch_and_notices_midnight() -> None:
    assert read_hours("08:00-12:00, 12:00-24:00") == [["08:00", "12:00"], ["12:00", "24:00"]]
    assert [passes_midnight(pair) for pair in (["17:00", "09:00"], ["09:00", "17:00"], ["17:00", "24:00"])] == [
        True,
        False,
        False,
    ]
