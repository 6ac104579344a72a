"""`moked router`: gives waiting work to people."""

import signal
import threading
import time

import click
import psycopg
from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections

from moked.cli.environment import begin_serving, set_up

RETRY_SECONDS = 1.0
SHORTEST_REST = 0.02


@click.command()
def router() -> None:
    """Route until stopped. A second one waits and takes over when the first one ends."""
    set_up(waits=True)
    from moked.lib.postgres.wake import listening  # noqa: PLC0415 - needs Django set up
    from moked.lib.realtime import dsn_from  # noqa: PLC0415
    from moked.routing.router import Router  # noqa: PLC0415
    from moked.routing.services import WAKE_CHANNEL  # noqa: PLC0415

    begin_serving("router")
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    active = Router()
    while not stopping.is_set():
        try:
            with listening(dsn_from(settings.DATABASES["default"]), WAKE_CHANNEL) as bell:
                while not stopping.is_set():
                    begun = time.monotonic()
                    until_next = active.run_once().total_seconds()
                    # What comes in meanwhile makes one round, so a burst costs a sixth of a processor at most.
                    stopping.wait(max(SHORTEST_REST, 5 * (time.monotonic() - begun)))
                    bell.wait(until_next)
        except (psycopg.OperationalError, OperationalError, InterfaceError):
            close_old_connections()
            stopping.wait(RETRY_SECONDS)
    active.release()
