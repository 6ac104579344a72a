"""Rows inserted together, by one statement whose text is the same however many they are.

Django writes a text anew for each number of rows, with a place for every value. Here all rows are one value, which
PostgreSQL takes apart by the columns of the table, so the statement stays prepared.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model


@lru_cache
def _fields_of(model: type[Model]) -> tuple[tuple[str, str], ...]:
    """The columns of a model and the attributes that hold their values."""
    return tuple((str(field.column), field.attname) for field in model._meta.concrete_fields)


@lru_cache
def _text_for(model: type[Model], drawn: str, unless_there: bool) -> str:
    table = model._meta.db_table
    columns = [f'"{column}"' for column, _ in _fields_of(model)]
    values = ["nextval(%s::regclass)" if column == f'"{drawn}"' else column for column in columns]
    text = (
        f'INSERT INTO "{table}" ({", ".join(columns)}) '  # noqa: S608 - names of ours
        f'SELECT {", ".join(values)} FROM json_populate_recordset(NULL::"{table}", %s::json)'
    )
    if unless_there:
        text += " ON CONFLICT DO NOTHING"
    return f'{text} RETURNING id, "{drawn}"' if drawn else text


def insert_all(rows: Sequence[Model], *, drawn: str = "", sequence: str = "", unless_there: bool = False) -> None:
    """Inserts new rows of one model. `drawn` is a column that takes the next numbers of `sequence`, read back. With
    `unless_there` those are left out of which the table has one already, whoever was faster.

    As with Django's own bulk insertion, no signal is sent, and moments that a column sets by itself are not set.
    """
    if not rows:
        return
    model = type(rows[0])
    fields = _fields_of(model)
    values = json.dumps(
        [{column: getattr(row, name) for column, name in fields if column != drawn} for row in rows],
        ensure_ascii=False,
        default=_plain,
    )
    with connection.cursor() as cursor:
        cursor.execute(_text_for(model, drawn, unless_there), [sequence, values] if drawn else [values])
        numbers: Mapping[Any, int] = dict(cursor.fetchall()) if drawn else {}
    for row in rows:
        if drawn:
            setattr(row, drawn, numbers[row.pk])
        row._state.adding, row._state.db = False, connection.alias


def _plain(value: object) -> str:
    """A value as PostgreSQL reads it from a text. Raises TypeError for one that it would not."""
    if isinstance(value, (UUID, datetime, date, Decimal)):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in a row")
