"""`moked mail …`: reading mail from files, listening for mail, fetching it."""

import click

from moked.cli import LazyGroup


@click.group(
    cls=LazyGroup,
    places={
        "fetch": "moked.cli.mail_doors:fetch",
        "parse": "moked.cli.mail_parse:parse",
        "serve": "moked.cli.mail_doors:serve",
    },
)
def mail() -> None:
    """Read mail from files, listen for it, fetch it."""
