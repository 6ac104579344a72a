"""What should happen in a pool now.

First what must end (offers that ran out or no longer fit, work of people who went away), then new offers, and work
that goes back to whoever has its case.

The order is strict: for every offer of an item, no waiting item before it could be served by that person at that
time. Nor is anybody overtaken for ever: somebody whose live conversation alone keeps an earlier deferred item
waiting takes no later live one meanwhile (one such person an item).

With P people, H offers and accepted items, G requirements in the line, F people with room (or about to have it)
that have a requirement's rarest skill, S waiting items with conditions of their own and N offers made, a call costs
O(P + H log H + G·F log F + (G + S + N) log(G + S)), and G·F log F once more for each item given back; the number of
waiting items does not enter.
"""

from datetime import datetime, timedelta

from moked.routing.domain.changes import Decision, MarkNotAnswering, Offer, ReturnItem, TakeBack
from moked.routing.domain.facts import AWAY, Hold, Item, Person, Presence
from moked.routing.domain.match import Matching
from moked.routing.domain.state import PoolState, apply_all
from moked.routing.domain.why import Why, WhyCode


def decide(state: PoolState, now: datetime) -> tuple[Decision, ...]:
    """All that should happen at `now`, in order. The same state and time give the same decisions.

    Fold them into the state before the next call: then a second call at the same time decides nothing.
    """
    late = _late_offers(state, now)
    missing = {offer.person for offer in late}
    endings: list[Decision] = [_take_back_late(state, offer) for offer in late]
    endings += [MarkNotAnswering(person) for person in sorted(missing)]
    settled = apply_all(state, endings, now)
    further: list[Decision] = [*_unfit_offers(settled), *_abandoned_work(settled, now)]
    settled = apply_all(settled, further, now)
    return (*endings, *further, *Matching(settled, now).placings())


def next_check_at(state: PoolState, now: datetime) -> datetime | None:
    """The next moment after `now` at which time alone may change a decision; None when none will."""
    moments = [offer.expires_at for offer in state.offers.values()]
    for item_id, hold in state.holds.items():
        person = state.people.get(hold.person)
        if person is not None and person.presence in AWAY:
            moments.append(_kept_until(state, state.items[item_id], hold, person))
    for item in state.line.singles.values():
        moments.extend(refusal.until for refusal in item.refusals)
        untils = (item.preferred_until, item.aimed_until, item.aimed_away_until)
        moments.extend(until for until in untils if until is not None)
    return min((moment for moment in moments if moment > now), default=None)


def _late_offers(state: PoolState, now: datetime) -> list[Offer]:
    late = [offer for offer in state.offers.values() if offer.expires_at <= now and _still_fits(state, offer)]
    return sorted(late, key=lambda offer: state.items[offer.item].order)


def _take_back_late(state: PoolState, offer: Offer) -> TakeBack:
    seconds = state.policy.offer_timeout(offer.mode) // timedelta(seconds=1)
    why = Why(WhyCode.NOT_ACCEPTED, {"person": str(offer.person), "seconds": seconds})
    return TakeBack(offer.item, offer.person, why)


def _still_fits(state: PoolState, offer: Offer) -> bool:
    """A person who has left, or lost the skill, did not let the offer pass."""
    item, person = state.items[offer.item], state.people.get(offer.person)
    if person is None or not person.takes(offer.mode):
        return False
    # An offer made on a hand-over stands when the hand-over lapses meanwhile, and one made while it had lapsed stands
    # when it binds again.
    is_able = item.needs.met_by(person) or (item.aimed_at == person.id and item.needs.business in person.memberships)
    return item.needs.mode is offer.mode and is_able


def _unfit_offers(state: PoolState) -> list[Decision]:
    unfit = [offer for offer in state.offers.values() if not _still_fits(state, offer)]
    unfit.sort(key=lambda offer: state.items[offer.item].order)
    return [TakeBack(offer.item, offer.person, _why_unfit(state, offer)) for offer in unfit]


def _why_unfit(state: PoolState, offer: Offer) -> Why:
    person = state.people.get(offer.person)
    if person is not None and person.takes(offer.mode):
        return Why(WhyCode.NO_LONGER_FITS, {"person": str(offer.person)})
    presence = Presence.OFFLINE if person is None else person.presence
    return Why(WhyCode.NOT_TAKING_WORK, {"person": str(offer.person), "presence": presence.value})


def _abandoned_work(state: PoolState, now: datetime) -> list[Decision]:
    held = [(state.items[item], hold) for item, hold in state.holds.items()]
    held.sort(key=lambda pair: pair[0].order)
    return [
        ReturnItem(item.id, hold.person, _why_abandoned(state.people.get(hold.person), item, hold, now))
        for item, hold in held
        if _is_abandoned(state, item, hold, now)
    ]


def _is_abandoned(state: PoolState, item: Item, hold: Hold, now: datetime) -> bool:
    person = state.people.get(hold.person)
    if person is None or item.needs.business not in person.memberships:
        return True
    return person.presence in AWAY and _kept_until(state, item, hold, person) <= now


def _kept_until(state: PoolState, item: Item, hold: Hold, person: Person) -> datetime:
    """How long the item stays with a person who is away. Who takes work while away has it for as long as others."""
    return max(person.presence_since, hold.since) + state.policy.grace(item.needs.mode)


def _why_abandoned(person: Person | None, item: Item, hold: Hold, now: datetime) -> Why:
    if person is None or item.needs.business not in person.memberships:
        return Why(WhyCode.NO_LONGER_FITS, {"person": str(hold.person)})
    minutes = (now - person.presence_since) // timedelta(minutes=1)
    facts: dict[str, str | int] = {
        "person": str(hold.person),
        "presence": person.presence.value,
        "minutes": minutes,
    }
    return Why(WhyCode.AWAY_TOO_LONG, facts)
