"""Reading a document, and refusing one by which a walk would go astray."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from moked.flows.domain.document import END, Branch, Field, FieldKind, FlowDocument, Option, Step, Words

MOST = {FieldKind.TEXT: 200, FieldKind.LONG_TEXT: 4000, FieldKind.NUMBER: 1_000_000, FieldKind.ROWS: 40}
LONGEST = 20_000
MOST_STEPS = 60
MOST_FIELDS = 40
CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
CHOOSES = (FieldKind.CHOICE, FieldKind.CHOICES)
# What a branch may ask: kinds whose answers are a few known ones.
BRANCHES_BY = (FieldKind.CHOICE, FieldKind.YES_NO)


class FlowInvalid(ValueError):
    """A document that makes no sense. `code` says why, `place` where: a step, or `step.field`."""

    def __init__(self, code: str, place: str = "") -> None:
        super().__init__(f"{code} {place}".strip())
        self.code = code
        self.place = place


def read_document(data: object) -> FlowDocument:
    """The flow a document says. Raises FlowInvalid."""
    steps = _objects(data, "steps", "")
    if not 1 <= len(steps) <= MOST_STEPS:
        raise FlowInvalid("no_steps" if not steps else "too_many_steps")
    codes = [_code(step, "") for step in steps]
    following = [*codes[1:], END]
    document = FlowDocument(
        tuple(_step(step, code, after) for step, code, after in zip(steps, codes, following, strict=True))
    )
    _check_once([END, *codes], "step_twice")
    _check_once([field.code for step in document.steps for field in step.fields], "field_twice")
    _check_ways(document)
    return document


def ways_of(step: Step) -> tuple[str, ...]:
    """Every step this one may lead to."""
    return (*(branch.to for branch in step.branches), step.to)


def _check_ways(document: FlowDocument) -> None:
    """Every way leads to a step, none leads back, and no step is left out."""
    before: dict[str, set[str]] = {step.code: set() for step in document.steps}
    for step in document.steps:
        for to in ways_of(step):
            if to != END and to not in before:
                raise FlowInvalid("leads_nowhere", step.code)
            if to != END:
                before[to].add(step.code)
    left = dict(before)
    done: set[str] = set()
    while ready := [code for code, asked in left.items() if asked <= done]:
        done.update(ready)
        for code in ready:
            del left[code]
    if left:
        raise FlowInvalid("loops", next(iter(left)))
    first = document.steps[0].code
    for code, asked in before.items():
        if code != first and not asked:
            raise FlowInvalid("never_reached", code)


def _check_once(codes: Iterable[str], fault: str) -> None:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise FlowInvalid(fault, code)
        seen.add(code)


def _step(data: Mapping[str, Any], code: str, after: str) -> Step:
    fields = _fields(data, code)
    return Step(
        code=code,
        title=_words(data, "title", code),
        lead=_words(data, "lead", code, is_required=False),
        fields=fields,
        branches=tuple(_branch(each, fields, code) for each in _objects(data, "branches", code)),
        to=str(data.get("to") or after),
    )


def _branch(data: Mapping[str, Any], fields: Sequence[Field], place: str) -> Branch:
    field = next((field for field in fields if field.code == data.get("field")), None)
    values = data.get("is")
    if field is None or field.kind not in BRANCHES_BY:
        raise FlowInvalid("branch_by_unknown", place)
    if not isinstance(values, list) or not values or not isinstance(data.get("to"), str):
        raise FlowInvalid("branch_unclear", place)
    known = {option.code for option in field.options} if field.kind == FieldKind.CHOICE else {"yes", "no"}
    chosen = frozenset(map(str, values))
    if not field.source and not chosen <= known:
        raise FlowInvalid("branch_by_unknown", f"{place}.{field.code}")
    return Branch(field.code, chosen, data["to"])


def _fields(data: Mapping[str, Any], place: str, *, is_column: bool = False) -> tuple[Field, ...]:
    rows = _objects(data, "fields", place)
    if not 1 <= len(rows) <= MOST_FIELDS:
        raise FlowInvalid("no_fields" if not rows else "too_many_fields", place)
    return tuple(_field(row, place, is_column=is_column) for row in rows)


def _field(data: Mapping[str, Any], place: str, *, is_column: bool) -> Field:
    code = _code(data, place)
    place = f"{place}.{code}"
    try:
        kind = FieldKind(str(data.get("kind")))
    except ValueError as error:
        raise FlowInvalid("kind_unknown", place) from error
    if is_column and kind in (FieldKind.ROWS, FieldKind.CHOICES):
        raise FlowInvalid("rows_in_rows", place)
    columns = _fields(data, place, is_column=True) if kind == FieldKind.ROWS else ()
    _check_once([column.code for column in columns], "field_twice")
    most = data.get("most", MOST.get(kind, LONGEST))
    if not isinstance(most, int) or isinstance(most, bool) or not 1 <= most <= MOST[FieldKind.NUMBER]:
        raise FlowInvalid("most_unclear", place)
    options = tuple(_option(each, place) for each in _objects(data, "options", place))
    _check_once([option.code for option in options], "option_twice")
    if (kind in CHOOSES) != bool(options or data.get("source")):
        raise FlowInvalid("options_unclear", place)
    return Field(
        code=code,
        kind=kind,
        label=_words(data, "label", place),
        help=_words(data, "help", place, is_required=False),
        is_required=data.get("required") is True,
        options=options,
        source=str(data.get("source") or ""),
        fields=columns,
        most=most,
    )


def _option(data: Mapping[str, Any], place: str) -> Option:
    return Option(_code(data, place), _words(data, "label", place))


def _objects(data: object, name: str, place: str) -> list[Mapping[str, Any]]:
    rows = data.get(name, []) if isinstance(data, Mapping) else None
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise FlowInvalid("not_a_list", f"{place}.{name}".strip("."))
    return rows


def _code(data: Mapping[str, Any], place: str) -> str:
    code = data.get("code")
    if not isinstance(code, str) or not CODE.fullmatch(code):
        raise FlowInvalid("code_unclear", place)
    return code


def _words(data: Mapping[str, Any], name: str, place: str, *, is_required: bool = True) -> Words:
    words = data.get(name, {})
    fits = isinstance(words, Mapping) and all(isinstance(text, str) for text in words.values())
    if not fits or (is_required and not any(words.values())):
        raise FlowInvalid("words_missing", f"{place}.{name}".strip("."))
    return dict(words)
