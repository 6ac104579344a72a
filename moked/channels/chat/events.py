"""What happens to visitors of a chat."""

from dataclasses import dataclass
from uuid import UUID

from moked.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class VisitorLeft(Event):
    """Their page has been silent for longer than the grace, or they ended the chat."""

    session_id: UUID


@dataclass(frozen=True, kw_only=True)
class VisitorReturned(Event):
    session_id: UUID


@dataclass(frozen=True, kw_only=True)
class AnswerAddressGiven(Event):
    """The visitor said where to answer when they are gone. Nothing is proven by it."""

    session_id: UUID
