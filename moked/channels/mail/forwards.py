"""Who wrote a mail that somebody passed on."""

import email.message

from moked.channels.mail.addresses import parse_addresses, read_addresses
from moked.channels.mail.dates import parse_date
from moked.channels.mail.lines import text_lines
from moked.channels.mail.message import Address, Attachment, Original
from moked.channels.mail.quote_words import FORWARD_SUBJECT
from moked.channels.mail.quotes import header_block, is_forward_separator

# Set by lists and gateways that replace the sender by their own address.
_HEADERS = ("X-Original-From", "X-Original-Sender", "Resent-From")
_SCANNED_LINES = 400


def read_original(message: email.message.Message, subject: str, text: str) -> Original | None:
    """The mail passed on, from headers or from the copied ones in the text; None when nothing was."""
    for name in _HEADERS:
        addresses = read_addresses(message, name)
        if addresses:
            return Original(addresses[0], addresses[0].name)
    lines = text_lines(text)[:_SCANNED_LINES]
    is_forward = bool(FORWARD_SUBJECT.match(subject))
    for index, line in enumerate(lines):
        is_forward = is_forward or is_forward_separator(line)
        fields = header_block(lines, index) if is_forward else None
        if fields and "from" in fields:
            return _copied(fields)
    return None


def _copied(fields: dict[str, str]) -> Original:
    sender = next(iter(_addresses(fields["from"])), None)
    return Original(
        sender=sender,
        sender_name=sender.name if sender else fields["from"],
        to=_addresses(fields.get("to", "")),
        subject=fields.get("subject", ""),
        sent_at=parse_date(fields.get("sent") or fields.get("date", "")),
    )


def _addresses(copied: str) -> tuple[Address, ...]:
    return parse_addresses(copied.replace("[mailto:", "<").replace("]", ">"))


def attached_original(
    message: email.message.Message, subject: str, files: tuple[Attachment, ...]
) -> Attachment | None:
    """The mail passed on as a file: the only one attached to a mail that is no answer; None when there is none."""
    mails = [file for file in files if file.content_type == "message/rfc822"]
    is_answer = "In-Reply-To" in message and not FORWARD_SUBJECT.match(subject)
    return mails[0] if len(mails) == 1 and not is_answer else None
