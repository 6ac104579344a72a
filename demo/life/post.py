"""Handing a mail to the real listener, as any mail server does."""

import smtplib

from django.conf import settings

TIMEOUT_SECONDS = 10.0
REPORT = """\
From: Mail Delivery Subsystem <mailer-daemon@{domain}>
To: {to}
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce.{mail_id}>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="report"

--report
Content-Type: text/plain

The mail to {recipient} could not be delivered: mailbox full.

--report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.{domain}

Final-Recipient: rfc822; {recipient}
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp; 552 5.2.2 Mailbox full

--report
Content-Type: text/rfc822-headers

Message-ID: <{mail_id}>
To: {recipient}

--report--
"""


def post(raw: bytes, *, sender: str, to: str) -> None:
    """Delivers the mail; an empty sender is a report's. Raises OSError, SMTPException."""
    host, _, port = settings.MAIL_LISTEN.rpartition(":")
    speak = smtplib.LMTP if settings.MAIL_PROTOCOL == "lmtp" else smtplib.SMTP
    with speak(host.strip("[]") or "127.0.0.1", int(port), timeout=TIMEOUT_SECONDS) as client:
        client.sendmail(sender, [to], raw)


def bounce_of(mail_id: str, *, recipient: str, to: str) -> bytes:
    """The report of a mail server that a mail of ours did not arrive (RFC 3464)."""
    domain = recipient.rpartition("@")[2]
    report = REPORT.format(mail_id=mail_id, recipient=recipient, to=to, domain=domain)
    return report.replace("\n", "\r\n").encode()
