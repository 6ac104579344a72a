"""From a database address to Django's settings, and to the addresses other libraries want."""

import os
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

# Whom row-level security binds: the role the application runs as.
PLAIN_ROLE = "moked_app"
# Rows at hand are in memory or on a disk without moving parts, so that reading them one by one costs hardly more than
# in order. By PostgreSQL's own figure, of 1997's disks, a table of a few dozen pages is read whole for each row that
# is wanted of it, and a new installation's are until their statistics are first gathered. Compiling a statement takes
# longer than any of ours may.
PLANS = "-c random_page_cost=1.1 -c jit=off"
# How long somebody waits for a connection while the database is away, in seconds: then they hear that it is.
PATIENCE = 5.0
# How long the pool goes on trying for a connection it wanted; the next one who asks begins anew. Its own waits double
# each time, so that after a long absence it would come back long after the database.
RECONNECT_FOR = 3.0


def database_settings() -> dict[str, Any]:
    """Django's settings for DATABASE_URL, the owner's address.

    The application runs as a plain role, whom row-level security binds; only migrations run as the owner
    (MOKED_DATABASE_ROLE=owner). Commands start the embedded database and set DATABASE_URL before settings load.
    """
    url = urlsplit(os.environ.get("DATABASE_URL", "postgresql://postgres@/moked"))
    query = parse_qs(url.query)
    options: dict[str, Any] = {key: values[0] for key, values in query.items() if key not in {"host", "port"}}
    as_owner = os.environ.get("MOKED_DATABASE_ROLE") == "owner"
    if not as_owner:
        # What the address says of plans counts more than we do; whom rows are kept from is not for it to say.
        options["options"] = f"{PLANS} {options.get('options', '')} -c role={PLAIN_ROLE}"
        options["server_side_binding"] = True
        options["prepare_threshold"] = 3
        options["pool"] = {
            "min_size": 1,
            "max_size": int(os.environ.get("MOKED_DATABASE_POOL", "12")),
            "timeout": PATIENCE,
            "reconnect_timeout": RECONNECT_FOR,
        }
    return {
        "ENGINE": "moked.lib.postgres",
        "NAME": url.path.lstrip("/") or "moked",
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": query.get("host", [unquote(url.hostname or "")])[0],
        "PORT": query.get("port", [str(url.port or "")])[0],
        "OPTIONS": options,
        "CONN_MAX_AGE": 0,
        # A connection that died with the database is found out when it leaves the pool, not by a person's page.
        "CONN_HEALTH_CHECKS": True,
    }
