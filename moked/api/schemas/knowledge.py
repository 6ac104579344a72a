"""Ready answers."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field, StrictBool

from moked.api.schemas.basis import LEFT_OUT, MESSAGE_LENGTH, Input, LanguageCode, Text
from moked.knowledge.models import AnswerBlock


class ReadyAnswerOut(Schema):
    id: UUID
    title: str
    shortcut: str
    language: str
    topic_id: UUID | None
    body: str
    is_active: bool
    updated_at: datetime

    @classmethod
    def of(cls, block: AnswerBlock) -> "ReadyAnswerOut":
        return cls(**{name: getattr(block, name) for name in cls.model_fields})


class ReadyAnswerPage(Schema):
    items: list[ReadyAnswerOut]
    next_cursor: str | None


class ReadyAnswerIn(Input):
    title: Annotated[Text, Field(min_length=1, max_length=120, pattern=r"\S")]
    shortcut: Annotated[Text, Field(max_length=30, pattern=r"^[-\w]*$")] = ""
    language: LanguageCode
    topic_id: UUID | None = None
    body: Annotated[Text, Field(min_length=1, max_length=MESSAGE_LENGTH, pattern=r"\S")]
    is_active: StrictBool = True


class ReadyAnswerChangeIn(Input):
    """What is left out stays; a `topic_id` of null is an answer for any topic."""

    title: Annotated[Text, Field(min_length=1, max_length=120, pattern=r"\S")] = LEFT_OUT
    shortcut: Annotated[Text, Field(max_length=30, pattern=r"^[-\w]*$")] = LEFT_OUT
    language: LanguageCode = LEFT_OUT
    topic_id: UUID | None = None
    body: Annotated[Text, Field(min_length=1, max_length=MESSAGE_LENGTH, pattern=r"\S")] = LEFT_OUT
    is_active: StrictBool = LEFT_OUT
