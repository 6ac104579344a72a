"""The doctor finds what is wrong and stays silent about what is not: each check both ways."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.utils import translation

from moked.businesses.scope import in_scope, in_whole_installation
from moked.channels.models import Delivery, Inbound, Mailbox
from moked.site.doctor import Finding, State, database, examine, machine, work
from moked.site.standing import Standing, load_standing
from tests import builders
from tests.scanner import scanner_that_finds

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
OK, WARNING, PROBLEM = State.OK, State.WARNING, State.PROBLEM


def _worst(findings: Finding | Iterable[Finding]) -> State:
    several = [findings] if isinstance(findings, Finding) else list(findings)
    assert all(each.advice for each in several if each.state), "it does not say what to do"
    return max((each.state for each in several), default=OK)


def test_looks_at_the_machine(tmp_path: Path) -> None:
    assert _worst(machine.check_python((3, 12))) is OK
    assert _worst(machine.check_python((3, 10))) is PROBLEM
    assert _worst(machine.check_libraries("")) is OK
    assert _worst(machine.check_libraries("click==0.0.1\nno-such-library==1.0")) is WARNING
    gib = 1024**3
    assert _worst(machine.check_disk(50 * gib, 100 * gib)) is OK
    assert _worst(machine.check_disk(4 * gib, 100 * gib)) is WARNING
    assert _worst(machine.check_disk(gib // 8, 100 * gib)) is PROBLEM


def test_looks_at_the_data_folder(tmp_path: Path) -> None:
    assert _worst(machine.check_data_folder(tmp_path, is_embedded=False)) is OK
    assert _worst(machine.check_data_folder(tmp_path / "none", is_embedded=False)) is PROBLEM
    deep = tmp_path / ("x" * 90)
    deep.mkdir()
    assert _worst(machine.check_data_folder(deep, is_embedded=False)) is OK
    assert _worst(machine.check_data_folder(deep, is_embedded=True)) is PROBLEM
    tmp_path.chmod(0o777)
    assert _worst(machine.check_data_folder(tmp_path, is_embedded=False)) is PROBLEM


def test_looks_at_the_secret_key(tmp_path: Path) -> None:
    strong, file = "f3Kd9sLq0Zx7Vb2Nm5Tg8Yh1Jc4Pw6RaUe", tmp_path / "secret-key"
    assert _worst(machine.check_secret_key(strong, file)) is OK
    assert _worst(machine.check_secret_key("short", file)) is PROBLEM
    assert _worst(machine.check_secret_key("a" * 60, file)) is PROBLEM
    file.write_text(strong)
    file.chmod(0o644)
    assert _worst(machine.check_secret_key(strong, file)) is PROBLEM
    file.chmod(0o600)
    assert _worst(machine.check_secret_key(strong, file)) is OK


@pytest.mark.parametrize(
    ("address", "hosts", "state"),
    [
        ("https://service.example.com", ["service.example.com"], OK),
        ("https://service.example.com", [".example.com"], OK),
        ("http://127.0.0.1:8000", ["127.0.0.1"], OK),
        ("http://service.example.com", ["service.example.com"], PROBLEM),
        ("https://service.example.com", ["localhost"], PROBLEM),
        ("https://service.example.com", ["*"], WARNING),
        ("service.example.com", ["service.example.com"], PROBLEM),
    ],
)
def test_looks_at_the_public_address(address: str, hosts: list[str], state: State) -> None:
    assert _worst(machine.check_address(address, hosts)) is state


def test_looks_at_cookies_debug_and_built_files(tmp_path: Path) -> None:
    assert _worst(machine.check_cookies("https://a.example", is_secure=True)) is OK
    assert _worst(machine.check_cookies("https://a.example", is_secure=False)) is PROBLEM
    assert _worst(machine.check_debug(is_on=False)) is OK
    assert _worst(machine.check_debug(is_on=True)) is PROBLEM
    assert _worst(machine.check_static(tmp_path, is_collected_needed=True)) is PROBLEM
    (tmp_path / "staticfiles.json").touch()
    assert _worst(machine.check_static(tmp_path, is_collected_needed=True)) is OK
    texts = tmp_path / "he" / "LC_MESSAGES"
    texts.mkdir(parents=True)
    (texts / "django.po").touch()
    assert _worst(machine.check_catalogues([tmp_path])) is PROBLEM
    (texts / "django.mo").touch()
    assert _worst(machine.check_catalogues([tmp_path])) is OK


def test_looks_at_ports() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"127.0.0.1:{server.getsockname()[1]}"
        assert _worst(machine.check_port("mail", address, name="mail", advice="start it")) is OK
    assert _worst(machine.check_port("mail", address, name="mail", advice="start it")) is PROBLEM
    assert _worst(machine.check_port("mail", "nonsense", name="mail", advice="start it")) is PROBLEM


def test_tries_the_virus_scanner_with_a_file_every_scanner_finds() -> None:
    with scanner_that_finds(machine.EICAR) as address:
        assert [each.state for each in machine.check_scanner(address)] == [OK]
    with translation.override("en"), scanner_that_finds(b"something else") as address:
        (found,) = machine.check_scanner(address)
        assert (found.state, "signatures" in str(found.advice)) == (PROBLEM, True)
    assert [each.state for each in machine.check_scanner(address)] == [PROBLEM]
    assert [each.state for each in machine.check_scanner("nonsense")] == [PROBLEM]
    assert list(machine.check_scanner("")) == []


def test_looks_at_the_last_backup(tmp_path: Path) -> None:
    note = tmp_path / "note"
    assert _worst(machine.check_backup(note, NOW)) is WARNING
    note.write_text("torn")
    assert _worst(machine.check_backup(note, NOW)) is WARNING
    for hours, state in ((3, OK), (72, WARNING)):
        note.write_text(json.dumps({"at": (NOW - timedelta(hours=hours)).isoformat()}))
        assert _worst(machine.check_backup(note, NOW)) is state


@pytest.mark.django_db
def test_looks_at_the_database() -> None:
    address = os.environ["DATABASE_URL"]
    with psycopg.connect(address, options="-c role=moked_app") as link:
        assert [each for each in database.check_database(link) if each.state] == []
        assert _worst(database.check_clock(link, datetime.now(UTC) - timedelta(minutes=1))) is PROBLEM
        assert _worst(database.check_partitions(link, datetime(2090, 1, 1, tzinfo=UTC))) is PROBLEM
    with psycopg.connect(address) as link:
        assert _worst(database.check_role(link)) is PROBLEM
        # Rolled back at the end: nothing of this stays.
        link.execute("ALTER TABLE cases_case DISABLE ROW LEVEL SECURITY")
        assert _worst(database.check_row_security(link)) is PROBLEM
        link.execute("DELETE FROM django_migrations WHERE app = 'cases'")
        assert _worst(database.check_migrations(link)) is PROBLEM
        link.rollback()


def _standing(**facts: Any) -> Standing:
    usual: dict[str, Any] = {
        "waiting": {},
        "oldest_waiting_seconds": 0.0,
        "open_offers": 0,
        "overdue": {},
        "deliveries": {},
        "tray": 0,
        "jobs": {},
    }
    return Standing(**{**usual, **facts})


def test_looks_at_what_is_late_and_what_failed() -> None:
    assert _worst(work.check_overdue(_standing(overdue={"inbound": 5.0}))) is OK
    assert _worst(work.check_overdue(_standing(overdue={"inbound": 500.0}))) is PROBLEM
    assert _worst(work.check_tray(_standing(deliveries={"sent": 9}))) is OK
    assert _worst(work.check_tray(_standing(tray=1))) is WARNING
    assert _worst(work.check_tray(_standing(deliveries={"failed": 1}))) is WARNING


@pytest.mark.django_db
def test_counts_what_is_late_from_the_rows() -> None:
    business = builders.a_business()
    with in_scope([business.pk]):
        Inbound.objects.create(
            business=business, account=builders.mail_account(business), provider_id="a", raw=b"", next_attempt_at=NOW
        )
    with in_whole_installation("a test looks"):
        standing = load_standing(NOW + timedelta(hours=1))
    assert standing.overdue["inbound"] == 3600
    assert Delivery.State.FAILED not in standing.deliveries


@pytest.mark.django_db
def test_looks_at_each_mailbox() -> None:
    business = builders.a_business()
    with in_scope([business.pk]):
        mailbox = Mailbox.objects.select_related("business").get()
    assert _worst(work.check_mailbox(mailbox, NOW)) is WARNING
    mailbox.outgoing, mailbox.smtp_host = Mailbox.Outgoing.SMTP, ""
    assert _worst(work.check_mailbox(mailbox, NOW)) is PROBLEM
    mailbox.smtp_host = "smtp.example.com"
    assert _worst(work.check_mailbox(mailbox, NOW)) is OK
    mailbox.incoming, mailbox.last_fetched_at = Mailbox.Incoming.IMAP, NOW - timedelta(hours=1)
    assert _worst(work.check_mailbox(mailbox, NOW)) is WARNING
    mailbox.fetch_failures = 3
    assert _worst(work.check_mailbox(mailbox, NOW)) is PROBLEM
    mailbox.fetch_failures, mailbox.last_fetched_at = 0, NOW
    assert _worst(work.check_mailbox(mailbox, NOW)) is OK


@pytest.mark.django_db
def test_looks_at_processes_and_people(settings: Any) -> None:
    business = builders.a_business()
    with in_whole_installation("a test looks"):
        assert _worst(work.check_processes(NOW)) is PROBLEM
        settings.REQUIRE_SECOND_FACTOR = True
        assert _worst(work.check_people("service.example.com")) is OK
        settings.REQUIRE_SECOND_FACTOR = False
        assert _worst(work.check_people("service.example.com")) is WARNING
        type(business).objects.update(is_demo=True)
        assert _worst(work.check_people("127.0.0.1")) is WARNING
        assert _worst(work.check_people("service.example.com")) is PROBLEM


def test_speaks_hebrew() -> None:
    with translation.override("he"):
        assert "גיבוי" in str(machine.check_backup(Path("/nowhere"), NOW).said)


def test_says_that_the_database_is_down_and_what_it_saw_without(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "moked", "doctor", "--json"],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "moked.site.settings",
            "DATABASE_URL": "postgresql://postgres@127.0.0.1:9/moked",
            "MOKED_DATA": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 2, ended.stderr
    found = {each["check"]: each["state"] for each in json.loads(ended.stdout)}
    assert found["database"] == "problem"
    assert (found["python"], found["static"]) == ("ok", "problem")
    assert "worker" not in found
    assert list(tmp_path.iterdir()) == []


def test_misses_nothing_that_starting_makes_where_all_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    # Its function stands where the module would.
    whole = import_module("moked.site.doctor.examine")
    monkeypatch.setattr(whole, "_application_address", lambda: "postgresql://postgres@127.0.0.1:9/moked")
    found = {each.check for each in examine(is_embedded=False, is_running=False)}
    assert {"python", "database"} <= found
    assert not {"static", "mail"} & found
