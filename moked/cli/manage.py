"""`moked manage …`: Django's own commands."""

import sys

import click
from django.core.management import execute_from_command_line

from moked.cli.environment import find_database


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run one of Django's management commands."""
    find_database()
    execute_from_command_line([f"{sys.argv[0]} manage", *arguments])
