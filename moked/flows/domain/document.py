"""A flow as it is walked: steps of typed fields, and where each step leads.

A document is `{"steps": [{"code", "title", "lead"?, "fields": [...], "branches"?: [{"field", "is": [...], "to"}],
"to"?}]}`. A field is `{"code", "kind", "label", "help"?, "required"?, "options"?: [{"code", "label"}], "source"?,
"fields"?, "most"?}`. Words are `{language: text}`. A step leads to the first branch whose field holds one of its
values, else to `to`, else to the step after it; `end` ends the walk.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

END = "end"
Words = Mapping[str, str]


class FieldKind(StrEnum):
    """What an answer is. Rows are a table whose columns are fields of the other kinds."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    EMAIL = "email"
    CHOICE = "choice"
    CHOICES = "choices"
    ROWS = "rows"


@dataclass(frozen=True)
class Option:
    """One of the answers a choice offers."""

    code: str
    label: Words


@dataclass(frozen=True)
class Field:
    """One thing that is asked. `source` names options that are known only while walking, such as packages.

    `most` is the longest text in characters, the greatest number, or the most rows.
    """

    code: str
    kind: FieldKind
    label: Words
    help: Words
    is_required: bool
    options: tuple[Option, ...]
    source: str
    fields: tuple["Field", ...]
    most: int


@dataclass(frozen=True)
class Branch:
    """Where a step leads when its field holds one of the values."""

    field: str
    values: frozenset[str]
    to: str


@dataclass(frozen=True)
class Step:
    """What is asked at once. `to` is where it leads when no branch holds."""

    code: str
    title: Words
    lead: Words
    fields: tuple[Field, ...]
    branches: tuple[Branch, ...]
    to: str


@dataclass(frozen=True)
class FlowDocument:
    """A flow that makes sense: see `read_document`."""

    steps: tuple[Step, ...]

    def step(self, code: str) -> Step | None:
        """The step of this code."""
        return next((step for step in self.steps if step.code == code), None)
