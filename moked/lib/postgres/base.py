"""Database backend: before a statement, brings the session's `moked.scope` to the scope the code stands in.

The value is set only when it changed, so a request that stays in one scope pays one extra round trip.
A rollback takes back a setting made inside it, so after one the session's value counts as unknown.

Values are bound on the server, where statements stay prepared: planning a mail's dozen anew costs three times as much
as running them.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.db.backends.postgresql import base
from psycopg.adapt import AdaptersMap
from psycopg.types.datetime import TimestamptzLoader

from moked.lib.postgres.compiler import Operations
from moked.lib.postgres.session import scope_value

# What the audit puts before a statement that writes, to say who made the change.
AUDIT_CONTEXT = "SELECT set_config('pghistory.context_id'"


@lru_cache
def _read_by_psycopg(adapters: AdaptersMap) -> AdaptersMap:
    """Django's adapters, but moments are read by psycopg's own fast reader: sessions are always in UTC."""
    own = AdaptersMap(adapters)
    own.register_loader("timestamptz", TimestamptzLoader)
    return own


class PreparingCursor(base.ServerBindingCursor):
    """A cursor that binds on the server, where a text holds one statement only: the audit's goes ahead by itself."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        if isinstance(query, str) and query.startswith(AUDIT_CONTEXT):
            context, _, query = query.partition("; ")
            if isinstance(params, dict):
                super().execute(context, params)  # type: ignore[misc]  # unknown to the stubs
            else:
                super().execute(context, params[:2])  # type: ignore[misc]  # unknown to the stubs
                params = params[2:]
        return super().execute(query, params, **options)  # type: ignore[misc]  # unknown to the stubs


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL with the scope carried into the session."""

    ops_class = Operations
    applied_scope: str | None = None
    # Savepoints of the running transaction that were rolled back: what was gathered inside them did not happen.
    undone_savepoints: frozenset[str] = frozenset()

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        if params["cursor_factory"] is base.ServerBindingCursor:
            params["cursor_factory"] = PreparingCursor
        params["context"] = _read_by_psycopg(params["context"])
        return params

    def create_cursor(self, name: str | None = None) -> Any:
        if name:
            return self.connection.cursor(name, scrollable=False, withhold=self.connection.autocommit)
        return self.connection.cursor()

    def init_connection_state(self) -> None:
        super().init_connection_state()
        self.applied_scope = None
        if self._apply_scope not in self.execute_wrappers:
            # At the front: whoever wraps for a while takes back the last one, which must be their own even when the
            # connection was opened meanwhile.
            self.execute_wrappers.insert(0, self._apply_scope)

    def _apply_scope(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        wanted = scope_value.get()
        if wanted != self.applied_scope and self.connection is not None:
            self.connection.execute("SELECT set_config('moked.scope', %s, false)", (wanted,))
            self.applied_scope = wanted
        return execute(sql, params, many, context)

    def _commit(self) -> None:
        self.undone_savepoints = frozenset()
        super()._commit()  # type: ignore[misc]  # unknown to the stubs

    def _rollback(self) -> None:
        self.applied_scope = None
        self.undone_savepoints = frozenset()
        super()._rollback()  # type: ignore[misc]  # unknown to the stubs

    def _savepoint_rollback(self, sid: str) -> None:
        # A failed transaction takes no other statement before this one, so the wrapper is told that all is set.
        self.applied_scope = scope_value.get()
        super()._savepoint_rollback(sid)  # type: ignore[misc]  # unknown to the stubs
        self.undone_savepoints |= {sid}
        self.applied_scope = None

    def close(self) -> None:
        self.applied_scope = None
        super().close()
