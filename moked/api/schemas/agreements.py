"""Service agreements by version."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema

from moked.agreements.models import Agreement


class AgreementOut(Schema):
    """One version. `content` is what was sent, by language, in sections; empty while it is being written.

    `document_hash` is the SHA-256 of the document that was sent and approved. `remark` is what the customer wants
    to be different."""

    id: UUID
    customer_id: UUID
    number: int
    state: Literal["draft", "sent", "approved", "in_force", "refused", "withdrawn", "replaced"]
    owner_id: UUID | None
    language: str
    made_at: datetime
    sent_at: datetime | None
    effective_from: date | None
    renew_on: date | None
    answered_at: datetime | None
    remark: str
    in_force_at: datetime | None
    document_hash: str
    content: dict[str, Any]

    @classmethod
    def of(cls, row: Agreement) -> "AgreementOut":
        return cls(**{name: getattr(row, name) for name in cls.model_fields})


class AgreementPage(Schema):
    items: list[AgreementOut]
    next_cursor: str | None
