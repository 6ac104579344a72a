"""Waking a process that waits: NOTIFY on commit, LISTEN with a time limit."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from moked.lib.postgres.notices import notify


def wake(channel: str) -> None:
    """Wakes whoever waits on the channel, when this transaction commits."""
    notify(channel, "")


class Bell:
    """Waits for a wake-up."""

    def __init__(self, link: psycopg.Connection) -> None:
        self._link = link

    def wait(self, seconds: float) -> bool:
        """Whether somebody woke us within `seconds`. Raises psycopg.OperationalError when the link is lost."""
        return any(True for _ in self._link.notifies(timeout=max(0.0, seconds), stop_after=1))


@contextmanager
def listening(dsn: str, channel: str) -> Iterator[Bell]:
    """A bell on the channel, over a connection of its own."""
    with psycopg.connect(dsn, autocommit=True) as link:
        link.execute(f"LISTEN {channel}")
        yield Bell(link)
