"""A disk that is full, without filling one: files may not grow beyond a size, and whoever tries gets an error."""

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psutil

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
def no_room_in_database(first: psutil.Process, size: int) -> Iterator[None]:
    """The same in every process of a database, given its first one."""
    _limit(first, (size, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        _limit(first, UNLIMITED)


def _limit(first: psutil.Process, limits: tuple[int, int]) -> None:
    # New ones inherit it, so the first goes first.
    for process in (first, *first.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            process.rlimit(psutil.RLIMIT_FSIZE, limits)
