"""SQL as Django writes it, with less work: a page of fifty statements spent half its time on their texts.

Nothing here changes what a statement asks; see `docs/adr/0021-writing-less-sql.md` for what each saves.
"""

from typing import Any

from django.db.backends.postgresql import compiler
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.models.expressions import Col
from django.db.models.sql.compiler import SQLAggregateCompiler, SQLDeleteCompiler, SQLUpdateCompiler

__all__ = ["SQLAggregateCompiler", "SQLCompiler", "SQLDeleteCompiler", "SQLInsertCompiler", "SQLUpdateCompiler"]

SQLInsertCompiler = compiler.SQLInsertCompiler


class SQLCompiler(compiler.SQLCompiler):
    """Writes questions of whole rows faster."""

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
        # A name in small letters means the same with quotes and without, so it need not be looked up whether it is
        # an alias that the rest of the statement writes bare.
        if type(node) is Col and node.alias and node.alias.islower():
            return f'"{node.alias}"."{node.target.column}"', []
        return super().compile(node)


class Operations(DatabaseOperations):
    """Those of PostgreSQL, with this module's compilers."""

    compiler_module = __name__
