"""Real processes of the installation, over the run's own database, to be killed at will."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

START_SECONDS = 30.0


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Process:
    """One `moked …` process that can be killed and started again."""

    arguments: list[str]
    environment: dict[str, str]
    running: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        self.running = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "moked", *self.arguments],
            env={**os.environ, **self.environment, "DJANGO_SETTINGS_MODULE": "moked.site.settings"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

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


def wait_for_port(port: int) -> None:
    """Returns once somebody listens. Raises TimeoutError."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nobody listens on {port}")
