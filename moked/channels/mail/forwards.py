"""Who wrote a mail that somebody passed on."""

import email.message

from moked.channels.mail.addresses import parse_addresses, read_addresses
from moked.channels.mail.lines import text_lines
from moked.channels.mail.message import Address, Attachment
from moked.channels.mail.quote_words import FORWARD_SUBJECT
from moked.channels.mail.quotes import header_block, is_forward_separator

# Set by lists and gateways that replace the sender by their own address.
_HEADERS = ("X-Original-From", "X-Original-Sender", "Resent-From")
_SCANNED_LINES = 400


def read_original_sender(message: email.message.Message, subject: str, text: str) -> Address | None:
    """The sender of the forwarded mail, from headers or from the copied ones in the text; None when not forwarded."""
    for name in _HEADERS:
        addresses = read_addresses(message, name)
        if addresses:
            return addresses[0]
    lines = text_lines(text)[:_SCANNED_LINES]
    is_forward = bool(FORWARD_SUBJECT.match(subject))
    for index, line in enumerate(lines):
        is_forward = is_forward or is_forward_separator(line)
        fields = header_block(lines, index) if is_forward else None
        if fields:
            return next(iter(parse_addresses(fields["from"].replace("[mailto:", "<").replace("]", ">"))), None)
    return None


def attached_original(
    message: email.message.Message, subject: str, files: tuple[Attachment, ...]
) -> Attachment | None:
    """The mail passed on as a file: the only one attached to a mail that is no answer; None when there is none."""
    mails = [file for file in files if file.content_type == "message/rfc822"]
    is_answer = "In-Reply-To" in message and not FORWARD_SUBJECT.match(subject)
    return mails[0] if len(mails) == 1 and not is_answer else None
