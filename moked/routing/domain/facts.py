"""What the engine knows about items, people and the rules of a pool."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

ItemId = NewType("ItemId", UUID)
PersonId = NewType("PersonId", UUID)
BusinessId = NewType("BusinessId", UUID)
TeamId = NewType("TeamId", UUID)
SkillId = NewType("SkillId", UUID)

OrderKey = tuple[float, datetime, ItemId]


class Mode(StrEnum):
    """How an item wants attention: now and undivided, or within its promise."""

    LIVE = "live"
    DEFERRED = "deferred"


class Presence(StrEnum):
    """What a person can be given now."""

    AVAILABLE = "available"
    QUIET = "quiet"
    PAUSE = "pause"
    BREAK = "break"
    NOT_ANSWERING = "not_answering"
    OFFLINE = "offline"


TAKEN_IN: Mapping[Presence, frozenset[Mode]] = {
    Presence.AVAILABLE: frozenset(Mode),
    Presence.QUIET: frozenset({Mode.DEFERRED}),
}
# A pause after a hard conversation is short and keeps the person's work with them.
AWAY = frozenset({Presence.BREAK, Presence.NOT_ANSWERING, Presence.OFFLINE})


@dataclass(frozen=True)
class Membership:
    """What a person brings to one business. `skills`: level (1 to 5) by skill; `languages`: ISO 639-1 codes."""

    skills: Mapping[SkillId, int] = field(default_factory=dict)
    languages: frozenset[str] = frozenset()
    teams: frozenset[TeamId] = frozenset()


@dataclass(frozen=True)
class Person:
    """Somebody who serves one or more businesses of the pool.

    Capacity belongs to the person and not to a membership: with two limits over one load, a business with the
    higher limit would overtake the other for ever. `idle_since` is when the person last finished something, or
    sat down; the engine moves it on when work leaves the person's hands.
    """

    id: PersonId
    presence: Presence
    presence_since: datetime
    idle_since: datetime
    memberships: Mapping[BusinessId, Membership]
    live_capacity: int = 1
    deferred_capacity: int = 3

    def takes(self, mode: Mode) -> bool:
        """Whether the chosen presence admits new work of this mode."""
        return mode in TAKEN_IN.get(self.presence, frozenset())


@dataclass(frozen=True)
class Requirement:
    """What an item asks of a person; items that ask the same queue together.

    `skills`: pairs of skill and lowest level. `language`: ISO 639-1, None when any will do. `team`: set by a
    hand-over to a team. A channel that not everybody may serve is expressed as a skill.
    """

    business: BusinessId
    mode: Mode
    language: str | None = None
    skills: frozenset[tuple[SkillId, int]] = frozenset()
    team: TeamId | None = None

    def met_by(self, person: Person) -> bool:
        """Whether the person belongs, speaks the language and has every skill; presence and load aside."""
        membership = person.memberships.get(self.business)
        return (
            membership is not None
            and (self.language is None or self.language in membership.languages)
            and (self.team is None or self.team in membership.teams)
            and all(membership.skills.get(skill, 0) >= level for skill, level in self.skills)
        )

    def level_of(self, person: Person) -> int:
        """The sum of the person's levels in the skills asked for; 0 when none are."""
        membership = person.memberships[self.business]
        return sum(membership.skills.get(skill, 0) for skill, _ in self.skills)


@dataclass(frozen=True)
class Refusal:
    """A person who declined or let an offer pass is not offered the same item before `until`."""

    person: PersonId
    until: datetime


@dataclass(frozen=True)
class Hold:
    """Accepted work in a person's hands since a moment."""

    person: PersonId
    since: datetime


@dataclass(frozen=True)
class Item:
    """The next action that needs a person.

    The greater `urgency` comes first, then the longer wait, then the id: a total order, so an item has one place
    and returns to it. `preferred`: people who know the customer, best first; until `preferred_until` (None: not
    at all) the item waits for them while they are at work but busy. `aimed_at`: the one person it is for, binding
    until `aimed_until` (None: for good), whatever the skills asked. It lapses while that person is away, though not
    before `aimed_away_until`, and when they no longer serve the business. Only what was handed over waits for the
    absent: without `aimed_away_until` the person has the case already. So has the owner of a task (`is_task`), whose
    work waits for them until it is due, there or not.
    """

    id: ItemId
    needs: Requirement
    waiting_since: datetime
    urgency: float = 0.0
    preferred: tuple[PersonId, ...] = ()
    preferred_until: datetime | None = None
    aimed_at: PersonId | None = None
    aimed_until: datetime | None = None
    aimed_away_until: datetime | None = None
    is_task: bool = False
    refusals: tuple[Refusal, ...] = ()

    @property
    def order(self) -> OrderKey:
        """Smaller is earlier."""
        return (-self.urgency, self.waiting_since, self.id)

    @property
    def owner(self) -> PersonId | None:
        """Whoever has the case or the task already, also once the item waits for them no more."""
        return self.aimed_at if self.is_task or self.aimed_away_until is None else None

    @property
    def has_own_conditions(self) -> bool:
        """Whether other people may serve it than those who may serve its requirement."""
        return bool(self.preferred_until or self.aimed_at or self.refusals)

    def refused_by(self, now: datetime) -> frozenset[PersonId]:
        """People it is not offered to at `now`."""
        return frozenset(refusal.person for refusal in self.refusals if now < refusal.until)


@dataclass(frozen=True)
class Policy:
    """The pool's times."""

    live_offer_timeout: timedelta = timedelta(seconds=20)
    deferred_offer_timeout: timedelta = timedelta(minutes=2)
    retry_after: timedelta = timedelta(minutes=5)
    live_grace: timedelta = timedelta(minutes=1)
    deferred_grace: timedelta = timedelta(hours=2)

    def offer_timeout(self, mode: Mode) -> timedelta:
        """How long an offer stands."""
        return self.live_offer_timeout if mode is Mode.LIVE else self.deferred_offer_timeout

    def grace(self, mode: Mode) -> timedelta:
        """How long accepted work stays with a person who went away."""
        return self.live_grace if mode is Mode.LIVE else self.deferred_grace
