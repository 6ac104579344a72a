"""Tasks about cases."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field, StrictBool

from moked.api.schemas.basis import Input, Moment, Text
from moked.cases.models import Task


class TaskOut(Schema):
    """`what` is empty where the kind says it all."""

    id: UUID
    case_id: UUID
    kind: Literal["work", "recovery", "call"]
    what: str
    owner_id: UUID | None
    state: Literal["open", "done", "dropped"]
    due_at: datetime
    opened_at: datetime
    ended_at: datetime | None
    note: str
    learned: str

    @classmethod
    def of(cls, task: Task) -> "TaskOut":
        return cls(**{name: getattr(task, name) for name in cls.model_fields})


class TaskPage(Schema):
    items: list[TaskOut]
    next_cursor: str | None


class TaskIn(Input):
    what: Annotated[Text, Field(min_length=1, max_length=Task.LONGEST, pattern=r"\S")]
    due_at: Moment
    owner_id: UUID | None = None


class GiveIn(Input):
    owner_id: UUID


class TaskEndIn(Input):
    note: Annotated[Text, Field(min_length=1, max_length=2000, pattern=r"\S")]
    learned: Annotated[Text, Field(max_length=2000)] = ""
    is_dropped: StrictBool = False
