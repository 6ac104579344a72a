"""An installation for one bench: a database of its own, and the processes it starts, counted for what they cost."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

from bench.cost import cpu_seconds
from moked.lib.postgres.embedded import start_embedded, stop_embedded

START_SECONDS = 90.0


@dataclass
class Installation:
    """Where a bench runs. Times are real: what is committed reaches the disk."""

    folder: Path
    database_url: str  # the owner's
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def postgres_pid(self) -> int:
        """The server's first process; its backends stand below it."""
        return int((self.folder / "postgres" / "postmaster.pid").read_text().split()[0])

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        """Starts `moked <arguments>`. It ends with the bench, or by `stop`."""
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "moked", *arguments],
            env={**os.environ, **environment},
            stdout=subprocess.DEVNULL,
        )
        self.started.append(process)
        return process

    def stop(self, *processes: subprocess.Popen[bytes]) -> None:
        """Ends these processes, all that run when none is named."""
        ending = list(processes or self.started)
        for process in ending:
            process.send_signal(signal.SIGTERM)
        for process in ending:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            self.started.remove(process)

    def cpu_seconds(self) -> float:
        """Processor seconds so far of all our running processes and of PostgreSQL; not of the bench itself."""
        return cpu_seconds([self.postgres_pid, *(process.pid for process in self.started)])


def free_port() -> int:
    """A port of this machine on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_port(port: int) -> None:
    """Returns once somebody listens there. Raises TimeoutError."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"nobody listens on {port}")


@contextmanager
def server() -> Iterator[Path]:
    """A PostgreSQL in a folder of its own, as an installation starts it, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="moked-bench-"))
    # The database's own system user must be able to pass.
    folder.chmod(0o755)
    (folder / "static").mkdir()
    try:
        start_embedded(folder, "postgres")
        yield folder
    finally:
        stop_embedded(folder)
        shutil.rmtree(folder, ignore_errors=True)


def make_databases(folder: Path, names: Sequence[str]) -> dict[str, str]:
    """An empty, migrated database for each name; gives the owners' addresses."""
    first, *others = names
    addresses = {name: start_embedded(folder, f"bench_{name}") for name in names[:1]}
    environment = {**os.environ, "MOKED_DATA": str(folder), "DATABASE_URL": addresses[first]}
    subprocess.run([sys.executable, "-W", "ignore", "-m", "moked", "migrate", "--quiet"], env=environment, check=True)
    with psycopg.connect(start_embedded(folder, "postgres"), autocommit=True) as link:
        for name in others:
            made, template = sql.Identifier(f"bench_{name}"), sql.Identifier(f"bench_{first}")
            link.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(made, template))
    return addresses | {name: start_embedded(folder, f"bench_{name}") for name in others}
