"""How long after SMTP's 250, or after a visitor pressed 'send', a message stands on the agent's page.

Twenty agents each have the page of a case of theirs open: a socket, and five parts that fetch themselves when it says
that they changed (`bench.desks`). Messages come to these cases in turn, at an even pace: mails that answer the case's
earlier mail, through the listener and a worker; chat messages through the visitor's socket, timed from sending. A
message is visible when a fetched part contains its words; drawing them is the browser's and not counted. One web
process, one worker, router and listener run, and share the machine with this bench. The reference is a bare NOTIFY
that one process receives and hands to a websocket.

A message that does not appear within a minute counts as one minute. What a message costs the web process is told
too, with the fetches it set off: unlike the times it hardly depends on what else the machine does.
"""

import asyncio
import smtplib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import uuid4

import psycopg
from django.conf import settings
from django.test import Client
from django.urls import reverse
from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve

from bench import stage
from bench.cost import cpu_seconds, percentile
from bench.desks import Desk
from bench.frame import Row
from bench.installation import Installation, free_port, wait_for_port
from moked.businesses.scope import in_whole_installation
from moked.cases import services as cases
from moked.cases.models import Message
from moked.staff.actors import SystemActor
from moked.staff.models import Person
from tests.builders import mail_account
from tests.channels.mails import a_mail

DESKS = 20
SECONDS = 10
RATES = (5, 50)
GOALS = {5: "<= 300", 50: "<= 1000"}
PATIENCE = 60.0
SETTLING = 3.0


@dataclass(frozen=True)
class Round:
    """What one rate gave: seconds until each message stood on its page, and what a message cost on average."""

    rate: int
    times: list[float]
    web_ms: float
    fetches: float


@dataclass(frozen=True)
class Server:
    """The web process."""

    port: int
    pid: int


# Sends one message with these words to the case of a desk, and gives the moment from which it counts.
Send = Callable[[int, str], Awaitable[float]]


def measure(installation: Installation) -> Iterator[Row]:
    """Rows for mail and chat at each rate."""
    (business,) = stage.businesses(1)
    stage.acknowledge([business], is_on=False)
    agents = stage.people(DESKS, [business])
    web, smtp = free_port(), free_port()
    address = f"http://127.0.0.1:{web}"
    pages = installation.start("web", "--port", str(web), MOKED_PUBLIC_URL=address, MOKED_REQUIRE_SECOND_FACTOR="0")
    server = Server(web, pages.pid)
    installation.start("mail", "serve", MOKED_MAIL_LISTEN=f"127.0.0.1:{smtp}")
    installation.start("worker")
    installation.start("router")
    wait_for_port(web)
    wait_for_port(smtp)
    least = asyncio.run(_least(installation.database_url))
    box, widget = mail_account(business).mailbox.address, stage.widget_key(business)
    for name, measured in (
        ("mail", _mail(server, smtp, box, agents)),
        ("chat", _chat(server, widget, agents)),
    ):
        for each in asyncio.run(measured):
            half, nearly_all = (percentile(each.times, percent) * 1000 for percent in (50, 99))
            yield Row(f"visible.{name}.p50_ms@{each.rate}", half, "ms", reference=least)
            yield Row(f"visible.{name}.p99_ms@{each.rate}", nearly_all, "ms", reference=least, goal=GOALS[each.rate])
            yield Row(f"visible.{name}.web_cpu_ms@{each.rate}", each.web_ms, "ms")
            yield Row(f"visible.{name}.fetches@{each.rate}", each.fetches, "a message")


async def _mail(web: Server, smtp: int, box: str, agents: list[Person]) -> list[Round]:
    links = [smtplib.SMTP("127.0.0.1", smtp) for _ in range(DESKS)]
    turns = [asyncio.Lock() for _ in range(DESKS)]

    def hand_in(number: int, words: str, *, answers: str = "") -> float:
        sender = f"customer{number}@customers.test"
        headers = [("In-Reply-To", f"<{answers}>")] if answers else []
        mail_id = f"first{number}@customers.test" if not answers else None
        links[number].sendmail(
            sender, [box], a_mail(sender=sender, to=box, text=words, mail_id=mail_id, headers=headers)
        )
        return time.monotonic()

    for number in range(DESKS):
        await asyncio.to_thread(hand_in, number, f"first words {number}")
    paths = await asyncio.to_thread(_give_out, [f"first words {number}" for number in range(DESKS)], agents)

    async def send(number: int, words: str) -> float:
        async with turns[number]:
            return await asyncio.to_thread(hand_in, number, words, answers=f"first{number}@customers.test")

    return await _rates(web, agents, paths, send)


async def _chat(web: Server, widget: str, agents: list[Person]) -> list[Round]:
    visitors: list[ClientConnection] = []
    address = f"ws://127.0.0.1:{web.port}/chat/{widget}/"
    for number in range(DESKS):
        visitor = await connect(address, origin=f"http://127.0.0.1:{web.port}", ping_interval=None)  # type: ignore[arg-type]
        await visitor.send('{"type": "hello", "version": 1, "token": "", "have": []}')
        await visitor.send('{"type": "start", "page": "/"}')
        await visitor.send(_say(f"first chat words {number}"))
        visitors.append(visitor)
    paths = await asyncio.to_thread(_give_out, [f"first chat words {number}" for number in range(DESKS)], agents)

    async def send(number: int, words: str) -> float:
        begun = time.monotonic()
        await visitors[number].send(_say(words))
        return begun

    readers = [asyncio.create_task(_read_all(visitor)) for visitor in visitors]
    try:
        return await _rates(web, agents, paths, send)
    finally:
        for reader, visitor in zip(readers, visitors, strict=True):
            reader.cancel()
            await visitor.close()


def _say(words: str) -> str:
    return f'{{"type": "say", "id": "{uuid4()}", "text": "{words}"}}'


async def _read_all(socket: ClientConnection) -> None:
    async for _ in socket:
        pass


def _give_out(texts: list[str], agents: list[Person]) -> list[str]:
    """Gives each agent the case that began with a text, once it is there; the paths of their pages."""
    paths = []
    with in_whole_installation("a bench sets its scene"):
        for text, agent in zip(texts, agents, strict=True):
            deadline = time.monotonic() + PATIENCE
            while not (found := Message.objects.filter(text=text).first()):
                if time.monotonic() > deadline:
                    raise TimeoutError(f"no case for {text!r}")
                time.sleep(0.1)
            cases.assign_case(actor=SystemActor("bench"), case_id=found.case_id, person_id=agent.pk)
            paths.append(reverse("workspace:case", args=[found.case_id]))
    return paths


async def _rates(web: Server, agents: list[Person], paths: list[str], send: Send) -> list[Round]:
    measured = []
    for rate in RATES:
        desks = [
            Desk(web.port, path, await asyncio.to_thread(_cookie, agent))
            for path, agent in zip(paths, agents, strict=True)
        ]
        await asyncio.gather(*(desk.open() for desk in desks))
        await asyncio.sleep(2)
        try:
            before, fetched = cpu_seconds([web.pid]), sum(desk.fetched for desk in desks)
            times = await _times(desks, rate, send)
            spent, fetches = cpu_seconds([web.pid]) - before, sum(desk.fetched for desk in desks) - fetched
            measured.append(Round(rate, times, spent * 1000 / len(times), fetches / len(times)))
        finally:
            await asyncio.gather(*(desk.close() for desk in desks))
    return measured


def _cookie(agent: Person) -> str:
    client = Client()
    client.force_login(agent)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


async def _times(desks: list[Desk], rate: int, send: Send) -> list[float]:
    """Seconds from sending to standing on the page, for each message."""
    begun = time.monotonic()
    moments: dict[tuple[int, str], asyncio.Task[float]] = {}
    for count in range(rate * SECONDS):
        number, words = count % len(desks), f"words{rate}x{count}end"
        await asyncio.sleep(max(0.0, begun + count / rate - time.monotonic()))
        desks[number].awaited.add(words)

        async def sent(number: int = number, words: str = words) -> float:
            return await send(number, words)

        moments[number, words] = asyncio.create_task(sent())
    deadline = time.monotonic() + PATIENCE
    while any(desk.awaited for desk in desks) and time.monotonic() < deadline:
        await asyncio.sleep(0.05)
    # What stands around the words follows them: it belongs to what a message costs.
    await asyncio.sleep(SETTLING)
    return [
        max(0.0, desks[number].seen[words] - await moment) if words in desks[number].seen else PATIENCE
        for (number, words), moment in moments.items()
    ]


async def _least(dsn: str) -> float:
    """Milliseconds, 99th percentile, of a NOTIFY handed to a websocket."""
    times: list[float] = []
    async with (
        _echo(dsn) as port,
        await psycopg.AsyncConnection.connect(dsn, autocommit=True) as link,
        connect(f"ws://127.0.0.1:{port}/") as socket,
    ):
        await asyncio.sleep(0.5)
        for _ in range(200):
            begun = time.monotonic()
            await link.execute("SELECT pg_notify('bench_least', 'x')")
            await socket.recv()
            times.append(time.monotonic() - begun)
    return percentile(times, 99) * 1000


@asynccontextmanager
async def _echo(dsn: str) -> AsyncIterator[int]:
    """A websocket server that passes on what is notified."""
    port = free_port()

    async def pass_on(socket: ServerConnection) -> None:
        passing = asyncio.create_task(pass_notices_on(socket))
        # The server waits for its handlers: one that listened on would hold it up for good.
        await socket.wait_closed()
        passing.cancel()

    async def pass_notices_on(socket: ServerConnection) -> None:
        async with await psycopg.AsyncConnection.connect(dsn, autocommit=True) as link:
            await link.execute("LISTEN bench_least")
            async for notice in link.notifies():
                await socket.send(notice.payload)

    async with serve(pass_on, "127.0.0.1", port):
        yield port
