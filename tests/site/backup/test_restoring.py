"""Backup and restore with real processes: write under load, back up, lose everything, restore, compare."""

import io
import json
import shutil
import smtplib
import subprocess
import sys
import tarfile
import threading
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from demo.installation import REPOSITORY, Installation, temporary_installation
from moked.lib.postgres.embedded import stop_embedded
from moked.site.backup.archive import MANIFEST, verified_manifest

pytestmark = pytest.mark.fault

KEY = "the same secret key before and after, of no use elsewhere"


@pytest.fixture(scope="module")
def centre() -> Iterator[Installation]:
    with temporary_installation(with_demo=False, settings={"MOKED_SECRET_KEY": KEY}) as installed:
        yield installed


@pytest.fixture(scope="module")
def link(centre: Installation) -> str:
    """A customer's link to the one case that stands before anything is sent."""
    return str(json.loads(centre.run("tests.site.backup.world", "make"))["link"])


def _moked(centre: Installation, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "moked", *arguments],
        env=centre.environment,
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )


def _tell(centre: Installation) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(centre.run("tests.site.backup.world", "tell"))
    return told


def _send(port: int, number: int) -> None:
    mail = EmailMessage()
    mail["From"] = f"customer-{number}@customers.test"
    mail["To"] = "service@backup.test"
    mail["Subject"] = f"load {number}"
    mail["Message-ID"] = f"<load-{number}@customers.test>"
    mail.set_content(f"written {number}")
    mail.add_attachment(f"bytes {number}".encode() * 500, maintype="application", subtype="x-test", filename="a.bin")
    with smtplib.SMTP("127.0.0.1", port, timeout=20) as server:
        server.send_message(mail)


class Writers:
    """Sends mail after mail until stopped, and counts the acknowledged ones."""

    def __init__(self, port: int) -> None:
        self.port, self.acknowledged = port, 0
        self.ending = threading.Event()
        self.thread = threading.Thread(target=self._write, daemon=True)
        self.thread.start()

    def _write(self) -> None:
        while not self.ending.is_set():
            _send(self.port, self.acknowledged)
            self.acknowledged += 1

    def stop(self) -> None:
        self.ending.set()
        self.thread.join()


def _stop(centre: Installation) -> None:
    centre.stop()
    centre.processes.clear()


def _lose_everything(centre: Installation) -> None:
    _stop(centre)
    for part in ("postgres", "files"):
        shutil.rmtree(centre.folder / part)


def test_brings_back_what_was_there_under_load(centre: Installation, link: str, tmp_path: Path) -> None:
    writers = Writers(centre.mail_port)
    while writers.acknowledged < 10:
        writers.thread.join(0.05)
    before = writers.acknowledged
    archive = tmp_path / "one.tar"
    written = _moked(centre, "backup", str(archive))
    assert written.returncode == 0, written.stderr
    assert writers.acknowledged > before, "nothing was written meanwhile, so this proves nothing"
    writers.stop()
    assert archive.stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["one.tar"]

    _lose_everything(centre)
    restored = _moked(centre, "restore", str(archive))
    assert restored.returncode == 0, restored.stderr
    assert "counted other numbers" not in restored.stderr
    assert "secret key" not in restored.stderr
    told = _tell(centre)
    assert told["whole"]
    assert told["unscoped"] == ["moked_app", 0]

    centre.start()
    with urllib.request.urlopen(link) as page:
        assert "סיפור מלפני הגיבוי" in page.read().decode()
    # What was acknowledged but not yet processed is processed now, and what comes next finds its place.
    _send(centre.mail_port, 100_000)
    _wait_for(centre, "load 100000")
    told = _tell(centre)
    assert set(told["subjects"]) >= {f"load {number}" for number in range(before)}
    assert told["files"] == told["cases"]
    assert len(set(told["texts"])) == len(told["texts"])


def _wait_for(centre: Installation, subject: str) -> None:
    for _ in range(40):
        if subject in _tell(centre)["subjects"]:
            return
    raise AssertionError(f"{subject} never came in")


def _spoil(archive: Path, how: str) -> Path:
    content = bytearray(archive.read_bytes())
    spoilt = archive.with_name(f"{how}.tar")
    if how == "truncated":
        content = content[: len(content) * 2 // 3]
    elif how == "changed":
        content[len(content) // 3] ^= 0xFF
    else:
        content = bytearray(b"no archive at all")
    spoilt.write_bytes(content)
    return spoilt


def test_refuses_what_is_damaged_or_inhabited_and_changes_nothing(centre: Installation, tmp_path: Path) -> None:
    archive = tmp_path / "good.tar"
    assert _moked(centre, "backup", str(archive)).returncode == 0
    in_use = _moked(centre, "restore", str(archive), "--replace", "--yes")
    assert in_use.returncode == 1
    assert "stop them first" in in_use.stderr
    _stop(centre)
    before = _tell(centre)
    for how in ("truncated", "changed", "foreign"):
        refused = _moked(centre, "restore", str(_spoil(archive, how)), "--replace", "--yes")
        assert refused.returncode == 1, how
        assert "damaged" in refused.stderr
    inhabited = _moked(centre, "restore", str(archive))
    assert inhabited.returncode == 1
    assert "--replace" in inhabited.stderr
    unanswered = _moked(centre, "restore", str(archive), "--replace")
    assert unanswered.returncode == 1
    assert _tell(centre) == before


def test_replaces_what_is_here_when_told_twice(centre: Installation, tmp_path: Path) -> None:
    archive = tmp_path / "good.tar"
    assert _moked(centre, "backup", str(archive)).returncode == 0
    before = _tell(centre)
    stranger = centre.folder / "files" / ("0" * 32) / "ab" / ("ab" + "0" * 62)
    stranger.parent.mkdir(parents=True)
    stranger.write_bytes(b"of somebody who lived here")
    replaced = _moked(centre, "restore", str(archive), "--replace", "--yes")
    assert replaced.returncode == 0, replaced.stderr
    assert _tell(centre) == before
    assert not stranger.exists()


def test_brings_an_older_archive_to_this_version(centre: Installation, link: str, tmp_path: Path) -> None:
    archive = tmp_path / "older.tar"
    _stop(centre)
    before = _tell(centre)
    assert before["cases"]
    centre.run("tests.site.backup.world", "age")
    assert _moked(centre, "manage", "migrate", "--check").returncode == 1
    assert _moked(centre, "backup", str(archive)).returncode == 0
    assert not [name for name in verified_manifest(archive).migrations if name.startswith("updates.")]

    _lose_everything(centre)
    restored = _moked(centre, "restore", str(archive))
    assert restored.returncode == 0, restored.stderr
    assert "counted other numbers" not in restored.stderr
    assert _moked(centre, "manage", "migrate", "--check").returncode == 0
    assert _tell(centre) == before
    centre.start()
    with urllib.request.urlopen(link) as page:
        assert "סיפור מלפני הגיבוי" in page.read().decode()


def _as_of_a_later_version(archive: Path) -> Path:
    """The same archive as a version would write it that has one migration more."""
    later = archive.with_name("later.tar")
    manifest = verified_manifest(archive)
    text = replace(manifest, version="99.0", migrations=[*manifest.migrations, "cases.9999_later"]).to_json()
    with tarfile.open(archive) as source, tarfile.open(later, "w") as target:
        for entry in source:
            if entry.name == MANIFEST:
                entry.size = len(text)
            target.addfile(entry, io.BytesIO(text) if entry.name == MANIFEST else source.extractfile(entry))
    return later


def test_refuses_an_archive_of_a_newer_version_and_changes_nothing(
    centre: Installation, link: str, tmp_path: Path
) -> None:
    archive = tmp_path / "good.tar"
    assert _moked(centre, "backup", str(archive)).returncode == 0
    _stop(centre)
    before = _tell(centre)
    refused = _moked(centre, "restore", str(_as_of_a_later_version(archive)), "--replace", "--yes")
    assert refused.returncode == 1
    assert "newer version of Moked (99.0, with cases.9999_later); upgrade first" in refused.stderr
    assert _tell(centre) == before
    assert _moked(centre, "manage", "migrate", "--check").returncode == 0


def test_says_when_the_database_cannot_be_dumped_and_leaves_nothing(centre: Installation, tmp_path: Path) -> None:
    stop_embedded(centre.folder)
    nowhere = Installation(
        centre.folder, settings={"MOKED_SECRET_KEY": KEY, "DATABASE_URL": "postgresql://postgres@127.0.0.1:9/moked"}
    )
    refused = _moked(nowhere, "backup", str(tmp_path / "none.tar"))
    assert refused.returncode == 1
    assert "The database does not answer" in refused.stderr
    assert list(tmp_path.iterdir()) == []
