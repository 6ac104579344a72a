"""`moked up`: the whole installation on one machine, until Ctrl-C."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import click
import psycopg

from moked.cli.environment import find_database
from moked.lib.installation import data_folder
from moked.lib.postgres.embedded import is_embedded_running, start_embedded, stop_embedded

STOP_SECONDS = 10.0
# A process that fails at once is not started again at once.
SHORTEST_LIFE = 5.0
LONGEST_PAUSE = 30.0


@dataclass
class Service:
    """One process of the installation, started again when it ends by itself."""

    name: str
    arguments: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    next_start_at: float = 0.0
    failures: int = field(default=0)

    def start(self) -> None:
        # A session of its own: Ctrl-C reaches only us, and we stop the others in order.
        self.process = subprocess.Popen(
            [sys.executable, "-m", "moked", *self.arguments],
            start_new_session=True,
            env={**os.environ, **self.environment},
        )
        self.started_at = time.monotonic()

    def tend(self) -> None:
        """Starts it again when it ended, later each time it ended quickly."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.next_start_at:
                self.start()
        elif self.process.poll() is not None:
            click.echo(f"{self.name} ended with {self.process.returncode}; it will be started again.", err=True)
            self.failures = self.failures + 1 if now - self.started_at < SHORTEST_LIFE else 0
            self.next_start_at = now + min(LONGEST_PAUSE, 2.0**self.failures - 1)
            self.process = None

    def ask_to_stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def stop(self, deadline: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@dataclass
class Database:
    """The embedded database, started again when it died, for example because memory ran out."""

    folder: Path
    next_look_at: float = 0.0

    def tend(self) -> None:
        now = time.monotonic()
        if now < self.next_look_at or is_embedded_running(self.folder):
            return
        click.echo("The database ended; it will be started again.", err=True)
        try:
            start_embedded(self.folder)
        except (OSError, subprocess.SubprocessError, psycopg.Error) as error:
            # What is left of the old one may still be ending, or it may be reading its log: it is asked again.
            click.echo(f"The database did not start: {type(error).__name__}.", err=True)
        self.next_look_at = time.monotonic() + 1.0


def run_step(*arguments: str) -> None:
    """One preparing command, in a process of its own because some run as the owner of the database."""
    subprocess.run([sys.executable, "-m", "moked", *arguments], check=True)


@click.command()
@click.option("--demo/--no-demo", default=False, help="Load the demonstration business when nothing is there yet.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--life/--no-life", default=True, help="With demo data: customers keep writing.")
def up(*, demo: bool, host: str, port: int, life: bool) -> None:
    """Run everything: database, pages, worker, router, mail. Ctrl-C stops it all; nothing is lost."""
    is_embedded = "DATABASE_URL" not in os.environ
    os.environ.setdefault("MOKED_PUBLIC_URL", f"http://{host}:{port}")
    find_database()
    click.echo("Preparing the database …")
    run_step("migrate", "--quiet")
    run_step("manage", "collectstatic", "--no-input", "--verbosity=0")
    if demo:
        run_step("demo", "load")
    services = [
        Service("web", ["web", "--host", host, "--port", str(port)]),
        Service("worker", ["worker"], _figures_at(0)),
        Service("router", ["router"], _figures_at(1)),
        Service("mail", ["mail", "serve"], _figures_at(2)),
    ]
    if demo and life:
        services.append(Service("demo", ["demo", "live"]))
    _serve(services, Database(data_folder()) if is_embedded else None)
    if is_embedded:
        stop_embedded(data_folder())
    click.echo("Stopped.")


def _figures_at(offset: int) -> dict[str, str]:
    """MOKED_METRICS_LISTEN for one of several processes here: the port, and those that follow it."""
    host, _, port = os.environ.get("MOKED_METRICS_LISTEN", "").rpartition(":")
    return {"MOKED_METRICS_LISTEN": f"{host}:{int(port) + offset}"} if port else {}


def _serve(services: list[Service], database: Database | None) -> None:
    stopping = False

    def stop(*_: object) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    run_step("welcome")
    while not stopping:
        if database:
            database.tend()
        for service in services:
            service.tend()
        time.sleep(0.2)
    click.echo("\nStopping …")
    deadline = time.monotonic() + STOP_SECONDS
    for service in services:
        service.ask_to_stop()
    for service in services:
        service.stop(deadline)
