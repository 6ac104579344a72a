"""A database that is away, or without tables, is said in words by every command."""

import os
import subprocess
import sys

import psycopg
import pytest

COMMANDS = [
    ["welcome"],
    ["migrate"],
    ["mail", "fetch"],
    ["secrets", "rotate"],
    ["demo", "load"],
    ["manage", "check_nothing"],
    ["backup", "/nowhere"],
]


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


def test_says_that_the_database_has_no_tables(database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as link:
        link.execute("CREATE DATABASE bare")
        try:
            ended = _run(["secrets", "rotate"], database_url.replace("/moked?", "/bare?"))
        finally:
            link.execute("DROP DATABASE bare WITH (FORCE)")
    assert ended.returncode == 1
    assert "Run `moked migrate`" in ended.stderr
    assert "Traceback" not in ended.stderr
