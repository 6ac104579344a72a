"""Trying a mailbox's connections: can we fetch from it, can we send through it?"""

import imaplib
import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.conf import settings

from moked.channels.adapters.imap import JudgedImap
from moked.channels.adapters.smtp import IMPLICIT_TLS_PORT, JudgedSmtp, JudgedSmtpTls
from moked.channels.models import Mailbox
from moked.lib.outbound import AddressRefused, HostUnknown
from moked.lib.secrets import unseal

SECONDS = 8

Road = Literal["incoming", "outgoing"]
Outcome = Literal[
    "works", "not_needed", "no_such_server", "refused", "too_slow", "encryption", "password", "folder", "not_allowed"
]


@dataclass(frozen=True)
class CheckResult:
    """How one road of a mailbox did; the sentence is made when shown."""

    road: Road
    outcome: Outcome
    server: str = ""

    @property
    def is_good(self) -> bool:
        return self.outcome in ("works", "not_needed")


def check_mailbox(mailbox: Mailbox) -> tuple[CheckResult, CheckResult]:
    """Opens both connections as the product would, and closes them. Takes up to some seconds each; sends nothing."""
    return _check_incoming(mailbox), _check_outgoing(mailbox)


def _check_incoming(mailbox: Mailbox) -> CheckResult:
    if mailbox.incoming != Mailbox.Incoming.IMAP:
        return CheckResult("incoming", "not_needed")
    return CheckResult("incoming", _outcome(lambda: _try_imap(mailbox)), f"{mailbox.imap_host}:{mailbox.imap_port}")


def _check_outgoing(mailbox: Mailbox) -> CheckResult:
    if mailbox.outgoing != Mailbox.Outgoing.SMTP:
        return CheckResult("outgoing", "not_needed")
    return CheckResult("outgoing", _outcome(lambda: _try_smtp(mailbox)), f"{mailbox.smtp_host}:{mailbox.smtp_port}")


class _NoFolder(Exception):
    pass


def _outcome(attempt: Callable[[], None]) -> Outcome:  # noqa: PLR0911
    try:
        attempt()
    except _NoFolder:
        return "folder"
    except AddressRefused:
        return "not_allowed"
    except HostUnknown:
        return "no_such_server"
    except (imaplib.IMAP4.error, smtplib.SMTPAuthenticationError):
        return "password"
    except (ssl.SSLError, smtplib.SMTPNotSupportedError):
        return "encryption"
    except socket.gaierror:
        return "no_such_server"
    except TimeoutError:
        return "too_slow"
    except (OSError, smtplib.SMTPException):
        return "refused"
    return "works"


def _try_imap(mailbox: Mailbox) -> None:
    context = ssl.create_default_context() if mailbox.imap_use_tls else None
    link = JudgedImap(mailbox.imap_host, mailbox.imap_port, context=context, timeout=SECONDS)
    with link:
        link.login(mailbox.imap_user, unseal(mailbox.imap_password, secret=settings.SECRET_KEY))
        answer, _count = link.select(f'"{mailbox.imap_folder}"', readonly=True)
        if answer != "OK":
            raise _NoFolder


def _try_smtp(mailbox: Mailbox) -> None:
    secured = ssl.create_default_context()
    # That port is encrypted from the first byte; others begin plain and then ask for it.
    is_encrypted_at_once = mailbox.smtp_use_tls and mailbox.smtp_port == IMPLICIT_TLS_PORT
    link = (
        JudgedSmtpTls(mailbox.smtp_host, mailbox.smtp_port, timeout=SECONDS, context=secured)
        if is_encrypted_at_once
        else JudgedSmtp(mailbox.smtp_host, mailbox.smtp_port, timeout=SECONDS)
    )
    with link:
        if mailbox.smtp_use_tls and not is_encrypted_at_once:
            link.starttls(context=secured)
        if mailbox.smtp_user:
            link.login(mailbox.smtp_user, unseal(mailbox.smtp_password, secret=settings.SECRET_KEY))
