"""`moked backup`: one archive of everything, while everything runs."""

import sys
from pathlib import Path

import click
from django.utils import translation

from moked.cli.environment import set_up


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--with-secret-key", is_flag=True, help="Also write the secret key, to a file of its own beside it.")
@click.option("--keep", type=click.IntRange(1), help="In a folder: remove all but so many of the newest archives.")
@click.option("--quiet", is_flag=True, help="Say nothing when all goes well.")
def backup(target: Path, *, with_secret_key: bool, keep: int | None, quiet: bool) -> None:
    """Write the database and all attached files to a file, or into a folder under a name with the moment.

    Everything may go on working meanwhile: the archive shows one moment. The secret key is not in it; keep that in
    another place.

    Exit status: 0 when all is in the archive, 1 when none was written, 2 when it lacks files that the storage lost.
    """
    set_up()
    # The language of screens is not that of a terminal.
    translation.activate("en")
    from moked.lib.errors import MokedError  # noqa: PLC0415 - needs Django set up
    from moked.site.backup.writing import KEY_SUFFIX, remove_older, write_backup  # noqa: PLC0415

    def say(line: str) -> None:
        if not quiet:
            click.echo(line)

    try:
        written = write_backup(target, say=say, with_secret_key=with_secret_key)
    except MokedError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    manifest = written.manifest
    say(f"{written.path}: {written.path.stat().st_size:,} bytes, {sum(manifest.counts.values()):,} rows.")
    if with_secret_key:
        say(f"The secret key is in {written.path}{KEY_SUFFIX}. Keep it in another place than the archive.")
    else:
        say("The secret key is not in it. Keep that in another place.")
    if keep and target.is_dir():
        for old in remove_older(target, keep):
            say(f"Removed {old}.")
    if manifest.missing:
        click.echo(f"{len(manifest.missing)} attached files are lost or damaged in the storage:", err=True)
        for name in manifest.missing:
            click.echo(f"  {name}", err=True)
        sys.exit(2)
