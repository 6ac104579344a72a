"""What every schema is made of: texts, moments and bodies that a database can hold, and how an error looks."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, ConfigDict

State = Literal["new", "open", "waiting", "proposed", "unconfirmed", "closed", "merged", "set_aside"]


LanguageCode = Literal["he", "en", "ar", "ru"]


AsideReason = Literal["spam", "robot", "wrong_address", "duplicate", "thanks"]


MESSAGE_LENGTH = 100_000


def _storable(text: str) -> str:
    text.encode()
    if "\0" in text:
        raise ValueError("A text cannot hold the character U+0000.")
    return text


def _written(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError("Give a moment as a text, for example 2026-03-01T09:30:00Z.")
    return value


def _in_universal_time(moment: datetime) -> datetime:
    # A database knows fewer offsets than a text can name, and the first and last years have none at all.
    if not 1900 <= moment.year <= 2200:
        raise ValueError("Give a moment between the years 1900 and 2200.")
    return moment.astimezone(UTC)


Text = Annotated[str, AfterValidator(_storable)]


Moment = Annotated[AwareDatetime, BeforeValidator(_written), AfterValidator(_in_universal_time)]


class Input(Schema):
    """A body. Fields nobody knows are refused: a misspelt one must not pass in silence."""

    model_config = ConfigDict(extra="forbid")


class Problem(Schema):
    """An error, as RFC 9457 has it, with the product's own code."""

    type: str
    title: str
    status: int
    code: str
    instance: str
    errors: list[dict[str, str]] = []


class NamedOut(Schema):
    id: UUID
    name: str


def named_of(row: Any) -> NamedOut | None:
    return NamedOut(id=row.pk, name=row.name) if row else None
