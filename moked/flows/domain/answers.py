"""Which answers hold. Answers are JSON values by field code: text, a whole number, a date as ISO, `yes` or `no`,
an option's code, a list of codes, or a list of rows."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from moked.flows.domain.document import Field, FieldKind, Step

ADDRESS = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\".]+")
LONGEST_LINE = 200
YES_NO = ("yes", "no")
# Options that are known only while walking: source -> codes.
Sources = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Fault:
    """Why an answer does not hold: a code and its numbers; `row` counts from 0 in a table, with the column."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    row: int | None = None
    column: str = ""


@dataclass(frozen=True)
class Checked:
    """The answers of a step that hold, and what is wrong with the others, by field."""

    values: Mapping[str, Any]
    faults: Mapping[str, Fault]


def check_step(step: Step, given: Mapping[str, Any], sources: Sources) -> Checked:
    """Checks what was given to a step. Text stands as typed; rows that are wholly empty are left out."""
    values: dict[str, Any] = {}
    faults: dict[str, Fault] = {}
    for asked in step.fields:
        value, fault = _check(asked, given.get(asked.code), sources)
        if fault is not None:
            faults[asked.code] = fault
        if fault is None or asked.kind == FieldKind.ROWS:
            values[asked.code] = value
    return Checked(values, faults)


def steps_that_hold(
    steps: Iterable[Step], answers: Mapping[str, Any], sources: Sources, faulty: Collection[str] = ()
) -> tuple[str, ...]:
    """The codes of the steps whose answers hold as they stand. `faulty` are fields found wrong beyond the flow."""
    return tuple(
        step.code
        for step in steps
        if not check_step(step, answers, sources).faults and not any(field.code in faulty for field in step.fields)
    )


def _check(asked: Field, given: Any, sources: Sources) -> tuple[Any, Fault | None]:
    if asked.kind == FieldKind.ROWS:
        return _check_rows(asked, given, sources)
    if asked.kind == FieldKind.CHOICES:
        return _check_choices(asked, given, sources)
    # A number that was kept is looked at once more as it would be typed.
    text = str(given).replace("\0", "").strip() if isinstance(given, str | int) else ""
    if not text:
        return "", Fault("required") if asked.is_required else None
    return _check_text(asked, text, sources)


def _check_text(asked: Field, text: str, sources: Sources) -> tuple[Any, Fault | None]:
    match asked.kind:
        case FieldKind.NUMBER:
            return _number(asked, text)
        case FieldKind.DATE:
            return _date(text)
        case FieldKind.EMAIL:
            return text, None if ADDRESS.fullmatch(text) and len(text) <= LONGEST_LINE else Fault("not_an_address")
        case FieldKind.YES_NO:
            return text, None if text in YES_NO else Fault("not_an_option")
        case FieldKind.CHOICE:
            return text, None if text in _codes(asked, sources) else Fault("not_an_option")
        case _:
            return text, Fault("too_long", {"most": asked.most}) if len(text) > asked.most else None


def _number(asked: Field, text: str) -> tuple[Any, Fault | None]:
    if not re.fullmatch(r"[0-9]{1,9}", text):
        return text, Fault("not_a_number")
    number = int(text)
    return number, Fault("too_large", {"most": asked.most}) if number > asked.most else None


def _date(text: str) -> tuple[Any, Fault | None]:
    try:
        return date.fromisoformat(text).isoformat(), None
    except ValueError:
        return text, Fault("not_a_date")


def _check_choices(asked: Field, given: Any, sources: Sources) -> tuple[Any, Fault | None]:
    chosen = list(dict.fromkeys(each for each in given or () if isinstance(each, str) and each))
    if not chosen:
        return [], Fault("required") if asked.is_required else None
    known = set(_codes(asked, sources))
    return chosen, None if set(chosen) <= known else Fault("not_an_option")


def _check_rows(asked: Field, given: Any, sources: Sources) -> tuple[Any, Fault | None]:
    rows: list[dict[str, Any]] = []
    fault: Fault | None = None
    for row in given if isinstance(given, list) else ():
        if not isinstance(row, Mapping) or not any(str(row.get(each.code) or "").strip() for each in asked.fields):
            continue
        kept: dict[str, Any] = {}
        for column in asked.fields:
            kept[column.code], wrong = _check(column, row.get(column.code), sources)
            if wrong is not None and fault is None:
                fault = Fault(wrong.code, wrong.facts, row=len(rows), column=column.code)
        rows.append(kept)
    if len(rows) > asked.most:
        return rows[: asked.most], Fault("too_many_rows", {"most": asked.most})
    if asked.is_required and not rows:
        return rows, Fault("no_rows")
    return rows, fault


def _codes(asked: Field, sources: Sources) -> Sequence[str]:
    return sources.get(asked.source, ()) if asked.source else [option.code for option in asked.options]
