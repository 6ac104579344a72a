"""`moked web`: serves pages and websockets."""

import click
import uvicorn

from moked.cli.environment import find_database


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
def web(host: str, port: int) -> None:
    """Serve pages and websockets until stopped."""
    find_database()
    uvicorn.run(
        "moked.site.asgi:application",
        host=host,
        port=port,
        log_level="warning",
        ws_max_size=1024 * 1024,
        timeout_graceful_shutdown=5,
    )
