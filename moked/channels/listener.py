"""The door for mail: SMTP or LMTP. It says 250 only when the mail is committed."""

import asyncio
import contextlib
import contextvars
import logging
import signal
import ssl
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from ipaddress import ip_address, ip_network
from typing import Any, ClassVar, TypeVar

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import close_old_connections

from moked.channels.intake import Handed, Receipt, is_known_recipient
from moked.channels.keeping import Keeper, NotKept
from moked.lib import measures, tracing
from moked.lib.limits import Limit, network_of, take

logger = logging.getLogger(__name__)
T = TypeVar("T")

THREADS = 8
ANSWERED = measures.counter("mails_at_the_door", "Mails by what the sender was told.", "answer")
RECIPIENTS_REFUSED = measures.counter("mail_recipients_refused", "Recipients that nobody here has.")
MOST_RECIPIENTS = 100
# How long an address found at RCPT is not asked for again, and how many are remembered.
FOUND_SECONDS = 5.0
MOST_FOUND = 10_000
# RFC 5321 says 998; programs that write HTML as one line do not care, and their writers are customers all the same.
LONGEST_LINE = 1024 * 1024
OK = "250 2.0.0 Kept"
NOT_NOW = "451 4.3.0 Cannot be kept right now, please try again"
UNKNOWN = "550 5.1.1 No such mailbox here"
TOO_MANY = "452 4.5.3 Too many recipients"
TOO_MANY_UNKNOWN = "421 4.7.0 Too many unknown mailboxes, good-bye"
TOO_MUCH_MAIL = "450 4.7.0 Too much mail from your address, please try again later"
TOO_MANY_CONNECTIONS = "421 4.7.0 Too many connections from your address"
# Of one peer that is no relay of ours.
MOST_CONNECTIONS = 20
MAILS = Limit("mails_of_a_peer", 600, timedelta(minutes=10))
UNKNOWN_RECIPIENTS = Limit("unknown_recipients_of_a_peer", 30, timedelta(minutes=10))


def size_limit() -> int:
    """Bytes of the largest mail we take: an attachment at the limit, in base64 with line ends, and its text."""
    return settings.ATTACHMENT_LIMIT * 7 // 5 + 1024 * 1024


@dataclass(frozen=True)
class MailListen:
    """Where and how the listener stands. Without a certificate there is no STARTTLS."""

    host: str
    port: int
    is_lmtp: bool
    hostname: str
    tls: ssl.SSLContext | None = None

    @classmethod
    def from_settings(cls) -> "MailListen":
        """Reads MAIL_LISTEN, MAIL_PROTOCOL, MAIL_HOSTNAME, MAIL_CERTIFICATE and MAIL_KEY."""
        host, _, port = settings.MAIL_LISTEN.rpartition(":")
        tls = None
        if settings.MAIL_CERTIFICATE:
            tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            tls.load_cert_chain(settings.MAIL_CERTIFICATE, settings.MAIL_KEY or None)
        return cls(
            host=host.strip("[]") or "127.0.0.1",
            port=int(port),
            is_lmtp=settings.MAIL_PROTOCOL == "lmtp",
            hostname=settings.MAIL_HOSTNAME,
            tls=tls,
        )


class MailHandler:
    """What aiosmtpd asks. The database works in threads of its own, so that one slow commit holds up nobody."""

    def __init__(self, *, is_lmtp: bool = False) -> None:
        self.is_lmtp = is_lmtp
        self.threads = ThreadPoolExecutor(THREADS, thread_name_prefix="mail")
        self.keeper = Keeper(self._in_thread)
        # Addresses found a moment ago and until when that holds. What counts is asked again when the mail is kept.
        self.found: dict[str, float] = {}

    async def handle_RCPT(  # noqa: N802
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        """Refuses what nobody here has, while the sender can still tell its writer."""
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return TOO_MANY
        try:
            is_known = await self._is_known(address)
        except Exception:
            # Whatever went wrong here, the mail itself is not to blame: the sender keeps it and comes again.
            logger.exception("mail.recipient_check_failed")
            return NOT_NOW
        if not is_known:
            RECIPIENTS_REFUSED.inc()
            # Whoever tries one name after the other is looking for ours.
            return TOO_MANY_UNKNOWN if await self._is_too_often(UNKNOWN_RECIPIENTS, session) else UNKNOWN
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 Ok"

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Asks a peer that sends a flood to come again; its mails wait with it."""
        if await self._is_too_often(MAILS, session):
            return TOO_MUCH_MAIL
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 Ok"

    async def _is_too_often(self, limit: Limit, session: Session) -> bool:
        peer = peer_of(session)
        if is_relay(peer):
            return False
        try:
            return bool(await self._in_thread(partial(take, limit, network_of(peer))))
        except Exception:
            # Without a database nothing is kept either; the sender hears so when it hands the mail over.
            logger.exception("mail.limit_failed")
            return False

    async def _is_known(self, address: str) -> bool:
        """Whether a mailbox has the address. One found is believed for some seconds; one not found is asked anew."""
        now = time.monotonic()
        if self.found.get(address, 0.0) > now:
            return True
        is_known = await self._in_thread(partial(is_known_recipient, address))
        if is_known:
            if len(self.found) >= MOST_FOUND:
                self.found.clear()
            self.found[address] = now + FOUND_SECONDS
        return is_known

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keeps the mail and only then says so; LMTP wants an answer for each recipient."""
        try:
            with tracing.span("mail.accept"):
                receipts = await self.keeper.keep(self._handed(envelope, session))
        except NotKept:
            receipts = []
        except Exception:
            # Whatever it was, the sender keeps the mail and comes again.
            logger.exception("mail.store_failed")
            receipts = []
        ANSWERED.labels("kept" if Receipt.KEPT in receipts else "not_now").inc()
        if not self.is_lmtp:
            return OK if Receipt.KEPT in receipts else NOT_NOW
        answers = {Receipt.KEPT: OK, Receipt.UNKNOWN: UNKNOWN}
        return "\r\n".join([answers[each] for each in receipts] if receipts else [NOT_NOW] * len(envelope.rcpt_tos))

    def _handed(self, envelope: Envelope, session: Session) -> Handed:
        transport = {"transport": "lmtp" if self.is_lmtp else "smtp", "peer": peer_of(session), **tracing.carried()}
        return Handed(
            raw=envelope.original_content or b"",
            sender=envelope.mail_from or "",
            recipients=list(envelope.rcpt_tos),
            transport=transport,
        )

    async def _in_thread(self, work: Callable[[], T]) -> T:
        context = contextvars.copy_context()
        return await asyncio.get_running_loop().run_in_executor(self.threads, context.run, _with_connection, work)


def _with_connection(work: Callable[[], T]) -> T:
    close_old_connections()
    try:
        return work()
    finally:
        close_old_connections()


def peer_of(session: Session) -> str:
    """The address of the network that talks to us; empty over a Unix socket."""
    return str((session.peer or [""])[0])


def is_relay(peer: str) -> bool:
    """Whether limits do not count for this peer: it is one of MAIL_RELAYS, or on this machine's own socket."""
    if not peer:
        return True
    address = ip_address(peer)
    address = getattr(address, "ipv4_mapped", None) or address
    return any(address in ip_network(network.strip()) for network in settings.MAIL_RELAYS if network.strip())


class _Guarded:
    """What both protocols share: long lines, a limit on a peer's connections, and an end after 421."""

    line_length_limit = LONGEST_LINE
    open_connections: ClassVar[Counter[str]] = Counter()
    counted = ""

    def connection_made(self, transport: Any) -> None:
        peer = str((transport.get_extra_info("peername") or [""])[0])
        if not is_relay(peer) and not self.counted:
            if self.open_connections[network_of(peer)] >= MOST_CONNECTIONS * settings.LIMIT_FACTOR:
                transport.write(f"{TOO_MANY_CONNECTIONS}\r\n".encode())
                transport.close()
            self.counted = network_of(peer)
            self.open_connections[self.counted] += 1
        super().connection_made(transport)  # type: ignore[misc]

    def connection_lost(self, error: Exception | None) -> None:
        if self.counted:
            self.open_connections[self.counted] -= 1
            if not self.open_connections[self.counted]:
                del self.open_connections[self.counted]
            self.counted = ""
        super().connection_lost(error)  # type: ignore[misc]

    async def push(self, status: Any) -> None:
        await super().push(status)  # type: ignore[misc]
        if str(status).startswith("421") and self.transport is not None:  # type: ignore[attr-defined]
            self.transport.close()  # type: ignore[attr-defined]


class SmtpServer(_Guarded, SMTP):  # type: ignore[misc]
    """SMTP within our limits."""


class LmtpServer(_Guarded, LMTP):  # type: ignore[misc]
    """LMTP within our limits."""


def protocol_for(handler: MailHandler, listen: MailListen) -> Callable[[], SMTP]:
    """A factory of connections' protocols, for asyncio's `create_server`."""
    options: dict[str, Any] = {
        "data_size_limit": size_limit(),
        "hostname": listen.hostname,
        "ident": "Moked",
        "enable_SMTPUTF8": True,
        "tls_context": listen.tls,
    }
    return partial(LmtpServer if listen.is_lmtp else SmtpServer, handler, **options)


async def serve_mail(listen: MailListen) -> None:
    """Listens until cancelled."""
    handler = MailHandler(is_lmtp=listen.is_lmtp)
    server = await asyncio.get_running_loop().create_server(
        protocol_for(handler, listen), host=listen.host, port=listen.port
    )
    try:
        async with server:
            await server.serve_forever()
    finally:
        # Mails whose commit is under way get their answer in the database; their senders ask again.
        handler.threads.shutdown(wait=True)


async def serve_until_stopped(listen: MailListen) -> None:
    """Listens until this process is asked to end."""
    serving = asyncio.ensure_future(serve_mail(listen))
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, serving.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await serving
