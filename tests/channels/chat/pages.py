"""A visitor's page for tests: the real socket application, and one listener for notices as a web process has it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar
from uuid import uuid4

from channels.routing import URLRouter
from django.conf import settings

from moked.lib.realtime import dsn_from, in_thread, listen_forever
from moked.site.sockets import SOCKETS
from tests.sockets import SocketClient

T = TypeVar("T")
APPLICATION = URLRouter(SOCKETS)
SITE = "https://shop.test"


class Page(SocketClient):
    """One open page of a site with the widget on it."""

    def __init__(self, key: str, *, origin: str = SITE) -> None:
        # A peer of its own, so that tests do not share an allowance.
        super().__init__(
            APPLICATION, f"/chat/{key}/", headers=[(b"origin", origin.encode())], client=[str(uuid4()), 0]
        )

    async def opens(self) -> bool:
        """Whether the server lets this page in."""
        return bool((await self.connect())["type"] == "websocket.accept")

    async def tell(self, kind: str, **fields: Any) -> None:
        await self.send({"type": kind, **fields})

    async def frame(self, kind: str, **fields: Any) -> dict[str, Any]:
        """The next frame of this type with these values; others before it are passed over."""
        while True:
            frame: dict[str, Any] = await self.receive()
            if frame["type"] == kind and fields.items() <= frame.items():
                return frame

    async def say(self, text: str, client_id: str = "") -> dict[str, Any]:
        """Writes and waits for the receipt."""
        await self.tell("say", id=client_id or str(uuid4()), text=text)
        return await self.frame("kept")

    async def last_words(self) -> int:
        """Reads until the server hangs up, and gives its code."""
        while True:
            output: dict[str, Any] = await self._wire.receive_output(5)
            if output["type"] == "websocket.close":
                return int(output["code"])

    async def leave(self) -> None:
        """The tab is closed, or the line falls."""
        await self.disconnect()


async def open_page(key: str, *, token: str = "", have: list[str] | None = None) -> Page:
    """A page whose socket is open and has said hello."""
    page = Page(key)
    assert await page.opens()
    await page.tell("hello", version=1, token=token, have=have or [])
    return page


async def begin(key: str, text: str = "שלום, אין אינטרנט") -> tuple[Page, str, dict[str, Any]]:
    """A page that has written its first message: the page, its token, the receipt."""
    page = await open_page(key)
    await page.tell("start", page=f"{SITE}/help")
    token = (await page.frame("started"))["token"]
    return page, token, await page.say(text)


@asynccontextmanager
async def listening() -> AsyncIterator[None]:
    """The one LISTEN of a web process."""
    task = asyncio.create_task(listen_forever(dsn_from(settings.DATABASES["default"])))
    await asyncio.sleep(0.3)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def in_database(call: Callable[[], T]) -> T:
    """Runs a call of the test in a database thread."""
    return await in_thread(call)
