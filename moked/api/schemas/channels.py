"""Mailboxes, chat widgets, and what came in and could not be processed."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from moked.api.schemas.basis import Input, Text
from moked.channels.models import Inbound


class MailboxOut(Schema):
    id: UUID
    name: str
    address: str
    language: str
    incoming: str
    outgoing: str
    is_active: bool
    acknowledge: bool
    last_fetched_at: datetime | None
    fetch_error: str


class MailboxPage(Schema):
    items: list[MailboxOut]
    next_cursor: str | None


class WidgetOut(Schema):
    id: UUID
    name: str
    key: str
    language: str
    greetings: dict[str, str]
    allowed_origins: list[str]
    is_active: bool


class WidgetPage(Schema):
    items: list[WidgetOut]
    next_cursor: str | None


class IntakeOut(Schema):
    """Something received that could not be processed. Its bytes are seen in the office only."""

    id: UUID
    account_id: UUID
    sender: str
    state: Literal["received", "done", "needs_a_look", "dismissed"]
    problem: str
    attempts: int
    received_at: datetime

    @classmethod
    def of(cls, inbound: Inbound) -> "IntakeOut":
        own = set(cls.model_fields) - {"sender"}
        return cls(sender=str(inbound.envelope.get("sender") or ""), **{name: getattr(inbound, name) for name in own})


class IntakePage(Schema):
    items: list[IntakeOut]
    next_cursor: str | None


class DismissIn(Input):
    reason: Annotated[Text, Field(min_length=1, max_length=300, pattern=r"\S")]
