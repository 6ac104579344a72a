"""An agent's open page without a browser: its socket, and its fragments fetched as `frontend/src/live.ts` does."""

import asyncio
import html
import json
import re
import time
from dataclasses import dataclass, field

from websockets.asyncio.client import ClientConnection, connect

# The figures of live.ts.
COALESCE = 0.06
FOLLOWS = 0.15
# Between two rounds of the conversation, and of what stands around it.
SPACING = {True: 0.4, False: 1.2}

LIVE_TAG = re.compile(r"<[a-z]+\b[^>]*\bdata-live=\"[^\"]*\"[^>]*>")
ATTRIBUTE = re.compile(r"\b(data-live|hx-get)=\"([^\"]*)\"")
POSITION = re.compile(r'name="live-position" content="([^"]*)"')


@dataclass
class Link:
    """One connection that is kept open, for one request after the other."""

    port: int
    cookie: str
    streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str, *, is_fragment: bool) -> str:
        """The page or fragment at a path. Raises RuntimeError for anything but 200."""
        if self.streams is None:
            self.streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.streams
        fragment = "HX-Request: true\r\n" if is_fragment else ""
        writer.write(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: {self.cookie}\r\n{fragment}\r\n".encode()
        )
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = re.search(r"content-length: (\d+)", head)
        body = (await reader.readexactly(int(length[1]) if length else 0)).decode()
        if " 200 " not in head.splitlines()[0]:
            raise RuntimeError(f"{path}: {head.splitlines()[0]}")
        return body

    def close(self) -> None:
        if self.streams is not None:
            self.streams[1].close()


@dataclass
class Element:
    """A part of the page that fetches itself: one request in flight, at most one behind it."""

    path: str
    topics: frozenset[str]
    comes_first: bool
    link: Link
    is_wanted: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass
class Desk:
    """One open page. `seen` has the moment at which a text first stood on it."""

    port: int
    path: str
    cookie: str
    awaited: set[str] = field(default_factory=set)
    seen: dict[str, float] = field(default_factory=dict)
    fetched: int = 0
    elements: list[Element] = field(default_factory=list)
    _work: list[asyncio.Task[None]] = field(default_factory=list)
    # By whether they come first.
    _waiting: dict[bool, set[int]] = field(default_factory=lambda: {True: set(), False: set()})
    _timers: dict[bool, asyncio.TimerHandle] = field(default_factory=dict)
    _flushed_at: dict[bool, float] = field(default_factory=lambda: {True: -10.0, False: -10.0})
    _socket: ClientConnection | None = None

    async def open(self) -> None:
        """Loads the page, finds what lives on it, and listens."""
        page = await Link(self.port, self.cookie).get(self.path, is_fragment=False)
        for tag in LIVE_TAG.findall(page):
            found = dict(ATTRIBUTE.findall(tag))
            if "hx-get" in found:
                topics = frozenset(found["data-live"].split())
                path, first = html.unescape(found["hx-get"]), "data-live-first" in tag
                self.elements.append(Element(path, topics, first, Link(self.port, self.cookie)))
        position = POSITION.search(page)
        origin = f"http://127.0.0.1:{self.port}"
        self._socket = await connect(
            f"ws://127.0.0.1:{self.port}/live/",
            additional_headers={"Cookie": self.cookie, "Origin": origin},
            ping_interval=None,
        )
        watch = sorted({topic for element in self.elements for topic in element.topics})
        hello = {"type": "hello", "position": position[1] if position else None, "watch": watch}
        await self._socket.send(json.dumps(hello))
        self._work = [asyncio.create_task(self._listen(self._socket))]
        self._work += [asyncio.create_task(self._refresh(element)) for element in self.elements]

    async def close(self) -> None:
        for task in self._work:
            task.cancel()
        for element in self.elements:
            element.link.close()
        if self._socket is not None:
            await self._socket.close()

    async def _listen(self, socket: ClientConnection) -> None:
        async for text in socket:
            notice = json.loads(text)
            if notice["type"] not in {"changed", "refresh"}:
                continue
            for place, element in enumerate(self.elements):
                if notice["type"] == "refresh" or notice["what"] in element.topics:
                    self._waiting[element.comes_first].add(place)
            self._schedule(True, COALESCE)
            self._schedule(False, COALESCE + (FOLLOWS if self._waiting[True] else 0.0))

    def _schedule(self, comes_first: bool, soonest: float) -> None:
        if not self._waiting[comes_first] or comes_first in self._timers:
            return
        rest = max(soonest, self._flushed_at[comes_first] + SPACING[comes_first] - time.monotonic())
        self._timers[comes_first] = asyncio.get_running_loop().call_later(rest, self._ask, comes_first)

    def _ask(self, comes_first: bool) -> None:
        del self._timers[comes_first]
        self._flushed_at[comes_first] = time.monotonic()
        for place in self._waiting[comes_first]:
            self.elements[place].is_wanted.set()
        self._waiting[comes_first].clear()

    async def _refresh(self, element: Element) -> None:
        while True:
            await element.is_wanted.wait()
            element.is_wanted.clear()
            body = await element.link.get(element.path, is_fragment=True)
            self.fetched += 1
            now = time.monotonic()
            for text in [text for text in self.awaited if text in body]:
                self.awaited.discard(text)
                self.seen[text] = now
