"""What can be seen without the database: this machine, its folders, its settings."""

import json
import os
import re
import shutil
import socket
import stat
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from moked.cases.adapters.clamd import Clamd
from moked.cases.ports import ScannerAway
from moked.lib.postgres.embedded import LONGEST_PATH
from moked.site.doctor.findings import Finding, ok, problem, warning

PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)
LITTLE_SPACE = 1024**3
SHORTEST_KEY = 32
OLD_BACKUP = timedelta(days=2)
LOOPBACK = ("127.0.0.1", "localhost", "::1")
CONNECT_SECONDS = 3.0
# The trial file of the European Institute for Computer Antivirus Research (eicar.org), in two pieces: whole, scanners
# would find it here.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def check_python(running: tuple[int, int]) -> Finding:
    said = _("Python %(version)s") % {"version": ".".join(map(str, running))}
    if running < (3, 11):
        return problem("python", said, _("Install Python 3.11 or newer."))
    return ok("python", said)


def check_libraries(locked: str) -> Finding:
    """`locked` is the text of the lock file; empty where the installation has none."""
    different = []
    for name, wanted in PINNED.findall(locked):
        try:
            if version(name) != wanted:
                different.append(name)
        except PackageNotFoundError:
            different.append(name)
    if different:
        return warning(
            "libraries",
            _("Libraries of other versions than locked, or missing: %(names)s")
            % {"names": ", ".join(different[:8]) + (" …" if len(different) > 8 else "")},
            _("Run `uv pip sync requirements/base.txt`, then install Moked itself again."),
        )
    return ok("libraries", _("All libraries are as locked."))


def check_data_folder(folder: Path, *, is_embedded: bool) -> Iterator[Finding]:
    """That it is there, ours to write and nobody else's; and short enough for the database's socket."""
    if not folder.is_dir():
        yield problem("data_folder", _("There is no data folder %(path)s.") % {"path": folder}, _("Set MOKED_DATA."))
        return
    open_to_all = stat.S_IMODE(folder.stat().st_mode) & 0o002
    if not os.access(folder, os.W_OK | os.X_OK):
        yield problem(
            "data_folder",
            _("The data folder %(path)s cannot be written.") % {"path": folder},
            _("Give it to the user Moked runs as."),
        )
    elif open_to_all:
        yield problem(
            "data_folder",
            _("Everybody may write to the data folder %(path)s.") % {"path": folder},
            _("Run `chmod o-w` on it."),
        )
    else:
        yield ok("data_folder", _("Data folder: %(path)s") % {"path": folder})
    if is_embedded and len(str(folder / "postgres")) > LONGEST_PATH:
        yield problem(
            "data_path",
            _("The data folder's path is too long for the database's socket."),
            _("Move it to a shorter path and set MOKED_DATA."),
        )


def check_disk(free: int, total: int) -> Finding:
    """Free and total bytes of the data folder's disk."""
    said = _("%(free).1f GiB of %(total).1f GiB free") % {"free": free / 1024**3, "total": total / 1024**3}
    if free < LITTLE_SPACE // 4:
        return problem("disk", said, _("Make room: mail is refused for the moment when the disk is full."))
    if free < LITTLE_SPACE or free * 20 < total:
        return warning("disk", said, _("Make room before the disk is full."))
    return ok("disk", said)


def check_secret_key(key: str, file: Path) -> Finding:
    if len(key) < SHORTEST_KEY or len(set(key)) < 10:
        return problem(
            "secret_key",
            _("The secret key is missing, too short or too simple."),
            _("Use at least 32 random characters; links of customers and passwords of mailboxes depend on it."),
        )
    if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
        return problem(
            "secret_key",
            _("Other users of this machine can read the secret key %(path)s.") % {"path": file},
            _("Run `chmod 600` on it."),
        )
    return ok("secret_key", _("The secret key is strong and nobody else can read it."))


def check_address(public_url: str, hosts: Sequence[str]) -> Iterator[Finding]:
    """The public address: encrypted unless it is this machine's own, and one the web process answers to."""
    address = urlsplit(public_url)
    host = address.hostname or ""
    if not host:
        yield problem(
            "public_url", _("MOKED_PUBLIC_URL is no address."), _("Write it as https://service.example.com")
        )
        return
    if address.scheme == "https" or host in LOOPBACK:
        yield ok("public_url", _("People reach it at %(address)s") % {"address": public_url})
    else:
        yield problem(
            "public_url",
            _("%(address)s is not encrypted; neither are the cookies of those who sign in.")
            % {"address": public_url},
            _("Put a proxy with TLS before it and set MOKED_PUBLIC_URL to its https address."),
        )
    if "*" in hosts:
        yield warning("hosts", _("It answers to every host name."), _("Name its own in MOKED_HOSTS."))
    elif not any(host == each or (each.startswith(".") and host.endswith(each)) for each in hosts):
        yield problem(
            "hosts",
            _("It does not answer to its own public name %(host)s.") % {"host": host},
            _("Add it to MOKED_HOSTS."),
        )


def check_cookies(public_url: str, *, is_secure: bool) -> Finding:
    if public_url.startswith("https://") and not is_secure:
        return problem("cookies", _("Cookies are sent over unencrypted connections too."), _("Restart with https."))
    if not is_secure:
        return ok("cookies", _("Cookies are sent without encryption, as on one machine only."))
    return ok("cookies", _("Cookies are sent over encrypted connections only."))


def check_debug(*, is_on: bool) -> Iterator[Finding]:
    if is_on:
        yield problem("debug", _("MOKED_DEBUG is on: error pages show what is inside."), _("Remove it."))


def check_static(root: Path, *, is_collected_needed: bool) -> Finding:
    if is_collected_needed and not (root / "staticfiles.json").exists():
        return problem(
            "static",
            _("Static files are not collected: pages have no style and no scripts."),
            _("Run `moked manage collectstatic --no-input`."),
        )
    return ok("static", _("Static files are collected."))


def check_catalogues(folders: Sequence[Path]) -> Finding:
    """That every catalogue of texts is compiled, and not older than its source by content of time."""
    missing = [
        source for folder in folders for source in folder.glob("*/LC_MESSAGES/*.po") if not _is_compiled(source)
    ]
    if missing:
        return problem(
            "catalogues",
            _("Translations are not compiled: screens are half English."),
            _("Run `python scripts/compile_catalogues.py`."),
        )
    return ok("catalogues", _("Translations are compiled."))


def _is_compiled(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime


def check_port(check: str, address: str, *, name: str, advice: str) -> Finding:
    """That somebody listens at `host:port`."""
    host, _colon, port = address.rpartition(":")
    try:
        with socket.create_connection((host.strip("[]") or "127.0.0.1", int(port)), CONNECT_SECONDS):
            return ok(check, _("%(name)s answers at %(address)s") % {"name": name, "address": address})
    except (OSError, ValueError):
        return problem(
            check, _("%(name)s does not answer at %(address)s") % {"name": name, "address": address}, advice
        )


def check_scanner(address: str) -> Iterator[Finding]:
    """That the clamd at `host:port`, or at the path of its socket, finds the harmless file that all know."""
    if not address:
        return
    known = {"address": address}
    try:
        found = Clamd(address, CONNECT_SECONDS).find_infection(EICAR)
    except (ScannerAway, ValueError):
        said = _("The virus scanner does not answer at %(address)s") % known
        yield problem("clamd", said, _("Start clamd, or unset MOKED_CLAMD. Until then files are held."))
        return
    if found:
        yield ok("clamd", _("The virus scanner at %(address)s finds what it should") % known)
    else:
        said = _("The virus scanner at %(address)s calls a trial file clean that every scanner knows") % known
        yield problem("clamd", said, _("Load its signatures, for example with `freshclam`."))


def check_backup(note: Path, now: datetime) -> Finding:
    """The age of the last backup, as noted in the data folder."""
    advice = _("Run `moked backup FOLDER` every day; the operators' how-to shows a timer.")
    try:
        at = datetime.fromisoformat(json.loads(note.read_text())["at"])
    except FileNotFoundError:
        return warning("backup", _("There was never a backup."), advice)
    except (ValueError, KeyError, TypeError):
        return warning("backup", _("What is noted of the last backup cannot be read."), advice)
    hours = (now - at) // timedelta(hours=1)
    said = _("The last backup is %(hours)d hours old.") % {"hours": hours}
    return warning("backup", said, advice) if now - at > OLD_BACKUP else ok("backup", said)


def free_space(folder: Path) -> tuple[int, int]:
    """Free and total bytes."""
    usage = shutil.disk_usage(folder if folder.exists() else folder.parent)
    return usage.free, usage.total


def running_python() -> tuple[int, int]:
    return sys.version_info[0], sys.version_info[1]
