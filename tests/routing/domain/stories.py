"""Random days of a pool: people come and go, items arrive, offers are taken, declined or left to run out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st

from moked.routing.domain.changes import (
    Input,
    ItemGone,
    ItemReleased,
    ItemTaken,
    ItemWaiting,
    OfferAccepted,
    OfferDeclined,
    PersonChanged,
    PersonGone,
    Tick,
)
from moked.routing.domain.facts import (
    BusinessId,
    Item,
    ItemId,
    Membership,
    Mode,
    Person,
    PersonId,
    Presence,
    Requirement,
)
from moked.routing.domain.log import Entry, step
from moked.routing.domain.state import PoolState
from tests.routing.domain.builders import BAKERY, BREAD, CAKES, COUNTER, GARAGE, START, item_id

PEOPLE = [PersonId(UUID(int=number)) for number in range(1, 6)]
ITEMS = [item_id(number) for number in range(12)]

levels = st.dictionaries(st.sampled_from([CAKES, BREAD]), st.integers(1, 3), max_size=2)
memberships = st.builds(
    Membership,
    skills=levels,
    languages=st.frozensets(st.sampled_from(["he", "en"]), min_size=1),
    teams=st.frozensets(st.just(COUNTER)),
)
served: st.SearchStrategy[dict[BusinessId, Membership]] = st.dictionaries(
    st.sampled_from([BAKERY, BAKERY, GARAGE]), memberships, min_size=1
)
moments = st.integers(0, 600).map(lambda seconds: START + timedelta(seconds=seconds))
people = st.builds(
    Person,
    id=st.sampled_from(PEOPLE),
    presence=st.sampled_from([Presence.AVAILABLE] * 6 + list(Presence)),
    presence_since=moments,
    idle_since=moments,
    memberships=served,
    live_capacity=st.integers(1, 3),
    deferred_capacity=st.integers(0, 3),
)
requirements = st.builds(
    Requirement,
    business=st.sampled_from([BAKERY, BAKERY, GARAGE]),
    mode=st.sampled_from(Mode),
    language=st.sampled_from([None, None, "he", "en"]),
    skills=st.just(frozenset())
    | st.frozensets(st.tuples(st.sampled_from([CAKES, BREAD]), st.integers(1, 3)), max_size=1),
    team=st.sampled_from([None, None, None, COUNTER]),
)
items = st.builds(
    Item,
    id=st.sampled_from(ITEMS),
    needs=requirements,
    waiting_since=moments,
    urgency=st.sampled_from([0.0, 0.0, 1.0]),
    preferred=st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True).map(tuple),
    preferred_until=st.none() | st.none() | moments,
    aimed_at=st.sampled_from([None] * 9 + PEOPLE),
    aimed_until=moments,
    aimed_away_until=st.none() | moments,
)


@dataclass(frozen=True)
class Answer:
    """Something done to the offer or accepted item at this place among those there are."""

    kind: type[OfferAccepted] | type[OfferDeclined] | type[ItemReleased]
    place: int


answers = st.builds(
    Answer,
    kind=st.sampled_from([OfferAccepted, OfferAccepted, OfferDeclined, ItemReleased]),
    place=st.integers(0, 5),
)
given_inputs: st.SearchStrategy[Input] = st.one_of(
    items.map(ItemWaiting),
    items.map(ItemWaiting),
    people.map(PersonChanged),
    st.sampled_from(ITEMS).map(ItemGone),
    st.sampled_from(PEOPLE).map(PersonGone),
    st.builds(ItemTaken, st.sampled_from(ITEMS), st.sampled_from(PEOPLE), st.none() | moments),
    st.just(Tick()),
)
pauses = st.sampled_from([0, 1, 20, 60, 300, 7200])
Story = list[tuple[int, Answer | Input]]
crews = st.lists(people.map(PersonChanged), min_size=2, max_size=5)
queues = st.lists(items.map(ItemWaiting), min_size=4, max_size=12)
days = st.lists(st.tuples(pauses, answers | answers | given_inputs), min_size=1, max_size=30)


def _tell(opening: tuple[list[PersonChanged], list[ItemWaiting]], day: Story) -> Story:
    crew, queue = opening
    first: Story = [(0, change) for change in crew]
    second: Story = [(0, change) for change in queue]
    return first + second + day


# A shared machine may pause in the middle of an example.
at_any_pace = settings(deadline=None)
stories = st.builds(_tell, st.tuples(crews, queues), days)


@dataclass(frozen=True)
class Scene:
    """One step of a story: the log entry and the states around it."""

    before: PoolState
    entry: Entry
    after: PoolState


def play(story: Story) -> Iterator[Scene]:
    """The scenes of a story, from an empty pool."""
    state, now = PoolState(), START
    for seconds, told in story:
        now += timedelta(seconds=seconds)
        after, entry = step(state, _inputs(state, told, now), now)
        yield Scene(state, entry, after)
        state = after


def _inputs(state: PoolState, told: Answer | Input, now: datetime) -> tuple[Input, ...]:
    if isinstance(told, PersonChanged):
        person = replace(told.person, presence_since=min(told.person.presence_since, now))
        return (PersonChanged(person),)
    if not isinstance(told, Answer):
        return (told,)
    held: list[tuple[ItemId, PersonId]] = sorted((item, hold.person) for item, hold in state.holds.items())
    offered = sorted((offer.item, offer.person) for offer in state.offers.values())
    seats = held if told.kind is ItemReleased else offered
    return (told.kind(*seats[told.place % len(seats)]),) if seats else ()
