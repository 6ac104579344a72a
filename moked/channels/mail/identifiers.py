"""Message ids: Message-ID, In-Reply-To, References."""

import email.message
import re

from moked.channels.mail.headers import raw_header

_BRACKETED = re.compile(r"<([^<>]{1,998})>")
_BLANKS = re.compile(r"\s+")
# A thread longer than this names its root and its latest mails; the middle threads nothing.
_MOST = 200


def message_ids(value: str) -> tuple[str, ...]:
    """Ids in a header's value, in order, without brackets, blanks and repeats; empty ones do not count."""
    found = _BRACKETED.findall(value)
    # Folding inside an id leaves a blank that is no part of it.
    ids = [_BLANKS.sub("", each) for each in found] or [
        word for word in value.replace(",", " ").split() if "@" in word and not set(word) & set("<>\"'()")
    ]
    unique = tuple(dict.fromkeys(each for each in ids if each))
    return unique if len(unique) <= _MOST else (unique[0], *unique[1 - _MOST :])


def read_message_id(message: email.message.Message) -> str | None:
    """The mail's own id; None when missing or empty."""
    value = raw_header(message, "Message-ID")
    ids = message_ids(value)
    if ids:
        return ids[0]
    return _BLANKS.sub("", value).strip("<>") or None


def read_in_reply_to(message: email.message.Message) -> str | None:
    """The id of the mail answered: the first when several are named."""
    return next(iter(message_ids(raw_header(message, "In-Reply-To"))), None)


def read_references(message: email.message.Message) -> tuple[str, ...]:
    """Ids of the thread, oldest first."""
    return message_ids(raw_header(message, "References"))
