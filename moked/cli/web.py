"""`moked web`: serves pages and websockets."""

import os

import click
import uvicorn

from moked.cli.environment import begin_serving, find_database
from moked.cli.ports import PORT, check_free, web_place

# Bytes of a websocket's message; a chat's text of 4,000 letters, escaped, is well below.
LARGEST_FRAME = 128 * 1024


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=PORT, default=8000, show_default=True)
def web(host: str, port: int) -> None:
    """Serve pages and websockets until stopped."""
    check_free([web_place("moked web", host, port)])
    find_database()
    begin_serving("web")
    uvicorn.run(
        "moked.site.asgi:application",
        host=host,
        port=port,
        # Whose X-Forwarded-For names the client: limits count by it.
        proxy_headers=True,
        forwarded_allow_ips=os.environ.get("MOKED_TRUSTED_PROXIES", "127.0.0.1,::1"),
        ws_max_size=LARGEST_FRAME,
        # Our frames are shorter than what packing them would cost, in time and in memory of each socket.
        ws_per_message_deflate=False,
        # Lines go where ours go. No access log: addresses hold the signed parts of customers' links.
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=5,
    )
