"""`moked demo …`: the demonstration's businesses, and the life in them."""

import sys

import click

from moked.cli.environment import set_up


@click.group()
def demo() -> None:
    """Load the demonstration, let its customers write, or begin again."""


@demo.command()
def load() -> None:
    """Load two businesses with the conversations of their last sixty days; nothing when they are there already."""
    set_up()
    from demo.load import load_demo  # noqa: PLC0415 - needs Django set up

    click.echo("The demonstration is loaded." if load_demo() else "The demonstration was loaded already.")


@demo.command()
def live() -> None:
    """Let the demonstration's customers write and its agents answer, until stopped.

    MOKED_DEMO_PACE is the seconds between two events on average, 40 unless set. MOKED_DEMO_COLLEAGUES=0 leaves
    all work to whoever is signed in.
    """
    set_up(waits=True)
    from demo.live import live_until_stopped  # noqa: PLC0415 - needs Django set up

    live_until_stopped()


@demo.command()
@click.option("--cases", type=click.IntRange(1, 5_000_000), required=True, help="How many cases to make up.")
@click.option(
    "--businesses", type=click.IntRange(1, 60), default=1, show_default=True, help="In how many businesses."
)
@click.option("--seed", default="moked", show_default=True, help="The same seed makes the same installation.")
def bulk(*, cases: int, businesses: int, seed: str) -> None:
    """Fill the installation with made-up cases, to measure it at any size. Refused where any business is real.

    People sign in as person1@bulk.test and so on, with the demonstration's password. A million cases take some
    minutes and about four gigabytes, in one transaction: stopped halfway, nothing is left behind.
    """
    set_up(as_owner=True)
    from demo.bulk.load import LoadedAlready, load_bulk  # noqa: PLC0415 - needs Django set up
    from demo.reset import RealDataFound  # noqa: PLC0415 - needs Django set up

    try:
        with click.progressbar(length=cases, label="Cases", file=sys.stderr) as bar:
            load_bulk(cases=cases, businesses=businesses, seed=seed, tell=lambda count: bar.update(count - bar.pos))
    except RealDataFound:
        click.echo("A business here is not a demonstration; nothing was loaded.", err=True)
        sys.exit(1)
    except LoadedAlready:
        click.echo("Made-up businesses are here already; `moked demo reset` removes them.", err=True)
        sys.exit(1)
    click.echo(f"{cases} cases are loaded.")


@demo.command()
@click.confirmation_option(prompt="Remove everything in this installation and load the demonstration anew?")
def reset() -> None:
    """Begin the demonstration again. Refused where any business is not a demonstration."""
    set_up(as_owner=True)
    from demo.reset import RealDataFound, empty_installation  # noqa: PLC0415 - needs Django set up

    try:
        empty_installation()
    except RealDataFound:
        click.echo("A business here is not a demonstration; nothing was removed.", err=True)
        sys.exit(1)
    click.echo("Removed. `moked demo load` loads it anew.")
