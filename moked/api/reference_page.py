"""The reference as a page: what `openapi.json` says, for people. Anybody may read it, as they may the document."""

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from moked.api.api import api
from moked.api.document import ONLY_WRITES, PROBLEMS
from moked.api.problems import SPOKEN, language_of
from moked.api.reference import type_of
from moked.ui.doors import PAGES, public

CODE = re.compile(r"`([^`]+)`")
BOLD = re.compile(r"\*\*(.+?)\*\*")
LANGUAGES = {"he": "עברית", "en": "English"}
PART_NAMES: dict[str, str | Promise] = {
    "cases": _("Cases"),
    "files": _("Files"),
    "customers": _("Customers"),
    "tasks": _("Tasks"),
    "commitments and calls": _("Commitments and calls"),
    "updates": _("Updates to customers"),
    "incidents": _("Incidents"),
    "work": _("Waiting work"),
    "staff": _("People and structure"),
    "promises": _("Service promises"),
    "agreements": _("Agreements"),
    "channels": _("Channels"),
    "surveys": _("Surveys"),
    "deliveries": _("Deliveries"),
    "events": _("Events"),
    "ready answers": _("Ready answers"),
    "intake": _("Needs a look"),
    "webhooks": _("Webhooks"),
}
SAMPLES = {"string": "…", "integer": 1, "boolean": True, "array": [], "object": {}}
SAMPLE_FORMATS = {"uuid": "0198c1f2-5f0e-7c3a-9d5e-3f2b1a0c4d5e", "date-time": "2026-03-01T09:30:00Z"}


@dataclass(frozen=True)
class Piece:
    """A stretch of a sentence: plain, or a word of the protocol, which leads to its shape where it names one."""

    text: str
    is_code: bool = False
    anchor: str = ""


@dataclass(frozen=True)
class Field:
    name: str
    type: tuple[Piece, ...]
    is_needed: bool
    words: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Answer:
    status: str
    words: str
    type: tuple[Piece, ...]


@dataclass(frozen=True)
class OperationEntry:
    """One operation. `search` holds in small letters what it is found by."""

    id: str
    method: str
    path: str
    title: str
    words: tuple[Piece, ...]
    scope: str
    parameters: tuple[Field, ...]
    body_type: tuple[Piece, ...]
    body_kind: str
    fields: tuple[Field, ...]
    answers: tuple[Answer, ...]
    example: str
    is_write: bool


@dataclass(frozen=True)
class Part:
    code: str
    name: str | Promise
    operations: tuple[OperationEntry, ...]


@dataclass(frozen=True)
class Shape:
    name: str
    words: tuple[Piece, ...]
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Status:
    number: int
    words: tuple[Piece, ...]
    is_of_writes: bool


@dataclass(frozen=True)
class ReferencePage:
    title: str
    about: tuple[tuple[Piece, ...], ...]
    statuses: tuple[Status, ...]
    parts: tuple[Part, ...]
    shapes: tuple[Shape, ...]
    count: int
    languages: tuple[tuple[str, str], ...]


@public("the reference says how to ask, and nothing about anybody", limit=PAGES)
@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """The page, its frame in the language asked for; what the document says is in English."""
    wanted = request.GET.get("language", "")
    with translation.override(wanted if wanted in SPOKEN else language_of(request)):
        response = render(request, "api/reference.html", {"page": page_of_document()})
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Vary"] = "Accept-Language"
    return response


@cache
def page_of_document() -> ReferencePage:
    """Everything on the page. The document is that of the code, so it stays while the process does."""
    document: dict[str, Any] = api.get_openapi_schema()
    shapes: dict[str, Any] = document["components"]["schemas"]
    by_tag: dict[str, list[OperationEntry]] = {}
    for path, item in document["paths"].items():
        for method, operation in item.items():
            by_tag.setdefault(operation["tags"][0], []).append(_operation(method, path, operation, shapes))
    about = document["info"]["description"].split("\n\n")
    return ReferencePage(
        title=document["info"]["title"],
        about=tuple(_pieces(" ".join(each.split()), shapes) for each in about),
        statuses=tuple(
            Status(number, _pieces(words, shapes), number in ONLY_WRITES) for number, words in PROBLEMS.items()
        ),
        parts=tuple(Part(tag.replace(" ", "-"), PART_NAMES[tag], tuple(each)) for tag, each in by_tag.items()),
        shapes=tuple(
            Shape(name, _pieces(_line(shape.get("description", "")), shapes), _fields(shape, shapes))
            for name, shape in sorted(shapes.items())
        ),
        count=sum(map(len, by_tag.values())),
        languages=tuple(LANGUAGES.items()),
    )


def _operation(method: str, path: str, operation: dict[str, Any], shapes: dict[str, Any]) -> OperationEntry:
    body = next(iter(operation.get("requestBody", {}).get("content", {}).items()), None)
    kind, schema = (body[0], body[1]["schema"]) if body else ("", {})
    return OperationEntry(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        title=operation["summary"],
        words=_pieces(_line(operation.get("description", "")), shapes),
        scope=operation["x-scope"],
        parameters=tuple(_parameter(each, shapes) for each in operation["parameters"] if each["in"] != "path"),
        body_type=_pieces(type_of(schema), shapes) if body else (),
        body_kind=kind,
        fields=_fields(_shape_of(schema, shapes), shapes),
        answers=tuple(
            _answer(str(status), answer, shapes)
            for status, answer in operation["responses"].items()
            if str(status)[0] in "23"
        ),
        example=_example(method.upper(), path, kind, schema, shapes),
        is_write=method != "get",
    )


def _parameter(each: dict[str, Any], shapes: dict[str, Any]) -> Field:
    words = _pieces(_line(each.get("description", "")), shapes)
    return Field(each["name"], _pieces(type_of(each["schema"]), shapes), bool(each.get("required")), words)


def _answer(status: str, answer: dict[str, Any], shapes: dict[str, Any]) -> Answer:
    content = next(iter(answer.get("content", {}).values()), None)
    return Answer(status, answer["description"], _pieces(type_of(content["schema"]), shapes) if content else ())


def _fields(shape: dict[str, Any], shapes: dict[str, Any]) -> tuple[Field, ...]:
    needed = shape.get("required", [])
    return tuple(
        Field(name, _pieces(type_of(each), shapes), name in needed)
        for name, each in shape.get("properties", {}).items()
    )


def _shape_of(schema: dict[str, Any], shapes: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = shapes[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    return found


def _line(text: str) -> str:
    return " ".join(text.split())


def _pieces(text: str, shapes: dict[str, Any]) -> tuple[Piece, ...]:
    """A sentence with words in backticks, as pieces. Bold stays plain: a page has other ways to weigh its words."""
    parts = CODE.split(BOLD.sub(r"\1", text))
    return tuple(
        Piece(part, bool(index % 2), f"shape-{part}" if index % 2 and part in shapes else "")
        for index, part in enumerate(parts)
        if part
    )


def _example(method: str, path: str, kind: str, schema: dict[str, Any], shapes: dict[str, Any]) -> str:
    """A request as one types it, with what must be given and nothing else."""
    lines = [f'curl "$MOKED{path}"', '-H "Authorization: Bearer $TOKEN"']
    if method != "GET":
        lines.insert(1, f"-X {method}")
        lines.append('-H "Idempotency-Key: $(uuidgen)"')
    if kind == "application/json":
        sample = json.dumps(_sample(schema, shapes), ensure_ascii=False)
        lines += ['-H "Content-Type: application/json"', f"-d '{sample}'"]
    elif kind:
        lines += [f'-H "Content-Type: {kind}"', "--data-binary @file"]
    return " \\\n  ".join(lines)


def _sample(schema: dict[str, Any], shapes: dict[str, Any]) -> Any:
    shape = _shape_of(schema, shapes)
    if "anyOf" in shape:
        return _sample(shape["anyOf"][0], shapes)
    if "enum" in shape:
        return shape["enum"][0]
    if "properties" in shape:
        return {name: _sample(shape["properties"][name], shapes) for name in shape.get("required", [])}
    return SAMPLE_FORMATS.get(shape.get("format", "")) or SAMPLES.get(shape.get("type", ""), "…")
