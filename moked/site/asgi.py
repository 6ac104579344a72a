"""The web process: pages over HTTP, live screens and chat over websockets, one LISTEN that feeds them."""

import asyncio
import contextlib
import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moked.site.settings")

from django.core.wsgi import get_wsgi_application

# Django must be set up before anything that imports models.
pages = get_wsgi_application()

from a2wsgi import WSGIMiddleware  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.conf import settings  # noqa: E402

from moked.lib.collector import spare_the_collector  # noqa: E402
from moked.lib.realtime import dsn_from, listen_forever  # noqa: E402
from moked.site.loading import load_pages  # noqa: E402
from moked.site.sockets import SOCKETS  # noqa: E402

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
PAGE_THREADS = int(os.environ.get("MOKED_PAGE_THREADS", "8"))

Send = Callable[[Message], Awaitable[None]]


async def lifespan(scope: Message, receive: Receive, send: Send) -> None:
    """Holds the LISTEN for as long as the process serves."""
    await receive()
    load_pages()
    spare_the_collector()
    listener = asyncio.create_task(listen_forever(dsn_from(settings.DATABASES["default"])))
    await send({"type": "lifespan.startup.complete"})
    await receive()
    listener.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await listener
    await send({"type": "lifespan.shutdown.complete"})


# A page is one run of plain code in one thread. Django's own ASGI handler would cross between the loop and threads
# at every middleware that knows only one of the two, which costs more than the page.
http = WSGIMiddleware(pages, workers=PAGE_THREADS)  # type: ignore[arg-type]  # the stubs differ in names only
application = ProtocolTypeRouter({"http": http, "websocket": URLRouter(SOCKETS), "lifespan": lifespan})
