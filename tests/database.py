"""A database for one run of the tests: embedded PostgreSQL in a folder of its own, gone afterwards."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import psycopg

from moked.lib.postgres.embedded import start_embedded, stop_embedded


def start() -> None:
    """Starts it and points this process, and those it starts, to it. Called once, before settings are read."""
    folder = Path(tempfile.mkdtemp(prefix="moked-test-"))
    # The database's own system user must be able to pass.
    folder.chmod(0o755)
    # Where pages look for collected assets; tests have none.
    (folder / "static").mkdir()
    os.environ["MOKED_DATA"] = str(folder)
    os.environ["MOKED_SECRET_KEY"] = "a key for tests only, of no use elsewhere"
    # All tests come from one address; those of limits set them back to their real size.
    os.environ["MOKED_LIMIT_FACTOR"] = "1000"
    # Servers of tests stand on this machine; what is judged without that says so itself.
    os.environ["MOKED_OUTBOUND_ALLOW"] = "127.0.0.1"
    os.environ.pop("MOKED_DATABASE_ROLE", None)
    os.environ["DATABASE_URL"] = start_embedded(folder)
    atexit.register(_remove, folder)
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as link:
        # Nothing here outlives the run, so nothing needs to reach the disk.
        link.execute("ALTER SYSTEM SET fsync = off")
        link.execute("SELECT pg_reload_conf()")


def _remove(folder: Path) -> None:
    stop_embedded(folder)
    shutil.rmtree(folder, ignore_errors=True)
