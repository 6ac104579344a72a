"""`moked worker`: does what was deferred and what has come due."""

import asyncio

import click

from moked.cli.environment import begin_serving, set_up


@click.command()
@click.option("--concurrency", default=2, show_default=True, help="Jobs at a time.")
def worker(concurrency: int) -> None:
    """Run jobs until stopped. Start as many as needed."""
    set_up(waits=True)
    from moked.site.worker import run_worker  # noqa: PLC0415 - needs Django set up

    begin_serving("worker")
    asyncio.run(run_worker(concurrency))
