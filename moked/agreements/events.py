"""What happens to service agreements. `person_id` is who leads it."""

from dataclasses import dataclass
from uuid import UUID

from moked.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class AgreementStarted(Event):
    """An alignment meeting began, for a first or a further version."""

    agreement_id: UUID
    customer_id: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class AgreementSent(Event):
    """The document was set and is on its way to everybody concerned; `document_hash` is its SHA-256."""

    agreement_id: UUID
    customer_id: UUID
    document_hash: str


@dataclass(frozen=True, kw_only=True)
class AgreementApproved(Event):
    """The customer approved, after proving their address."""

    agreement_id: UUID
    customer_id: UUID
    party_id: UUID
    identification_id: UUID
    document_hash: str


@dataclass(frozen=True, kw_only=True)
class AgreementRefused(Event):
    """The customer did not approve, after proving their address."""

    agreement_id: UUID
    customer_id: UUID
    party_id: UUID
    identification_id: UUID


@dataclass(frozen=True, kw_only=True)
class AgreementWithdrawn(Event):
    """A version was taken back before it was approved."""

    agreement_id: UUID
    customer_id: UUID


@dataclass(frozen=True, kw_only=True)
class AgreementTookEffect(Event):
    """What was agreed holds: profile, systems, and what contacts may decide."""

    agreement_id: UUID
    customer_id: UUID


@dataclass(frozen=True, kw_only=True)
class AgreementRenewalNear(Event):
    """Whoever leads the agreement was reminded that it is to be renewed."""

    agreement_id: UUID
    customer_id: UUID
