"""What happens to customers."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from moked.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class CustomerCreated(Event):
    """Somebody unknown came."""

    customer_id: UUID


@dataclass(frozen=True, kw_only=True)
class CustomerChanged(Event):
    """A customer's details changed."""

    customer_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SegmentCreated(Event):
    """Customers may be served alike under a further name."""

    segment_id: UUID


@dataclass(frozen=True, kw_only=True)
class SegmentChanged(Event):
    """A segment has another name."""

    segment_id: UUID


@dataclass(frozen=True, kw_only=True)
class SegmentSet(Event):
    """A customer is of this segment from now on, or of none."""

    customer_id: UUID
    segment_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class ContactPointAdded(Event):
    """A further address of a customer became known."""

    customer_id: UUID
    contact_point_id: UUID


@dataclass(frozen=True, kw_only=True)
class ContactPointConfirmed(Event):
    """A colleague confirmed that an added address is the customer's."""

    customer_id: UUID
    contact_point_id: UUID


@dataclass(frozen=True, kw_only=True)
class ContactPointVerified(Event):
    """The customer proved that the address is theirs."""

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
    """We know who is speaking, for as much as they proved."""

    customer_id: UUID
    identification_id: UUID
    method: str
    risk: int


@dataclass(frozen=True, kw_only=True)
class IdentificationFailed(Event):
    """A code did not match."""

    customer_id: UUID
    identification_id: UUID
    attempts: int


@dataclass(frozen=True, kw_only=True)
class CustomersMerged(Event):
    """Two customers are one; the first is read through the second."""

    customers: ClassVar = ("customer_id", "into_id")

    customer_id: UUID
    into_id: UUID


@dataclass(frozen=True, kw_only=True)
class CustomerUnmerged(Event):
    """A merge of customers was taken back."""

    customers: ClassVar = ("customer_id", "from_id")

    customer_id: UUID
    from_id: UUID


@dataclass(frozen=True, kw_only=True)
class MergeSuggested(Event):
    """Two customers may be one; the reasons stand with the suggestion."""

    customers: ClassVar = ("first_id", "second_id")

    suggestion_id: UUID
    first_id: UUID
    second_id: UUID
    confidence: int


@dataclass(frozen=True, kw_only=True)
class MergeSuggestionDismissed(Event):
    """A person said that two customers are not the same."""

    customers: ClassVar = ("first_id", "second_id")

    suggestion_id: UUID
    first_id: UUID
    second_id: UUID


@dataclass(frozen=True, kw_only=True)
class MergeSuggestionReturned(Event):
    """The word that two customers are not the same was taken back."""

    customers: ClassVar = ("first_id", "second_id")

    suggestion_id: UUID
    first_id: UUID
    second_id: UUID


@dataclass(frozen=True, kw_only=True)
class SystemAdded(Event):
    """A system stands in a customer's service file."""

    customer_id: UUID
    system_id: UUID


@dataclass(frozen=True, kw_only=True)
class SystemChanged(Event):
    """A system was renamed, weighed anew or taken out of use."""

    customer_id: UUID
    system_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ContactSet(Event):
    """A person speaks for an organisation from now on, or may decide more or less for it."""

    customer_id: UUID
    contact_id: UUID
    is_authorised: bool
