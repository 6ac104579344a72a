"""What a parsed mail is."""

import dataclasses
import enum
from datetime import datetime

from moked.lib.hebrew import Direction


class Automatic(enum.StrEnum):
    """Why a mail counts as written by a machine; values follow RFC 3834 where it has one."""

    REPLIED = "auto-replied"
    GENERATED = "auto-generated"
    NOTIFIED = "auto-notified"
    BULK = "bulk"


@dataclasses.dataclass(frozen=True, slots=True)
class Address:
    """A mail address, its domain in lower case, and the name beside it (may be empty)."""

    address: str
    name: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Attachment:
    """A part that is not the text. `content_id` has no brackets; `inline` parts are shown in the text."""

    name: str
    content_type: str
    content: bytes = dataclasses.field(repr=False)
    content_id: str | None = None
    inline: bool = False

    @property
    def size(self) -> int:
        """Bytes, decoded."""
        return len(self.content)


@dataclasses.dataclass(frozen=True, slots=True)
class Bounce:
    """A report that a mail did not arrive, or not yet.

    `action` is 'failed' or 'delayed' (RFC 3464); `status` an enhanced code such as '5.1.1' where given;
    `message_id` that of the mail that did not arrive; `permanent` when trying again will not help.
    """

    action: str
    recipients: tuple[str, ...] = ()
    message_id: str | None = None
    status: str | None = None
    diagnostic: str | None = None

    @property
    def permanent(self) -> bool:
        """Failed for good: a failure whose code, if any, is not of the 4.x (passing) class."""
        return self.action == "failed" and not (self.status or "5").startswith("4")


@dataclasses.dataclass(frozen=True, slots=True)
class Charset:
    """How a text was written: `declared` as the mail says (None: nothing), `read_as` the codec that fitted.

    `is_damaged` when some letters could not be read and stand as U+FFFD; `was_visual` when its Hebrew stood as seen
    from the left and was turned round.
    """

    declared: str | None
    read_as: str
    is_damaged: bool = False
    was_visual: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Original:
    """A mail passed on within another, as far as its copied headers, or the file it came as, tell.

    `sender` is None when only a name is told; `sent_at` is in UTC when no zone is.
    """

    sender: Address | None = None
    sender_name: str = ""
    to: tuple[Address, ...] = ()
    subject: str = ""
    sent_at: datetime | None = None
    message_id: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class ParsedMail:
    """One mail, read.

    Message ids stand without angle brackets. `text` is the whole body as text (from the HTML part
    when the mail has no other); `reply_text`, `quoted_text`, `signature_text` and
    `banner_text` (what a server wrote above it) are its pieces.
    `automatic`: which kind of machine wrote it; `refuses_automatic`: whoever did asks for no answer by a machine.
    `is_encrypted`: its text is in a file that only the addressee's key opens. `html` is sanitised,
    `html_reply` the same without what the reply quotes. `original_sender` is whom a forwarded mail
    seems to come from: an offer, never applied here; `original` what else is told of that mail;
    `passed_on` that mail itself, read as if it had come alone; `comment` what was said above it.
    `authentication` holds what mail servers claim to have found about the sender, unread; `proves_sender` reads
    them. `ok` is False when the body could not be read; the other fields then hold what could.
    """

    ok: bool = True
    error: str | None = None
    raw_size: int = 0
    message_id: str | None = None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    sender: Address | None = None
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()
    delivered_to: tuple[str, ...] = ()
    original_sender: Address | None = None
    original: Original | None = None
    passed_on: "ParsedMail | None" = None
    comment: str = ""
    subject: str = ""
    sent_at: datetime | None = None
    text: str = ""
    reply_text: str = ""
    quoted_text: str = ""
    signature_text: str = ""
    banner_text: str = ""
    html: str | None = None
    html_reply: str | None = None
    attachments: tuple[Attachment, ...] = ()
    charsets: tuple[Charset, ...] = ()
    is_encrypted: bool = False
    automatic: Automatic | None = None
    refuses_automatic: bool = False
    list_id: str | None = None
    bounce: Bounce | None = None
    is_spam: bool = False
    authentication: tuple[str, ...] = ()
    language: str | None = None
    direction: Direction | None = None
