"""The rules of clocks: whatever happens in whatever order, a promise is measured once and fairly."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.calendars.domain.clock import OpenTime, Pause
from moked.calendars.domain.document import read_calendar
from moked.promises.domain.clocks import (
    Happening,
    Measure,
    Phase,
    Step,
    due_at,
    moment_of_share,
    paused,
    resumed,
    share_used,
    steps_after,
)
from moked.promises.domain.terms import ClockKind

WEEK = {day: [["08:00", "13:00"], ["14:00", "18:00"]] for day in ("sun", "mon", "tue", "wed", "thu")}
HOURS = OpenTime(read_calendar({"timezone": "Asia/Jerusalem", "week": WEEK, "holidays": "IL"}))
SUNDAY = datetime(2026, 11, 22, 7, tzinfo=UTC)
AFTER = {
    Step.START: Phase.RUNNING,
    Step.PAUSE: Phase.PAUSED,
    Step.RESUME: Phase.RUNNING,
    Step.RENEW: Phase.RUNNING,
    Step.STOP: Phase.STOPPED,
    Step.VOID: Phase.VOID,
}
FIRST, NEXT, SOLUTION = ClockKind.FIRST_REPLY, ClockKind.NEXT_REPLY, ClockKind.SOLUTION
UPDATE = ClockKind.UPDATE


def _told(*happenings: Happening) -> dict[ClockKind, Phase]:
    phases: dict[ClockKind, Phase] = {}
    for happening in happenings:
        phases |= {kind: AFTER[step] for kind, step in steps_after(happening, phases).items()}
    return phases


def test_promises_the_first_reply_once_and_then_the_next() -> None:
    assert _told(Happening.CUSTOMER_WROTE) == {FIRST: Phase.RUNNING, UPDATE: Phase.RUNNING, SOLUTION: Phase.RUNNING}
    answered = _told(Happening.CUSTOMER_WROTE, Happening.ANSWERED)
    assert answered == {FIRST: Phase.STOPPED, UPDATE: Phase.RUNNING, SOLUTION: Phase.RUNNING}
    again = _told(Happening.CUSTOMER_WROTE, Happening.ANSWERED, Happening.CUSTOMER_WROTE)
    assert again == {
        FIRST: Phase.STOPPED,
        NEXT: Phase.RUNNING,
        UPDATE: Phase.RUNNING,
        SOLUTION: Phase.RUNNING,
    }


def test_begins_a_round_of_updates_with_each_word_of_ours_until_it_is_over() -> None:
    running = {UPDATE: Phase.RUNNING}
    assert steps_after(Happening.ANSWERED, running) == {UPDATE: Step.RENEW}
    assert steps_after(Happening.HEARD, running) == {UPDATE: Step.RENEW}
    assert steps_after(Happening.WAITS_FOR_CUSTOMER, running) == {UPDATE: Step.PAUSE}
    assert steps_after(Happening.WAITS_FOR_US, running) == {}
    assert steps_after(Happening.CLOSED, running) == {UPDATE: Step.STOP}
    assert steps_after(Happening.HEARD, {UPDATE: Phase.STOPPED}) == {}
    assert steps_after(Happening.REOPENED, {UPDATE: Phase.STOPPED}) == {UPDATE: Step.START}
    assert _told(Happening.CUSTOMER_WROTE, Happening.ANSWERED, Happening.PROPOSED)[UPDATE] is Phase.PAUSED


def test_goes_on_with_the_solution_where_it_stopped_when_it_was_none() -> None:
    begun = (Happening.CUSTOMER_WROTE, Happening.ANSWERED, Happening.PROPOSED, Happening.CLOSED)
    assert _told(*begun)[SOLUTION] is Phase.STOPPED
    assert _told(*begun, Happening.REOPENED)[SOLUTION] is Phase.RUNNING


def test_lets_our_own_waiting_cost_our_own_time() -> None:
    assert _told(Happening.CUSTOMER_WROTE, Happening.WAITS_FOR_US)[SOLUTION] is Phase.RUNNING


def test_starts_nothing_by_what_we_do_ourselves() -> None:
    ours = [each for each in Happening if each is not Happening.CUSTOMER_WROTE]
    assert all(not steps_after(each, {}) for each in ours)


@given(st.lists(st.sampled_from(list(Happening)), max_size=30))
def test_takes_no_step_that_a_clock_cannot_take(happenings: list[Happening]) -> None:
    phases: dict[ClockKind, Phase] = {}
    for happening in happenings:
        for kind, step in steps_after(happening, phases).items():
            before = phases.get(kind)
            assert (step is not Step.START) or before not in (Phase.RUNNING, Phase.PAUSED)
            assert (step is not Step.RENEW) or before in (Phase.RUNNING, Phase.PAUSED)
            assert (step is not Step.PAUSE) or before is Phase.RUNNING
            assert (step not in (Step.STOP, Step.VOID)) or before in (Phase.RUNNING, Phase.PAUSED)
            phases[kind] = AFTER[step]
    closed = Happening.CLOSED
    after = {**phases, **{kind: AFTER[step] for kind, step in steps_after(closed, phases).items()}}
    assert not {Phase.RUNNING, Phase.PAUSED} & set(after.values())


@st.composite
def measures(draw: st.DrawFn) -> Measure:
    """A clock with pauses in order, the last of which may still last."""
    started = SUNDAY + timedelta(minutes=draw(st.integers(0, 20_000)))
    at, pauses = started, ()
    for _ in range(draw(st.integers(0, 5))):
        at += timedelta(minutes=draw(st.integers(0, 3_000)))
        pauses = paused(pauses, at)
        at += timedelta(minutes=draw(st.integers(0, 3_000)))
        pauses = resumed(pauses, at)
    if draw(st.booleans()):
        pauses = paused(pauses, at)
    return Measure(started, timedelta(minutes=draw(st.integers(1, 6_000))), pauses)


@given(measures(), st.integers(0, 200_000), st.integers(0, 200_000))
def test_never_takes_used_time_back(measure: Measure, first: int, second: int) -> None:
    early, late = sorted((first, second))
    start = measure.started_at
    used = [share_used(measure, HOURS, start + timedelta(minutes=minutes)) for minutes in (early, late)]
    assert 0 <= used[0] <= used[1]


@given(measures())
def test_is_due_exactly_when_all_is_used_up(measure: Measure) -> None:
    due = due_at(measure, HOURS)
    if due is None:
        assert measure.is_paused
        return
    assert share_used(measure, HOURS, due) == pytest.approx(1)
    half = moment_of_share(measure, HOURS, 0.5)
    assert half is not None
    assert measure.started_at < half <= due


@given(measures(), st.integers(1, 100_000))
def test_never_breaks_a_promise_by_going_on(measure: Measure, minutes: int) -> None:
    """What stood still before its end has time left when it goes on."""
    if not measure.is_paused or share_used(measure, HOURS, measure.pauses[-1].since) >= 1:
        return
    at = measure.pauses[-1].since + timedelta(minutes=minutes)
    going = Measure(measure.started_at, measure.target, resumed(measure.pauses, at))
    due = due_at(going, HOURS)
    assert due is not None
    assert due > at


def test_ends_no_pause_before_it_begins() -> None:
    (pause,) = resumed((Pause(SUNDAY),), SUNDAY - timedelta(hours=1))
    assert pause.until == pause.since
