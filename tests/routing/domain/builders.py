"""A small pool to talk about: two businesses, three skills, and people made by a line each."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

from moked.routing.domain.changes import Decision, Input, Offer
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
    SkillId,
    TeamId,
)
from moked.routing.domain.log import Entry, step
from moked.routing.domain.state import PoolState

START = datetime(2026, 3, 1, 8, tzinfo=UTC)
BAKERY, GARAGE = BusinessId(UUID(int=1)), BusinessId(UUID(int=2))
CAKES, BREAD, ENGINES = SkillId(UUID(int=11)), SkillId(UUID(int=12)), SkillId(UUID(int=13))
COUNTER = TeamId(UUID(int=21))
DANA, OMER, RINA = (PersonId(UUID(int=number)) for number in (101, 102, 103))


def at(**since_start: float) -> datetime:
    """A moment of the first day, as `at(minutes=5)`."""
    return START + timedelta(**since_start)


def item_id(number: int) -> ItemId:
    """The id of the item with this number."""
    return ItemId(UUID(int=1000 + number))


def a_chat(number: int, **facts: object) -> Item:
    """A live item of the bakery; the smaller the number, the longer it waits."""
    return an_item(number, Mode.LIVE, **facts)


def a_mail(number: int, **facts: object) -> Item:
    """A deferred item of the bakery; the smaller the number, the longer it waits."""
    return an_item(number, Mode.DEFERRED, **facts)


def an_item(number: int, mode: Mode, **facts: object) -> Item:
    """An item; `business`, `skills`, `language` and `team` go to its requirement."""
    asked = {name: facts.pop(name) for name in ("skills", "language", "team") if name in facts}
    needs = Requirement(facts.pop("business", BAKERY), mode, **asked)  # type: ignore[arg-type]
    fresh: dict[str, object] = {"waiting_since": START - timedelta(minutes=100 - number), **facts}
    return Item(item_id(number), needs, **fresh)  # type: ignore[arg-type]


def a_person(
    person: PersonId, presence: Presence = Presence.AVAILABLE, *, idle_minutes: float = 0, **facts: object
) -> Person:
    """Somebody of the bakery; `skills`, `languages` and `teams` go to that membership."""
    known = {name: facts.pop(name) for name in ("skills", "languages", "teams") if name in facts}
    memberships: Mapping[BusinessId, Membership] = {BAKERY: Membership(**known)}  # type: ignore[arg-type]
    idle_since = START - timedelta(minutes=idle_minutes)
    whole: dict[str, object] = {"memberships": memberships, **facts}
    return Person(person, presence, START, idle_since, **whole)  # type: ignore[arg-type]


def decided(state: PoolState, *inputs: Input, now: datetime = START) -> tuple[PoolState, tuple[Decision, ...]]:
    """The state after one step and what was decided in it."""
    after, entry = step(state, inputs, now)
    return after, entry.decisions


def pairs(decisions: tuple[Decision, ...] | Entry) -> list[tuple[ItemId, PersonId]]:
    """Who was offered what, in order."""
    made = decisions.decisions if isinstance(decisions, Entry) else decisions
    return [(made_offer.item, made_offer.person) for made_offer in made if isinstance(made_offer, Offer)]
