"""Asking everything in order; what needs the database is left out, and said so, when there is none."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _
from psycopg.conninfo import make_conninfo

from moked.businesses.scope import in_whole_installation
from moked.site.backup.writing import NOTE
from moked.site.doctor import machine, work
from moked.site.doctor.database import check_database
from moked.site.doctor.findings import Finding, State, problem
from moked.site.standing import load_standing

LOCK_FILE = Path(settings.PROJECT_DIR) / "requirements" / "base.txt"


def examine(*, is_embedded: bool, is_running: bool = True) -> list[Finding]:
    """All findings. `is_running` false leaves out processes and what is made at their start, for an installation that
    is stopped on purpose."""
    findings = [*_machine(is_embedded=is_embedded)]
    if is_running:
        is_needed = not settings.DEBUG
        findings += [machine.check_static(Path(settings.STATIC_ROOT), is_collected_needed=is_needed), *_listeners()]
    try:
        with psycopg.connect(_application_address(), connect_timeout=5, autocommit=True) as link:
            findings += check_database(link)
    except psycopg.OperationalError as error:
        said = _("The database does not answer: %(reason)s") % {"reason": str(error).splitlines()[0]}
        return [*findings, problem("database", said, _("Start it. What depends on it was not looked at."))]
    if any(finding.check == "migrations" and finding.state is State.PROBLEM for finding in findings):
        return findings
    with in_whole_installation("the doctor looks at all of it"):
        findings += _work(is_running=is_running)
    return findings


def _application_address() -> str:
    """Where and as whom the application connects."""
    parameters = connection.get_connection_params()
    names = ("dbname", "user", "password", "host", "port", "options", "sslmode", "sslrootcert")
    return make_conninfo("", **{name: str(parameters[name]) for name in names if parameters.get(name)})


def _machine(*, is_embedded: bool) -> Iterator[Finding]:
    folder = Path(settings.DATA_DIR)
    yield machine.check_python(machine.running_python())
    yield machine.check_libraries(LOCK_FILE.read_text() if LOCK_FILE.exists() else "")
    yield from machine.check_data_folder(folder, is_embedded=is_embedded)
    yield machine.check_disk(*machine.free_space(folder))
    yield machine.check_secret_key(settings.SECRET_KEY, folder / "secret-key")
    yield from machine.check_address(settings.PUBLIC_URL, settings.ALLOWED_HOSTS)
    yield machine.check_cookies(settings.PUBLIC_URL, is_secure=settings.SESSION_COOKIE_SECURE)
    yield from machine.check_debug(is_on=settings.DEBUG)
    yield machine.check_catalogues([Path(path) for path in settings.LOCALE_PATHS])
    yield machine.check_backup(folder / NOTE, datetime.now(UTC))


def _listeners() -> Iterator[Finding]:
    yield machine.check_port(
        "mail", settings.MAIL_LISTEN, name=_("The mail listener"), advice=_("Start `moked mail serve`.")
    )
    yield from machine.check_scanner(settings.CLAMD)


def _work(*, is_running: bool) -> Iterator[Finding]:
    now = datetime.now(UTC)
    standing = load_standing(now)
    if is_running:
        yield from work.check_processes(now)
        yield from work.check_overdue(standing)
    yield from work.check_tray(standing)
    yield from work.check_mailboxes(now)
    yield from work.check_webhooks()
    yield from work.check_people(urlsplit(settings.PUBLIC_URL).hostname or "")
