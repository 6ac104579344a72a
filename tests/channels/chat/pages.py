"""A visitor's page for tests: the real socket application, and one listener for notices as a web process has it."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar
from uuid import uuid4

from asgiref.testing import ApplicationCommunicator
from channels.routing import URLRouter
from django.conf import settings

from moked.lib.realtime import dsn_from, in_thread, listen_forever
from moked.site.sockets import SOCKETS

T = TypeVar("T")
APPLICATION = URLRouter(SOCKETS)
SITE = "https://shop.test"


class Page:
    """One open page of a site with the widget on it."""

    def __init__(self, key: str, *, origin: str = SITE) -> None:
        scope = {
            "type": "websocket",
            "path": f"/chat/{key}/",
            "query_string": b"",
            "headers": [(b"origin", origin.encode())],
            # A peer of its own, so that tests do not share an allowance.
            "client": [str(uuid4()), 0],
        }
        self.wire = ApplicationCommunicator(APPLICATION, scope)

    async def connect(self) -> bool:
        """Opens the socket; False when it is refused."""
        await self.wire.send_input({"type": "websocket.connect"})
        answer: dict[str, Any] = await self.wire.receive_output(5)
        return answer["type"] == "websocket.accept"

    async def send(self, kind: str, **fields: Any) -> None:
        await self.send_raw(json.dumps({"type": kind, **fields}))

    async def send_raw(self, text: str) -> None:
        await self.wire.send_input({"type": "websocket.receive", "text": text})

    async def next_frame(self) -> dict[str, Any]:
        output: dict[str, Any] = await self.wire.receive_output(5)
        assert output["type"] == "websocket.send", output
        frame: dict[str, Any] = json.loads(output["text"])
        return frame

    async def frame(self, kind: str, **fields: Any) -> dict[str, Any]:
        """The next frame of this type with these values; others before it are passed over."""
        while True:
            frame = await self.next_frame()
            if frame["type"] == kind and fields.items() <= frame.items():
                return frame

    async def say(self, text: str, client_id: str = "") -> dict[str, Any]:
        """Writes and waits for the receipt."""
        await self.send("say", id=client_id or str(uuid4()), text=text)
        return await self.frame("kept")

    async def close_code(self) -> int:
        """Waits until the server closes."""
        while True:
            output: dict[str, Any] = await self.wire.receive_output(5)
            if output["type"] == "websocket.close":
                return int(output["code"])

    async def is_silent(self) -> bool:
        return bool(await self.wire.receive_nothing(0.2))

    async def leave(self) -> None:
        """The tab is closed, or the line falls."""
        await self.wire.send_input({"type": "websocket.disconnect", "code": 1006})
        await self.wire.wait(5)


async def open_page(key: str, *, token: str = "", have: list[str] | None = None) -> Page:
    """A page whose socket is open and has said hello."""
    page = Page(key)
    assert await page.connect()
    await page.send("hello", version=1, token=token, have=have or [])
    return page


async def begin(key: str, text: str = "שלום, אין אינטרנט") -> tuple[Page, str, dict[str, Any]]:
    """A page that has written its first message: the page, its token, the receipt."""
    page = await open_page(key)
    await page.send("start", page=f"{SITE}/help")
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
