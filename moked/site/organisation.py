"""The organisation's own accounts: which OpenID Connect server signs people in, from the environment."""

from collections.abc import Mapping
from typing import Any


def organisation_account(environment: Mapping[str, str]) -> dict[str, Any]:
    """allauth's settings from MOKED_OIDC_SERVER, _CLIENT_ID, _CLIENT_SECRET and _NAME; empty without a server.

    The server is the address before `/.well-known/openid-configuration`. People are found by an address that the
    server says is verified.
    """
    server = environment.get("MOKED_OIDC_SERVER", "").rstrip("/")
    if not server:
        return {}
    app = {
        "provider_id": "organisation",
        "name": environment.get("MOKED_OIDC_NAME") or server.partition("://")[2].partition("/")[0],
        "client_id": environment["MOKED_OIDC_CLIENT_ID"],
        "secret": environment["MOKED_OIDC_CLIENT_SECRET"],
        "settings": {"server_url": server},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
