"""Calendars that make no sense are refused, and the refusal says where."""

import pytest

from moked.calendars.domain.document import read_calendar
from moked.calendars.domain.hours import CalendarInvalid

WEEK = {"sun": [["08:00", "13:00"], ["14:00", "18:00"]]}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"timezone": None}, "timezone_missing"),
        ({"timezone": "Asia/Yerushalayim"}, "timezone_unknown"),
        ({"timezone": "../etc/passwd"}, "timezone_unknown"),
        ({"week": {}}, "no_hours"),
        ({"week": {"sun": []}}, "no_hours"),
        ({"week": {"sunday": []}}, "day_unknown"),
        ({"week": []}, "not_an_object"),
        ({"week": {"sun": "08:00-13:00"}}, "not_a_list"),
        ({"week": {"sun": [["08:00"]]}}, "block_not_a_pair"),
        ({"week": {"sun": [["08:00", "25:00"]]}}, "time_unreadable"),
        ({"week": {"sun": [["08:60", "09:00"]]}}, "time_unreadable"),
        ({"week": {"sun": [["24:00", "02:00"]]}}, "block_empty"),
        ({"week": {"sun": [["08:00", "08:00"]]}}, "block_empty"),
        ({"week": {"sun": [[8, 9]]}}, "time_unreadable"),
        ({"dates": {"21.9.2026": []}}, "date_unreadable"),
        ({"dates": ["2026-09-21"]}, "not_an_object"),
        ({"holidays": "Israel-land"}, "country_unknown"),
        ({"holidays": "IL-XX"}, "country_unknown"),
        ({"holidays": 972}, "country_unknown"),
        ({"holiday_hour": []}, "field_unknown"),
    ],
)
def test_refuses_what_makes_no_sense(change: dict[str, object], code: str) -> None:
    document = {"timezone": "Asia/Jerusalem", "week": WEEK, **change}
    with pytest.raises(CalendarInvalid) as caught:
        read_calendar(document)
    assert caught.value.code == code


def test_takes_a_document_that_is_no_object_for_a_mistake() -> None:
    with pytest.raises(CalendarInvalid, match="not_an_object"):
        read_calendar([])
