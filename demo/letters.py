"""A customer's mail as bytes, the way mail programs write it: with ids, a quote of ours below, and files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from moked.cases.files import IncomingFile


@dataclass(frozen=True, kw_only=True)
class Answered:
    """The mail of ours that this one answers."""

    mail_id: str
    text: str
    at: datetime
    sender: str


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A mail before it is written down. `mail_id` stands without angle brackets."""

    mail_id: str
    sender_name: str
    sender: str
    to: str
    subject: str
    text: str
    at: datetime
    answered: Answered | None = None
    files: Sequence[IncomingFile] = ()
    is_automatic: bool = False
    is_spam: bool = False


def _quote(answered: Answered) -> str:
    quoted = "\n".join(f"> {line}" for line in answered.text.splitlines())
    return f"\n\nבתאריך {answered.at:%d.%m.%Y, %H:%M}, מאת {answered.sender}:\n{quoted}\n"


def write_mail(draft: Draft) -> bytes:
    """The mail in RFC 5322 form."""
    mail = EmailMessage(policy=SMTP)
    user, _, domain = draft.sender.partition("@")
    mail["From"] = Address(draft.sender_name, user, domain)
    mail["To"] = draft.to
    mail["Subject"] = draft.subject
    mail["Date"] = format_datetime(draft.at)
    mail["Message-ID"] = f"<{draft.mail_id}>"
    body = draft.text
    if draft.answered:
        mail["In-Reply-To"] = mail["References"] = f"<{draft.answered.mail_id}>"
        body += _quote(draft.answered)
    if draft.is_automatic:
        mail["Auto-Submitted"] = "auto-replied"
    if draft.is_spam:
        mail["X-Spam-Flag"] = "YES"
    mail.set_content(body)
    for file in draft.files:
        main, _, sub = file.content_type.partition("/")
        mail.add_attachment(file.content, maintype=main, subtype=sub, filename=file.name)
    return mail.as_bytes()
