"""`moked restore`: an installation from an archive."""

import subprocess
import sys
from pathlib import Path

import click
from django.utils import translation

from moked.cli.environment import set_up


@click.command()
@click.argument("archive", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--replace", is_flag=True, help="Remove everything that is here first.")
@click.option("--yes", is_flag=True, help="With --replace: do not ask.")
def restore(archive: Path, *, replace: bool, yes: bool) -> None:
    """Restore an archive of `moked backup` into an installation where nobody lives yet.

    The archive is verified before anything is touched. An archive of an older version is brought to this one.
    Stop all other processes first; afterwards the doctor looks at the result.

    Exit status: 0 when it was restored, 1 when not.
    """
    set_up()
    # The language of screens is not that of a terminal.
    translation.activate("en")
    from moked.lib.errors import MokedError  # noqa: PLC0415 - needs Django set up
    from moked.site.backup.restoring import examine, has_same_key  # noqa: PLC0415
    from moked.site.backup.restoring import restore as put_in_place  # noqa: PLC0415

    try:
        click.echo("Verifying the archive …")
        manifest = examine(archive, replace=replace)
        if replace and not yes:
            click.confirm("Remove everything in this installation and restore the archive?", abort=True)
        different = put_in_place(archive, manifest, say=click.echo)
    except MokedError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    click.echo(f"Restored as of {manifest.at}, {len(manifest.members) - 1} files.")
    _report(different, manifest.missing, is_same_key=has_same_key(manifest))
    subprocess.run([sys.executable, "-m", "moked", "doctor", "--stopped"], check=False)


def _report(different: list[str], missing: object, *, is_same_key: bool) -> None:
    """What the operator must know though it worked."""
    if different:
        click.echo(f"The archive counted other numbers of rows in: {', '.join(different)}.", err=True)
    if missing:
        click.echo("Some attached files were lost before the backup; the archive names them.", err=True)
    if not is_same_key:
        click.echo(
            "The secret key here is another one: links of customers do not work, passwords of mailboxes must be "
            "typed anew, and each webhook needs a new secret. "
            "Put the old key into MOKED_SECRET_KEY or the file secret-key to avoid that.",
            err=True,
        )
