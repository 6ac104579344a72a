"""Filling tables by COPY. What would slow it down, indexes and foreign keys, goes before and comes back after.

Foreign keys that come back are checked against every row, so nothing wrong is let in. All is the owner's to do, in
one transaction.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models

NULL = r"\N"

FOREIGN_KEYS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'f' AND conrelid = ANY(%s::regclass[]) ORDER BY 1, 2
"""
# Those that hold a constraint stay.
INDEXES = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
WHERE i.indrelid = ANY(%s::regclass[]) AND NOT i.indisunique
  AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid) ORDER BY 1
"""


class Table:
    """Rows for one table, gathered and then written. `given` are the columns each row brings, in order.

    Every other column takes the default of its field.
    """

    def __init__(self, model: type[models.Model], *given: str) -> None:
        self.name = model._meta.db_table
        rest = [field for field in model._meta.concrete_fields if field.column not in (*given, "id")]
        self.columns = (*given, *(field.column for field in rest))
        self._tail = "".join(f"\t{_default(field)}" for field in rest) + "\n"
        self._rows: list[str] = []

    def add(self, *values: str) -> None:
        """One row, its values written as COPY reads them."""
        self._rows.append("\t".join(values) + self._tail)

    def write(self) -> None:
        """Sends what was gathered."""
        columns = ", ".join(f'"{column}"' for column in self.columns)
        with connection.cursor() as cursor, cursor.copy(f"COPY {self.name} ({columns}) FROM STDIN") as copy:
            copy.write("".join(self._rows))
        self._rows.clear()


def _default(field: models.Field[Any, Any]) -> str:
    value = field.get_default()
    if value is None:
        return NULL
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, list):
        return "{}"
    return str(value)


@contextmanager
def without_indexes(tables: Sequence[str]) -> Iterator[None]:
    """Runs the block with bare tables. Must be called in a transaction, so that a failure leaves all as it was."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        cursor.execute(FOREIGN_KEYS, [list(tables)])
        keys = cursor.fetchall()
        cursor.execute(INDEXES, [list(tables)])
        indexes = cursor.fetchall()
        for table, name, _ in keys:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
        yield
        for _, definition in indexes:
            cursor.execute(definition)
        for table, name, definition in keys:
            cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
