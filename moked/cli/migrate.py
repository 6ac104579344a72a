"""`moked migrate`: brings the database to this version."""

import click
from django.core.management import call_command
from django.utils import timezone

from moked.cli.environment import set_up


@click.command()
@click.option("--quiet", is_flag=True, help="Say nothing when all goes well.")
def migrate(*, quiet: bool) -> None:
    """Migrate the database, then put row security on every table of a business."""
    set_up(as_owner=True)
    from moked.businesses.row_security import secure_rows  # noqa: PLC0415 - needs Django set up
    from moked.journal.partitions import make_partitions  # noqa: PLC0415 - needs Django set up
    from moked.lib.limits import make_table  # noqa: PLC0415 - needs Django set up
    from moked.staff.guards import set_guards  # noqa: PLC0415 - needs Django set up

    call_command("createcachetable", verbosity=0)
    call_command("migrate", interactive=False, verbosity=0 if quiet else 1)
    make_table()
    make_partitions(timezone.now().date())
    for table in secure_rows():
        if not quiet:
            click.echo(f"secured {table}")
    set_guards()
