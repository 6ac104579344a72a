"""An installation of its own, whole and for a while: for pictures and for journeys in a real browser."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from moked.lib.postgres.embedded import stop_embedded

START_SECONDS = 180.0
STOP_SECONDS = 10.0
REPOSITORY = Path(__file__).resolve().parent.parent


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@dataclass
class Installation:
    """A database, files and processes under one folder, reached by `url` and by mail at `mail_port`."""

    folder: Path
    port: int = field(default_factory=free_port)
    mail_port: int = field(default_factory=free_port)
    settings: Mapping[str, str] = field(default_factory=dict)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where its pages are, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What its processes see: nothing of ours that would lead them to another installation."""
        kept = {
            key: value for key, value in os.environ.items() if not key.startswith(("MOKED_", "DATABASE_", "DJANGO_"))
        }
        return {
            **kept,
            "MOKED_DATA": str(self.folder),
            "MOKED_PUBLIC_URL": self.url,
            "MOKED_MAIL_LISTEN": f"127.0.0.1:{self.mail_port}",
            "DJANGO_SETTINGS_MODULE": "moked.site.settings",
            **self.settings,
        }

    def run(self, module: str, *arguments: str) -> str:
        """Runs a module to its end and gives what it printed. Raises CalledProcessError."""
        ended = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", module, *arguments],
            env=self.environment,
            cwd=REPOSITORY,
            check=True,
            stdout=subprocess.PIPE,
        )
        return ended.stdout.decode()

    def prepare(self, *, with_demo: bool) -> None:
        """Makes the database and what pages need."""
        self.run("moked", "migrate", "--quiet")
        self.run("moked", "manage", "collectstatic", "--no-input", "--verbosity=0")
        if with_demo:
            self.run("moked", "demo", "load")

    def start(self) -> None:
        """Starts its processes and waits until pages and mail are served."""
        services = (["web", "--port", str(self.port)], ["worker"], ["router"], ["mail", "serve"])
        with (self.folder / "log").open("ab") as log:
            for service in services:
                command = [sys.executable, "-m", "moked", *service]
                self.processes.append(
                    subprocess.Popen(command, env=self.environment, cwd=REPOSITORY, stdout=log, stderr=log)
                )
        deadline = time.monotonic() + START_SECONDS
        while not (_serves_pages(self.url) and _listens(self.mail_port)):
            if time.monotonic() > deadline:
                raise TimeoutError((self.folder / "log").read_text())
            time.sleep(0.1)

    def stop(self) -> None:
        """Ends its processes and its database."""
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        stop_embedded(self.folder)


def _serves_pages(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/account/login/", timeout=2):  # noqa: S310 - our own address
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextlib.contextmanager
def temporary_installation(*, with_demo: bool, settings: Mapping[str, str] | None = None) -> Iterator[Installation]:
    """A running installation that leaves nothing behind."""
    folder = Path(tempfile.mkdtemp(prefix="moked-"))
    # The database's own system user must be able to pass.
    folder.chmod(0o755)
    installation = Installation(folder, settings=settings or {})
    try:
        installation.prepare(with_demo=with_demo)
        installation.start()
        yield installation
    finally:
        installation.stop()
        shutil.rmtree(folder, ignore_errors=True)
