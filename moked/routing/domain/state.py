"""The state of a pool, and how changes fold into it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar, assert_never

from moked.routing.domain.changes import (
    Change,
    GiveBack,
    Input,
    ItemGone,
    ItemReleased,
    ItemTaken,
    ItemWaiting,
    MarkNotAnswering,
    Offer,
    OfferAccepted,
    OfferDeclined,
    OfferStands,
    PersonChanged,
    PersonGone,
    PolicyChanged,
    ReturnItem,
    TakeBack,
    Tick,
)
from moked.routing.domain.facts import AWAY, Hold, Item, ItemId, Person, PersonId, Policy, Presence, Refusal
from moked.routing.domain.line import Line
from moked.routing.domain.why import WhyCode

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True)
class PoolState:
    """All the engine knows. An item waits unless it stands in `offers` or in `holds`.

    Make one with `PoolState.of`. `line` is derived from the rest and takes no part in comparison.
    """

    items: Mapping[ItemId, Item] = field(default_factory=dict)
    people: Mapping[PersonId, Person] = field(default_factory=dict)
    offers: Mapping[ItemId, Offer] = field(default_factory=dict)
    holds: Mapping[ItemId, Hold] = field(default_factory=dict)
    policy: Policy = field(default_factory=Policy)
    line: Line = field(default_factory=Line, compare=False, repr=False)

    @classmethod
    def of(
        cls,
        items: Iterable[Item] = (),
        people: Iterable[Person] = (),
        offers: Iterable[Offer] = (),
        holds: Mapping[ItemId, Hold] | None = None,
        policy: Policy | None = None,
    ) -> "PoolState":
        """A state from facts. Raises ValueError when an item is offered or held and unknown, or both at once."""
        by_id = {item.id: item for item in items}
        open_offers = {offer.item: offer for offer in offers}
        held = dict(holds or {})
        placed = open_offers.keys() | held.keys()
        if open_offers.keys() & held.keys() or not placed <= by_id.keys():
            raise ValueError("an offered or held item must be known, and not be both")
        return cls(
            items=by_id,
            people={person.id: person for person in people},
            offers=open_offers,
            holds=held,
            policy=policy or Policy(),
            line=Line.of(item for item in by_id.values() if item.id not in placed),
        )

    def is_waiting(self, item: ItemId) -> bool:
        """Whether the item is known and neither offered nor held."""
        return item in self.items and item not in self.offers and item not in self.holds

    def holder_of(self, item: ItemId) -> PersonId | None:
        """Who has accepted the item."""
        hold = self.holds.get(item)
        return None if hold is None else hold.person

    def is_aimed(self, item: Item, now: datetime) -> bool:
        """Whether a hand-over to one person still binds."""
        if item.aimed_at is None or (item.aimed_until is not None and now >= item.aimed_until):
            return False
        person = self.people.get(item.aimed_at)
        if person is None or item.needs.business not in person.memberships:
            return False
        return person.presence not in AWAY or (item.aimed_away_until is not None and now < item.aimed_away_until)

    def suits(self, item: Item, person: Person, now: datetime) -> bool:
        """Whether the person could serve the item at `now`; presence, load and refusals aside."""
        return person.id == item.aimed_at if self.is_aimed(item, now) else item.needs.met_by(person)


def apply(state: PoolState, change: Change, now: datetime) -> PoolState:  # noqa: PLR0911, PLR0912 - one case a change
    """The state after one change. What no longer fits (an offer already taken back, an unknown item) is ignored.

    O(1) steps and a shallow copy of the mapping that changes.
    """
    match change:
        case ItemWaiting(item):
            return _place(_put_down(state, item.id, now), item, offer=state.offers.get(item.id))
        case ItemGone(item_id):
            return _remove(_put_down(state, item_id, now), item_id)
        case ItemReleased(item_id, person):
            if state.holder_of(item_id) != person:
                return state
            return _remove(_put_down(state, item_id, now), item_id)
        case ItemTaken(item_id, person, since):
            if item_id not in state.items:
                return state
            return _place(_put_down(state, item_id, now), state.items[item_id], hold=Hold(person, since or now))
        case OfferAccepted(item_id, person):
            if not _is_offered(state, item_id, person):
                return state
            return _place(state, state.items[item_id], hold=Hold(person, now))
        case OfferDeclined(item_id, person):
            return _end_offer(state, item_id, person, now, refused=True)
        case OfferStands(offer) | (Offer() as offer):
            return _place(state, state.items[offer.item], offer=offer) if offer.item in state.items else state
        case GiveBack(item_id, person):
            if not state.is_waiting(item_id):
                return state
            return _place(state, state.items[item_id], hold=Hold(person, now))
        case TakeBack(item_id, person, why):
            return _end_offer(state, item_id, person, now, refused=why.code is WhyCode.NOT_ACCEPTED)
        case ReturnItem(item_id, person):
            if state.holder_of(item_id) != person:
                return state
            return _place(_put_down(state, item_id, now), state.items[item_id])
        case MarkNotAnswering(person):
            return _mark_not_answering(state, person, now)
        case PersonChanged(changed):
            return replace(state, people={**state.people, changed.id: changed})
        case PersonGone(person):
            return replace(state, people=_without(state.people, person))
        case PolicyChanged(policy):
            return replace(state, policy=policy)
        case Tick():
            return state
    assert_never(change)


def apply_all(state: PoolState, changes: Iterable[Change], now: datetime) -> PoolState:
    """The state after all changes, in order."""
    for change in changes:
        state = apply(state, change, now)
    return state


def diff(before: PoolState, after: PoolState) -> tuple[Input, ...]:
    """Inputs that lead from one state to the other, at whatever time they are applied.

    A shell that reads facts from a database logs these, so that the log alone tells the whole story.
    """
    inputs: list[Input] = []
    touched: set[PersonId | None] = set()
    if before.policy != after.policy:
        inputs.append(PolicyChanged(after.policy))
    moved = [key for key in before.items.keys() | after.items.keys() if _seat(before, key) != _seat(after, key)]
    for item_id in sorted(moved):
        touched.add(before.holder_of(item_id))
        inputs.extend(_seat_inputs(before, after, item_id))
    for person_id in sorted(before.people.keys() | after.people.keys()):
        person = after.people.get(person_id)
        if person is None:
            inputs.append(PersonGone(person_id))
        elif person_id in touched or person != before.people.get(person_id):
            # Putting work down moves `idle_since`, so the people concerned are told last.
            inputs.append(PersonChanged(person))
    return tuple(inputs)


def _seat(state: PoolState, item: ItemId) -> tuple[Item | None, Offer | None, Hold | None]:
    return state.items.get(item), state.offers.get(item), state.holds.get(item)


def _seat_inputs(before: PoolState, after: PoolState, item_id: ItemId) -> Iterable[Input]:
    if item_id in before.items and not (before.is_waiting(item_id) and item_id in after.items):
        yield ItemGone(item_id)
    if item_id in after.items:
        yield ItemWaiting(after.items[item_id])
    if item_id in after.offers:
        yield OfferStands(after.offers[item_id])
    if item_id in after.holds:
        yield ItemTaken(item_id, after.holds[item_id].person, after.holds[item_id].since)


def _is_offered(state: PoolState, item: ItemId, person: PersonId) -> bool:
    offer = state.offers.get(item)
    return offer is not None and offer.person == person


def _end_offer(state: PoolState, item_id: ItemId, person: PersonId, now: datetime, *, refused: bool) -> PoolState:
    if not _is_offered(state, item_id, person):
        return state
    item = state.items[item_id]
    if refused:
        recent = (old for old in item.refusals if now < old.until)
        item = replace(item, refusals=(*recent, Refusal(person, now + state.policy.retry_after)))
    return _place(state, item)


def _mark_not_answering(state: PoolState, person_id: PersonId, now: datetime) -> PoolState:
    person = state.people.get(person_id)
    if person is None:
        return state
    marked = replace(person, presence=Presence.NOT_ANSWERING, presence_since=now)
    return replace(state, people={**state.people, person_id: marked})


def _put_down(state: PoolState, item: ItemId, now: datetime) -> PoolState:
    """Whoever holds the item is idle from now on; the item itself is seated by the caller."""
    holder = state.people.get(state.holds[item].person) if item in state.holds else None
    if holder is None:
        return state
    return replace(state, people={**state.people, holder.id: replace(holder, idle_since=now)})


def _place(state: PoolState, item: Item, *, offer: Offer | None = None, hold: Hold | None = None) -> PoolState:
    """The item with these facts, offered, held, or (neither given) waiting in its place."""
    removed = _remove(state, item.id)
    return replace(
        removed,
        items={**removed.items, item.id: item},
        offers=removed.offers if offer is None else {**removed.offers, item.id: offer},
        holds=removed.holds if hold is None else {**removed.holds, item.id: hold},
        line=removed.line.with_item(item) if offer is None and hold is None else removed.line,
    )


def _remove(state: PoolState, item_id: ItemId) -> PoolState:
    if item_id not in state.items:
        return state
    return replace(
        state,
        items=_without(state.items, item_id),
        offers=_without(state.offers, item_id),
        holds=_without(state.holds, item_id),
        line=state.line.without_item(state.items[item_id]) if state.is_waiting(item_id) else state.line,
    )


def _without(mapping: Mapping[K, V], key: K) -> Mapping[K, V]:
    if key not in mapping:
        return mapping
    rest = dict(mapping)
    del rest[key]
    return rest
