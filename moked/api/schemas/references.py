"""Customers a business follows."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field

from moked.api.schemas.basis import LEFT_OUT, Day, Input, Text
from moked.insights.models import ReferenceCustomer

Why = Annotated[Text, Field(max_length=300)]
Plan = Annotated[Text, Field(max_length=4000)]


class ReferenceOut(Schema):
    """A demanding customer whom the business follows: who owns the plan, what they demand, and when it is looked at
    next. Followed no longer since `ended_at`."""

    id: UUID
    customer_id: UUID
    owner_id: UUID | None
    why: str
    plan: str
    review_on: date
    marked_at: datetime
    ended_at: datetime | None

    @classmethod
    def of(cls, row: ReferenceCustomer) -> "ReferenceOut":
        return cls(**{name: getattr(row, name) for name in cls.model_fields})


class ReferencePage(Schema):
    items: list[ReferenceOut]
    next_cursor: str | None


class ReferenceIn(Input):
    owner_id: UUID
    review_on: Day
    why: Why = ""
    plan: Plan = ""


class ReferenceChangeIn(Input):
    """What is left out stays."""

    owner_id: UUID = LEFT_OUT
    review_on: Day = LEFT_OUT
    why: Why = LEFT_OUT
    plan: Plan = LEFT_OUT
