"""From a database address to Django's settings, and to the addresses other libraries want."""

import os
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

# Whom row-level security binds: the role the application runs as.
PLAIN_ROLE = "moked_app"


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
        options["options"] = f"-c role={PLAIN_ROLE}"
        options["pool"] = {"min_size": 1, "max_size": int(os.environ.get("MOKED_DATABASE_POOL", "12"))}
    return {
        "ENGINE": "moked.lib.postgres",
        "NAME": url.path.lstrip("/") or "moked",
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": query.get("host", [unquote(url.hostname or "")])[0],
        "PORT": query.get("port", [str(url.port or "")])[0],
        "OPTIONS": options,
        "CONN_MAX_AGE": 0,
    }
