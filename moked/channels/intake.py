"""Taking in: what arrives is stored for good before anybody is told that we have it."""

import enum
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from moked.businesses.scope import in_whole_installation
from moked.channels.domain.identity import identity_of, repeated_key, storable
from moked.channels.jobs import DRAIN_INBOUND, defer_once
from moked.channels.models import Inbound, Mailbox
from moked.channels.selectors import mailboxes_for
from moked.lib import tracing

INSERT = """
INSERT INTO contact_channels_inbound
  (id, business_id, account_id, provider_id, raw, envelope, received_at, next_attempt_at, state, attempts, problem)
{rows}
ON CONFLICT (account_id, provider_id) DO NOTHING
RETURNING id
"""
INSERT_ONE = INSERT.format(rows="VALUES (%s, %s, %s, %s, %b, %s, %s, %s, 'received', 0, '')")
# In the order of keys, so that two who keep the same mails do not wait for each other. Not for one: a large one would
# be written down on the way.
INSERT_ALL = INSERT.format(
    rows="""
SELECT id, business, account, key, raw, envelope::jsonb, received_at, next_attempt_at, 'received', 0, ''
FROM unnest(
  %s::uuid[], %s::uuid[], %s::uuid[], %s::text[], %b::bytea[], %s::text[], %s::timestamptz[], %s::timestamptz[]
) AS mail (id, business, account, key, raw, envelope, received_at, next_attempt_at)
ORDER BY account, key"""
)


class Receipt(enum.Enum):
    """What became of one recipient of a mail."""

    KEPT = "kept"
    UNKNOWN = "unknown"  # nobody here has this address


@dataclass(frozen=True)
class Handed:
    """A mail as it was handed in: its bytes, sender and recipients of its envelope, and how it came."""

    raw: bytes
    sender: str
    recipients: Sequence[str]
    transport: Mapping[str, object]


def store_mail(mailbox: Mailbox, raw: bytes, envelope: Mapping[str, object]) -> tuple[Inbound, bool]:
    """Keeps a mail of a mailbox, once for each key, and defers its processing. True when it is new.

    In a scope that holds the mailbox's business. A repeated key with the same content gives the row that is there;
    with other content it is another mail and kept beside it, so that no id swallows a mail.
    """
    with tracing.span("mail.store"):
        ((kept, is_new),) = _store([_inbound(mailbox, raw, {**envelope, **tracing.carried()})])
    return kept, is_new


def _inbound(mailbox: Mailbox, raw: bytes, envelope: Mapping[str, object]) -> Inbound:
    identity = identity_of(raw)
    return Inbound(
        business_id=mailbox.business_id,
        account_id=mailbox.account_id,
        provider_id=identity.key,
        raw=raw,
        envelope={**envelope, "digest": identity.digest},
    )


@transaction.atomic(savepoint=False)
def _store(inbounds: Sequence[Inbound]) -> list[tuple[Inbound, bool]]:
    """Keeps mails as above, all or none; gives for each what stands and whether it is new."""
    known = dict(zip(inbounds, keep(inbounds), strict=True))
    others = [
        mail for mail, there in known.items() if there and there.envelope.get("digest") != mail.envelope["digest"]
    ]
    for mail in others:
        mail.provider_id = repeated_key(mail.provider_id, mail.envelope["digest"])
    known |= zip(others, keep(others), strict=True)
    if None in known.values():
        defer_once(DRAIN_INBOUND)
    return [(there or mail, there is None) for mail, there in known.items()]


def keep(inbounds: Sequence[Inbound]) -> list[Inbound | None]:
    """Inserts the rows by one statement; gives for each the one that stood there already, whoever was faster."""
    if not inbounds:
        return []
    rows = [_facts(inbound) for inbound in inbounds]
    with connection.cursor() as cursor:
        if len(rows) == 1:
            cursor.execute(INSERT_ONE, rows[0])
        else:
            columns: list[Any] = [list(column) for column in zip(*rows, strict=True)]
            cursor.execute(INSERT_ALL, columns)
        new = {key for (key,) in cursor.fetchall()}
    return [None if inbound.pk in new else _that_stands(inbound) for inbound in inbounds]


def _facts(inbound: Inbound) -> list[Any]:
    return [
        inbound.pk,
        inbound.business_id,
        inbound.account_id,
        inbound.provider_id,
        inbound.raw,
        json.dumps(inbound.envelope),
        inbound.received_at,
        inbound.next_attempt_at,
    ]


def _that_stands(inbound: Inbound) -> Inbound:
    return Inbound.objects.defer("raw").get(account_id=inbound.account_id, provider_id=inbound.provider_id)


def accept_mails(mails: Sequence[Handed]) -> list[list[Receipt]]:
    """Keeps delivered mails for every mailbox among their recipients, all or none. For each a receipt a recipient.

    Several addresses of one mailbox make one mail.
    """
    with in_whole_installation("one mail may be meant for several businesses"), transaction.atomic():
        found = mailboxes_for({address for mail in mails for address in mail.recipients})
        inbounds = [inbound for mail in mails for inbound in _inbounds(mail, found)]
        if inbounds:
            _store(inbounds)
    return [[Receipt.KEPT if address in found else Receipt.UNKNOWN for address in mail.recipients] for mail in mails]


def _inbounds(mail: Handed, found: Mapping[str, Mailbox]) -> list[Inbound]:
    mailboxes = {found[address].pk: found[address] for address in mail.recipients if address in found}
    envelope = {**mail.transport, "sender": storable(mail.sender)}
    return [
        _inbound(mailbox, mail.raw, {**envelope, "recipients": _own(mail, found, mailbox)})
        for mailbox in mailboxes.values()
    ]


def _own(mail: Handed, found: Mapping[str, Mailbox], mailbox: Mailbox) -> list[str]:
    return [storable(each) for each in mail.recipients if each in found and found[each].pk == mailbox.pk]


def is_known_recipient(address: str) -> bool:
    """Whether a mailbox in use receives this address."""
    with in_whole_installation("the address says whose it is"):
        return bool(mailboxes_for([address]))
