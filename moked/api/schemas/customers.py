"""Customers, their addresses, and what they answered to surveys."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field, StrictBool

from moked.api.schemas.basis import LEFT_OUT, Input, LanguageCode, NamedOut, Text, Weight
from moked.customers.models import ContactPoint, Customer, Identification, System
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
    segment_id: UUID | None
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
    """What is left out stays; a `language` of null is one that is not known."""

    name: Annotated[Text, Field(min_length=1, max_length=160, pattern=r"\S")] = LEFT_OUT
    language: LanguageCode | None = None
    form_of_address: Literal["f", "m", "n"] = LEFT_OUT
    about: Annotated[Text, Field(max_length=200)] = LEFT_OUT


class ContactPointIn(Input):
    kind: Literal["email", "phone"]
    address: Annotated[Text, Field(min_length=1, max_length=254)]


class IdentifyIn(Input):
    """`risk` is what they will be told or may do: personal details, or something binding such as money."""

    contact_point_id: UUID
    risk: Literal["personal", "binding"]
    case_id: UUID | None = None


class IdentificationOut(Schema):
    """It holds from `confirmed_at` until `expires_at`; unconfirmed, the code can be said until then."""

    id: UUID
    customer_id: UUID
    case_id: UUID | None
    contact_point_id: UUID | None
    risk: Literal["general", "personal", "binding"]
    method: Literal["code", "authorised"]
    confirmed_at: datetime | None
    expires_at: datetime

    @classmethod
    def of(cls, found: Identification) -> "IdentificationOut":
        own = set(cls.model_fields) - {"risk"}
        risk = Identification.Risk(found.risk).name.lower()
        return cls(risk=risk, **{name: getattr(found, name) for name in own})  # type: ignore[arg-type]


class CodeIn(Input):
    code: Annotated[Text, Field(pattern=r"^\s*[0-9]{6}\s*$")]


class SystemOut(Schema):
    id: UUID
    customer_id: UUID
    name: str
    criticality: Weight
    is_active: bool

    @classmethod
    def of(cls, system: System) -> "SystemOut":
        return cls(**{name: getattr(system, name) for name in cls.model_fields})


class SystemPage(Schema):
    items: list[SystemOut]
    next_cursor: str | None


class SystemIn(Input):
    name: Annotated[Text, Field(min_length=1, max_length=120, pattern=r"\S")]
    criticality: Weight = "normal"


class SystemChangeIn(Input):
    """What is left out stays."""

    name: Annotated[Text, Field(min_length=1, max_length=120, pattern=r"\S")] = LEFT_OUT
    criticality: Weight = LEFT_OUT
    is_active: StrictBool = LEFT_OUT


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
