"""`moked up`: the whole installation on one machine, until Ctrl-C."""

import http.client
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import click
import psycopg

from moked.cli.environment import find_database
from moked.cli.ports import PORT, check_free, mail_place, web_place
from moked.cli.running import FolderTaken, Hold, Running, hold
from moked.lib.installation import data_folder, mail_listen
from moked.lib.postgres.embedded import embedded_pid, start_embedded, stop_embedded

STOP_SECONDS = 10.0
# A process that fails early, which may be after half a minute of starting, is started again later each time.
SHORTEST_LIFE = 60.0
LONGEST_PAUSE = 60.0
ANSWER_SECONDS = 5.0


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
        """Starts it again when it ended, later each time it ended early."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.next_start_at:
                self.start()
        elif (code := self.process.poll()) is not None:
            self.failures = self.failures + 1 if now - self.started_at < SHORTEST_LIFE else 0
            pause = pause_after(self.failures)
            click.echo(said_of_end(self.name, code, self.failures, pause), err=True)
            self.next_start_at = now + pause
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


def pause_after(failures: int) -> float:
    """Seconds before the next start, after so many early ends in a row."""
    return min(LONGEST_PAUSE, 2.0**failures - 1)


def said_of_end(name: str, code: int, failures: int, pause: float) -> str:
    """In words: how it ended, how often in a row, and when it starts again."""
    how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"
    often = f", {failures} times in a row" if failures > 1 else ""
    why = "; its last lines above say why" if code > 0 else ""
    when = f"in {pause:.0f} seconds" if pause > 1 else "at once"
    return f"The {name} process {how}{often}{why}. It starts again {when}."


@dataclass
class Database:
    """The embedded database, started again when it died, for example because memory ran out."""

    folder: Path
    # The process we started, or one before us that crashed: a database that was there already is left alone.
    started: int | None = None
    next_look_at: float = 0.0

    def begin(self, left: Running | None) -> None:
        """`left` is what a crashed one of before had told: what it started is ours now."""
        before = embedded_pid(self.folder)
        find_database()
        if before is None or (left and left.postmaster == before):
            self.started = embedded_pid(self.folder)

    def tend(self) -> None:
        now = time.monotonic()
        if now < self.next_look_at or embedded_pid(self.folder) is not None:
            return
        click.echo("The database ended; it will be started again.", err=True)
        try:
            start_embedded(self.folder)
            self.started = embedded_pid(self.folder)
        except (OSError, subprocess.SubprocessError, psycopg.Error) as error:
            # What is left of the old one may still be ending, or it may be reading its log: it is asked again.
            click.echo(f"The database did not start: {type(error).__name__}.", err=True)
        self.next_look_at = time.monotonic() + 1.0

    def stop(self) -> None:
        if self.started is not None and self.started == embedded_pid(self.folder):
            stop_embedded(self.folder)
        elif embedded_pid(self.folder) is not None:
            click.echo("The database ran before this began, and goes on.")


def run_step(*arguments: str) -> None:
    """One preparing command, in a process of its own because some run as the owner of the database."""
    if subprocess.run([sys.executable, "-m", "moked", *arguments], check=False).returncode:
        raise click.ClickException(
            f"Not started: `moked {' '.join(arguments)}` failed; its last lines above say why."
        )


@click.command()
@click.option("--demo/--no-demo", default=False, help="Load the demonstration business when nothing is there yet.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=PORT, default=8000, show_default=True)
@click.option("--life/--no-life", default=True, help="With demo data: customers keep writing.")
def up(*, demo: bool, host: str, port: int, life: bool) -> None:
    """Run everything: database, pages, worker, router, mail. Ctrl-C stops it all; nothing is lost.

    One at a time runs out of a data folder. Exit status: 0 when it was asked to stop, 1 when it could not start.
    """
    os.environ.setdefault("MOKED_PUBLIC_URL", f"http://{host}:{port}")
    with ExitStack() as stack:
        held = _take_folder(stack)
        check_free([web_place("moked up", host, port), mail_place(mail_listen())])
        _run(held, demo=demo, host=host, port=port, life=life)


def _take_folder(stack: ExitStack) -> Hold:
    try:
        return stack.enter_context(hold(data_folder()))
    except FolderTaken as taken:
        raise click.ClickException(_said_of(taken.running)) from None
    except OSError as error:
        raise click.ClickException(
            f"The data folder {data_folder()} cannot be used: {error.strerror}. MOKED_DATA names another."
        ) from None


def _said_of(running: Running | None) -> str:
    where = f", at {running.public_url} (process {running.pid})" if running else ""
    return f"Moked runs out of {data_folder()} already{where}. Stop that first, or name another folder in MOKED_DATA."


def _run(held: Hold, *, demo: bool, host: str, port: int, life: bool) -> None:
    database = Database(data_folder()) if "DATABASE_URL" not in os.environ else None
    click.echo("Preparing the database …")
    try:
        if database:
            database.begin(held.left)
        _tell(held, database)
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
        _serve(services, database, held, (host, port))
    finally:
        if database:
            database.stop()
    click.echo("Stopped.")


def _tell(held: Hold, database: Database | None) -> None:
    held.tell(
        Running(
            pid=os.getpid(),
            public_url=os.environ["MOKED_PUBLIC_URL"],
            mail_listen=mail_listen(),
            postmaster=database.started if database else None,
        )
    )


def _figures_at(offset: int) -> dict[str, str]:
    """MOKED_METRICS_LISTEN for one of several processes here: the port, and those that follow it."""
    host, _, port = os.environ.get("MOKED_METRICS_LISTEN", "").rpartition(":")
    return {"MOKED_METRICS_LISTEN": f"{host}:{int(port) + offset}"} if port else {}


def _serve(services: list[Service], database: Database | None, held: Hold, place: tuple[str, int]) -> None:
    stopping = False

    def stop(*_: object) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    is_announced = False
    try:
        while not stopping:
            if database:
                started = database.started
                database.tend()
                if database.started != started:
                    _tell(held, database)
            for service in services:
                service.tend()
            if not is_announced and _is_ready(*place):
                subprocess.run([sys.executable, "-m", "moked", "welcome"], check=False)
                is_announced = True
            time.sleep(0.2)
        click.echo("\nStopping …")
    finally:
        _stop(services)


def _stop(services: list[Service]) -> None:
    deadline = time.monotonic() + STOP_SECONDS
    for service in services:
        service.ask_to_stop()
    for service in services:
        service.stop(deadline)


def _is_ready(host: str, port: int) -> bool:
    """Whether the web process answers, and not that it cannot serve."""
    link = http.client.HTTPConnection({"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host), port, ANSWER_SECONDS)  # noqa: S104
    try:
        link.request("GET", "/health/ready", headers={"Host": urlsplit(os.environ["MOKED_PUBLIC_URL"]).netloc})
        return link.getresponse().status != http.client.SERVICE_UNAVAILABLE
    except (OSError, http.client.HTTPException):
        return False
    finally:
        link.close()
