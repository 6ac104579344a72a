"""What was said in a case, its files, and how each message fared."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field, StrictBool

from moked.api.schemas.basis import MESSAGE_LENGTH, Input, Moment, Text
from moked.cases.models import Attachment, Message
from moked.channels.models import Delivery


class AttachmentOut(Schema):
    id: UUID
    case_id: UUID
    message_id: UUID | None
    name: str
    content_type: str
    size: int
    created_at: datetime

    @classmethod
    def of(cls, attachment: Attachment) -> "AttachmentOut":
        """Needs the file loaded."""
        names = ("id", "case_id", "message_id", "name", "content_type", "created_at")
        return cls(size=attachment.file.size, **{name: getattr(attachment, name) for name in names})


class DeliveryOut(Schema):
    id: UUID
    message_id: UUID
    contact_point_id: UUID
    state: Literal["queued", "sending", "sent", "unknown", "failed", "bounced"]
    attempts: int
    problem: str
    created_at: datetime
    sent_at: datetime | None

    @classmethod
    def of(cls, delivery: Delivery) -> "DeliveryOut":
        return cls(**{name: getattr(delivery, name) for name in cls.model_fields})


class DeliveryPage(Schema):
    items: list[DeliveryOut]
    next_cursor: str | None


class MessageOut(Schema):
    id: UUID
    case_id: UUID
    direction: Literal["in", "out", "note"]
    channel: str
    state: Literal["held", "scheduled", "cancelled", "queued", "done", "failed"]
    author_id: UUID | None
    token_id: UUID | None
    contact_point_id: UUID | None
    text: str
    html: str
    quoted: str
    is_proposal: bool
    is_automatic: bool
    created_at: datetime
    release_at: datetime | None
    sent_at: datetime | None
    split_from_id: UUID | None
    attachments: list[AttachmentOut]
    deliveries: list[DeliveryOut]

    @classmethod
    def of(cls, message: Message) -> "MessageOut":
        """Needs attachments with their files, and deliveries, prefetched for lists."""
        own = set(cls.model_fields) - {"attachments", "deliveries"}
        return cls(
            attachments=[AttachmentOut.of(file) for file in message.attachments.all()],
            deliveries=[DeliveryOut.of(each) for each in message.deliveries.all()],
            **{name: getattr(message, name) for name in own},
        )


class MessagePage(Schema):
    items: list[MessageOut]
    next_cursor: str | None


class SaidIn(Input):
    """What the customer said by a road of your own."""

    text: Annotated[Text, Field(min_length=1, max_length=MESSAGE_LENGTH, pattern=r"\S")]
    contact_point_id: UUID | None = None


class AnswerIn(Input):
    """An answer to the customer. It is held for ten seconds, or until `send_at`; in a chat it leaves at once.

    Give `text`, or `html` in the small subset that the composer makes. With `seen_message_id`, the newest message you
    know, nothing is sent when there is a newer one. `is_proposal` offers it as a solution, which only the customer
    can accept."""

    text: Annotated[Text, Field(max_length=MESSAGE_LENGTH)] = ""
    html: Annotated[Text, Field(max_length=MESSAGE_LENGTH)] = ""
    attachment_ids: Annotated[list[UUID], Field(max_length=50)] = []
    is_proposal: StrictBool = False
    send_at: Moment | None = None
    seen_message_id: UUID | None = None


class NoteIn(Input):
    """A note that colleagues see and the customer never does."""

    text: Annotated[Text, Field(max_length=MESSAGE_LENGTH)] = ""
    html: Annotated[Text, Field(max_length=MESSAGE_LENGTH)] = ""
    mentions: Annotated[list[UUID], Field(max_length=50)] = []
    attachment_ids: Annotated[list[UUID], Field(max_length=50)] = []


class RescheduleIn(Input):
    send_at: Moment
