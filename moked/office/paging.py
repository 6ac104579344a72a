"""Lists paged by key: the next page begins after the last row shown, however the list changes meanwhile."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

M = TypeVar("M", bound=Model)
PAGE = 30


@dataclass(frozen=True)
class KeyPage(Generic[M]):
    """The rows of a page, and the key of the next one; empty when there is none."""

    rows: list[M]
    next_key: str


def page_by_key(rows: QuerySet[M], *, by: str, after: str, limit: int = PAGE) -> KeyPage[M]:
    """A page ordered by a column and the primary key. A key that cannot be read begins at the start. One query."""
    ordered = rows.order_by(by, "pk")
    value, _, key = after.rpartition("~")
    if after:
        # A key somebody made up begins at the start.
        with suppress(ValueError, ValidationError):
            ordered = ordered.filter(Q(**{f"{by}__gt": value}) | Q(**{by: value, "pk__gt": UUID(key)}))
    found = list(ordered[: limit + 1])
    shown = found[:limit]
    return KeyPage(shown, f"{_value(shown[-1], by)}~{shown[-1].pk}" if len(found) > limit else "")


def _value(row: object, path: str) -> object:
    for name in path.split("__"):
        row = getattr(row, name)
    return row
