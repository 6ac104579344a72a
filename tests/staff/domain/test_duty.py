"""Who is on duty when: weekly lines, dates in their place, nights past midnight, and what makes no sense."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moked.staff.domain.duty import DutyInvalid, Line, check_line, on_duty, shifts_on

ZONE = ZoneInfo("Asia/Jerusalem")
DANA, GUY = UUID(int=1), UUID(int=2)
MONDAY = date(2026, 11, 30)


def a_line(person: UUID | None = DANA, starts: str = "08:00", ends: str = "16:00", **facts: object) -> Line:
    if person is None:
        return Line(uuid4(), None, None, None, **facts)  # type: ignore[arg-type]
    day = {} if {"weekday", "on"} & facts.keys() else {"weekday": 0}
    return Line(uuid4(), person, time.fromisoformat(starts), time.fromisoformat(ends), **(day | facts))  # type: ignore[arg-type]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def test_knows_who_is_on_duty_from_start_to_end() -> None:
    lines = [a_line()]
    assert on_duty(lines, at("2026-11-30 08:00"), ZONE) == (DANA,)
    assert on_duty(lines, at("2026-11-30 15:59"), ZONE) == (DANA,)
    assert on_duty(lines, at("2026-11-30 16:00"), ZONE) == ()
    assert on_duty(lines, at("2026-12-01 09:00"), ZONE) == ()


def test_goes_on_past_midnight_though_the_next_day_has_lines_of_its_own() -> None:
    night = a_line(starts="22:00", ends="06:00", is_overnight=True)
    lines = [night, a_line(None, on=MONDAY + timedelta(days=1))]
    assert on_duty(lines, at("2026-12-01 05:59"), ZONE) == (DANA,)
    assert on_duty(lines, at("2026-12-01 06:00"), ZONE) == ()
    assert on_duty(lines, at("2026-11-30 05:00"), ZONE) == ()


def test_lets_a_date_stand_in_place_of_the_week() -> None:
    lines = [a_line(), a_line(GUY, "09:00", "12:00", on=MONDAY)]
    assert on_duty(lines, at("2026-11-30 10:00"), ZONE) == (GUY,)
    assert on_duty(lines, at("2026-11-30 14:00"), ZONE) == ()
    assert on_duty(lines, at("2026-12-07 10:00"), ZONE) == (DANA,)


def test_has_nobody_on_a_date_that_is_free() -> None:
    assert on_duty([a_line(), a_line(None, on=MONDAY)], at("2026-11-30 10:00"), ZONE) == ()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (a_line(starts="16:00", ends="08:00"), "ends_before_start"),
        (a_line(starts="08:00", ends="08:00"), "ends_before_start"),
        (a_line(starts="08:00", ends="16:00", is_overnight=True), "longer_than_a_day"),
        (a_line(None, weekday=3), "nobody_named"),
        (Line(uuid4(), DANA, None, None, weekday=1), "no_times"),
        (Line(uuid4(), DANA, time(8), time(9)), "no_day"),
        (Line(uuid4(), DANA, time(8), time(9), weekday=1, on=MONDAY), "no_day"),
        (a_line(starts="15:00", ends="18:00"), "same_person_twice"),
        # Sunday's night runs into Monday.
        (a_line(starts="22:00", ends="09:00", is_overnight=True, weekday=6), "same_person_twice"),
        (a_line(None, on=date(2026, 12, 25)), "day_has_lines"),
        (a_line(on=date(2026, 12, 24)), "day_is_free"),
        (a_line(starts="13:00", ends="14:00", on=date(2026, 12, 25)), "same_person_twice"),
    ],
)
def test_refuses_what_makes_no_sense(line: Line, code: str) -> None:
    others = [
        a_line(),
        a_line(GUY, starts="08:00", ends="20:00"),
        a_line(starts="12:00", ends="15:00", on=date(2026, 12, 25)),
        a_line(None, on=date(2026, 12, 24)),
    ]
    with pytest.raises(DutyInvalid) as refusal:
        check_line(line, others, ZONE)
    assert refusal.value.code == code


def test_lets_people_follow_one_another_and_stand_beside_one_another() -> None:
    others = [a_line(), a_line(GUY, "08:00", "16:00")]
    for line in (a_line(starts="16:00", ends="20:00"), a_line(starts="06:00", ends="08:00"), a_line(GUY, weekday=1)):
        check_line(line, others, ZONE)
    # On a date of its own the weekly line does not hold.
    check_line(a_line(starts="10:00", ends="12:00", on=MONDAY), others, ZONE)


TIMES = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
PEOPLE = st.sampled_from([DANA, GUY])


@st.composite
def lines(draw: st.DrawFn) -> Line:
    starts, ends = draw(TIMES), draw(TIMES)
    day = draw(st.one_of(st.integers(0, 6), st.dates(date(2026, 3, 22), date(2026, 4, 4))))
    where = {"on": day} if isinstance(day, date) else {"weekday": day}
    return Line(uuid4(), draw(PEOPLE), starts, ends, is_overnight=ends <= starts, **where)  # type: ignore[arg-type]


def _is_on_duty_by_the_clock_on_the_wall(plan: list[Line], moment: datetime) -> set[UUID]:
    """The slow way: each line against the local time, minute by minute of the wall."""
    local = moment.astimezone(ZONE)
    found = set()
    for day, minutes in ((local.date(), 0), (local.date() - timedelta(days=1), 24 * 60)):
        own = [line for line in plan if line.on == day]
        for line in own or [line for line in plan if line.weekday == day.weekday()]:
            assert line.starts is not None
            assert line.ends is not None
            assert line.person is not None
            begins = line.starts.hour * 60 + line.starts.minute
            ends = line.ends.hour * 60 + line.ends.minute + (24 * 60 if line.is_overnight else 0)
            if begins <= local.hour * 60 + local.minute + minutes < ends:
                found.add(line.person)
    return found


@given(st.lists(lines(), max_size=8), st.integers(0, 14 * 96))
@settings(max_examples=300, deadline=None)
def test_agrees_with_the_clock_on_the_wall(plan: list[Line], quarter: int) -> None:
    moment = datetime(2026, 3, 22, tzinfo=UTC) + quarter * timedelta(minutes=15)
    # The night on which the clock jumps is judged by hand elsewhere: wall times of it are there twice or never.
    if moment.astimezone(ZONE).date() in (date(2026, 3, 27), date(2026, 3, 28)):
        return
    assert set(on_duty(plan, moment, ZONE)) == _is_on_duty_by_the_clock_on_the_wall(plan, moment)


def test_lasts_an_hour_less_on_the_night_the_clock_goes_forward() -> None:
    night = a_line(starts="22:00", ends="06:00", is_overnight=True, on=date(2026, 3, 26))
    (shift,) = shifts_on([night], date(2026, 3, 26), ZONE)
    assert shift.ends - shift.begins == timedelta(hours=7)
