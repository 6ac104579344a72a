"""Our own listener, approached as the world's servers do: handing it a mail, or asking whether it would take one."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from email import policy
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from django.conf import settings

from moked.channels.errors import ListenerAway

SECONDS = 8


def deliver_to_ourselves(*, sender: str, recipient: str, subject: str, text: str) -> None:
    """Hands a plain mail to the listener at MAIL_LISTEN. Raises ListenerAway when it does not take it."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, recipient, subject
    mail["Date"], mail["Message-ID"] = formatdate(localtime=True), make_msgid(domain=sender.rpartition("@")[2])
    mail.set_content(text)
    hand_in(mail.as_bytes(policy=policy.SMTP), sender=sender, recipient=recipient)


def is_taken_by_us(recipient: str) -> bool:
    """Whether the listener at MAIL_LISTEN takes mail for an address; nothing is sent. Raises ListenerAway."""
    options = () if recipient.isascii() else ("SMTPUTF8",)
    with _listener() as link:
        link.ehlo_or_helo_if_needed()
        link.mail("", options)
        code, _words = link.rcpt(recipient)
    return code in (250, 251)


def hand_in(raw: bytes, *, sender: str, recipient: str) -> None:
    """Hands a mail as it is to the listener at MAIL_LISTEN. Raises ListenerAway when it does not take it."""
    options = () if f"{sender}{recipient}".isascii() else ("SMTPUTF8",)
    with _listener() as link:
        link.sendmail(sender, [recipient], raw, mail_options=options)


@contextmanager
def _listener() -> Iterator[smtplib.SMTP]:
    """A connection to MAIL_LISTEN; whatever goes wrong on it is ListenerAway."""
    host, _colon, port = settings.MAIL_LISTEN.rpartition(":")
    protocol = smtplib.LMTP if settings.MAIL_PROTOCOL == "lmtp" else smtplib.SMTP
    try:
        with protocol(host.strip("[]") or "127.0.0.1", int(port), timeout=SECONDS) as link:
            yield link
    except (OSError, smtplib.SMTPException) as error:
        raise ListenerAway from error
