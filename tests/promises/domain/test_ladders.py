"""Ladders: rungs fire in order, once, before the promise ends, and never after it stopped."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.calendars.domain.clock import OpenTime, Pause
from moked.calendars.domain.document import read_calendar
from moked.promises.domain.clocks import Measure, Phase, due_at
from moked.promises.domain.ladders import (
    MOST_RUNGS,
    LadderInvalid,
    Sort,
    Standing,
    Step,
    check_ladder,
    passes_on,
    standing_of,
    step_after,
    steps_due,
    would_call,
)

HOUR = timedelta(hours=1)
START = datetime(2026, 11, 1, 6, tzinfo=UTC)
WEEK = {day: [["08:00", "17:00"]] for day in ("sun", "mon", "tue", "wed", "thu")}
OPEN = OpenTime(read_calendar({"timezone": "Asia/Jerusalem", "week": WEEK}))


def a_step(position: int = 1, at_share: int = 50, sort: Sort = Sort.PROFESSIONAL, **facts: object) -> Step:
    known = {"is_somebody": True, "answer_within": timedelta(minutes=10), **facts}
    return Step(position, at_share, sort, **known)  # type: ignore[arg-type]


@st.composite
def ladders(draw: st.DrawFn) -> tuple[Step, ...]:
    shares = sorted(draw(st.sets(st.integers(1, 99), min_size=1, max_size=6)))
    leaders = draw(st.integers(0, len(shares)))
    return tuple(
        a_step(position, share, Sort.PROFESSIONAL if position <= leaders else Sort.MANAGERIAL)
        for position, share in enumerate(shares, start=1)
    )


@given(ladders())
def test_accepts_rising_ladders(steps: tuple[Step, ...]) -> None:
    check_ladder(steps)


@pytest.mark.parametrize(
    ("code", "position", "steps"),
    [
        ("no_rungs", 0, []),
        ("too_many_rungs", 0, [a_step(place, place) for place in range(1, MOST_RUNGS + 2)]),
        ("out_of_order", 1, [a_step(1, 30), a_step(1, 50)]),
        ("out_of_order", 2, [a_step(2, 30)]),
        ("share_outside_promise", 1, [a_step(at_share=100)]),
        ("share_outside_promise", 1, [a_step(at_share=0)]),
        ("nobody_named", 2, [a_step(), a_step(2, 70, is_somebody=False)]),
        ("answer_time", 1, [a_step(answer_within=timedelta(0))]),
        ("answer_time", 1, [a_step(answer_within=timedelta(days=8))]),
        ("share_not_rising", 2, [a_step(1, 50), a_step(2, 50)]),
        ("managers_first", 2, [a_step(1, 50, Sort.MANAGERIAL), a_step(2, 70)]),
    ],
)
def test_refuses_ladders_without_sense(code: str, position: int, steps: list[Step]) -> None:
    with pytest.raises(LadderInvalid) as refusal:
        check_ladder(steps)
    if code != "out_of_order":
        assert refusal.value.position == position
    assert refusal.value.code == code


@given(ladders(), st.lists(st.floats(0, 2), max_size=12), st.lists(st.booleans(), min_size=12, max_size=12))
def test_calls_each_rung_once_and_in_order(
    steps: tuple[Step, ...], shares: list[float], unanswered: list[bool]
) -> None:
    called, history = 0, []
    for share, is_unanswered in zip(sorted(shares), unanswered, strict=False):
        due = steps_due(steps, called, share)
        assert all(share * 100 > step.at_share - 1 for step in due)
        if not due and is_unanswered and passes_on(called, called):
            due = tuple(filter(None, [step_after(steps, called)]))
        for step in due:
            called = step.position
            history.append(step.position)
    assert history == list(range(1, len(history) + 1))
    assert len(history) <= len(steps)


@given(ladders())
def test_has_called_everybody_before_the_promise_ends(steps: tuple[Step, ...]) -> None:
    assert steps_due(steps, 0, 0.995) == steps
    assert steps_due(steps, len(steps), 1) == ()


def test_passes_nothing_on_below_a_rung_that_was_called_already() -> None:
    assert passes_on(2, 2)
    assert not passes_on(1, 2)


def test_follows_the_clock() -> None:
    assert {phase: standing_of(phase) for phase in Phase} == {
        Phase.RUNNING: Standing.WAIT,
        Phase.PAUSED: Standing.STAND_STILL,
        Phase.STOPPED: Standing.OVER,
        Phase.VOID: Standing.OVER,
    }


@given(
    ladders(),
    st.integers(1, 200).map(lambda count: count * HOUR / 4),
    st.integers(0, 600).map(lambda count: count * HOUR),
    st.lists(st.tuples(st.integers(0, 200), st.integers(0, 50)), max_size=3),
)
def test_would_have_called_in_order_before_the_end_and_never_after_the_stop(
    steps: tuple[Step, ...], target: timedelta, length: timedelta, breaks: list[tuple[int, int]]
) -> None:
    pauses = tuple(Pause(START + since * HOUR, START + (since + lasts) * HOUR) for since, lasts in sorted(breaks))
    measure, until = Measure(START, target, pauses), START + length
    calls = would_call(steps, measure, OPEN, until)
    moments = [call.at for call in calls]
    end = due_at(measure, OPEN)
    assert end is not None
    assert moments == sorted(moments)
    assert [call.position for call in calls] == list(range(1, len(calls) + 1))
    assert all(at < until and at < end for at in moments)


def test_would_call_when_the_share_is_used_up() -> None:
    zone = ZoneInfo("Asia/Jerusalem")
    sunday = datetime(2026, 11, 1, 16, tzinfo=zone)
    steps = (a_step(1, 25), a_step(2, 75))
    calls = would_call(steps, Measure(sunday, 4 * HOUR), OPEN, sunday + timedelta(days=3))
    assert [call.at.astimezone(zone).strftime("%a %H:%M") for call in calls] == ["Sun 17:00", "Mon 10:00"]
    still = Measure(sunday, 4 * HOUR, (Pause(sunday + HOUR / 2),))
    assert would_call(steps, still, OPEN, sunday + timedelta(days=3)) == ()
