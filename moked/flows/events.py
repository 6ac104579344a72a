"""What happens to flows."""

from dataclasses import dataclass
from uuid import UUID

from moked.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class FlowPublished(Event):
    """A version of a flow holds for walks from now on."""

    version_id: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class WalkStarted(Event):
    """A walk through a flow began."""

    walk_id: UUID
    version_id: UUID


@dataclass(frozen=True, kw_only=True)
class StepWalked(Event):
    """The answers of a step were saved; `holds` when none of them is missing or wrong."""

    walk_id: UUID
    step: str
    holds: bool


@dataclass(frozen=True, kw_only=True)
class WalkFinished(Event):
    """Every step on the way holds, and the answers are final."""

    walk_id: UUID
