"""Handing a mail to the real listener, as any mail server does."""

import smtplib
from email.message import EmailMessage
from email.policy import SMTP

from django.conf import settings

TIMEOUT_SECONDS = 10.0


def post(raw: bytes, *, sender: str, to: str) -> None:
    """Delivers the mail; an empty sender is a report's. Raises OSError, SMTPException."""
    host, _, port = settings.MAIL_LISTEN.rpartition(":")
    speak = smtplib.LMTP if settings.MAIL_PROTOCOL == "lmtp" else smtplib.SMTP
    with speak(host.strip("[]") or "127.0.0.1", int(port), timeout=TIMEOUT_SECONDS) as client:
        client.sendmail(sender, [to], raw)


def bounce_of(mail_id: str, *, recipient: str, to: str) -> bytes:
    """The report of a mail server that a mail of ours did not arrive (RFC 3464)."""
    domain = recipient.rpartition("@")[2]
    report = EmailMessage(policy=SMTP)
    report["From"] = f"Mail Delivery Subsystem <mailer-daemon@{domain}>"
    report["To"] = to
    report["Subject"] = "Undelivered Mail Returned to Sender"
    report["Message-ID"] = f"<bounce.{mail_id}>"
    report["Auto-Submitted"] = "auto-replied"
    report.make_mixed()
    report.replace_header("Content-Type", 'multipart/report; report-type="delivery-status"')
    report.attach(_part("text/plain", f"The mail to {recipient} could not be delivered: mailbox full.\r\n"))
    status = (
        f"Reporting-MTA: dns; mx.{domain}\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: failed\r\nStatus: 5.2.2\r\n"
        "Diagnostic-Code: smtp; 552 5.2.2 Mailbox full\r\n"
    )
    report.attach(_part("message/delivery-status", status))
    report.attach(_part("text/rfc822-headers", f"Message-ID: <{mail_id}>\r\nTo: {recipient}\r\n"))
    return report.as_bytes()


def _part(content_type: str, text: str) -> EmailMessage:
    part = EmailMessage(policy=SMTP)
    part["Content-Type"] = content_type
    part.set_payload(text)
    return part
