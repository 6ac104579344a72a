"""A database that is away, or without tables, is said in words by every command."""

import os
import subprocess
import sys

import click
import psycopg
import pytest

from moked.cli import Commands

COMMANDS = [
    ["welcome"],
    ["migrate"],
    ["mail", "fetch"],
    ["secrets", "rotate"],
    ["demo", "load"],
    ["health", "worker"],
    ["health", "router"],
    ["manage", "check_nothing"],
    ["backup", "/nowhere"],
]


ANSWERING = [
    psycopg.errors.LockNotAvailable("lock timeout"),
    psycopg.errors.QueryCanceled("statement timeout"),
    psycopg.errors.DiskFull("no space left"),
    psycopg.errors.OutOfMemory("out of memory"),
]
AWAY = [
    psycopg.OperationalError("connection refused"),
    psycopg.errors.AdminShutdown("terminating connection"),
    psycopg.errors.CannotConnectNow("starting up"),
    psycopg.errors.ConnectionFailure("gone"),
]


def _fail(error: Exception) -> None:
    def command() -> None:
        raise error

    group = Commands(places={}, callback=command, invoke_without_command=True)
    group.main([], standalone_mode=False)


@pytest.mark.parametrize("error", ANSWERING, ids=lambda error: type(error).__name__)
def test_a_fault_of_a_database_that_answers_keeps_its_traceback(error: Exception) -> None:
    with pytest.raises(type(error)):
        _fail(error)


@pytest.mark.parametrize("error", AWAY, ids=lambda error: type(error).__name__)
def test_a_database_that_shuts_down_or_begins_is_away(error: Exception) -> None:
    with pytest.raises(click.ClickException, match="does not answer"):
        _fail(error)


@pytest.mark.parametrize("error", [psycopg.errors.UndefinedColumn("x"), psycopg.errors.UndefinedTable("x")])
def test_wrong_sql_in_a_database_of_this_version_keeps_its_traceback(
    error: Exception, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setattr("moked.site.doctor.database.unapplied_migrations", lambda _link: [])
    with pytest.raises(type(error)):
        _fail(error)
    monkeypatch.setattr("moked.site.doctor.database.unapplied_migrations", lambda _link: ["cases.0001_initial"])
    with pytest.raises(click.ClickException, match="moked migrate"):
        _fail(error)


def _run(arguments: list[str], address: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "moked", *arguments],
        env={**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "moked.site.settings"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_says_that_the_database_is_away(arguments: list[str]) -> None:
    ended = _run(arguments, "postgresql://postgres@127.0.0.1:1/moked")
    assert ended.returncode == 1
    assert "The database does not answer: " in ended.stderr
    assert "refused" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_says_that_the_database_has_no_tables(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The plain role is made with the tables.
    monkeypatch.setenv("MOKED_DATABASE_ROLE", "owner")
    with psycopg.connect(database_url, autocommit=True) as link:
        link.execute("CREATE DATABASE bare")
        try:
            ended = _run(["secrets", "rotate"], database_url.replace("/moked?", "/bare?"))
        finally:
            link.execute("DROP DATABASE bare WITH (FORCE)")
    assert ended.returncode == 1
    assert "Run `moked migrate`" in ended.stderr
    assert "Traceback" not in ended.stderr
