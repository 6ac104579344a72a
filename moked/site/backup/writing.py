"""Writing an archive while everything runs: one snapshot of the database, then the files that it refers to."""

import io
import json
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from django.conf import settings
from django.utils.translation import gettext as _
from psycopg import sql

from moked.cases.files import path_of
from moked.site.backup.archive import (
    DUMP,
    FORMAT,
    MANIFEST,
    BackupFailed,
    Manifest,
    Member,
    digest_of,
    key_mark,
)
from moked.site.backup.database import connect_as_owner, find_tool, server_version, tool_address

# Noted in the data folder, for the doctor and the metrics.
NOTE = "last-backup.json"
NAME = "moked-backup-%Y%m%d-%H%M%SZ.tar"
KEY_SUFFIX = ".secret-key"
TABLES = """
SELECT c.relname FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1
"""
MIGRATIONS = "SELECT app || '.' || name FROM django_migrations ORDER BY 1"
Say = Callable[[str], None]


@dataclass(frozen=True)
class Written:
    """An archive that was written."""

    path: Path
    manifest: Manifest


@dataclass(frozen=True)
class Snapshot:
    """What the database holds at one moment."""

    name: str
    postgres: int
    migrations: list[str]
    counts: dict[str, int]
    files: list[str]


def write_backup(target: Path, *, say: Say, with_secret_key: bool = False) -> Written:
    """Writes an archive to the file, or into the folder under a name of its own; whole or not at all.

    Raises BackupFailed, and leaves nothing behind then.
    """
    now = datetime.now(UTC)
    path = target / now.strftime(NAME) if target.is_dir() else target
    if path.exists():
        raise BackupFailed(_("%(path)s is there already.") % {"path": path})
    if not path.parent.is_dir():
        raise BackupFailed(_("There is no folder %(path)s.") % {"path": path.parent})
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".moked-backup-") as workshop:
            unfinished = Path(workshop) / "archive"
            manifest = _write(unfinished, Path(workshop) / DUMP, now, say)
            if with_secret_key:
                _write_key(path.with_name(path.name + KEY_SUFFIX))
            unfinished.replace(path)
            _sync_folder(path.parent)
    except (OSError, psycopg.Error, subprocess.CalledProcessError) as error:
        raise BackupFailed(_("No backup was written: %(reason)s") % {"reason": _reason(error)}) from error
    note = {"at": manifest.at, "path": str(path.resolve()), "bytes": path.stat().st_size}
    (settings.DATA_DIR / NOTE).write_text(json.dumps(note))
    return Written(path, manifest)


def remove_older(folder: Path, keep: int) -> list[Path]:
    """Removes all but the newest archives of a folder, by their names. Gives what was removed."""
    archives = sorted(folder.glob("moked-backup-*Z.tar"))
    old = archives[: max(0, len(archives) - keep)]
    for path in old:
        path.unlink()
        path.with_name(path.name + KEY_SUFFIX).unlink(missing_ok=True)
    return old


def _reason(error: Exception) -> str:
    if isinstance(error, subprocess.CalledProcessError):
        return (error.stderr or b"").decode(errors="replace").strip() or str(error)
    return str(error)


def _write(unfinished: Path, dump: Path, now: datetime, say: Say) -> Manifest:
    with _snapshot() as snapshot:
        say(_("Dumping the database …"))
        _dump(dump, snapshot)
    members: dict[str, Member] = {}
    missing: list[str] = []
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:
            members[DUMP] = _add(archive, dump, DUMP)
            dump.unlink()
            for done, name in enumerate(snapshot.files, 1):
                _add_file(archive, name, members, missing)
                if done % 500 == 0 or done == len(snapshot.files):
                    say(_("Files: %(done)d of %(all)d") % {"done": done, "all": len(snapshot.files)})
            manifest = Manifest(
                format=FORMAT,
                version=version("moked"),
                at=now.isoformat(),
                postgres=snapshot.postgres,
                migrations=snapshot.migrations,
                counts=snapshot.counts,
                members=members,
                missing=missing,
                key=key_mark(settings.SECRET_KEY),
            )
            text = manifest.to_json()
            archive.addfile(_entry(MANIFEST, len(text)), io.BytesIO(text))
        file.flush()
        os.fsync(file.fileno())
    return manifest


@contextmanager
def _snapshot() -> Iterator[Snapshot]:
    """One moment of the database, kept open so that the dump shows exactly the same."""
    with connect_as_owner() as link:
        link.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield Snapshot(
            name=_value(link, "SELECT pg_export_snapshot()"),
            postgres=server_version(link),
            migrations=[row[0] for row in link.execute(MIGRATIONS)],
            counts={row[0]: _count(link, row[0]) for row in link.execute(TABLES).fetchall()},
            files=_files(link),
        )


def _value(link: psycopg.Connection[tuple[Any, ...]], query: str) -> Any:
    row = link.execute(query).fetchone()
    return row[0] if row else None


def _count(link: psycopg.Connection[tuple[Any, ...]], table: str) -> int:
    row = link.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
    return int(row[0]) if row else 0


def _files(link: psycopg.Connection[tuple[Any, ...]]) -> list[str]:
    rows = link.execute("SELECT business_id, sha256 FROM cases_storedfile ORDER BY 1, 2")
    return [f"files/{path_of(UUID(str(business)), digest)}" for business, digest in rows]


def _dump(target: Path, snapshot: Snapshot) -> None:
    tool = find_tool("pg_dump", snapshot.postgres)
    address, environment = tool_address()
    subprocess.run(
        # Owners and grants are those of the installation restored into; `moked migrate` makes them.
        [
            *(str(tool), "--format=custom", "--no-owner", "--no-privileges"),
            *(f"--snapshot={snapshot.name}", f"--file={target}", f"--dbname={address}"),
        ],
        env=environment,
        check=True,
        capture_output=True,
    )


def _add(archive: tarfile.TarFile, source: Path, name: str) -> Member:
    with source.open("rb") as file:
        member = digest_of(file)
        file.seek(0)
        archive.addfile(_entry(name, member.size), file)
    return member


def _add_file(archive: tarfile.TarFile, name: str, members: dict[str, Member], missing: list[str]) -> None:
    """Adds a file when its bytes are what its name promises; one that is lost or damaged is written down as such."""
    source = settings.DATA_DIR / name
    try:
        with source.open("rb") as file:
            member = digest_of(file)
    except FileNotFoundError:
        missing.append(name)
        return
    if member.sha256 != source.name:
        missing.append(name)
        return
    members[name] = _add(archive, source, name)


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry


def _write_key(path: Path) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(settings.SECRET_KEY)


def _sync_folder(folder: Path) -> None:
    """Makes the new name last through a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
