"""What time alone sets off: scans of due rows, each with the moments that say when it has anything to do.

A worker looks every second, and mostly nothing is due. To ask a dozen tables one after the other, each by a question
Django writes anew, took it thirty times as long as one question for all of them. That question wants the earliest
moment of each table, never "is any before now": an index holds moments in order, so PostgreSQL reads one entry
whatever it knows of the values, and the text never changes.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from django.db import connection, models

DueWork = Callable[[datetime], int]


@dataclass(frozen=True)
class Moment:
    """A column with the moments of rows, `after` which something is due: of those rows that an index of it holds."""

    model: type[models.Model]
    column: str
    after: timedelta = timedelta(0)

    def earliest(self) -> str:
        """The question in SQL, without values. Raises LookupError when no index begins with the column."""
        # Its condition with the values in the text, as in the index itself, which else would not serve.
        where = self._index()._get_condition_sql(self.model, connection.schema_editor())  # type: ignore[attr-defined]
        text = f'SELECT min("{self.column}") FROM "{self.model._meta.db_table}"'  # noqa: S608 - names of ours
        return f"{text} WHERE {where}" if where else text

    def _index(self) -> models.Index:
        for index in self.model._meta.indexes:
            if index.fields[:1] == [self.column]:
                return cast("models.Index", index)
        raise LookupError(f"no index of {self.model.__name__} begins with {self.column}")


class Scan:
    """Work of a worker: does the due rows of a table and gives how many. Nothing is due before its moments come."""

    def __init__(self, work: DueWork, moments: Sequence[Moment]) -> None:
        self.work, self.moments, self.name = work, moments, work.__name__

    def __call__(self, now: datetime) -> int:
        return self.work(now)


def due_by(*moments: Moment) -> Callable[[DueWork], Scan]:
    """Says when a scan has anything to do; that it may have, since a row may turn out to wait for something else."""
    return lambda work: Scan(work, moments)


class Clockwork:
    """Asks for the moments of many scans at once."""

    def __init__(self, scans: Iterable[Scan]) -> None:
        self._moments = list(dict.fromkeys(moment for scan in scans for moment in scan.moments))
        self._text: str | None = None

    def due(self, now: datetime) -> Callable[[Scan], bool]:
        """Whether any moment of a scan has come. One statement, for the scope it is asked in."""
        if self._text is None:
            self._text = "SELECT " + ", ".join(f"({moment.earliest()})" for moment in self._moments)
        with connection.cursor() as cursor:
            cursor.execute(self._text)
            found: dict[Moment, Any] = dict(zip(self._moments, cursor.fetchone(), strict=True))
        come = {moment for moment, at in found.items() if at is not None and at + moment.after <= now}
        return lambda scan: not come.isdisjoint(scan.moments)
