"""How many idle visitors a web process holds in a gibibyte, and how fast it passes one change on to many sockets.

A visitor is somebody whose chat stands open and says nothing: greeted by the server, subscribed, kept. Their memory
is the growth of what belongs to the web process alone. For the fan-out, all of them watch, and a change of the
business is announced again as soon as everybody heard of it (what is said again sooner is told once); what counts is
how many notices reach sockets in a second. The references are the same sockets held, and the same text sent to them,
by a bare websocket server in a process of its own.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator

import psycopg
from django.conf import settings
from django.test import Client
from websockets.asyncio.client import ClientConnection, connect

from bench import stage
from bench.cost import memory_mib
from bench.frame import Row
from bench.installation import Installation, free_port, wait_for_port
from moked.staff.models import Person

VISITORS = 400
WATCHERS = 200
ANNOUNCED = 50
PATIENCE = 30.0
# Holds every socket and sends what one of them says to all: the least that passes anything on.
BARE = """
import asyncio, sys
from websockets.asyncio.server import broadcast, serve
held = set()
async def hold(socket):
    held.add(socket)
    async for text in socket:
        broadcast(held, text)
async def main():
    async with serve(hold, "127.0.0.1", int(sys.argv[1]), ping_interval=None):
        await asyncio.get_running_loop().create_future()
asyncio.run(main())
"""


def measure(installation: Installation) -> Iterator[Row]:
    """Visitors for a gibibyte of one web process, and notices handed to sockets a second."""
    (business,) = stage.businesses(1)
    (agent,) = stage.people(1, [business])
    port, bare = free_port(), free_port()
    address = f"http://127.0.0.1:{port}"
    web = installation.start("web", "--port", str(port), MOKED_PUBLIC_URL=address, MOKED_REQUIRE_SECOND_FACTOR="0")
    least = subprocess.Popen([sys.executable, "-c", BARE, str(bare)])
    installation.started.append(least)
    for each in (port, bare):
        wait_for_port(each)
    widget = stage.widget_key(business)
    ours = asyncio.run(_held(web.pid, f"ws://127.0.0.1:{port}/chat/{widget}/", address))
    reference = asyncio.run(_held(least.pid, f"ws://127.0.0.1:{bare}/", ""))
    yield Row("chat.visitors_per_gib", 1024 / ours, "visitors", reference=1024 / reference)
    bare_rate = asyncio.run(_passed_on_bare(bare))
    rate = asyncio.run(_passed_on(port, agent, f"business:{business.pk}", installation.database_url))
    yield Row("ws.fanout_per_s", rate, "1/s", reference=bare_rate)


async def _held(pid: int, address: str, origin: str) -> float:
    """MiB that one more idle socket takes."""
    facts = {"origin": origin} if origin else {}
    # The first ones pay for what all share.
    first = [await _visitor(address, facts) for _ in range(20)]
    before = memory_mib([pid])
    rest = [await _visitor(address, facts) for _ in range(VISITORS)]
    await asyncio.sleep(1)
    grown = memory_mib([pid]) - before
    for socket in (*first, *rest):
        await socket.close()
    return max(grown, 0.01) / VISITORS


async def _visitor(address: str, facts: dict[str, str]) -> ClientConnection:
    socket = await connect(address, ping_interval=None, **facts)  # type: ignore[arg-type]
    if facts:
        await socket.send('{"type": "hello", "version": 1, "token": "", "have": []}')
        await socket.recv()
    return socket


async def _passed_on(port: int, agent: Person, topic: str, dsn: str) -> float:
    client = Client()
    await asyncio.to_thread(client.force_login, agent)
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    origin = f"http://127.0.0.1:{port}"
    headers = {"Cookie": cookie, "Origin": origin}
    sockets = []
    for _ in range(WATCHERS):
        socket = await connect(f"ws://127.0.0.1:{port}/live/", additional_headers=headers, ping_interval=None)
        await socket.send(f'{{"type": "hello", "position": null, "watch": ["{topic}"]}}')
        sockets.append(socket)
    await asyncio.sleep(1)
    async with await psycopg.AsyncConnection.connect(dsn, autocommit=True) as link:

        async def announce(_: int) -> None:
            # PostgreSQL drops repeats of one transaction only; each of these is one of its own.
            await link.execute(
                "SELECT pg_notify('moked_live', %s)", (json.dumps({"to": [topic], "kind": "changed"}),)
            )

        return await _rate(sockets, announce)


async def _passed_on_bare(port: int) -> float:
    sockets = [await connect(f"ws://127.0.0.1:{port}/", ping_interval=None) for _ in range(WATCHERS)]

    async def announce(count: int) -> None:
        await sockets[0].send(f'{{"type": "changed", "what": "business", "position": "{count}"}}')

    return await _rate(sockets, announce)


async def _rate(sockets: list[ClientConnection], announce: Callable[[int], Awaitable[None]]) -> float:
    """Notices that reached sockets in a second, from the first word to the last socket that heard the last."""
    begun = time.monotonic()
    for count in range(ANNOUNCED):
        await announce(count)
        await asyncio.wait_for(asyncio.gather(*(_hear(socket) for socket in sockets)), PATIENCE)
    seconds = time.monotonic() - begun
    for socket in sockets:
        await socket.close()
    return ANNOUNCED * len(sockets) / seconds


async def _hear(socket: ClientConnection) -> None:
    """Returns once an announcement arrived; what else is said, such as how far the page has read, counts not."""
    while not json.loads(await socket.recv()).get("what"):
        pass
