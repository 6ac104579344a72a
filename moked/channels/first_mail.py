"""Our own listener, approached as the world's servers do: handing it a mail, or asking whether it would take one."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from email import policy
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from ipaddress import ip_address

from django.conf import settings

from moked.channels.errors import ListenerAway, ListenerBusy

SECONDS = 8
# Answers by RFC 5321, section 4.2.1.
TAKEN, TRY_LATER, REFUSED = range(200, 300), range(400, 500), range(500, 600)


def deliver_to_ourselves(*, sender: str, recipient: str, subject: str, text: str) -> None:
    """Hands a plain mail to the listener at MAIL_LISTEN. Raises ListenerAway when it does not take it."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, recipient, subject
    mail["Date"], mail["Message-ID"] = formatdate(localtime=True), make_msgid(domain=sender.rpartition("@")[2])
    mail.set_content(text)
    hand_in(mail.as_bytes(policy=policy.SMTP), sender=sender, recipient=recipient)


def is_taken_by_us(recipient: str) -> bool:
    """Whether the listener at MAIL_LISTEN takes mail for an address; nothing is sent.

    Raises ListenerBusy when it cannot say now, and ListenerAway.
    """
    options = () if recipient.isascii() else ("SMTPUTF8",)
    with _listener() as link:
        link.ehlo_or_helo_if_needed()
        _insist(*link.mail("", options))
        code, words = link.rcpt(recipient)
        if code in REFUSED:
            return False
        _insist(code, words)
    return True


def is_on_this_machine() -> bool:
    """Whether MAIL_LISTEN can be no other machine's, so that a listener which does not answer there runs nowhere."""
    host, _port = _place()
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def hand_in(raw: bytes, *, sender: str, recipient: str) -> None:
    """Hands a mail as it is to the listener at MAIL_LISTEN. Raises ListenerAway when it does not take it."""
    options = () if f"{sender}{recipient}".isascii() else ("SMTPUTF8",)
    with _listener() as link:
        link.sendmail(sender, [recipient], raw, mail_options=options)


@contextmanager
def _listener() -> Iterator[smtplib.SMTP]:
    """A connection to MAIL_LISTEN. What goes wrong is ListenerBusy where it may go well later, or ListenerAway."""
    host, port = _place()
    protocol = smtplib.LMTP if settings.MAIL_PROTOCOL == "lmtp" else smtplib.SMTP
    try:
        with protocol(host or "127.0.0.1", port, timeout=SECONDS) as link:
            yield link
    except smtplib.SMTPResponseException as error:
        raise (ListenerBusy if error.smtp_code in TRY_LATER else ListenerAway) from error
    except (OSError, smtplib.SMTPException) as error:
        raise ListenerAway from error


def _insist(code: int, words: bytes) -> None:
    if code not in TAKEN:
        raise smtplib.SMTPResponseException(code, words)


def _place() -> tuple[str, int]:
    host, _colon, port = settings.MAIL_LISTEN.rpartition(":")
    return host.strip("[]"), int(port)
