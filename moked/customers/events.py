"""What happens to customers."""

from dataclasses import dataclass
from uuid import UUID

from moked.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class CustomerCreated(Event):
    customer_id: UUID


@dataclass(frozen=True, kw_only=True)
class CustomerChanged(Event):
    customer_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ContactPointAdded(Event):
    customer_id: UUID
    contact_point_id: UUID


@dataclass(frozen=True, kw_only=True)
class ContactPointVerified(Event):
    customer_id: UUID
    contact_point_id: UUID
    by: str


@dataclass(frozen=True, kw_only=True)
class CodeRequested(Event):
    """A code is to be sent. The code itself travels beside the event, never in it."""

    identification_id: UUID
    contact_point_id: UUID


@dataclass(frozen=True, kw_only=True)
class CustomerIdentified(Event):
    customer_id: UUID
    identification_id: UUID
    method: str
    risk: int


@dataclass(frozen=True, kw_only=True)
class IdentificationFailed(Event):
    customer_id: UUID
    identification_id: UUID
    attempts: int


@dataclass(frozen=True, kw_only=True)
class CustomersMerged(Event):
    customer_id: UUID
    into_id: UUID


@dataclass(frozen=True, kw_only=True)
class CustomerUnmerged(Event):
    customer_id: UUID
    from_id: UUID
