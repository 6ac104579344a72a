"""Sending a mail to our own listener, as the world's servers do."""

import smtplib
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


def hand_in(raw: bytes, *, sender: str, recipient: str) -> None:
    """Hands a mail as it is to the listener at MAIL_LISTEN. Raises ListenerAway when it does not take it."""
    host, _colon, port = settings.MAIL_LISTEN.rpartition(":")
    protocol = smtplib.LMTP if settings.MAIL_PROTOCOL == "lmtp" else smtplib.SMTP
    options = () if f"{sender}{recipient}".isascii() else ("SMTPUTF8",)
    try:
        with protocol(host.strip("[]") or "127.0.0.1", int(port), timeout=SECONDS) as link:
            link.sendmail(sender, [recipient], raw, mail_options=options)
    except (OSError, smtplib.SMTPException) as error:
        raise ListenerAway from error
