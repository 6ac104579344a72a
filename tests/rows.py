"""Every row of every table, watched: what a request wrote, and whether anything stands differently after it."""

from collections.abc import Iterable

from django.db import connection

from moked.businesses.scope import in_whole_installation

TABLES = """
SELECT oid::regclass::text FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1
"""
# Counted by PostgreSQL for the running transaction: rows that functions and triggers wrote too, taken back or not.
WRITTEN = """
SELECT oid::regclass::text, n FROM (
  SELECT oid, pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid)
       + pg_stat_get_xact_tuples_deleted(oid) AS n
  FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace) AS counted
WHERE n > 0
"""
# Counting tries, keeping sign-ins and saying when a token was last used change without anything having happened.
BOOKKEEPING = frozenset(
    {
        "moked_allowance",
        "moked_cache",
        "django_session",
        "usersessions_usersession",
        "api_requestcount",
        "staff_apitoken",
        "staff_apitokenevent",
        "pghistory_context",
    }
)


class Rows:
    """All rows as they stood when the watch began. Inside one transaction a look costs next to nothing."""

    def __init__(self, *, apart_from: Iterable[str] = ()) -> None:
        self._overlooked = BOOKKEEPING | set(apart_from)
        self._counted = self._written()
        self._known = self._hashes(self._tables())

    def changed(self) -> set[str]:
        """Tables written to since the last look whose rows differ from those at the beginning."""
        counted = self._written()
        touched = {table for table, number in counted.items() if self._counted.get(table) != number}
        self._counted = counted
        return self._different(touched)

    def changed_anywhere(self) -> set[str]:
        """Tables whose rows differ from those at the beginning, all compared: for what runs over transactions."""
        return self._different(set(self._known))

    def _different(self, tables: set[str]) -> set[str]:
        now = self._hashes(sorted(tables - self._overlooked))
        return {table for table, rows in now.items() if self._known.get(table) != rows}

    def _tables(self) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(TABLES)
            return [table for (table,) in cursor.fetchall() if table not in self._overlooked]

    @staticmethod
    def _written() -> dict[str, int]:
        with connection.cursor() as cursor:
            cursor.execute(WRITTEN)
            return dict(cursor.fetchall())

    @staticmethod
    def _hashes(tables: list[str]) -> dict[str, tuple[int, str]]:
        if not tables:
            return {}
        each = " UNION ALL ".join(
            f"SELECT '{table}', count(*), coalesce(sum(hashtextextended(t::text, 0)), 0)::text FROM {table} t"
            for table in tables
        )
        with in_whole_installation("a test watches every row"), connection.cursor() as cursor:
            cursor.execute(each)
            return {table: (number, rows) for table, number, rows in cursor.fetchall()}
