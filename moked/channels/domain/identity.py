"""What makes two arrivals the same mail, and the form in which ids are kept."""

import re
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser
from hashlib import sha256

from moked.channels.mail.identifiers import read_message_id

# Column widths; whatever is longer is kept as a hash.
LONGEST_KEY = 180
LONGEST_ID = 250
# What every hop leaves alone. Trace headers differ between two copies of one mail.
_STABLE_HEADERS = ("From", "Date", "Subject", "Message-ID", "In-Reply-To")
_UNUSABLE = re.compile(r"[\s<>\x00-\x1f\x7f]")
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True)
class Identity:
    """By what a mail is known: `digest`, the hexadecimal SHA-256 of what it says, is the same for each copy of it
    whatever way it came; by `key` it is received once: its Message-ID, or the digest where there is no usable one."""

    digest: str
    key: str


def identity_of(raw: bytes) -> Identity:
    """Reads who a mail is, from its headers and its bytes."""
    header = _header(raw)
    said = [str(header.get(name, "")) for name in _STABLE_HEADERS]
    body = _END_OF_HEADERS.split(raw, maxsplit=1)[-1].replace(b"\r\n", b"\n").rstrip(b"\n")
    told = "\n".join(" ".join(value.split()) for value in said).encode("utf-8", "replace")
    digest = sha256(told + body).hexdigest()
    mail_id = read_message_id(header)
    is_usable = mail_id and len(mail_id) <= LONGEST_KEY and not _UNUSABLE.search(mail_id)
    return Identity(digest, mail_id if mail_id and is_usable else f"sha256:{digest}")


def repeated_key(key: str, digest: str) -> str:
    """The key of a mail that carries another mail's Message-ID but says something else."""
    return f"{key}#{digest[:32]}"


def reference_key(mail_id: str) -> str:
    """A Message-ID as it is kept for threading; a very long one as its hash."""
    cleaned = mail_id.replace("\x00", "")
    if len(cleaned) <= LONGEST_ID:
        return cleaned
    return f"sha256:{sha256(cleaned.encode('utf-8', 'replace')).hexdigest()}"


def _header(raw: bytes) -> Message:
    begun = raw.lstrip(b"\r\n\xef\xbb\xbf")
    end = _END_OF_HEADERS.search(begun)
    return BytesHeaderParser().parsebytes(begun[: end.end()] if end else begun)


def storable(address: str) -> str:
    """An address of an envelope as a database keeps it: what is no letter in it is replaced, so it is nobody's."""
    return address.replace("\0", "?").encode("utf-8", "replace").decode()
