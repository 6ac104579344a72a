"""`moked secrets …`: the secrets an installation keeps."""

import click

from moked.cli.environment import set_up
from moked.cli.signature import signed


@click.group()
def secrets() -> None:
    """Look after stored secrets."""


@secrets.command()
def rotate() -> None:
    """Encrypt all stored secrets anew with MOKED_SECRET_KEY. Earlier keys stand in MOKED_SECRET_KEY_FALLBACKS."""
    set_up()
    from moked.site.stored_secrets import rotate_secrets  # noqa: PLC0415 - needs Django set up

    with signed("secrets rotate"):
        click.echo(f"{rotate_secrets()} secrets are sealed with today's key.")
