"""A database of our own for the run: embedded PostgreSQL, migrated once by the owner, used as the plain role."""

import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

# Settings are read at import, so the addresses must stand before Django is touched.
_DATA = Path(tempfile.mkdtemp(prefix="moked-test-"))
# The database's own system user must be able to pass.
_DATA.chmod(0o755)
os.environ["MOKED_DATA"] = str(_DATA)
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ["MOKED_SECRET_KEY"] = "a key for tests only, of no use elsewhere"
os.environ.pop("MOKED_DATABASE_ROLE", None)

from moked.lib.postgres.embedded import start_embedded, stop_embedded


def _owner_url() -> str:
    url = start_embedded(_DATA)
    with psycopg.connect(url, autocommit=True) as link:
        link.execute("ALTER SYSTEM SET fsync = off")
        link.execute("SELECT pg_reload_conf()")
    return url


os.environ["DATABASE_URL"] = _owner_url()

MIGRATE = """
import django
django.setup()
from django.core.management import call_command
from moked.businesses.row_security import secure_rows
call_command("migrate", verbosity=0)
secure_rows()
"""


def pytest_unconfigure() -> None:
    stop_embedded(_DATA)
    shutil.rmtree(_DATA, ignore_errors=True)


@pytest.fixture(scope="session")
def database_url() -> str:
    """The owner's address of the test database, for processes that tests start."""
    return os.environ["DATABASE_URL"]


@pytest.fixture(scope="session")
def django_db_setup(database_url: str, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Migrates as the owner in a process of its own; this process stays the plain role throughout."""
    subprocess.run(
        [sys.executable, "-W", "ignore", "-c", MIGRATE],
        env={**os.environ, "MOKED_DATABASE_ROLE": "owner"},
        check=True,
    )
    with psycopg.connect(database_url, autocommit=True) as link:
        # Tests that commit are cleaned up by emptying tables, which the application itself may not do.
        link.execute("GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO moked_app")
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from django.db import connections

        with django_db_blocker.unblock():  # type: ignore[attr-defined]
            connections.close_all()
            connections["default"].close_pool()


@contextmanager
def _whole_installation() -> Iterator[None]:
    from moked.businesses.scope import in_whole_installation

    with in_whole_installation("a test arranges the installation"):
        yield


@pytest.fixture
def installation() -> Iterator[None]:
    """The whole installation in scope, for arranging."""
    with _whole_installation():
        yield
