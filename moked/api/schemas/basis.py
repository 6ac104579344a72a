"""What every schema is made of: texts, moments and bodies that a database can hold, and how an error looks."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

State = Literal["new", "open", "waiting", "proposed", "unconfirmed", "closed", "merged", "set_aside"]


LanguageCode = Literal["he", "en", "ar", "ru"]


AsideReason = Literal["spam", "robot", "wrong_address", "duplicate", "thanks"]


Weight = Literal["low", "normal", "high", "critical"]


MESSAGE_LENGTH = 100_000
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _storable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise _refusal("text_unusable") from error
    if "\0" in text:
        raise _refusal("text_unusable")
    return text


def _refusal(code: str) -> PydanticCustomError:
    """A refusal by a code of ours; its sentence stands in `refusals.py`, as those of the library's codes do."""
    return PydanticCustomError(code, code)


def _written(value: object) -> object:
    if not isinstance(value, str):
        raise _refusal("moment_not_a_text")
    return value


def _in_universal_time(moment: datetime) -> datetime:
    # A database knows fewer offsets than a text can name, and the first and last years have none at all.
    if not 1900 <= moment.year <= 2200:
        raise _refusal("moment_too_far")
    return moment.astimezone(UTC)


def _day(value: object) -> date:
    # The library would take a number too, and a text of digits, as seconds since 1970.
    if not isinstance(value, str) or not DAY.fullmatch(value):
        raise _refusal("day_unreadable")
    try:
        found = date.fromisoformat(value)
    except ValueError as error:
        raise _refusal("day_unreadable") from error
    if not 1900 <= found.year <= 2200:
        raise _refusal("moment_too_far")
    return found


Text = Annotated[str, AfterValidator(_storable)]


Moment = Annotated[AwareDatetime, BeforeValidator(_written), AfterValidator(_in_universal_time)]


Day = Annotated[date, BeforeValidator(_day)]


# The default of what a change may leave out and may not empty: null is refused. Whoever reads such a body asks what
# was given (`exclude_unset`), never for this.
LEFT_OUT: Any = Field(default_factory=lambda: None)


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
