"""Segments of customers, and who speaks for an organisation."""

from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field, StrictBool

from moked.api.schemas.basis import Input, NamedOut, Text
from moked.customers.models import OrganisationContact


class SegmentOut(NamedOut):
    """Customers who are served alike."""


class SegmentPage(Schema):
    items: list[SegmentOut]
    next_cursor: str | None


class SegmentIn(Input):
    name: Annotated[Text, Field(min_length=1, max_length=80, pattern=r"\S")]


class IntoSegmentIn(Input):
    """Into none where it is null; with `out_of` only if they are in that one still."""

    segment_id: UUID | None
    out_of: UUID | None = None


class ContactOut(Schema):
    """A person who speaks for an organisation; whoever is authorised may be told of its account and decide for it."""

    id: UUID
    organisation_id: UUID
    person: NamedOut
    title: str
    is_authorised: bool
    decides: str

    @classmethod
    def of(cls, row: OrganisationContact) -> "ContactOut":
        """Needs the person loaded."""
        own = {name: getattr(row, name) for name in cls.model_fields if name != "person"}
        return cls(person=NamedOut(id=row.person_id, name=row.person.name), **own)


class ContactPage(Schema):
    items: list[ContactOut]
    next_cursor: str | None


class ContactIn(Input):
    """What they may decide stays as it was while `decides` is left out."""

    person_id: UUID
    title: Annotated[Text, Field(max_length=80)] = ""
    is_authorised: StrictBool = False
    decides: Annotated[Text, Field(max_length=200)] | None = None
