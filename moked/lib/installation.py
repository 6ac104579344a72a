"""Where this installation lives on disk."""

import os
from pathlib import Path


def data_folder() -> Path:
    """Where this installation keeps its database, files and secrets: MOKED_DATA, else a default by user."""
    chosen = os.environ.get("MOKED_DATA")
    if chosen:
        return Path(chosen).expanduser().resolve()
    if os.geteuid() == 0:
        return Path("/var/lib/moked")
    return Path.home() / ".local" / "share" / "moked"


def mail_listen() -> str:
    """Where mail comes in, as host:port: MOKED_MAIL_LISTEN, else a port that needs no rights."""
    return os.environ.get("MOKED_MAIL_LISTEN", "127.0.0.1:8025")
