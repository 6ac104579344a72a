"""Real processes of an installation and its database, to be killed at will and started again."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import psycopg

from moked.lib.postgres.embedded import start_embedded, stop_embedded

# A machine busy with much else starts a process in a minute; none takes this long.
START_SECONDS = 300.0


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Process:
    """One `moked …` process that can be killed and started again. What it says goes to `log`, when there is one."""

    arguments: list[str]
    environment: Mapping[str, str]
    log: Path = Path(os.devnull)
    running: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-m", "moked", *self.arguments],
                env={**os.environ, **self.environment, "DJANGO_SETTINGS_MODULE": "moked.site.settings"},
                stdout=log,
                stderr=log,
            )

    def send(self, number: signal.Signals) -> None:
        if self.running:
            self.running.send_signal(number)

    def kill(self) -> None:
        """Ends it as a power cut would."""
        if self.running:
            self.running.send_signal(signal.SIGKILL)
            self.running.wait()

    def stop(self) -> None:
        """Ends it as an operator would."""
        if self.running and self.running.poll() is None:
            self.running.terminate()
            try:
                self.running.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()

    @property
    def has_ended(self) -> bool:
        return self.running is not None and self.running.poll() is not None


@contextmanager
def running(*processes: Process) -> Iterator[None]:
    """Starts them for the block, and stops whatever still runs after it."""
    for process in processes:
        process.start()
    try:
        yield
    finally:
        for process in processes:
            process.stop()


def listens(port: int) -> bool:
    """Whether somebody listens there now."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_for_port(port: int) -> None:
    """Returns once somebody listens. Raises TimeoutError."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if listens(port):
            return
        time.sleep(0.1)
    raise TimeoutError(f"nobody listens on {port}")


@dataclass
class Database:
    """The embedded database in a folder of its own; what it says is committed has reached the disk."""

    folder: Path
    url: str = ""

    def start(self) -> None:
        """Starts it, however long the one before takes to end or its log to be read. Raises TimeoutError."""
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                self.url = start_embedded(self.folder)
            except (OSError, subprocess.SubprocessError, psycopg.Error):
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.3)
            else:
                return

    @property
    def first(self) -> psutil.Process:
        pid = int((self.folder / "postgres" / "postmaster.pid").read_text().split()[0])
        return psutil.Process(pid)

    def kill(self) -> None:
        """Ends its first process as a lack of memory would. The others notice, and end by themselves."""
        with suppress(psutil.Error, OSError):
            first = self.first
            first.kill()
            first.wait(10)

    def kill_backend(self, draw: float) -> None:
        """Ends the process behind one connection; the database then takes all others down and recovers."""
        with suppress(psutil.Error, OSError):
            behind = [child for child in self.first.children() if "moked" in " ".join(child.cmdline())]
            if behind:
                sorted(behind, key=lambda child: child.pid)[int(draw * len(behind))].kill()

    def owner(self) -> psycopg.Connection:
        """A connection of the owner's, whom no policy hides a row from."""
        return psycopg.connect(self.url, autocommit=True, connect_timeout=10)

    def answers(self) -> bool:
        try:
            with self.owner() as link:
                link.execute("SELECT 1")
        except psycopg.Error:
            return False
        return True


class Installation:
    """A database and every process of Moked over it, in a folder that is gone afterwards."""

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        self.folder, self.settings = folder, settings
        self.web_port, self.mail_port = free_port(), free_port()
        self.database = Database(folder)
        self.processes: dict[str, Process] = {}

    @property
    def environment(self) -> dict[str, str]:
        return {
            "DJANGO_SETTINGS_MODULE": "moked.site.settings",
            "MOKED_DATA": str(self.folder),
            "DATABASE_URL": self.database.url,
            "MOKED_PUBLIC_URL": f"http://127.0.0.1:{self.web_port}",
            "MOKED_MAIL_LISTEN": f"127.0.0.1:{self.mail_port}",
            "MOKED_SECRET_KEY": "a key for tests only, of no use elsewhere",
            "MOKED_REQUIRE_SECOND_FACTOR": "0",
            # All who use it come from one address.
            "MOKED_LIMIT_FACTOR": "1000",
            # The provider stands on this machine.
            "MOKED_OUTBOUND_ALLOW": "127.0.0.1",
            **self.settings,
        }

    def prepare(self) -> None:
        """Starts the database, migrates it, and names the processes."""
        self.database.start()
        subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "moked", "migrate", "--quiet"],
            env={**os.environ, **self.environment},
            check=True,
        )
        # Pages need the names of collected assets.
        self.run("moked", "manage", "collectstatic", "--no-input", "--verbosity=0")
        arguments = {
            "web": ["web", "--port", str(self.web_port)],
            "worker-1": ["worker"],
            "worker-2": ["worker"],
            "mail": ["mail", "serve"],
            "router-1": ["router"],
            "router-2": ["router"],
        }
        self.processes = {
            name: Process(words, self.environment, self.folder / "log") for name, words in arguments.items()
        }

    def run(self, module: str, *arguments: str) -> str:
        """Runs a module over this installation to its end and gives what it printed. Raises CalledProcessError."""
        ended = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", module, *arguments],
            env={**os.environ, **self.environment},
            check=True,
            stdout=subprocess.PIPE,
        )
        return ended.stdout.decode()

    def serves(self, name: str) -> bool:
        """Whether what was killed does its work again, as far as it can be seen from outside."""
        if name in ("database", "backend"):
            return self.database.answers()
        if name == "mail":
            return listens(self.mail_port)
        if name == "web":
            return self._serves_pages()
        return not self.processes[name].has_ended

    def _serves_pages(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.web_port}/account/login/", timeout=3):
                return True
        except urllib.error.HTTPError as answer:
            return answer.code < 500
        except OSError:
            return False


@contextmanager
def installation(**settings: str) -> Iterator[Installation]:
    """An installation with nothing of it running but the database."""
    folder = Path(tempfile.mkdtemp(prefix="moked-faults-"))
    # The database's own system user must be able to pass.
    folder.chmod(0o755)
    made = Installation(folder, settings)
    try:
        made.prepare()
        yield made
    finally:
        for process in made.processes.values():
            process.kill()
        stop_embedded(folder)
        shutil.rmtree(folder, ignore_errors=True)
