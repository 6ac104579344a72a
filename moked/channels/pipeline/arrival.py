"""What the steps know about one mail: itself, read, and the few rows it touches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from moked.businesses.models import Business, Language
from moked.cases.models import Message
from moked.channels.domain.identity import reference_key
from moked.channels.errors import Unprocessable
from moked.channels.listener import is_relay
from moked.channels.mail import ParsedMail, parse_as_far_as_possible, parse_mail, proves_sender
from moked.channels.models import Account, Inbound, Mailbox, MailReference
from moked.lib.postgres.questions import asked_often
from moked.staff.actors import SystemActor

PIPELINE = SystemActor("mail")
# The root of a thread and its latest mails; the middle of a very long one finds nothing that these do not.
MOST_REFERENCES = 40
# The problem of a mail whose every reading ended its reader.
WORKER_LOST = "worker_lost"
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(thread, 0)) FROM unnest(%s::text[]) AS named (thread)"


@dataclass(frozen=True)
class Outcome:
    """What became of a mail. `note` is a code when it became no message of its own."""

    message: Message | None = None
    note: str = ""


@dataclass(frozen=True)
class ReadMail:
    """A mail that was read and not yet looked up. `keys` are those of the mails it names, the root of its thread
    first, its own last."""

    inbound: Inbound
    parsed: ParsedMail
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Arrival:
    """A mail inside the transaction that brings it in. `references` are the known ones of those it names."""

    inbound: Inbound
    parsed: ParsedMail
    references: Mapping[str, MailReference]

    @property
    def account(self) -> Account:
        return self.inbound.account

    @property
    def mailbox(self) -> Mailbox:
        return self.inbound.account.mailbox

    @property
    def business(self) -> Business:
        return self.inbound.business

    @property
    def business_id(self) -> UUID:
        return self.inbound.business_id

    @property
    def at(self) -> datetime:
        """When we received it; what a mail says about its own date can be anything."""
        return self.inbound.received_at

    @property
    def own_key(self) -> str:
        """Its Message-ID as kept for threading; empty when it has none."""
        return reference_key(self.parsed.message_id) if self.parsed.message_id else ""

    @property
    def own_reference(self) -> MailReference | None:
        """The earlier mail with the same Message-ID."""
        return self.references.get(self.own_key)

    @property
    def text(self) -> str:
        """What its writer said now; everything when nothing stands out from what is quoted."""
        return self.parsed.reply_text or self.parsed.text

    @property
    def language(self) -> str:
        """The language it is written in, if we serve in it; otherwise that of the mailbox."""
        written = self.parsed.language or ""
        return written if written in Language.values else self.account.language

    @property
    def is_automatic(self) -> bool:
        """Whether a program wrote it. A mail delivered without a return address must not be answered (RFC 3834)."""
        envelope = self.inbound.envelope
        has_no_return = envelope.get("transport") in ("smtp", "lmtp") and not envelope.get("sender")
        return self.parsed.automatic is not None or has_no_return

    @property
    def is_sender_proven(self) -> bool:
        """Whether the mail server in front of the mailbox found that the mail comes from the domain it names.

        Whoever hands a mail to us directly can write such findings themselves.
        """
        if self.parsed.sender is None or not is_relay(str(self.inbound.envelope.get("peer") or "")):
            return False
        host, address = self.mailbox.authentication_host, self.parsed.sender.address
        return proves_sender(self.parsed.authentication, host=host, address=address)

    def is_own(self, address: str) -> bool:
        """Whether the address is the mailbox itself."""
        return address.lower() == self.mailbox.address.lower()


def read_mail(inbound: Inbound) -> ReadMail:
    """Reads the mail. Raises Unprocessable for what cannot be read."""
    parsed = parse_mail(bytes(inbound.raw))
    if not parsed.ok:
        raise Unprocessable(f"unreadable:{(parsed.error or '').partition(':')[0]}")
    return _read(inbound, parsed)


def read_for_a_person(inbound: Inbound) -> ReadMail:
    """Reads as much of the mail as can be read, with the mail as a file where that is not all."""
    raw = bytes(inbound.raw)
    return _read(inbound, parse_as_far_as_possible(raw, head_alone=inbound.problem == WORKER_LOST))


def _read(inbound: Inbound, parsed: ParsedMail) -> ReadMail:
    return ReadMail(inbound, parsed, tuple(reference_key(mail_id) for mail_id in _named(parsed)))


def _named(parsed: ParsedMail) -> list[str]:
    """The ids a mail names; an empty one never counts."""
    references = parsed.references
    if len(references) > MOST_REFERENCES:
        references = (references[0], *references[1 - MOST_REFERENCES :])
    named = (*references, parsed.in_reply_to, parsed.message_id)
    return list(dict.fromkeys(mail_id for mail_id in named if mail_id and mail_id.strip()))


def look_up(mails: Sequence[ReadMail]) -> list[Arrival]:
    """The mails of one business with what they refer to, alone in their threads until the transaction ends."""
    business_id = mails[0].inbound.business_id
    roots = {f"mail:{business_id}:{mail.keys[0]}" for mail in mails if mail.keys}
    known: dict[str, MailReference] = {}
    if roots:
        # Two mails of one thread, or two copies of one mail, come in one after the other. In order, so that of two
        # workers with several threads neither waits for the other.
        with connection.cursor() as cursor:
            cursor.execute(LOCK, (sorted(roots),))
        known = {row.mail_id: row for row in _known(business_id, [key for mail in mails for key in mail.keys])}
    return [
        Arrival(mail.inbound, mail.parsed, {key: known[key] for key in mail.keys if key in known}) for mail in mails
    ]


@asked_often
def _known(business_id: UUID, keys: list[str]) -> QuerySet[MailReference]:
    rows = MailReference.objects.select_related(
        "case__business", "case__customer", "case__canonical", "message__contact_point"
    )
    return rows.filter(business_id=business_id, mail_id__any_of=keys)
