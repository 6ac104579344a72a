"""Notices to other processes: NOTIFY, delivered when the transaction commits."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import connection

SEND = "SELECT pg_notify(channel, payload) FROM unnest(%s::text[], %s::text[]) AS notice (channel, payload)"


@dataclass
class Notices:
    """Notices waiting to be sent, each once."""

    waiting: dict[tuple[str, str], None] = field(default_factory=dict)

    def columns(self) -> tuple[list[str], list[str]]:
        """Channels and payloads, as `SEND` takes them."""
        return [channel for channel, _ in self.waiting], [payload for _, payload in self.waiting]


_gathered: ContextVar[Notices | None] = ContextVar("gathered", default=None)


def notify(channel: str, payload: str) -> None:
    """Tells whoever listens on the channel, on commit when inside a transaction, at once otherwise."""
    gathered = _gathered.get()
    if gathered is not None:
        gathered.waiting[channel, payload] = None
        return
    with connection.cursor() as cursor:
        cursor.execute(SEND, ([channel], [payload]))


@contextmanager
def gathered_notices() -> Iterator[Notices]:
    """Keeps back what the block says, each notice once. Whoever opened the block sends it by `SEND`."""
    notices = Notices()
    token = _gathered.set(notices)
    try:
        yield notices
    finally:
        _gathered.reset(token)
