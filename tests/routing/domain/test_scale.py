"""A crowd: the work of a decision grows with people and offers, not with people times items."""

import sys
from collections.abc import Callable
from types import FrameType
from uuid import UUID

from moked.routing.domain.changes import Decision, ItemReleased, ItemTaken, Offer
from moked.routing.domain.decide import decide
from moked.routing.domain.facts import Item, Mode, Person, PersonId, SkillId
from moked.routing.domain.state import PoolState, apply_all
from tests.routing.domain.builders import START, a_person, an_item

SKILLS = [SkillId(UUID(int=500 + number)) for number in range(20)]
PEOPLE, ITEMS = 1_000, 20_000


def calls_made(work: Callable[[], tuple[Decision, ...]]) -> tuple[int, tuple[Decision, ...]]:
    """How many Python functions ran: a count of steps no machine's speed can change."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        result = work()
    finally:
        sys.setprofile(before)
    return calls, result


def crowd() -> tuple[list[Item], list[Person]]:
    """Items of 40 requirements; each person has two of twenty skills."""
    items = [
        an_item(number, list(Mode)[number % 2], skills=frozenset({(SKILLS[number % 20], 1)}))
        for number in range(ITEMS)
    ]
    people = [
        a_person(
            PersonId(UUID(int=100_000 + number)),
            skills={SKILLS[number % 20]: 1 + number % 5, SKILLS[number * 7 % 20]: 2},
            idle_minutes=number % 50,
        )
        for number in range(PEOPLE)
    ]
    return items, people


def test_matches_a_whole_crowd_in_far_fewer_steps_than_items_times_people() -> None:
    items, people = crowd()
    state = PoolState.of(items, people)
    calls, decisions = calls_made(lambda: decide(state, START))
    assert sum(isinstance(decision, Offer) for decision in decisions) >= PEOPLE
    assert calls < 200 * PEOPLE  # items times people would be 20,000 for each person


def test_serves_one_person_who_became_free_without_asking_everybody() -> None:
    items, people = crowd()
    state = PoolState.of(items, people)
    state = apply_all(state, decide(state, START), START)
    taken = [ItemTaken(item, offer.person) for item, offer in state.offers.items()]
    state = apply_all(state, taken, START)
    busy = apply_all(state, decide(state, START), START)
    item, person = next((i, hold.person) for i, hold in busy.holds.items() if busy.items[i].needs.mode is Mode.LIVE)
    freed = apply_all(busy, [ItemReleased(item, person)], START)
    calls, decisions = calls_made(lambda: decide(freed, START))
    assert [type(decision) for decision in decisions] == [Offer]
    assert calls < 40 * PEOPLE
