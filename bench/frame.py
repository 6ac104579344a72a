"""A figure, the table of all figures, and the file that keeps them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

LATEST = Path(__file__).parent / "latest.json"


@dataclass(frozen=True)
class Row:
    """One figure. `reference` is a limit measured in the same run, in the same unit.

    `goal` is '<= 60' or '>= 100' in the unit of the value, or empty. Raises ValueError for any other goal.
    """

    name: str
    value: float
    unit: str
    reference: float | None = None
    goal: str = ""

    def __post_init__(self) -> None:
        self._bound()

    @property
    def ratio(self) -> float | None:
        """How many times the limit."""
        return self.value / self.reference if self.reference else None

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; None without one."""
        bound = self._bound()
        if bound is None:
            return None
        sign, limit = bound
        return self.value <= limit if sign == "<=" else self.value >= limit

    def _bound(self) -> tuple[str, float] | None:
        if not self.goal:
            return None
        sign, _, limit = self.goal.partition(" ")
        if sign not in {"<=", ">="}:
            raise ValueError(f"a goal is '<= number' or '>= number', not {self.goal!r}")
        return sign, float(limit)

    def as_json(self) -> dict[str, object]:
        """The row as `latest.json` keeps it."""
        return {
            "name": self.name,
            "value": _rounded(self.value),
            "unit": self.unit,
            "reference": _rounded(self.reference),
            "ratio": _rounded(self.ratio),
            "goal": self.goal or None,
            "met": self.met,
        }


COLUMNS = ("name", "value", "unit", "reference", "ratio", "goal", "met")


def table(rows: Sequence[Row]) -> str:
    """All rows as text, one line each, columns aligned."""
    lines = [COLUMNS, *(tuple(_shown(row.as_json()[column]) for column in COLUMNS) for row in rows)]
    widths = [max(len(line[index]) for line in lines) for index in range(len(COLUMNS))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if index in {0, 2} else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def write_latest(rows: Iterable[Row], path: Path = LATEST) -> None:
    """Writes the figures; those of benches that did not run now stay as they were."""
    new = [row.as_json() for row in rows]
    names = {row["name"] for row in new}
    earlier = json.loads(path.read_text()) if path.exists() else []
    kept = [row for row in earlier if row["name"] not in names]
    path.write_text(json.dumps([*kept, *new], indent=1, ensure_ascii=False) + "\n")


def _rounded(value: float | None) -> float | None:
    """Three digits that count."""
    return None if value is None else float(f"{value:.3g}") if abs(value) < 1000 else float(round(value))


def _shown(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)
