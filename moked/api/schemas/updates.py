"""What customers hear without asking."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from moked.api.schemas.basis import MESSAGE_LENGTH, Input, Text
from moked.updates.models import Update


class UpdateOut(Schema):
    """Something a customer is to hear. `held` waits until `leave_at`, then leaves by itself or is needless by then.

    `call_id` is the task to call them with it: while that is open, nothing leaves in writing.
    """

    id: UUID
    case_id: UUID
    state: Literal["held", "sent", "skipped", "replaced", "needless"]
    why: Literal["rhythm", "change", "distress"]
    way: Literal["mail", "chat", "phone"]
    text: str
    language: str
    made_at: datetime
    leave_at: datetime
    ended_at: datetime | None
    call_id: UUID | None
    message_id: UUID | None
    reason: str

    @classmethod
    def of(cls, update: Update) -> "UpdateOut":
        return cls(**{name: getattr(update, name) for name in cls.model_fields})


class UpdatePage(Schema):
    items: list[UpdateOut]
    next_cursor: str | None


class SendUpdateIn(Input):
    """Without a `text` it leaves as it stands."""

    text: Annotated[Text, Field(min_length=1, max_length=MESSAGE_LENGTH, pattern=r"\S")] | None = None
