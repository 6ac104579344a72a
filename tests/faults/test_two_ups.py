"""Two times `moked up` with one data folder, and a database that was there before."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from moked.lib.postgres.embedded import embedded_pid, start_embedded, stop_embedded
from tests.faults.processes import START_SECONDS, free_port

pytestmark = pytest.mark.fault


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="moked-up-"))
    # The database's own system user must be able to pass.
    made.chmod(0o755)
    yield made
    stop_embedded(made)
    shutil.rmtree(made, ignore_errors=True)


def _start(folder: Path, web: int) -> subprocess.Popen[str]:
    environment = {**os.environ, "MOKED_DATA": str(folder), "MOKED_MAIL_LISTEN": f"127.0.0.1:{free_port()}"}
    environment.pop("DATABASE_URL")
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "moked", "up", "--port", str(web)],
        env={**environment, "DJANGO_SETTINGS_MODULE": "moked.site.settings"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _wait_for(process: subprocess.Popen[str], words: str) -> str:
    said = ""
    deadline = time.monotonic() + START_SECONDS
    assert process.stdout
    while words not in said and time.monotonic() < deadline and (line := process.stdout.readline()):
        said += line
    assert words in said, said
    return said


def _status(web: int, path: str) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{web}{path}", timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def test_the_second_is_refused_and_takes_nothing_down(folder: Path) -> None:
    web = free_port()
    first = _start(folder, web)
    try:
        _wait_for(first, "Moked is running.")
        # It is announced only when it is so.
        assert _status(web, "/account/login/") == 200
        database = embedded_pid(folder)
        second = _start(folder, free_port())
        said, _ = second.communicate(timeout=60)
        assert second.returncode == 1
        assert f"already, at http://127.0.0.1:{web}" in said
        assert embedded_pid(folder) == database
        assert _status(web, "/account/login/") == 200
    finally:
        first.send_signal(signal.SIGINT)
        first.communicate(timeout=60)
    assert first.returncode == 0
    assert embedded_pid(folder) is None, "what it started it stops"


def test_a_database_that_was_there_goes_on(folder: Path) -> None:
    start_embedded(folder)
    database = embedded_pid(folder)
    only = _start(folder, free_port())
    try:
        _wait_for(only, "Moked is running.")
    finally:
        only.send_signal(signal.SIGTERM)
        said, _ = only.communicate(timeout=60)
    assert "goes on" in said
    assert embedded_pid(folder) == database
