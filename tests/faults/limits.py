"""Disks that are full: a small one of their own, or files that may not grow beyond a size."""

import os
import resource
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


@contextmanager
def no_room_for_files_above(size: int) -> Iterator[None]:
    """In this process no file grows beyond `size` bytes while the block runs."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


@contextmanager
def small_disk_under(table: str, owner_url: str, first: psutil.Process, megabytes: int) -> Iterator[None]:
    """The table lies on a disk of so many megabytes while the block runs. `first` is the database's first process.

    As root it is a disk of its own in memory; otherwise the database is our own process, whose files may not grow.
    """
    if os.geteuid() == 0:
        with _disk(first, megabytes) as folder, psycopg.connect(owner_url, autocommit=True) as link:
            link.execute(sql.SQL("CREATE TABLESPACE small_disk LOCATION {}").format(sql.Literal(str(folder))))
            move = sql.SQL("ALTER TABLE {} SET TABLESPACE {}")
            link.execute(move.format(sql.Identifier(table), sql.Identifier("small_disk")))
            try:
                yield
            finally:
                link.execute(move.format(sql.Identifier(table), sql.Identifier("pg_default")))
                link.execute("DROP TABLESPACE small_disk")
        return
    # The database's log of 16 megabytes must still fit.
    _limit(first, (max(24, megabytes) * 1024 * 1024, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        _limit(first, UNLIMITED)


@contextmanager
def _disk(first: psutil.Process, megabytes: int) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="moked-disk-"))
    options = f"size={megabytes}m,mode=700,uid={first.uids().effective},gid={first.gids().effective}"
    try:
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], check=True)
        try:
            yield folder
        finally:
            subprocess.run(["umount", str(folder)], check=True)
    finally:
        folder.rmdir()


def _limit(first: psutil.Process, limits: tuple[int, int]) -> None:
    # New ones inherit it, so the first goes first.
    for process in (first, *first.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            process.rlimit(psutil.RLIMIT_FSIZE, limits)
