"""State, log and JSON tell the same story."""

import json
from datetime import timedelta

import pytest
from hypothesis import given

from moked.routing.domain.changes import PolicyChanged
from moked.routing.domain.codec import from_json, to_json
from moked.routing.domain.facts import Hold, Policy
from moked.routing.domain.log import Entry, recover, replay
from moked.routing.domain.state import PoolState, apply_all, diff
from tests.routing.domain.builders import DANA, START, a_chat, a_person, item_id
from tests.routing.domain.stories import Story, at_any_pace, play, stories


@at_any_pace
@given(stories)
def test_reaches_the_same_state_and_decisions_after_a_restart(story: Story) -> None:
    scenes = list(play(story))
    log = [scene.entry for scene in scenes]
    decisions = tuple(decision for entry in log for decision in entry.decisions)
    assert replay(log) == (scenes[-1].after, decisions)
    assert recover(log) == scenes[-1].after


@at_any_pace
@given(stories)
def test_goes_on_from_a_restart_in_the_middle(story: Story) -> None:
    scenes = list(play(story))
    half = len(scenes) // 2
    recovered = recover(scene.entry for scene in scenes[:half])
    rest = [scene.entry for scene in scenes[half:]]
    assert replay(rest, recovered)[0] == scenes[-1].after


@at_any_pace
@given(stories)
def test_survives_json(story: Story) -> None:
    for scene in play(story):
        assert from_json(json.loads(json.dumps(to_json(scene.entry)))) == scene.entry
        for change in (*scene.entry.inputs, *scene.entry.decisions):
            assert from_json(json.loads(json.dumps(to_json(change)))) == change


def test_survives_json_with_the_policy() -> None:
    entry = Entry(START, (PolicyChanged(Policy(live_grace=timedelta(milliseconds=1500))),), ())
    assert from_json(json.loads(json.dumps(to_json(entry)))) == entry


def test_refuses_json_of_an_unknown_kind() -> None:
    with pytest.raises(KeyError):
        from_json({"type": "Nothing"})


@at_any_pace
@given(stories, stories)
def test_finds_the_inputs_between_two_states(one: Story, other: Story) -> None:
    *_, first = play(one)
    *_, second = play(other)
    before, after = first.after, second.after
    assert apply_all(before, diff(before, after), START + timedelta(days=9)) == after
    assert diff(after, after) == ()


def test_finds_a_changed_policy() -> None:
    after = PoolState.of(policy=Policy(retry_after=timedelta(minutes=1)))
    assert diff(PoolState(), after) == (PolicyChanged(after.policy),)


def test_refuses_facts_that_contradict_each_other() -> None:
    with pytest.raises(ValueError, match="must be known"):
        PoolState.of([a_chat(1)], [a_person(DANA)], holds={item_id(2): Hold(DANA, START)})
