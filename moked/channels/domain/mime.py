"""A composed mail as bytes (RFC 5322, MIME).

With the legacy classes: the modern ones encode a Message-ID longer than a line as a word, and threads break.
"""

from datetime import datetime
from email import policy
from email.encoders import encode_base64
from email.header import Header
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr

from moked.channels.domain.compose import ComposedMail, OutgoingFile

_AS_IT_IS = ("Message-ID", "In-Reply-To", "References")


def mail_bytes(mail: ComposedMail, *, at: datetime) -> bytes:
    """The mail with CRLF line ends; text and HTML side by side, files after them."""
    body: Message = MIMEMultipart("alternative")
    for kind, text in (("plain", mail.text), ("html", mail.html)):
        body.attach(MIMEText(text, kind, "utf-8"))
    message = _with_files(body, mail.files) if mail.files else body
    message["From"] = formataddr((mail.from_name, mail.from_address))
    message["To"] = mail.to_address
    message["Reply-To"] = mail.reply_to
    message["Subject"] = mail.subject if mail.subject.isascii() else Header(mail.subject, "utf-8").encode()
    message["Date"] = format_datetime(at)
    for name, value in mail.headers.items():
        message[name] = value.replace(" ", "\r\n ") if name in _AS_IT_IS else value
    return message.as_bytes(policy=policy.compat32.clone(linesep="\r\n"))


def _with_files(body: Message, files: tuple[OutgoingFile, ...]) -> Message:
    mixed = MIMEMultipart("mixed")
    mixed.attach(body)
    for file in files:
        main, _, sub = file.content_type.partition("/")
        part = MIMEBase(main or "application", sub or "octet-stream")
        part.set_payload(file.content)
        encode_base64(part)
        filename = file.name if file.name.isascii() else ("utf-8", "", file.name)
        part.add_header("Content-Disposition", "attachment", filename=filename)
        mixed.attach(part)
    return mixed
