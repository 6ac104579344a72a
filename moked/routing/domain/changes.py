"""Everything that changes a pool: inputs from outside, decisions of the engine.

Both are folded by `state.apply`, and together, in order, they are the router's log.
"""

from dataclasses import dataclass
from datetime import datetime

from moked.routing.domain.facts import Item, ItemId, Mode, Person, PersonId, Policy
from moked.routing.domain.why import Why


@dataclass(frozen=True)
class Offer:
    """Decision: put this item before this person until `expires_at`. The state keeps it while it is open.

    `mode` is the item's when offered: a chat that became a letter meanwhile is offered anew.
    """

    item: ItemId
    person: PersonId
    mode: Mode
    why: Why
    expires_at: datetime


@dataclass(frozen=True)
class GiveBack:
    """Decision: put written work of a case into the hands of whoever has the case already. Asking them whether they
    take what is theirs would say nothing; somebody who waits on the line is worth asking whether they are there."""

    item: ItemId
    person: PersonId
    why: Why


@dataclass(frozen=True)
class TakeBack:
    """Decision: end the open offer; the item is in its own place again."""

    item: ItemId
    person: PersonId
    why: Why


@dataclass(frozen=True)
class ReturnItem:
    """Decision: take accepted work from a person who went away; the item is in its own place again."""

    item: ItemId
    person: PersonId
    why: Why


@dataclass(frozen=True)
class MarkNotAnswering:
    """Decision: offer this person nothing until they say that they are back."""

    person: PersonId


@dataclass(frozen=True)
class ItemWaiting:
    """Input: an item waits, or its facts changed. An open offer stands; accepted work is given up (hand-over).

    The item replaces the known one whole, refusals too: to change one fact, `dataclasses.replace` the known one.
    """

    item: Item


@dataclass(frozen=True)
class ItemGone:
    """Input: nobody is needed any more: closed, abandoned, merged."""

    item: ItemId


@dataclass(frozen=True)
class ItemTaken:
    """Input: the person holds it without an offer: taken by hand, or found so in the database.

    `since` None: from the moment this is applied.
    """

    item: ItemId
    person: PersonId
    since: datetime | None = None


@dataclass(frozen=True)
class ItemReleased:
    """Input: the item now waits for somebody else (the customer, a supplier), so its holder is free of it.

    Ignored unless this person holds it. When it needs a person again, it comes as `ItemWaiting`.
    """

    item: ItemId
    person: PersonId


@dataclass(frozen=True)
class OfferAccepted:
    """Input: the person takes it. Ignored unless this offer is open."""

    item: ItemId
    person: PersonId


@dataclass(frozen=True)
class OfferDeclined:
    """Input: 'not now'. Costs nothing; the item is offered to others first. Ignored unless this offer is open."""

    item: ItemId
    person: PersonId


@dataclass(frozen=True)
class OfferStands:
    """Input: an offer found open in the database."""

    offer: Offer


@dataclass(frozen=True)
class PersonChanged:
    """Input: a person came, or their presence, skills or capacity changed. Replaces the known person whole."""

    person: Person


@dataclass(frozen=True)
class PersonGone:
    """Input: the person no longer serves this pool. What they had is returned by the next decision."""

    person: PersonId


@dataclass(frozen=True)
class PolicyChanged:
    """Input: the pool's times were set."""

    policy: Policy


@dataclass(frozen=True)
class Tick:
    """Input: only time has passed."""


Input = (
    ItemWaiting
    | ItemGone
    | ItemTaken
    | ItemReleased
    | OfferAccepted
    | OfferDeclined
    | OfferStands
    | PersonChanged
    | PersonGone
    | PolicyChanged
    | Tick
)
Decision = Offer | GiveBack | TakeBack | ReturnItem | MarkNotAnswering
Change = Input | Decision
