"""`moked manage …`: Django's own commands."""

import sys

import click
from django.core.management import execute_from_command_line

from moked.cli.environment import find_database, set_up
from moked.cli.signature import signed

# They change the schema or serve: nothing here that the audit follows, and not to be touched by its signature.
UNSIGNED = frozenset({"migrate", "sqlmigrate", "runserver", "testserver", "test", "help", "--help"})


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run one of Django's management commands."""
    command = [f"{sys.argv[0]} manage", *arguments]
    if not arguments or arguments[0] in UNSIGNED:
        find_database()
        execute_from_command_line(command)
        return
    set_up()
    with signed(f"manage {arguments[0]}"):
        execute_from_command_line(command)
