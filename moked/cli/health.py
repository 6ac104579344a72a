"""`moked health`: whether a kind of process is alive, for whoever starts it again when it is not."""

import os
import socket
import sys
from datetime import UTC, datetime

import click
import django

from moked.cli.environment import find_addresses
from moked.lib.installation import data_folder
from moked.lib.postgres.embedded import embedded_address


@click.command()
@click.argument("process", type=click.Choice(["worker", "router", "mail"]))
def health(process: str) -> None:
    """Whether a worker, a router or the mail listener is alive somewhere. A web process is asked at `/health/ready`.

    Exit status: 0 when it is, 1 when not; also 1 when the database does not answer, and then it says so.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moked.site.settings")
    os.environ.setdefault("DATABASE_URL", embedded_address(data_folder()))
    find_addresses()
    django.setup()
    is_alive = _listens() if process == "mail" else _speaks(process)
    click.echo(f"{process}: {'alive' if is_alive else 'not alive'}")
    sys.exit(0 if is_alive else 1)


def _listens() -> bool:
    from django.conf import settings  # noqa: PLC0415 - needs Django set up

    host, _, port = settings.MAIL_LISTEN.rpartition(":")
    try:
        with socket.create_connection((host.strip("[]") or "127.0.0.1", int(port)), 3):
            return True
    except OSError:
        return False


def _speaks(process: str) -> bool:
    from django.db import connection  # noqa: PLC0415 - needs Django set up

    from moked.businesses.scope import in_whole_installation  # noqa: PLC0415
    from moked.site.standing import router_is_alive, worker_is_alive  # noqa: PLC0415

    # One question and no pool: that would wait half a minute for a database that is not there.
    connection.settings_dict["OPTIONS"].pop("pool", None)
    with in_whole_installation("processes serve everybody"):
        check = worker_is_alive if process == "worker" else router_is_alive
        return check(datetime.now(UTC))
