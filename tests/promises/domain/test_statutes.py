"""Times that laws set: no profile, however layered, makes one longer."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.promises.domain.clocks import Happening, Phase, Step, kinds_to_start, steps_after
from moked.promises.domain.statutes import Law, StatuteInvalid, default_law, statutory_target
from moked.promises.domain.terms import ClockKind, Criticality, Layer, Source, terms_of

STATUTORY, SOLUTION, UPDATE = ClockKind.STATUTORY, ClockKind.SOLUTION, ClockKind.UPDATE
SPANS = st.integers(1, 60 * 24 * 366).map(lambda minutes: timedelta(minutes=minutes))
KEYS = st.tuples(st.sampled_from(ClockKind), st.sampled_from(Criticality))
LAYERS = st.builds(Layer, st.sampled_from(Source), st.dictionaries(KEYS, SPANS, max_size=6))


@given(SPANS, st.lists(LAYERS, max_size=6), st.sampled_from(Criticality))
def test_is_never_later_than_the_law_whatever_profiles_say(
    within: timedelta, layers: list[Layer], criticality: Criticality
) -> None:
    law = Law("complaint", within, "a law")
    terms = terms_of(layers) if layers else None
    target = statutory_target(law, terms, criticality)
    notice = datetime(2026, 11, 28, tzinfo=UTC)
    assert notice + target.within <= notice + law.within
    said = terms.target(STATUTORY, criticality) if terms else None
    assert target.within == min(filter(None, (law.within, said and said.value)))
    assert (target.layer is None) == (target.within == law.within)


def test_knows_what_holds_where_nothing_was_written_down() -> None:
    law = default_law("cancellation", "Asia/Jerusalem")
    assert law is not None
    assert law.within == timedelta(days=3)
    assert default_law("complaint", "Asia/Jerusalem") is None
    assert default_law("cancellation", "Europe/Paris") is None


@pytest.mark.parametrize("within", [timedelta(0), timedelta(days=-1), timedelta(days=367)])
def test_refuses_a_time_that_makes_no_sense(within: timedelta) -> None:
    with pytest.raises(StatuteInvalid):
        Law("complaint", within, "a law")
    with pytest.raises(StatuteInvalid):
        Law("complaint", timedelta(days=1), "  ")


@given(st.sampled_from(Happening), st.sampled_from(Phase))
def test_never_stands_still(happening: Happening, phase: Phase) -> None:
    assert steps_after(happening, {STATUTORY: phase}, is_statutory=True).get(STATUTORY) is not Step.PAUSE


@given(st.sampled_from(Happening), st.sampled_from(Phase))
def test_never_begins_for_a_matter_that_is_none(happening: Happening, phase: Phase) -> None:
    steps = steps_after(happening, {STATUTORY: phase})
    assert steps.get(STATUTORY) not in (Step.START, Step.RESUME)


def test_goes_on_when_what_was_offered_was_no_solution() -> None:
    phases = {STATUTORY: Phase.STOPPED, SOLUTION: Phase.PAUSED}
    assert steps_after(Happening.WORK_GOES_ON, phases, is_statutory=True)[STATUTORY] is Step.RESUME
    assert steps_after(Happening.PROPOSED, {STATUTORY: Phase.RUNNING}, is_statutory=True)[STATUTORY] is Step.STOP


def test_begins_what_is_promised_only_now() -> None:
    has_reply = {ClockKind.FIRST_REPLY: Phase.RUNNING}
    asked = {"waits_for_reply": True, "was_answered": False, "is_statutory": True}
    assert kinds_to_start(has_reply, **asked) == (UPDATE, SOLUTION, STATUTORY)
    assert kinds_to_start({}, **asked) == (ClockKind.FIRST_REPLY, UPDATE, SOLUTION, STATUTORY)
    assert kinds_to_start(
        {UPDATE: Phase.PAUSED, SOLUTION: Phase.STOPPED}, waits_for_reply=True, was_answered=True, is_statutory=False
    ) == (ClockKind.NEXT_REPLY,)
    assert kinds_to_start(
        {UPDATE: Phase.PAUSED, SOLUTION: Phase.VOID}, waits_for_reply=False, was_answered=True, is_statutory=False
    ) == (SOLUTION,)
