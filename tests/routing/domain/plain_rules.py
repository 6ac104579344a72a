"""The rules once more, written without any index: what the engine's offers are held against."""

from datetime import datetime

from moked.routing.domain.facts import Item, Mode, Person, Presence
from moked.routing.domain.state import PoolState


def in_hand(state: PoolState, person: Person, mode: Mode) -> int:
    """Items of the mode that the person holds or is offered."""
    held = [item for item, hold in state.holds.items() if hold.person == person.id]
    offered = [offer.item for offer in state.offers.values() if offer.person == person.id]
    return sum(state.items[item].needs.mode is mode for item in held + offered)


def is_offered(state: PoolState, person: Person, mode: Mode) -> bool:
    """Whether an offer of the mode lies open before the person."""
    mine = (offer.item for offer in state.offers.values() if offer.person == person.id)
    return any(state.items[item].needs.mode is mode for item in mine)


def has_room(state: PoolState, person: Person, mode: Mode) -> bool:
    """Whether the person could be offered something of the mode now."""
    if is_offered(state, person, mode):
        return False
    if mode is Mode.LIVE:
        return person.presence is Presence.AVAILABLE and in_hand(state, person, mode) < person.live_capacity
    return (
        person.presence in {Presence.AVAILABLE, Presence.QUIET}
        and in_hand(state, person, Mode.LIVE) == 0
        and in_hand(state, person, mode) < person.deferred_capacity
    )


def may_serve(state: PoolState, item: Item, person: Person, now: datetime) -> bool:
    """Whether skill, language, team, hand-over, refusals and a wait for those who know the customer allow it."""
    if any(refusal.person == person.id and now < refusal.until for refusal in item.refusals):
        return False
    if not state.suits(item, person, now):
        return False
    return state.is_aimed(item, now) or person.id in item.preferred or not is_kept(state, item, now)


def is_kept(state: PoolState, item: Item, now: datetime) -> bool:
    """Whether the item waits for a person who knows the customer and is at work."""
    if item.preferred_until is None or now >= item.preferred_until:
        return False
    refused_by = {refusal.person for refusal in item.refusals if now < refusal.until}
    known = [state.people[name] for name in item.preferred if name in state.people and name not in refused_by]
    return any(
        state.suits(item, person, now) and (person.takes(item.needs.mode) or person.presence is Presence.PAUSE)
        for person in known
    )


def can_serve(state: PoolState, item: Item, person: Person, now: datetime) -> bool:
    """Whether the person could be offered the item now."""
    return may_serve(state, item, person, now) and has_room(state, person, item.needs.mode)


def waiting(state: PoolState) -> list[Item]:
    """The line, earliest first."""
    return sorted((item for item in state.items.values() if state.is_waiting(item.id)), key=lambda item: item.order)
