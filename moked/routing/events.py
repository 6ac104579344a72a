"""What happens between work and people."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from moked.journal.audiences import Part
from moked.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class WorkOffered(Event):
    """The router put a case before `person_id`."""

    changes: ClassVar = frozenset({Part.WORK})

    offer_id: UUID
    why: str


@dataclass(frozen=True, kw_only=True)
class OfferEnded(Event):
    """An offer was accepted, declined, ran out, or was taken back."""

    changes: ClassVar = frozenset({Part.WORK})

    offer_id: UUID
    outcome: str


@dataclass(frozen=True, kw_only=True)
class WorkReturned(Event):
    """Accepted work was taken from `person_id`, who went away."""

    why: str


@dataclass(frozen=True, kw_only=True)
class PresenceChanged(Event):
    """What `person_id` can be given changed."""

    changes: ClassVar = frozenset({Part.WORK})

    kind: str
