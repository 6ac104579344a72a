"""An agent's open page without a browser: its socket, and its fragments fetched as `frontend/src/live.ts` does."""

import asyncio
import contextlib
import html
import json
import re
import time
from dataclasses import dataclass, field

from websockets.asyncio.client import ClientConnection, connect

# The figures of live.ts.
COALESCE = 0.06
LOOKS_AGAIN = 0.15
LOST = 5.0
# Of the conversation, and of what stands around it: the least between two rounds, and how many times as long as a
# round took.
SPACING = {True: 0.4, False: 1.2}
PATIENCE = {True: 2, False: 8}

LIVE_TAG = re.compile(r"<[a-z]+\b[^>]*\bdata-live=\"[^\"]*\"[^>]*>")
ATTRIBUTE = re.compile(r"\b(data-live|hx-get)=\"([^\"]*)\"")
POSITION = re.compile(r'name="live-position" content="([^"]*)"')


@dataclass
class Link:
    """One connection that is kept open, for one request after the other; opened anew once the server let it go."""

    port: int
    cookie: str
    streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str, *, is_fragment: bool) -> str:
        """The page or fragment at a path. Raises RuntimeError for anything but 200."""
        if self.streams is not None:
            # The server closes what is silent for some seconds, perhaps just now: browsers ask again, and so do we.
            with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
                return await self._ask(*self.streams, path, is_fragment=is_fragment)
            self.close()
        self.streams = await asyncio.open_connection("127.0.0.1", self.port)
        return await self._ask(*self.streams, path, is_fragment=is_fragment)

    async def _ask(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str, *, is_fragment: bool
    ) -> str:
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
class Pace:
    """When parts that fetch together fetch, as `Pace` of live.ts."""

    comes_first: bool
    waiting: set[int] = field(default_factory=set)
    fetching: set[int] = field(default_factory=set)
    timer: asyncio.TimerHandle | None = None
    flushed_at: float = -10.0
    took: float = 0.0

    def is_busy(self) -> bool:
        """Whether a round is under way."""
        return bool(self.fetching) and time.monotonic() - self.flushed_at < LOST

    def rest(self) -> float:
        """Seconds until the next round may begin."""
        if self.is_busy():
            return LOOKS_AGAIN
        spacing, patience = SPACING[self.comes_first], PATIENCE[self.comes_first]
        return self.flushed_at + max(spacing, self.took * patience) - time.monotonic()

    def finish(self, place: int) -> bool:
        """An element's fetch is over; gives whether that ended the round."""
        is_last = self.fetching == {place}
        self.fetching.discard(place)
        if is_last:
            self.took = time.monotonic() - self.flushed_at
        return is_last


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
    _conversation: Pace = field(default_factory=lambda: Pace(comes_first=True))
    _surroundings: Pace = field(default_factory=lambda: Pace(comes_first=False))
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
        self._work += [asyncio.create_task(self._refresh(place)) for place in range(len(self.elements))]

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
                    self._pace_of(element).waiting.add(place)
            self._schedule(self._conversation, COALESCE)
            self._schedule(self._surroundings, COALESCE)

    def _pace_of(self, element: Element) -> Pace:
        return self._conversation if element.comes_first else self._surroundings

    def _schedule(self, pace: Pace, soonest: float) -> None:
        if pace.waiting and pace.timer is None:
            pace.timer = asyncio.get_running_loop().call_later(max(soonest, pace.rest()), self._flush, pace)

    def _flush(self, pace: Pace) -> None:
        pace.timer = None
        if pace.is_busy() or (pace is self._surroundings and self._is_conversation_due()):
            self._schedule(pace, LOOKS_AGAIN)
            return
        pace.flushed_at = time.monotonic()
        pace.fetching = set(pace.waiting)
        pace.waiting.clear()
        for place in pace.fetching:
            self.elements[place].is_wanted.set()

    def _is_conversation_due(self) -> bool:
        first = self._conversation
        return first.is_busy() or (bool(first.waiting) and first.rest() <= 0)

    def _go_on(self) -> None:
        for pace in (self._conversation, self._surroundings):
            if pace.timer is not None:
                pace.timer.cancel()
                pace.timer = None
            self._schedule(pace, 0.0)

    async def _refresh(self, place: int) -> None:
        element = self.elements[place]
        while True:
            await element.is_wanted.wait()
            element.is_wanted.clear()
            body = await element.link.get(element.path, is_fragment=True)
            self.fetched += 1
            now = time.monotonic()
            if self._pace_of(element).finish(place):
                self._go_on()
            for text in [text for text in self.awaited if text in body]:
                self.awaited.discard(text)
                self.seen[text] = now
