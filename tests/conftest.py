"""What all tests share: the database, migrated once by its owner and used as the plain role."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import psycopg
import pytest
from django.db import connection, connections
from hypothesis import HealthCheck, settings

from moked.businesses.scope import in_whole_installation
from moked.lib.scans import Clockwork, Scan

# How long an example takes says something of the machine, nothing of the code.
settings.register_profile("moked", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("moked")


@pytest.fixture(scope="session")
def database_url() -> str:
    """The owner's address of the test database, for processes that tests start."""
    return os.environ["DATABASE_URL"]


@pytest.fixture(scope="session")
def django_db_setup(database_url: str, django_db_blocker: Any) -> Iterator[None]:
    """Migrates as the owner in a process of its own; this process stays the plain role throughout."""
    subprocess.run([sys.executable, "-W", "ignore", "-m", "moked", "migrate", "--quiet"], check=True)
    with psycopg.connect(database_url, autocommit=True) as link:
        # Tests that commit are cleaned up by emptying tables, which the application itself may not do.
        link.execute("GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO moked_app")
        link.execute("GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO moked_app")
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        connections["default"].close_pool()  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def moments_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a scan finds to do in any test, its moments told beforehand: a worker looks at nothing else."""

    def checked(scan: Scan, now: datetime) -> int:
        logs, connection.force_debug_cursor = connection.force_debug_cursor, False
        with in_whole_installation("a worker asks for every business"):
            is_due = Clockwork([scan]).due(now)(scan)
        connection.force_debug_cursor = logs
        done = scan.work(now)
        assert is_due or not done, f"{scan.name} found something before its moments"
        return done

    monkeypatch.setattr(Scan, "__call__", checked)


@pytest.fixture
def installation() -> Iterator[None]:
    """The whole installation in scope, for arranging."""
    with in_whole_installation("a test arranges the installation"):
        yield
