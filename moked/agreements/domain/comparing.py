"""Two versions of an agreement, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from moked.flows.domain.telling import Section


@dataclass(frozen=True)
class Beside:
    """One thing in both versions; several lines for a table. Empty where a version says nothing of it."""

    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether the versions say different things."""
        return self.before != self.after


@dataclass(frozen=True)
class SectionBeside:
    title: str
    rows: tuple[Beside, ...]

    @property
    def differs(self) -> bool:
        """Whether anything of the section differs."""
        return any(row.differs for row in self.rows)


def side_by_side(before: Sequence[Section], after: Sequence[Section]) -> tuple[SectionBeside, ...]:
    """Every section of either, in the order of the later one; a section it left out stands at the end."""
    earlier, later = ({section.title: _said(section) for section in each} for each in (before, after))
    return tuple(
        SectionBeside(
            title,
            tuple(
                Beside(label, earlier.get(title, {}).get(label, ()), later.get(title, {}).get(label, ()))
                for label in {**later.get(title, {}), **earlier.get(title, {})}
            ),
        )
        for title in {**later, **earlier}
    )


def _said(section: Section) -> dict[str, tuple[str, ...]]:
    lines = {line.label: (line.words,) for line in section.lines}
    tables = {table.label: tuple(map(_told, table.cards)) for table in section.tables}
    return {**lines, **tables}


def _told(cells: tuple[tuple[str, str], ...]) -> str:
    """A table's row as one line: what it is about, then each cell with its column."""
    about, *rest = cells or (("", ""),)
    return " · ".join((about[1], *(f"{column}: {cell}" for column, cell in rest)))
