"""Customers, their addresses, and what they answered to surveys."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from moked.api.schemas.basis import Input, LanguageCode, NamedOut, Text
from moked.customers.models import ContactPoint, Customer
from moked.surveys.models import SurveyResponse


class ContactPointOut(Schema):
    id: UUID
    kind: Literal["email", "phone", "chat"]
    address: str
    tie: str
    verified_at: datetime | None
    undeliverable_since: datetime | None

    @classmethod
    def of(cls, point: ContactPoint) -> "ContactPointOut":
        own = set(cls.model_fields) - {"address"}
        return cls(address=point.shown, **{name: getattr(point, name) for name in own})


class CustomerOut(Schema):
    id: UUID
    kind: Literal["person", "organisation"]
    name: str
    language: str
    form_of_address: str
    about: str
    merged_into_id: UUID | None
    created_at: datetime

    @classmethod
    def of(cls, customer: Customer) -> "CustomerOut":
        own = set(cls.model_fields) - {"merged_into_id"}
        return cls(merged_into_id=customer.canonical_id, **{name: getattr(customer, name) for name in own})


class CustomerPage(Schema):
    items: list[CustomerOut]
    next_cursor: str | None


class CustomerFullOut(CustomerOut):
    """With all addresses, those of merged customers included, and who was merged into this one."""

    contact_points: list[ContactPointOut]
    merged: list[NamedOut]


class CustomerIn(Input):
    kind: Literal["email", "phone"]
    address: Annotated[Text, Field(min_length=1, max_length=254)]
    name: Annotated[Text, Field(max_length=160)] = ""
    language: LanguageCode | None = None


class CustomerChangeIn(Input):
    """What is left out stays."""

    name: Annotated[Text, Field(min_length=1, max_length=160, pattern=r"\S")] | None = None
    language: LanguageCode | None = None
    form_of_address: Literal["f", "m", "n"] | None = None
    about: Annotated[Text, Field(max_length=200)] | None = None


class ContactPointIn(Input):
    kind: Literal["email", "phone"]
    address: Annotated[Text, Field(min_length=1, max_length=254)]


class SurveyOut(Schema):
    id: UUID
    case_id: UUID
    ease: int | None
    kept: str
    satisfaction: int | None
    again: str
    switch: str
    recommend: int | None
    is_low: bool
    comment: str
    answered_at: datetime

    @classmethod
    def of(cls, response: SurveyResponse) -> "SurveyOut":
        return cls(**{name: getattr(response, name) for name in cls.model_fields})


class SurveyPage(Schema):
    items: list[SurveyOut]
    next_cursor: str | None
