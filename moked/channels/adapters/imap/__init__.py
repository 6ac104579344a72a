"""Fetching by IMAP: a folder of new mail, and another for what we have safely."""

import imaplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from imapclient import IMAPClient

from moked.lib import outbound

TIMEOUT_SECONDS = 30.0


class JudgedImap(imaplib.IMAP4):
    """A connection to a public server, or one the operator allows; encrypted from the first byte with a context."""

    def __init__(self, host: str, port: int, *, context: ssl.SSLContext | None, timeout: float | None) -> None:
        self._context = context
        super().__init__(host, port, timeout=timeout)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        link = outbound.connect(self.host, self.port, timeout)
        return self._context.wrap_socket(link, server_hostname=self.host) if self._context else link


class _Client(IMAPClient):  # type: ignore[misc]
    def _create_IMAP4(self) -> JudgedImap:  # noqa: N802  # the library's name
        return JudgedImap(self.host, self.port, context=self.ssl_context, timeout=self._timeout.connect)


@dataclass(frozen=True)
class FetchedMail:
    """One mail in the folder; `uid` stays its name there."""

    uid: int
    raw: bytes


@dataclass(frozen=True)
class ImapServer:
    """One account on a server."""

    host: str
    port: int
    user: str
    password: str
    use_tls: bool
    timeout: float = TIMEOUT_SECONDS

    @contextmanager
    def open_folder(self, folder: str) -> Iterator["ImapFolder"]:
        """The folder, for as long as the block runs.

        Raises AddressRefused, HostUnknown, OSError and imapclient's IMAPClientError.
        """
        context = ssl.create_default_context() if self.use_tls else None
        client = _Client(self.host, self.port, ssl=self.use_tls, ssl_context=context, timeout=self.timeout)
        try:
            client.login(self.user, self.password)
            client.select_folder(folder)
            yield ImapFolder(client)
        finally:
            client.shutdown()


class ImapFolder:
    """A selected folder."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def uids(self) -> list[int]:
        """Uids of all that lies there, oldest first; read or not says only who looked at it elsewhere."""
        return sorted(self._client.search(["UNDELETED"]))

    def read(self, uid: int) -> FetchedMail | None:
        """One mail, its flags left as they are; None when somebody took it away meanwhile."""
        fetched = self._client.fetch([uid], ["BODY.PEEK[]"]).get(uid)
        return FetchedMail(uid, bytes(fetched[b"BODY[]"])) if fetched else None

    def ensure_folder(self, name: str) -> None:
        """Makes a folder that is missing."""
        if not self._client.folder_exists(name):
            self._client.create_folder(name)

    def move(self, uid: int, folder: str) -> None:
        """Moves a mail; by copying and deleting on servers that cannot move (RFC 6851)."""
        if self._client.has_capability("MOVE"):
            self._client.move([uid], folder)
            return
        self._client.copy([uid], folder)
        self._client.delete_messages([uid])
        self._client.expunge([uid] if self._client.has_capability("UIDPLUS") else None)
