"""Who of this process's sockets listens to what, and what each has not been told yet.

Lives in the event loop alone. What waits for a socket is kept once, however often it was said meanwhile, so a slow
socket holds up nobody and takes no room; one that falls far behind is told to compare itself instead.
"""

import asyncio
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from moked.lib import tracing

Notice = dict[str, Any]
# Of different things said to one socket.
MOST_WAITING = 200
COMPARE_YOURSELF: Notice = {"kind": "resync", "to": "everyone"}


@dataclass(eq=False)
class Mailbox:
    """What one socket listens to, and what waits for it."""

    audiences: set[str] = field(default_factory=set)
    _waiting: dict[Hashable, Notice] = field(default_factory=dict)
    _came: asyncio.Event = field(default_factory=asyncio.Event)

    def put(self, notice: Notice) -> None:
        """Keeps a notice; a later one that says the same takes its place."""
        if len(self._waiting) >= MOST_WAITING:
            self._waiting.clear()
            notice = COMPARE_YOURSELF
        said = tuple(value for name, value in notice.items() if name != tracing.FIELD)
        self._waiting[said] = notice
        self._came.set()

    async def next(self) -> Notice:
        """The oldest notice that waits, as soon as there is one."""
        await self._came.wait()
        notice = self._waiting.pop(next(iter(self._waiting)))
        if not self._waiting:
            self._came.clear()
        return notice


@dataclass
class Hub:
    """The sockets of this process by the audiences they listen to."""

    _listeners: dict[str, set[Mailbox]] = field(default_factory=dict)

    def join(self, mailbox: Mailbox, audience: str) -> None:
        mailbox.audiences.add(audience)
        self._listeners.setdefault(audience, set()).add(mailbox)

    def leave(self, mailbox: Mailbox, audience: str) -> None:
        mailbox.audiences.discard(audience)
        self._drop(mailbox, audience)

    def forget(self, mailbox: Mailbox) -> None:
        """The socket is gone."""
        for audience in mailbox.audiences:
            self._drop(mailbox, audience)

    def _drop(self, mailbox: Mailbox, audience: str) -> None:
        listeners = self._listeners.get(audience, set())
        listeners.discard(mailbox)
        if not listeners:
            self._listeners.pop(audience, None)

    def tell(self, audience: str, notice: Notice) -> None:
        """Puts a notice before everybody who listens to the audience."""
        for mailbox in self._listeners.get(audience, ()):
            mailbox.put(notice)
