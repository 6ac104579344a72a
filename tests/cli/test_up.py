"""`moked up`: what it says before it starts anything, one at a time on a data folder, and how a failing process is
said."""

import errno
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from moked.cli.ports import check_free, mail_place, web_place
from moked.cli.running import FolderTaken, Running, hold, running_in
from moked.cli.up import Service, _serve, pause_after, said_of_end, up

RUNNING = Running(pid=os.getpid(), public_url="http://127.0.0.1:8000", mail_listen="127.0.0.1:8025")
HOLDER = """
import sys, time
from pathlib import Path
from moked.cli.running import Running, hold
with hold(Path(sys.argv[1])) as held:
    held.tell(Running(pid=1, public_url="http://127.0.0.1:8000", mail_listen="127.0.0.1:8025", postmaster=77))
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as link:
        link.bind(("127.0.0.1", 0))
        link.listen(1)
        yield link.getsockname()[1]


def _up(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "moked", "up", *arguments],
        env={**os.environ, "MOKED_DATA": str(folder), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_refuses_a_taken_port_for_pages_before_it_starts_anything(tmp_path: Path, taken_port: int) -> None:
    ended = _up(tmp_path, "--port", str(taken_port))
    assert ended.returncode == 1
    assert f"port {taken_port} of 127.0.0.1: another program listens there" in ended.stderr
    assert "moked up --port" in ended.stderr
    assert "running" not in ended.stdout
    assert "Preparing" not in ended.stdout


def test_refuses_a_taken_port_for_mail(tmp_path: Path, taken_port: int) -> None:
    ended = _up(tmp_path, "--port", "18999", MOKED_MAIL_LISTEN=f"127.0.0.1:{taken_port}")
    assert ended.returncode == 1
    assert f"port {taken_port} of 127.0.0.1: another program listens there" in ended.stderr
    assert "MOKED_MAIL_LISTEN=127.0.0.1:" in ended.stderr


def test_refuses_a_number_that_is_no_port(tmp_path: Path) -> None:
    ended = _up(tmp_path, "--port", "99999")
    assert ended.returncode == 2
    assert "1<=x<=65535" in ended.stderr


@pytest.mark.parametrize("listen", ["127.0.0.1", "127.0.0.1:", "127.0.0.1:mail", "127.0.0.1:0", "127.0.0.1:70000"])
def test_refuses_a_mail_address_that_is_none(listen: str) -> None:
    with pytest.raises(click.ClickException, match="MOKED_MAIL_LISTEN"):
        mail_place(listen)


def test_refuses_one_port_for_two_things() -> None:
    with socket.socket() as link:
        link.bind(("127.0.0.1", 0))
        port = link.getsockname()[1]
    with pytest.raises(click.ClickException, match="Mail cannot come in"):
        check_free([web_place("moked up", "127.0.0.1", port), mail_place(f"127.0.0.1:{port}")])


def test_refuses_an_address_of_another_machine() -> None:
    with pytest.raises(click.ClickException, match=r"port 8000 of 192\.0\.2\.1: Cannot assign"):
        check_free([web_place("moked up", "192.0.2.1", 8000)])


def test_passes_over_a_family_the_machine_does_not_have(monkeypatch: pytest.MonkeyPatch, taken_port: int) -> None:
    class OnlyFour(socket.socket):
        def __init__(self, family: int = -1, *facts: int) -> None:
            if family == socket.AF_INET6:
                raise OSError(errno.EAFNOSUPPORT, "Address family not supported by protocol")
            super().__init__(family, *facts)

    with socket.socket() as link:
        link.bind(("127.0.0.1", 0))
        port = link.getsockname()[1]
    monkeypatch.setattr("moked.cli.ports.socket.socket", OnlyFour)
    check_free([mail_place(f":{port}")])
    with pytest.raises(click.ClickException, match="another program listens"):
        check_free([mail_place(f":{taken_port}")])
    with pytest.raises(click.ClickException, match="family not supported"):
        check_free([mail_place(f"[::1]:{port}")])


def test_only_a_folder_that_cannot_be_used_is_called_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.ENOMEM, "Cannot allocate memory")

    monkeypatch.setenv("MOKED_DATA", str(tmp_path))
    monkeypatch.setenv("MOKED_PUBLIC_URL", "http://127.0.0.1:18999")
    monkeypatch.setattr("moked.cli.up.check_free", lambda _places: None)
    monkeypatch.setattr("moked.cli.up._run", fail)
    with pytest.raises(OSError, match="allocate"):
        up.main([], standalone_mode=False)
    (tmp_path / "file").touch()
    monkeypatch.setenv("MOKED_DATA", str(tmp_path / "file"))
    with pytest.raises(click.ClickException, match="cannot be used"):
        up.main([], standalone_mode=False)


def test_stops_what_runs_when_it_fails_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing(Service):
        def tend(self) -> None:
            raise OSError(errno.ENOMEM, "Cannot allocate memory")

    monkeypatch.setattr("moked.cli.up.signal.signal", lambda *_: None)
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]) as process:
        running = Service("web", [], process=process)
        try:
            with hold(tmp_path) as held, pytest.raises(OSError, match="allocate"):
                _serve([running, Failing("mail", [])], None, held, ("127.0.0.1", 18999))
            assert process.poll() is not None
        finally:
            process.kill()


def test_serves_one_at_a_time_from_a_data_folder(tmp_path: Path) -> None:
    with hold(tmp_path) as held:
        held.tell(RUNNING)
        ended = _up(tmp_path, "--port", "18999")
    assert ended.returncode == 1
    assert f"already, at http://127.0.0.1:8000 (process {os.getpid()})" in ended.stderr
    assert "Preparing" not in ended.stdout


def test_a_crash_frees_the_folder_and_leaves_word_of_its_database(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        holder.stdout.readline()
        try:
            running = running_in(tmp_path)
            assert running
            assert running.postmaster == 77
            with pytest.raises(FolderTaken), hold(tmp_path):
                pass
        finally:
            holder.kill()
    assert running_in(tmp_path) is None
    with hold(tmp_path) as held:
        assert held.left
        assert held.left.postmaster == 77
    with hold(tmp_path) as held:
        assert held.left is None


def test_a_process_that_keeps_ending_is_said_with_growing_pauses(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    service = Service("web", ["--no-such-option"])
    for _ in range(2):
        service.next_start_at = 0.0
        service.tend()
        assert service.process
        service.process.wait()
        # Half a minute of starting up counts as failing at once.
        service.started_at = time.monotonic() - 30
        service.tend()
    said = capsys.readouterr().err
    assert "The web process ended with exit code 2; its last lines above say why. It starts again at once." in said
    assert "exit code 2, 2 times in a row" in said
    assert "in 3 seconds" in said


def test_pauses_grow_to_a_minute() -> None:
    assert [pause_after(failures) for failures in (0, 1, 2, 3, 6, 60)] == [0, 1, 3, 7, 60, 60]
    assert said_of_end("mail", -9, 0, 0) == "The mail process was ended by SIGKILL. It starts again at once."
