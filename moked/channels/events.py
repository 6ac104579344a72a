"""What happens at the doors."""

from dataclasses import dataclass
from uuid import UUID

from moked.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class InboundNeedsALook(Event):
    """Something received could not be made a message of; `problem` is a code."""

    inbound_id: UUID
    problem: str


@dataclass(frozen=True, kw_only=True)
class InboundRetried(Event):
    inbound_id: UUID


@dataclass(frozen=True, kw_only=True)
class InboundDismissed(Event):
    inbound_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseOpenedFromInbound(Event):
    """A person named the address whose case something received is."""

    inbound_id: UUID


@dataclass(frozen=True, kw_only=True)
class RelatedCaseFound(Event):
    """A mail answers in the thread of another customer's case. It opened its own; a person may join them."""

    related_id: UUID
    by: str


@dataclass(frozen=True, kw_only=True)
class MailBounced(Event):
    """A mail of ours came back. `status` is the enhanced code of RFC 3463, where the report gives one."""

    message_id: UUID
    contact_point_id: UUID
    status: str
