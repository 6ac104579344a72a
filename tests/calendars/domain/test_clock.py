"""Working time against the oracle, over random calendars, zones, pauses and nights when the clock jumps."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moked.calendars.domain.clock import OpenTime, Pause
from moked.calendars.domain.document import read_calendar
from moked.calendars.domain.hours import Block, CalendarInvalid, WorkCalendar
from tests.calendars.domain import oracle

JERUSALEM = ZoneInfo("Asia/Jerusalem")
ZONES = ["Asia/Jerusalem", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]
# Nights when the clocks of these zones jump, and holidays with their eves.
NEAR = [
    datetime(2026, 3, 26, tzinfo=UTC),
    datetime(2026, 10, 24, tzinfo=UTC),
    datetime(2026, 3, 7, tzinfo=UTC),
    datetime(2026, 10, 3, tzinfo=UTC),
    datetime(2026, 9, 10, tzinfo=UTC),
    datetime(2026, 12, 30, tzinfo=UTC),
]
WITHIN = timedelta(days=6)

blocks = st.builds(
    lambda start, length: Block(start, start + length), st.integers(0, 24 * 60 - 1), st.integers(1, 24 * 60)
)
days = st.lists(blocks, max_size=3).map(tuple)


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    week = draw(st.lists(days, min_size=7, max_size=7).filter(any))
    exceptions = st.dictionaries(st.dates(date(2026, 3, 1), date(2026, 12, 31)), days, max_size=4)
    near = st.dictionaries(st.sampled_from([each.date() for each in NEAR]), days, max_size=3)
    return WorkCalendar(
        zone=ZoneInfo(draw(st.sampled_from(ZONES))),
        week=tuple(week),
        dates={**draw(exceptions), **draw(near)},
        country=draw(st.sampled_from(["", "IL", "US-CA"])),
        holiday_hours=draw(days),
        eve_hours=draw(st.none() | days),
    )


moments = st.builds(
    lambda near, minutes: near + timedelta(minutes=minutes), st.sampled_from(NEAR), st.integers(0, 3 * 24 * 60)
)
pauses = st.lists(
    st.builds(
        lambda since, length: Pause(since, None if length is None else since + timedelta(minutes=length)),
        moments,
        st.none() | st.integers(0, 1500),
    ),
    max_size=3,
)


@given(calendars(), moments, st.integers(1, 2000), pauses)
@settings(max_examples=150, deadline=None)
def test_agrees_with_the_minute_by_minute_oracle(
    calendar: WorkCalendar, start: datetime, minutes: int, stops: list[Pause]
) -> None:
    target = timedelta(minutes=minutes)
    expected = oracle.due_at(calendar, start, target, stops, WITHIN)
    if expected is None:
        return
    found = OpenTime(calendar).due(start, target, stops)
    assert found is not None
    assert found.at == expected
    assert sum((until - since for since, until in found.spans), timedelta()) == target
    assert all(since < until for since, until in found.spans)


@given(calendars(), moments, moments, pauses)
@settings(max_examples=60, deadline=None)
def test_counts_open_time_like_the_oracle(
    calendar: WorkCalendar, start: datetime, end: datetime, stops: list[Pause]
) -> None:
    if end - start > WITHIN:
        return
    minutes, moment = 0, start
    while moment < end:
        minutes += oracle.is_open(calendar, moment) and not oracle.is_paused(stops, moment)
        moment += oracle.MINUTE
    assert OpenTime(calendar).open_between(start, end, stops) == timedelta(minutes=minutes)


@given(calendars(), st.lists(moments, min_size=2, max_size=6))
@settings(max_examples=40, deadline=None)
def test_answers_the_same_whatever_was_asked_before(calendar: WorkCalendar, starts: list[datetime]) -> None:
    kept = OpenTime(calendar)
    for start in starts:
        assert _due_or_refusal(kept, start) == _due_or_refusal(OpenTime(calendar), start)


def _due_or_refusal(clock: OpenTime, start: datetime) -> datetime | str | None:
    try:
        return clock.due_at(start, timedelta(minutes=90))
    except CalendarInvalid as error:
        return error.code


@given(calendars(), moments)
@settings(max_examples=40, deadline=None)
def test_opens_where_the_oracle_first_finds_it_open(calendar: WorkCalendar, start: datetime) -> None:
    moment = start
    while not oracle.is_open(calendar, moment):
        moment += oracle.MINUTE
        if moment > start + WITHIN:
            return
    assert OpenTime(calendar).opens_at(start) == moment
    assert OpenTime(calendar).is_open(start) == (moment == start)


def jerusalem(**facts: object) -> OpenTime:
    return OpenTime(read_calendar({"timezone": "Asia/Jerusalem", **facts}))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JERUSALEM)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        # The night of 27.3.2026 loses an hour, that of 25.10.2026 has one twice.
        ("2026-03-27 00:00", 2, "2026-03-27 03:00"),
        ("2026-10-25 00:00", 3, "2026-10-25 02:00"),
    ],
)
def test_counts_real_minutes_on_nights_when_the_clock_jumps(start: str, hours: int, due: str) -> None:
    always = {day: [["00:00", "24:00"]] for day in ("sun", "mon", "tue", "wed", "thu", "fri", "sat")}
    assert jerusalem(week=always).due_at(at(start), timedelta(hours=hours)) == at(due)


def test_runs_past_midnight_into_a_day_that_is_an_exception() -> None:
    clock = jerusalem(week={"fri": [["22:00", "02:00"]]}, dates={"2026-09-19": []})
    assert clock.due_at(at("2026-09-18 12:00"), timedelta(hours=4)) == at("2026-09-19 02:00")


def test_lets_dates_win_over_holidays_over_eves_over_the_week() -> None:
    clock = jerusalem(
        week={day: [["08:00", "16:00"]] for day in ("sun", "mon", "tue", "wed", "thu")},
        holidays="IL",
        holiday_hours=[],
        eve_hours=[["08:00", "12:00"]],
        dates={"2026-09-21": [["20:00", "22:00"]]},
    )
    # 20.9 is the eve of Yom Kippur, 21.9 itself an exception, 22.9 an ordinary day.
    spans = clock.spans_between(at("2026-09-20 00:00"), at("2026-09-23 00:00"))
    assert [(since.astimezone(JERUSALEM).hour, until.astimezone(JERUSALEM).hour) for since, until in spans] == [
        (8, 12),
        (20, 22),
        (8, 16),
    ]


def test_is_due_at_the_end_of_a_block_not_at_the_next_opening() -> None:
    clock = jerusalem(week={"sun": [["08:00", "12:00"], ["14:00", "18:00"]]})
    assert clock.due_at(at("2026-09-06 08:00"), timedelta(hours=4)) == at("2026-09-06 12:00")


def test_is_exact_below_the_minute() -> None:
    clock = jerusalem(week={"sun": [["08:00", "12:00"]]})
    start = at("2026-09-06 08:00") + timedelta(seconds=1, microseconds=7)
    assert clock.due_at(start, timedelta(microseconds=1)) == start + timedelta(microseconds=1)


def test_is_never_due_while_a_pause_has_no_end() -> None:
    clock = jerusalem(week={"sun": [["08:00", "12:00"]]})
    assert clock.due_at(at("2026-09-06 08:00"), timedelta(hours=2), [Pause(at("2026-09-06 09:00"))]) is None
    assert clock.due_at(at("2026-09-06 08:00"), timedelta(hours=1), [Pause(at("2026-09-06 09:00"))]) == at(
        "2026-09-06 09:00"
    )


def test_refuses_what_never_comes() -> None:
    clock = jerusalem(dates={"2026-09-06": [["08:00", "09:00"]]})
    with pytest.raises(CalendarInvalid, match="never_due"):
        clock.due_at(at("2026-09-07 08:00"), timedelta(hours=1))
    with pytest.raises(CalendarInvalid, match="target_not_positive"):
        clock.due_at(at("2026-09-07 08:00"), timedelta(0))
    with pytest.raises(CalendarInvalid, match="moment_out_of_reach"):
        clock.due_at(datetime.max.replace(tzinfo=UTC), timedelta(hours=1))
    with pytest.raises(CalendarInvalid, match="never_open"):
        clock.opens_at(at("2026-09-07 08:00"))
