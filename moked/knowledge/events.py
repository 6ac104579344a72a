"""What happened to what we know how to say."""

from dataclasses import dataclass
from uuid import UUID

from moked.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class AnswerBlockCreated(Event):
    answer_id: UUID


@dataclass(frozen=True, kw_only=True)
class AnswerBlockChanged(Event):
    answer_id: UUID
    fields: tuple[str, ...]
