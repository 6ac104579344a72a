"""Connections to a provider's API: to public addresses or those the operator allows, wherever its settings point."""

import socket
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from anymail.backends.base_requests import AnymailRequestsBackend
from anymail.exceptions import AnymailConfigurationError
from requests import Session
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from moked.channels.errors import NotSent
from moked.lib.outbound import assert_public_address


class _Judged(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        """Connects to the judged address; certificate and `Host` stay those of the name."""
        name = self._dns_host
        self._dns_host = assert_public_address(self.host, self.port or self.default_port)
        try:
            return super()._new_conn()
        finally:
            self._dns_host = name


class _JudgedTls(_Judged, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Judged


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _JudgedTls


class JudgedAdapter(HTTPAdapter):
    """What a session of `requests` connects by. Redirects are judged as well."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Makes pools of connections that judge."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}


def connection_to(provider: str, options: Mapping[str, Any]) -> AnymailRequestsBackend:
    """The mail backend of a provider such as 'mailgun'; `options` are named as the backend's arguments.

    Raises NotSent for a name django-anymail does not know, for a backend whose connections cannot be judged, and for
    settings that are not the backend's.
    """
    if not provider.isidentifier() or find_spec(f"anymail.backends.{provider}") is None:
        raise NotSent(f"no provider called {provider}", permanent=True)
    try:
        backend = getattr(import_module(f"anymail.backends.{provider}"), "EmailBackend", None)
    except ImportError as error:
        raise NotSent(f"no provider called {provider}", permanent=True) from error
    if not (isinstance(backend, type) and issubclass(backend, AnymailRequestsBackend)):
        raise NotSent(f"no provider called {provider}", permanent=True)

    class Judging(backend):  # type: ignore[misc, valid-type]
        def create_session(self) -> Session:
            session: Session = super().create_session()
            for scheme in ("https://", "http://"):
                session.mount(scheme, JudgedAdapter())
            return session

    try:
        return Judging(**options)
    except (AnymailConfigurationError, TypeError) as error:
        raise NotSent(f"settings of {provider}: {error}", permanent=False, is_road=True) from error
