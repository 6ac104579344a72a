"""SQL as Django writes it, with less work: a page of fifty statements spent half its time on their texts.

Nothing here changes what a statement asks; see `docs/adr/0021-writing-less-sql.md` for what each saves.
"""

from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.backends.postgresql import compiler
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.models import Model
from django.db.models.expressions import Col
from django.db.models.sql.compiler import SQLAggregateCompiler, SQLDeleteCompiler, SQLUpdateCompiler

__all__ = ["SQLAggregateCompiler", "SQLCompiler", "SQLDeleteCompiler", "SQLInsertCompiler", "SQLUpdateCompiler"]


class KnownColumn(Col):
    """A column of a whole row: the same in every statement, so that what Django asks of it is answered once."""

    def __init__(self, alias: str, target: Any, output_field: Any = None) -> None:
        super().__init__(alias, target, output_field)
        self.converters = super().get_db_converters(connection)
        # A name in small letters means the same with quotes and without, so it need not be looked up whether it is
        # an alias that the rest of the statement writes bare.
        self.text = f'"{alias}"."{target.column}"' if alias.islower() else None

    def get_db_converters(self, connection: Any) -> Any:
        return self.converters

    def select_format(self, compiler: Any, sql: str, params: Any) -> Any:
        return sql, params


@lru_cache(maxsize=2048)
def columns_of(model: type[Model], alias: str) -> tuple[Col, ...]:
    """The columns of a model's table as they are read under a name."""
    return tuple(_known(field.get_col(alias)) for field in model._meta.concrete_fields)


def _known(column: Col) -> KnownColumn:
    known = KnownColumn(column.alias, column.target, column.output_field)
    # Django tells by it whether a column that a union is ordered by is one of those it reads.
    known.identity = column.identity
    return known


class SQLCompiler(compiler.SQLCompiler):
    """Writes questions of whole rows faster."""

    def get_default_columns(
        self, select_mask: Any, start_alias: str | None = None, opts: Any = None, from_parent: Any = None
    ) -> Any:
        meta = opts or self.query.get_meta()
        if select_mask or meta is None or meta.parents or meta.proxy:
            return super().get_default_columns(select_mask, start_alias, opts, from_parent)
        return list(columns_of(meta.model, start_alias or self.query.get_initial_alias()))

    def _order_by_pairs(self) -> Any:
        # To order by a column's position, Django hashes every column it reads. Whole rows have names to order by.
        query = self.query
        pairs: Any = super()._order_by_pairs
        if query.combinator or query.annotation_select or query.has_select_fields:
            return pairs()
        selected, self.select = self.select, []
        try:
            return list(pairs())
        finally:
            self.select = selected

    def compile(self, node: Any) -> Any:
        if type(node) is KnownColumn and node.text:
            return node.text, []
        if type(node) is Col and node.alias and node.alias.islower():
            return f'"{node.alias}"."{node.target.column}"', []
        return super().compile(node)


class SQLInsertCompiler(compiler.SQLInsertCompiler):
    """Writes the INSERT of one row in one go; several rows, and rows that may stand there already, as Django does."""

    def as_sql(self) -> Any:  # type: ignore[override]  # as Django has it, unlike the stubs
        query: Any = self.query
        operations: Any = self.connection.ops
        if len(query.objs) != 1 or not query.fields or query.on_conflict or query.raw:
            return super().as_sql()
        (row,) = query.objs
        places: list[str] = []
        values: list[Any] = []
        for field in query.fields:
            value = field.pre_save(row, add=True)
            placeholder: Any = getattr(field, "get_placeholder", None)
            if placeholder is not None or hasattr(value, "resolve_expression"):
                place, own = self.field_as_sql(field, placeholder, self.prepare_value(field, value))
                places.append(place)
                values.extend(own)
            else:
                places.append("%s")
                values.append(field.get_db_prep_save(value, self.connection))
        meta = query.get_meta()
        head = _insert_head(meta.db_table, tuple(field.column for field in query.fields))
        text = f"{head} VALUES ({', '.join(places)})"
        if self.returning_fields:
            returning, self.returning_params = operations.return_insert_columns(self.returning_fields)
            text = f"{text} {returning}"
        return [(text, (*values, *self.returning_params))]


@lru_cache(maxsize=512)
def _insert_head(table: str, columns: tuple[str, ...]) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    return f'INSERT INTO "{table}" ({names})'


class Operations(DatabaseOperations):
    """Those of PostgreSQL, with this module's compilers."""

    compiler_module = __name__
