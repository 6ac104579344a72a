"""Which `moked up` a data folder belongs to just now: one at a time, and where it is reached."""

import fcntl
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TextIO

FILE = "running"
# Whoever looks holds the lock for an instant.
TRIES = 10
TRY_SECONDS = 0.05


@dataclass(frozen=True)
class Running:
    """One `moked up`: its process, its addresses, and the database's process when it started that."""

    pid: int
    public_url: str
    mail_listen: str
    postmaster: int | None = None


class FolderTaken(Exception):
    """Another one runs out of this folder."""

    def __init__(self, running: Running | None) -> None:
        super().__init__()
        self.running = running


@dataclass
class Hold:
    """The lock, and what is told to those who look. `left` is what one that crashed had told."""

    file: TextIO
    left: Running | None

    def tell(self, running: Running) -> None:
        self.clear()
        json.dump(asdict(running), self.file)
        self.file.flush()

    def clear(self) -> None:
        self.file.seek(0)
        self.file.truncate()


@contextmanager
def hold(folder: Path) -> Iterator[Hold]:
    """Keeps the folder for this process; the system lets go of it however the process ends. Raises FolderTaken."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / FILE).open("a+") as file:
        for tries_left in reversed(range(TRIES)):
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if not tries_left:
                    raise FolderTaken(_read(file)) from None
                time.sleep(TRY_SECONDS)
        held = Hold(file, _read(file))
        yield held
        held.clear()


def running_in(folder: Path) -> Running | None:
    """Who runs out of the folder now."""
    try:
        with (folder / FILE).open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return _read(file)
    except OSError:
        pass
    return None


def _read(file: TextIO) -> Running | None:
    file.seek(0)
    try:
        return Running(**json.load(file))
    except (ValueError, TypeError):
        return None
