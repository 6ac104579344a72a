"""Lists by cursor: opaque to the caller, a key underneath, so that a list may change while it is read."""

from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import DateTimeField, Model, Q, QuerySet

from moked.api.cursors import read_cursor, write_cursor
from moked.api.gate import ApiRequest
from moked.api.problems import CursorUnusable

M = TypeVar("M", bound=Model)
MOST = 100
USUAL = 50


def link_next(request: ApiRequest, cursor: str) -> None:
    """Has the answer name the next page in its Link header."""
    query = request.GET.copy()
    query["cursor"] = cursor
    request.next_link = request.build_absolute_uri(f"{request.path}?{urlencode(sorted(query.lists()), doseq=True)}")


def page_of(
    request: ApiRequest,
    rows: "QuerySet[M]",
    *,
    by: str,
    cursor: str | None,
    limit: int,
    is_descending: bool = False,
) -> tuple[list[M], str | None]:
    """A page of rows by a column and the key, and the cursor of the next one. One query."""
    sign, beyond = ("-", "lt") if is_descending else ("", "gt")
    ordered = rows.order_by(f"{sign}{by}", f"{sign}pk")
    name = f"{request.path}:{by}"
    if cursor:
        written, key = read_cursor(cursor, name, 2)
        value, pk = _value(rows, by, written), _key(key)
        # The first half is in the second, and says where in its index the page begins.
        ordered = ordered.filter(**{f"{by}__{beyond}e": value})
        ordered = ordered.filter(Q(**{f"{by}__{beyond}": value}) | Q(**{f"pk__{beyond}": pk}))
    found = list(ordered[: limit + 1])
    shown = found[:limit]
    if len(found) <= limit:
        return shown, None
    following = write_cursor(name, _written(_read(shown[-1], by)), str(shown[-1].pk))
    link_next(request, following)
    return shown, following


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise CursorUnusable from error


def _value(rows: "QuerySet[Any]", by: str, written: str) -> Any:
    model: Any = rows.model
    *path, last = by.split("__")
    for each in path:
        model = model._meta.get_field(each).related_model
    field = model._meta.get_field(last)
    try:
        return datetime.fromisoformat(written) if isinstance(field, DateTimeField) else field.to_python(written)
    except (ValueError, ValidationError) as error:
        raise CursorUnusable from error


def _read(row: Any, by: str) -> Any:
    for each in by.split("__"):
        row = getattr(row, each)
    return row


def _written(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
