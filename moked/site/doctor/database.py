"""What the database says about itself, asked as the application: by the plain role."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from moked.businesses.row_security import SCOPED_TABLES
from moked.journal.partitions import months_from
from moked.lib.postgres.address import PLAIN_ROLE
from moked.site.doctor.findings import Finding, ok, problem, warning

Link = psycopg.Connection[tuple[Any, ...]]
TRIED_VERSION = 18
CLOCKS_APART = timedelta(seconds=2)
# A month of the journal that was made since the last migration has no policy of its own; the plain role reaches it
# through the whole journal only, which has one.
UNGUARDED = """
SELECT relname FROM pg_class WHERE oid = ANY(%s::regclass[]) AND has_table_privilege(%s, oid, 'SELECT')
AND NOT (relrowsecurity AND EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid))
"""
ROLE = "SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"


def check_version(link: Link) -> Finding:
    major = link.info.server_version // 10000
    said = _("PostgreSQL %(version)d answers.") % {"version": major}
    if major < TRIED_VERSION:
        return warning("database", said, _("Moked is tried with version 18."))
    return ok("database", said)


def check_role(link: Link) -> Finding:
    """That row security binds whom the application works as."""
    row = link.execute(ROLE).fetchone()
    name, is_super, passes_by = row or ("?", True, True)
    if is_super or passes_by:
        return problem(
            "role",
            _("The application works as %(role)s, whom row security does not bind.") % {"role": name},
            _("Unset MOKED_DATABASE_ROLE, and let DATABASE_URL name an owner that may become moked_app."),
        )
    return ok("role", _("The application works as %(role)s, whom row security binds.") % {"role": name})


def check_row_security(link: Link) -> Finding:
    """That every table with a business has its policy, and it is switched on."""
    tables = link.execute(SCOPED_TABLES).fetchall()
    names = [table for table, _has_policy in tables]
    unguarded = sorted(row[0] for row in link.execute(UNGUARDED, (names, PLAIN_ROLE)))
    if unguarded or not tables:
        return problem(
            "row_security",
            _("Tables without row security: %(tables)s") % {"tables": ", ".join(unguarded) or "-"},
            _("Run `moked migrate`."),
        )
    return ok(
        "row_security", _("Row security is on for all %(count)d tables of businesses.") % {"count": len(tables)}
    )


def unapplied_migrations(link: Link) -> list[str]:
    """The migrations of this version that the database has not had."""
    known = link.execute("SELECT to_regclass('public.django_migrations')").fetchone()
    applied = set(link.execute("SELECT app, name FROM django_migrations").fetchall()) if known and known[0] else set()
    loader = MigrationLoader(None, ignore_no_migrations=True)
    squashed = {key for replacing in loader.replacements.values() for key in (*replacing.replaces, replacing)}
    wanted = {key for key in loader.disk_migrations if key not in squashed}
    return sorted(f"{app}.{name}" for app, name in wanted - applied)


def check_migrations(link: Link) -> Finding:
    lacking = unapplied_migrations(link)
    if lacking:
        return problem(
            "migrations",
            _("%(count)d migrations are not applied, the first is %(name)s.")
            % {"count": len(lacking), "name": lacking[0]},
            _("Run `moked migrate`."),
        )
    return ok("migrations", _("The database is of this version."))


def check_partitions(link: Link, now: datetime) -> Finding:
    """That the journal has this month and the next, and nothing fell into the table for the rest."""
    names = [f"journal_entry_{month:%Y_%m}" for month in months_from(now.date(), 2)]
    there = {row[0] for row in link.execute("SELECT relname FROM pg_class WHERE relname = ANY(%s)", (names,))}
    lacking = [name for name in names if name not in there]
    if lacking:
        return problem(
            "partitions",
            _("The journal has no table for a month: %(names)s") % {"names": ", ".join(lacking)},
            _("Run `moked migrate`; later the worker makes them."),
        )
    return ok("partitions", _("The journal has its coming months."))


def check_clock(link: Link, now: datetime) -> Finding:
    """`now` is this machine's."""
    row = link.execute("SELECT clock_timestamp()").fetchone()
    apart = abs((row[0] if row else now) - now)
    said = _("The clocks of this machine and the database are %(seconds).1f seconds apart.") % {
        "seconds": apart.total_seconds()
    }
    if apart > CLOCKS_APART:
        return problem("clock", said, _("Let both set their clocks by NTP; moments that are due depend on them."))
    return ok("clock", said)


def check_database(link: Link) -> Iterator[Finding]:
    yield check_version(link)
    yield check_role(link)
    yield check_migrations(link)
    yield check_row_security(link)
    yield check_partitions(link, datetime.now(UTC))
    yield check_clock(link, datetime.now(UTC))
