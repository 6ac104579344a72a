"""What commands that need the installation do first: the database runs, its address is known, Django is set up."""

import os

import django

from moked.lib import logs, measures, tracing
from moked.lib.installation import data_folder
from moked.lib.postgres.embedded import start_embedded


def find_database() -> str:
    """The owner's address of the database; starts the embedded one when no DATABASE_URL names another."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moked.site.settings")
    if "DATABASE_URL" not in os.environ:
        os.environ["DATABASE_URL"] = start_embedded(data_folder())
    return os.environ["DATABASE_URL"]


def set_up(*, as_owner: bool = False) -> None:
    """Prepares this process; as the owner only for what changes the schema."""
    find_database()
    if as_owner:
        os.environ["MOKED_DATABASE_ROLE"] = "owner"
    django.setup()


def begin_serving(process: str) -> None:
    """What a process that runs until stopped does before it works: crashes are logged, figures and traces shown."""
    logs.log_crashes()
    tracing.begin(process)
    measures.show_if_asked()
