"""What commands that need the installation do first: the database runs, its address is known, Django is set up."""

import os
import subprocess

import click
import django
import psycopg

from moked.cli.running import running_in
from moked.lib import logs, measures, tracing
from moked.lib.collector import spare_the_collector
from moked.lib.installation import data_folder
from moked.lib.postgres.embedded import start_embedded


def find_database() -> str:
    """The owner's address of the database; starts the embedded one when no DATABASE_URL names another."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moked.site.settings")
    if "DATABASE_URL" not in os.environ:
        try:
            os.environ["DATABASE_URL"] = start_embedded(data_folder())
        except (ValueError, OSError, subprocess.SubprocessError) as error:
            raise click.ClickException(f"The database does not start: {error}") from error
    return os.environ["DATABASE_URL"]


def find_addresses() -> None:
    """Where the `moked up` of this data folder is reached, for what this process is not told otherwise."""
    if running := running_in(data_folder()):
        os.environ.setdefault("MOKED_PUBLIC_URL", running.public_url)
        os.environ.setdefault("MOKED_MAIL_LISTEN", running.mail_listen)


def set_up(*, as_owner: bool = False, waits: bool = False) -> None:
    """Prepares this process; as the owner only for what changes the schema.

    `waits` is for what runs until stopped, however often the database goes away; all else says that it is away.
    """
    address = find_database()
    find_addresses()
    if not waits:
        psycopg.connect(address, connect_timeout=5).close()
    if as_owner:
        os.environ["MOKED_DATABASE_ROLE"] = "owner"
    django.setup()


def begin_serving(process: str) -> None:
    """What a process that runs until stopped does before it works: crashes are logged, figures and traces shown."""
    logs.log_crashes()
    tracing.begin(process)
    measures.show_if_asked()
    spare_the_collector()
