"""What was answered, in words: for pages, for documents, and to compare two walks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from moked.flows.domain.document import Field, FieldKind, Step, Words

# Options that are known only while walking: source -> code -> words.
Names = Mapping[str, Mapping[str, str]]
# What stands side by side on a phone: so many columns, so many letters in a row.
MOST_COLUMNS, WIDE = 4, 44


@dataclass(frozen=True)
class Line:
    """One answer. Dates stay ISO here: whoever shows them says how."""

    label: str
    words: str
    kind: FieldKind


@dataclass(frozen=True)
class Table:
    """The rows of one field, under their columns."""

    label: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def is_wide(self) -> bool:
        """Whether its columns would not stand side by side on a phone."""
        return len(self.columns) > MOST_COLUMNS or any(sum(map(len, row)) > WIDE for row in self.rows)

    @property
    def cards(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """Each row as column and cell, without empty cells: for narrow screens."""
        return tuple(
            tuple((column, cell) for column, cell in zip(self.columns, row, strict=True) if cell) for row in self.rows
        )


@dataclass(frozen=True)
class Section:
    """What one step brought."""

    title: str
    lines: tuple[Line, ...]
    tables: tuple[Table, ...]


def words_in(words: Words, language: str) -> str:
    """The words of a language; where it has none, those of another one."""
    return words.get(language) or next((text for text in words.values() if text), "")


def sections_of(
    steps: Sequence[Step], answers: Mapping[str, Any], *, names: Names, yes_no: tuple[str, str], language: str
) -> tuple[Section, ...]:
    """What the steps brought, without what was left empty. `yes_no` are the two words in that language."""
    found = []
    for step in steps:
        lines, tables = [], []
        for asked in step.fields:
            value = answers.get(asked.code)
            if value in ("", None, []):
                continue
            label = words_in(asked.label, language)
            if asked.kind == FieldKind.ROWS:
                tables.append(_table(asked, value, label, names, yes_no, language))
            else:
                lines.append(Line(label, _words(asked, value, names, yes_no, language), asked.kind))
        if lines or tables:
            found.append(Section(words_in(step.title, language), tuple(lines), tuple(tables)))
    return tuple(found)


def _table(
    asked: Field, rows: Sequence[Mapping[str, Any]], label: str, names: Names, yes_no: tuple[str, str], language: str
) -> Table:
    return Table(
        label,
        tuple(words_in(column.label, language) for column in asked.fields),
        tuple(
            tuple(_words(column, row.get(column.code, ""), names, yes_no, language) for column in asked.fields)
            for row in rows
        ),
    )


def _words(asked: Field, value: Any, names: Names, yes_no: tuple[str, str], language: str) -> str:
    if asked.kind == FieldKind.YES_NO and value:
        return yes_no[0] if value == "yes" else yes_no[1]
    if asked.kind == FieldKind.CHOICE:
        return _option(asked, str(value), names, language)
    if asked.kind == FieldKind.CHOICES:
        return ", ".join(_option(asked, each, names, language) for each in value)
    return str(value)


def _option(asked: Field, code: str, names: Names, language: str) -> str:
    if asked.source:
        return names.get(asked.source, {}).get(code, "")
    return next((words_in(option.label, language) for option in asked.options if option.code == code), "")
