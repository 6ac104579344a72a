"""The way back: verify first, then files, then the database in one transaction, then this version's migrations."""

import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import psycopg
from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from moked.site.backup.archive import (
    DUMP,
    FORMAT,
    MANIFEST,
    ArchiveRefused,
    Manifest,
    RestoreFailed,
    RestoreRefused,
    key_mark,
    verified_manifest,
)
from moked.site.backup.database import OTHERS, connect_as_owner, find_tool, server_version, tool_address

# Names of tables that show whether somebody lives here; missing ones count as empty.
INHABITED = ("businesses_business", "staff_person")
EMPTY_SCHEMA = "DROP SCHEMA public CASCADE; CREATE SCHEMA public; ALTER SCHEMA public OWNER TO pg_database_owner;\n"
# Positions in the journal are numbers of transactions. A new server counts from the start again, so old entries
# would stand in its future and hide what happens from now on: they get a number before all of its own.
SETTLE_JOURNAL = """
DO $$ BEGIN
  IF (SELECT coalesce(max(xid), 0) FROM public.journal_entry) >= pg_current_xact_id()::text::bigint THEN
    ALTER TABLE public.journal_entry DISABLE TRIGGER journal_append_only;
    UPDATE public.journal_entry SET xid = 1;
    ALTER TABLE public.journal_entry ENABLE TRIGGER journal_append_only;
  END IF;
END $$;
"""
Say = Callable[[str], None]


def examine(path: Path, *, replace: bool) -> Manifest:
    """Everything that can be known before anything is touched.

    Raises ArchiveRefused for the archive's sake, RestoreRefused for this installation's.
    """
    manifest = verified_manifest(path)
    if manifest.format > FORMAT:
        raise ArchiveRefused(_("The archive was written by a newer version of Moked; upgrade first."))
    known = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    newer = sorted(set(manifest.migrations) - known)
    if newer:
        raise ArchiveRefused(
            _("The archive was written by a newer version of Moked (%(version)s, with %(migration)s); upgrade first.")
            % {"version": manifest.version, "migration": newer[0]}
        )
    with connect_as_owner() as link:
        if server_version(link) < manifest.postgres:
            raise RestoreRefused(
                _("The archive is of PostgreSQL %(archive)d, the server here is %(server)d; take a newer server.")
                % {"archive": manifest.postgres, "server": server_version(link)}
            )
        if not replace and _is_inhabited(link):
            raise RestoreRefused(_("Somebody lives here already. With --replace everything here is removed first."))
        others = link.execute(OTHERS).fetchone()
        if others and others[0]:
            raise RestoreRefused(
                _("Other processes use the database (%(count)d connections); stop them first.") % {"count": others[0]}
            )
    return manifest


def restore(path: Path, manifest: Manifest, *, say: Say) -> list[str]:
    """Puts an examined archive in place of what is here. Gives the tables that have not as many rows as it says.

    Raises RestoreFailed; the database is as before then.
    """
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix=".restoring-") as workshop:
        dump = Path(workshop) / DUMP
        say(_("Unpacking …"))
        # Files first: one without a row does no harm.
        _unpack(path, dump)
        say(_("Restoring the database …"))
        try:
            _load(dump, Path(workshop) / "restore.sql", manifest)
        except (OSError, subprocess.CalledProcessError) as error:
            said = getattr(error, "stderr", None) or b""
            reason = said.decode(errors="replace").strip().splitlines()[:3] or [str(error)]
            raise RestoreFailed(
                _("The database could not be restored and is as it was: %(reason)s") % {"reason": " ".join(reason)}
            ) from error
    _remove_strangers(manifest)
    different = _count_differences(manifest)
    say(_("Migrating to this version …"))
    subprocess.run([sys.executable, "-m", "moked", "migrate", "--quiet"], check=True)
    return different


def has_same_key(manifest: Manifest) -> bool:
    """Whether this installation signs with the key of the one that was backed up."""
    return manifest.key == key_mark(settings.SECRET_KEY)


def _count_differences(manifest: Manifest) -> list[str]:
    different = []
    with connect_as_owner() as link:
        for table, expected in manifest.counts.items():
            row = link.execute(psycopg.sql.SQL("SELECT count(*) FROM {}").format(psycopg.sql.Identifier(table)))
            if row.fetchone() != (expected,):
                different.append(table)
    return different


def _is_inhabited(link: psycopg.Connection[tuple[Any, ...]]) -> bool:
    for table in INHABITED:
        exists = link.execute("SELECT to_regclass(%s)", (f"public.{table}",)).fetchone()
        if exists and exists[0]:
            rows = link.execute(
                psycopg.sql.SQL("SELECT EXISTS (SELECT FROM {})").format(psycopg.sql.Identifier(table))
            )
            if rows.fetchone() == (True,):
                return True
    return False


def _unpack(path: Path, dump: Path) -> None:
    with tarfile.open(path, "r:") as archive:
        for entry in archive:
            content = archive.extractfile(entry)
            if content is None or entry.name == MANIFEST:
                continue
            target = dump if entry.name == DUMP else settings.DATA_DIR / entry.name
            target.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as file:
                while chunk := content.read(1024 * 1024):
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            Path(file.name).chmod(settings.FILE_UPLOAD_PERMISSIONS or 0o644)
            Path(file.name).replace(target)


def _load(dump: Path, script: Path, manifest: Manifest) -> None:
    """Replaces the schema in one transaction: whatever breaks, the database is as before."""
    address, environment = tool_address()
    subprocess.run(
        [find_tool("pg_restore", manifest.postgres), "--no-owner", "--no-privileges", f"--file={script}", dump],
        env=environment,
        check=True,
        capture_output=True,
    )
    before, after = script.with_name("before.sql"), script.with_name("after.sql")
    before.write_text(EMPTY_SCHEMA)
    after.write_text(SETTLE_JOURNAL)
    subprocess.run(
        [
            *(str(find_tool("psql", manifest.postgres)), "--no-psqlrc", "--quiet", "--single-transaction"),
            *("--set=ON_ERROR_STOP=1", f"--dbname={address}", "--output=/dev/null"),
            *(f"--file={part}" for part in (before, script, after)),
        ],
        env=environment,
        check=True,
        capture_output=True,
    )


def _remove_strangers(manifest: Manifest) -> None:
    """Removes the files of what was here before: their rows are gone."""
    for file in (settings.DATA_DIR / "files").glob("*/*/*"):
        if str(file.relative_to(settings.DATA_DIR)) not in manifest.members:
            file.unlink()
