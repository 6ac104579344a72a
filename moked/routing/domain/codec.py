"""Inputs, decisions and log entries as plain JSON values, and back.

Dataclasses become objects by field name; where several kinds may stand, `type` names the class. Ids, instants
(ISO 8601 with offset) and durations (seconds) are scalars; sets are sorted lists.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from moked.routing.domain.changes import Change
from moked.routing.domain.log import Entry

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

KINDS: Mapping[str, type] = {kind.__name__: kind for kind in (*get_args(Change), Entry)}


def to_json(value: Change | Entry) -> dict[str, Json]:
    """A dict `json.dumps` accepts. Equal values give equal dicts."""
    return _encode_object(value)


def from_json(data: Mapping[str, Any]) -> Change | Entry:
    """What `to_json` was given. Raises KeyError or ValueError on anything else."""
    decoded: Change | Entry = _decode(data, KINDS[data["type"]])
    return decoded


def _encode_object(value: Any) -> dict[str, Json]:
    named: dict[str, Json] = {"type": type(value).__name__} if type(value).__name__ in KINDS else {}
    return named | {field.name: _encode(getattr(value, field.name)) for field in fields(value)}


def _encode(value: Any) -> Json:  # noqa: PLR0911 - one line a kind of value
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Enum | UUID | str):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Mapping):
        return {str(key): _encode(inner) for key, inner in value.items()}
    if isinstance(value, frozenset):
        return sorted((_encode(inner) for inner in value), key=str)
    if isinstance(value, tuple):
        return [_encode(inner) for inner in value]
    return _encode_object(value)


SCALARS: Mapping[type, Callable[[Any], Any]] = {
    datetime: datetime.fromisoformat,
    timedelta: lambda seconds: timedelta(seconds=seconds),
    UUID: UUID,
    float: float,
    int: int,
    str: str,
}


def _decode(data: Any, hint: Any) -> Any:
    hint = getattr(hint, "__supertype__", hint)
    origin, inner = get_origin(hint), get_args(hint)
    if origin in {Union, UnionType}:
        return _decode_either(data, inner)
    if origin is tuple and inner[-1] is not Ellipsis:
        return tuple(_decode(each, kind) for each, kind in zip(data, inner, strict=True))
    if origin in {tuple, frozenset}:
        return origin(_decode(each, inner[0]) for each in data)
    if origin is Mapping:
        return {_decode(key, inner[0]): _decode(each, inner[1]) for key, each in data.items()}
    if isinstance(hint, type) and is_dataclass(hint):
        hints = _hints(hint)
        return hint(**{name: _decode(each, hints[name]) for name, each in data.items() if name != "type"})
    return SCALARS[hint](data) if hint in SCALARS else hint(data)


def _decode_either(data: Any, kinds: tuple[Any, ...]) -> Any:
    if NoneType in kinds:
        return None if data is None else _decode(data, next(kind for kind in kinds if kind is not NoneType))
    if isinstance(data, Mapping):
        return _decode(data, KINDS[data["type"]])
    return data


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
