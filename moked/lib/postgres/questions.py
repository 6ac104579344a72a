"""Questions asked so often that Django writes their text once.

    @asked_often
    def open_cases(person_id: UUID) -> QuerySet[Case]:
        return Case.objects.select_related("customer").filter(assignee_id=person_id).order_by("-opened_at")[:30]

    rows = open_cases(person.pk)

Writing a question of a few joins takes Django longer than PostgreSQL takes to answer it. Here the function is called
once for each scope with values that stand for its facts; after that only the values change. So it may not look at
its facts, only put them where a value stands, or say by one how many rows are wanted; several keys are compared by
`__any_of`. What it gives are the rows as a list. A fact that is None is another question with a text of its own.
See `docs/adr/0026-questions-written-once.md`.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar
from uuid import UUID, uuid4

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Field, ForeignObject, Lookup, QuerySet
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
    get_related_populators,
)
from django.db.transaction import TransactionManagementError

from moked.lib.postgres.session import scope_value

P = ParamSpec("P")
R = TypeVar("R")

# Of one question; so many scopes have different people on one server.
MOST_TEXTS = 256


@ForeignObject.register_lookup
@Field.register_lookup
class AnyOf(Lookup[Any]):
    """`field__any_of=keys`: as `in`, with one text however many keys there are, none included; or of an array that an
    expression gives."""

    lookup_name = "any_of"

    def get_prep_lookup(self) -> Any:
        if hasattr(self.rhs, "resolve_expression"):
            return self.rhs
        return [self.lhs.output_field.get_prep_value(value) for value in self.rhs]

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        text, values = self.process_lhs(compiler, connection)
        array, facts = ("%s", [self.rhs]) if self.rhs_is_direct_value() else self.process_rhs(compiler, connection)
        return f"{text} = ANY({array})", [*values, *facts]


@dataclass(frozen=True)
class _Place:
    """A value of the text: the fact of that name, or a value that is always the same."""

    fact: str
    value: Any = None


@dataclass(frozen=True)
class _Text:
    """A written question: its text with its values, and how the rows of its answer are read."""

    text: str
    places: tuple[_Place, ...]
    read: Callable[[Sequence[Any]], list[Any]]
    locks: bool

    def ask(self, facts: dict[str, Any]) -> list[Any]:
        if self.locks and not connection.in_atomic_block:
            raise TransactionManagementError("rows are locked inside a transaction")
        with connection.cursor() as cursor:
            cursor.execute(self.text, [facts[place.fact] if place.fact else place.value for place in self.places])
            return self.read(cursor.fetchall())


@dataclass(frozen=True)
class _Unknown:
    """No text yet."""


UNKNOWN = _Unknown()
# The scope of nobody's businesses.
NOWHERE = "{}"


def asked_often(make: Callable[P, "QuerySet[Any, R]"]) -> Callable[P, list[R]]:
    """Keeps the text of what a function asks. Raises TypeError for one that uses a fact otherwise than as a value."""
    names = signature(make)
    texts: dict[object, _Text | _Unknown | None] = {}

    @wraps(make)
    def ask(*args: P.args, **kwargs: P.kwargs) -> list[R]:
        bound = names.bind(*args, **kwargs)
        bound.apply_defaults()
        facts: dict[str, Any] = bound.arguments
        key = (scope_value.get(), *(type(value) for value in facts.values()))
        text = texts.get(key, UNKNOWN)
        if isinstance(text, _Unknown):
            text = _write(make, facts)
            if len(texts) >= MOST_TEXTS:
                # The oldest goes; another thread may have been faster.
                with suppress(StopIteration, KeyError, RuntimeError):
                    del texts[next(iter(texts))]
            texts[key] = text
        return text.ask({name: _plain(value) for name, value in facts.items()}) if text else []

    return ask


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, (tuple, set, frozenset, dict)) else value


def _write(make: Callable[..., "QuerySet[Any, Any]"], facts: dict[str, Any]) -> _Text | None:
    """The text for facts like these; None when nothing can be found in this scope, whatever the facts."""
    marks = {name: _mark(value) for name, value in facts.items()}
    rows = make(**marks)
    compiler = rows.query.get_compiler(using=rows.db)
    try:
        text, values = compiler.as_sql()
    except EmptyResultSet:
        if scope_value.get() == NOWHERE or None in facts.values():
            return None
        # For these marks alone, perhaps: a number, say, that is too large for its column.
        raise TypeError(f"{make.__qualname__} asks for nothing, whatever the facts") from None
    places = tuple(_place(value, marks) for value in values)
    for name, mark in marks.items():
        if rows.query.high_mark == mark is not None and f" LIMIT {mark}" in text:
            # Django writes how many are wanted into the text; no value stands behind it.
            text, places = text.replace(f" LIMIT {mark}", " LIMIT %s"), (*places, _Place(name))
    if {name for name, mark in marks.items() if mark is not None} - {place.fact for place in places}:
        raise TypeError(f"{make.__qualname__} uses a fact otherwise than as a value")
    fixed = (text + repr([place.value for place in places if not place.fact])).lower()
    if any(written in fixed for mark in marks.values() for written in _spellings(mark)):
        raise TypeError(f"{make.__qualname__} uses a fact also otherwise than as a value")
    return _Text(text, places, _reader(rows, compiler), rows.query.select_for_update)


def _spellings(mark: Any) -> set[str]:
    """How a mark would show that were left within a value; not of a number, which may stand anywhere."""
    elements = mark if isinstance(mark, list) else [mark]
    return {
        written.lower()
        for each in elements
        if each is not None and not isinstance(each, int)
        for written in (str(each), repr(each))
    }


def _mark(value: Any) -> Any:
    """A value of the same kind that stands nowhere else."""
    match value:
        case None:
            return None
        case UUID():
            return uuid4()
        case bool():
            raise TypeError("a yes or no is better two questions")
        case int():
            # How many rows are wanted; columns of numbers are asked by ordinary query sets.
            return uuid4().int % 2**31
        case str():
            return str(uuid4())
        case datetime():
            return datetime.fromtimestamp(uuid4().int % 10**9, UTC)
        case _:
            return [_mark(next(iter(value), uuid4()))]


def _place(value: Any, marks: dict[str, Any]) -> _Place:
    for name, mark in marks.items():
        if mark is not None and type(value) is type(mark) and value == mark:
            return _Place(name)
    return _Place("", value)


def _reader(rows: "QuerySet[Any, Any]", compiler: Any) -> Callable[[Sequence[Any]], list[Any]]:
    """How Django would read the answer's rows."""
    columns = [each[0] for each in compiler.select[: compiler.col_count]]
    converters = compiler.get_converters(columns)

    def converted(answer: Sequence[Any]) -> Sequence[Any]:
        return list(compiler.apply_converters(answer, converters)) if converters else answer

    kind = rows._iterable_class
    if kind is FlatValuesListIterable:
        return lambda answer: [row[0] for row in converted(answer)]
    if kind is ValuesListIterable:
        return lambda answer: [tuple(row) for row in converted(answer)]
    if kind is not ModelIterable or rows._prefetch_related_lookups:  # type: ignore[attr-defined]  # unknown to the stubs
        raise TypeError("whole rows, with nothing brought along by a further question, or lists of their values")
    model, first, last = compiler.klass_info["model"], *_ends(compiler.klass_info["select_fields"])
    names = [each[0].target.attname for each in compiler.select[first:last]]
    populators = get_related_populators(compiler.klass_info, compiler.select, rows.db)  # type: ignore[call-arg]  # the stubs are of a later Django
    annotations = compiler.annotation_col_map or {}

    def read(answer: Sequence[Any]) -> list[Any]:
        made = []
        for row in converted(answer):
            instance = model.from_db(rows.db, names, row[first:last])
            for populator in populators:
                populator.populate(row, instance)
            for name, place in annotations.items():
                setattr(instance, name, row[place])
            made.append(instance)
        return made

    return read


def _ends(places: Sequence[int]) -> tuple[int, int]:
    return places[0], places[-1] + 1
