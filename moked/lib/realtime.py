"""Telling screens that something changed. The only importer of Channels.

Between processes it is PostgreSQL NOTIFY, sent on commit: a payload names an audience, never content. PostgreSQL
drops repeats within a transaction. In a web process `listen_forever` holds the one LISTEN and fans out to sockets by
`lib.hub`.
"""

import asyncio
import contextlib
import json
import logging
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import psycopg
from channels.consumer import get_handler_name
from channels.db import database_sync_to_async
from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from channels.utils import await_many_dispatch
from django.conf import settings

from moked.lib import measures, tracing
from moked.lib.buckets import TokenBucket
from moked.lib.hub import Hub, Mailbox, Notice
from moked.lib.limits import network_of
from moked.lib.postgres.notices import notify

logger = logging.getLogger(__name__)
T = TypeVar("T")

CHANNEL = "moked_live"
# A payload of NOTIFY holds 8,000 bytes.
MOST_AUDIENCES = 100
RETRY_SECONDS = 1.0
SOCKETS = measures.gauge("sockets", "Open websockets.", "kind")


# Codes a browser sees when we close.
TOO_MUCH = 4429
# One page sends a handful at once and one now and then; whoever sends more is a program.
FRAMES_AT_ONCE, FRAMES_A_SECOND = 60.0, 5.0
# Open sockets of one address in one process; an office shares one.
MOST_OPEN = 500

_open_sockets: Counter[str] = Counter()
_hub = Hub()


class JsonSocket(AsyncJsonWebsocketConsumer):  # type: ignore[misc]
    """A websocket that speaks JSON and listens to audiences. A subclass writes `live_notice` for what they bring.

    It keeps to limits of its own: how many one address holds open, and how much each says.
    """

    peer: str
    is_counted = False

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Takes frames and notices one after the other until the socket ends."""
        self.scope, self.base_send, self.mailbox = scope, send, Mailbox()

        async def next_notice() -> dict[str, Any]:
            return {"type": "live.notice", "notice": await self.mailbox.next()}

        try:
            with contextlib.suppress(StopConsumer):
                await await_many_dispatch([receive, next_notice], self.dispatch)
        finally:
            _hub.forget(self.mailbox)

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Calls the method that a message names.

        Channels would pass through a thread before each, to give back connections to the database: here the loop
        holds none.
        """
        await getattr(self, get_handler_name(message))(message)

    async def websocket_connect(self, message: dict[str, Any]) -> None:
        """Refuses (HTTP 403) an address that holds too many."""
        self.peer = network_of(str((self.scope.get("client") or [""])[0]))
        self.flow = TokenBucket.full(capacity=FRAMES_AT_ONCE, refill=FRAMES_A_SECOND, now=time.monotonic())
        if _open_sockets[self.peer] >= MOST_OPEN * settings.LIMIT_FACTOR:
            await self.close()
            return
        _open_sockets[self.peer] += 1
        self.is_counted = True
        SOCKETS.labels(type(self).__name__).inc()
        await super().websocket_connect(message)

    async def websocket_receive(self, message: dict[str, Any]) -> None:
        """Passes a frame on; a flood is closed."""
        self.flow, is_enough = self.flow.take(time.monotonic())
        if is_enough:
            await super().websocket_receive(message)
        else:
            await self.close(TOO_MUCH)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None, **kwargs: Any) -> None:
        """Passes JSON on; anything else is no frame of ours and is left alone."""
        with contextlib.suppress(ValueError, RecursionError):
            await self.receive_json(json.loads(text_data or ""), **kwargs)

    def join(self, audience: str) -> None:
        """Listens to an audience from now on."""
        _hub.join(self.mailbox, audience)

    def leave(self, audience: str) -> None:
        """Stops listening to an audience."""
        _hub.leave(self.mailbox, audience)

    async def disconnect(self, code: int) -> None:
        """Makes room for another socket."""
        if self.is_counted:
            self.is_counted = False
            SOCKETS.labels(type(self).__name__).dec()
            _open_sockets[self.peer] -= 1
            if not _open_sockets[self.peer]:
                del _open_sockets[self.peer]


async def in_thread(function: Callable[..., T], *args: Any) -> T:
    """Runs a function that uses the database in a thread, its connection given back to the pool afterwards."""
    result: T = await database_sync_to_async(function, thread_sensitive=False)(*args)
    return result


def dsn_from(settings: dict[str, Any]) -> str:
    """The address of Django's database settings, in the form psycopg wants."""
    return psycopg.conninfo.make_conninfo(
        dbname=settings["NAME"],
        user=settings["USER"] or None,
        password=settings["PASSWORD"] or None,
        host=settings["HOST"] or None,
        port=settings["PORT"] or None,
    )


def announce(audiences: Sequence[str], *, kind: str = "changed", **facts: str) -> None:
    """Tells the audiences, on commit when inside a transaction, at once otherwise.

    `facts` carries what a passing event needs (who types); it must hold ids and names only.
    """
    for start in range(0, len(audiences), MOST_AUDIENCES):
        to = list(audiences[start : start + MOST_AUDIENCES])
        said = {"kind": kind, "to": to, **facts, **tracing.carried()}
        notify(CHANNEL, json.dumps(said, separators=(",", ":")))


@dataclass
class _Listening:
    """Whether this process holds its LISTEN now."""

    is_on: bool = False


_listening = _Listening()


def is_listening() -> bool:
    """Whether this process hears what others announce. A process that serves no screens never does."""
    return _listening.is_on


async def listen_forever(dsn: str) -> None:
    """Holds one LISTEN and hands each notice to this process's sockets; reconnects for as long as it runs."""
    while True:
        try:
            await _listen(dsn)
        except (psycopg.Error, OSError) as error:
            logger.warning("live.listen_lost", extra={"reason": type(error).__name__})
        await asyncio.sleep(RETRY_SECONDS)


async def _listen(dsn: str) -> None:
    async with await psycopg.AsyncConnection.connect(dsn, autocommit=True) as link:
        await link.execute(f"LISTEN {CHANNEL}")
        _listening.is_on = True
        try:
            # Screens may have missed notices until this moment, and from here on miss none: each compares itself now.
            _tell({"kind": "resync", "to": ["everyone"]})
            async for notice in link.notifies():
                with contextlib.suppress(json.JSONDecodeError):
                    _tell(json.loads(notice.payload))
        finally:
            _listening.is_on = False


def _tell(notice: Notice) -> None:
    audiences = notice.get("to")
    if not isinstance(audiences, list):
        return
    with tracing.span("live.notice", str(notice.get(tracing.FIELD, ""))):
        # Screens go on from here.
        notice = {**notice, **tracing.carried()}
        for audience in audiences:
            _hub.tell(str(audience), {**notice, "to": audience})
