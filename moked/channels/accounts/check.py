"""Trying a mailbox's connections: does mail reach us by it, can we send through it?"""

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
from moked.channels.errors import ListenerAway, ListenerBusy
from moked.channels.first_mail import is_on_this_machine, is_taken_by_us
from moked.channels.models import Mailbox
from moked.lib.outbound import AddressRefused, HostUnknown
from moked.lib.secrets import unseal

SECONDS = 8

Road = Literal["incoming", "outgoing"]
Outcome = Literal[
    "works",
    "taken_by_us",
    "not_taken_by_us",
    "we_are_busy",
    "we_are_away",
    "out_of_reach",
    "kept_by_us",
    "only_by_sending",
    "no_such_server",
    "refused",
    "too_slow",
    "encryption",
    "password",
    "folder",
    "not_allowed",
]
Verdict = Literal["good", "bad", "untried"]
VERDICTS: dict[Outcome, Verdict] = {
    "works": "good",
    "taken_by_us": "good",
    "we_are_busy": "untried",
    "out_of_reach": "untried",
    "kept_by_us": "untried",
    "only_by_sending": "untried",
}


@dataclass(frozen=True)
class CheckResult:
    """How one road of a mailbox did; the sentence is made when shown."""

    road: Road
    outcome: Outcome
    server: str = ""

    @property
    def verdict(self) -> Verdict:
        return VERDICTS.get(self.outcome, "bad")


def check_mailbox(mailbox: Mailbox) -> tuple[CheckResult, CheckResult]:
    """Opens both connections as the product would, and closes them. Takes up to some seconds each; sends nothing.

    Mail that others deliver is tried at our own listener. Where only sending would tell, nothing is tried.
    """
    return _check_incoming(mailbox), _check_outgoing(mailbox)


def _check_incoming(mailbox: Mailbox) -> CheckResult:
    if mailbox.incoming != Mailbox.Incoming.IMAP:
        return CheckResult("incoming", _at_our_listener(mailbox.address), settings.MAIL_LISTEN)
    return CheckResult("incoming", _outcome(lambda: _try_imap(mailbox)), f"{mailbox.imap_host}:{mailbox.imap_port}")


def _check_outgoing(mailbox: Mailbox) -> CheckResult:
    if mailbox.outgoing != Mailbox.Outgoing.SMTP:
        is_kept = mailbox.outgoing == Mailbox.Outgoing.LETTERBOX
        return CheckResult("outgoing", "kept_by_us" if is_kept else "only_by_sending")
    return CheckResult("outgoing", _outcome(lambda: _try_smtp(mailbox)), f"{mailbox.smtp_host}:{mailbox.smtp_port}")


def _at_our_listener(address: str) -> Outcome:
    try:
        return "taken_by_us" if is_taken_by_us(address) else "not_taken_by_us"
    except ListenerBusy:
        return "we_are_busy"
    except ListenerAway:
        return "we_are_away" if is_on_this_machine() else "out_of_reach"


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
