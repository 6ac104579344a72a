"""What happens to updates. `person_id` is whose desk changes with it."""

from dataclasses import dataclass
from uuid import UUID

from moked.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class UpdateHeld(Event):
    """An update for the customer waits a while, to be improved or left out. `why`: rhythm, change or distress."""

    update_id: UUID
    why: str


@dataclass(frozen=True, kw_only=True)
class UpdateSent(Event):
    """The customer hears without having asked. `way`: mail, chat or phone."""

    update_id: UUID
    message_id: UUID
    why: str
    is_improved: bool
    way: str = "mail"


@dataclass(frozen=True, kw_only=True)
class UpdateDropped(Event):
    """An update did not leave. `became`: skipped by a person, replaced by a newer one, or needless."""

    update_id: UUID
    became: str


@dataclass(frozen=True, kw_only=True)
class StatusAsked(Event):
    """A customer had to ask what is happening."""

    message_id: UUID
