"""Taking in: what arrives is stored for good before anybody is told that we have it."""

import enum
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from moked.businesses.scope import in_whole_installation
from moked.channels.domain.identity import identity_of, repeated_key, storable
from moked.channels.jobs import DRAIN_INBOUND, defer_once
from moked.channels.models import Inbound, Mailbox
from moked.channels.selectors import mailboxes_for
from moked.lib import tracing

INSERT = """
INSERT INTO contact_channels_inbound
  (id, business_id, account_id, provider_id, raw, envelope, received_at, state, attempts, next_attempt_at, problem)
VALUES (%s, %s, %s, %s, %s, %s, %s, 'received', 0, %s, '')
ON CONFLICT (account_id, provider_id) DO NOTHING
"""


class Receipt(enum.Enum):
    """What became of one recipient of a mail."""

    KEPT = "kept"
    UNKNOWN = "unknown"  # nobody here has this address


@tracing.traced("mail.store")
@transaction.atomic(savepoint=False)
def store_mail(mailbox: Mailbox, raw: bytes, envelope: Mapping[str, object]) -> tuple[Inbound, bool]:
    """Keeps a mail of a mailbox, once for each key, and defers its processing. True when it is new.

    In a scope that holds the mailbox's business. A repeated key with the same content gives the row that is there;
    with other content it is another mail and kept beside it, so that no id swallows a mail.
    """
    identity = identity_of(raw)
    inbound = Inbound(
        business_id=mailbox.business_id,
        account=mailbox.account,
        provider_id=identity.key,
        raw=raw,
        envelope={**envelope, "digest": identity.digest, **tracing.carried()},
    )
    known = keep_once(inbound)
    if known is not None and known.envelope.get("digest") != identity.digest:
        inbound.provider_id = repeated_key(inbound.provider_id, identity.digest)
        known = keep_once(inbound)
    if known is not None:
        return known, False
    defer_once(DRAIN_INBOUND)
    return inbound, True


def keep_once(inbound: Inbound) -> Inbound | None:
    """Inserts the row; gives the one that stood there already, whoever was faster."""
    facts: list[Any] = [
        inbound.pk,
        inbound.business_id,
        inbound.account_id,
        inbound.provider_id,
        inbound.raw,
        Jsonb(inbound.envelope),
        inbound.received_at,
        inbound.next_attempt_at,
    ]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, facts)
        if cursor.rowcount == 1:
            return None
    return Inbound.objects.defer("raw").get(account_id=inbound.account_id, provider_id=inbound.provider_id)


def accept_mail(
    raw: bytes, *, sender: str, recipients: Sequence[str], transport: Mapping[str, object]
) -> list[Receipt]:
    """Keeps a delivered mail for every mailbox among its recipients, all or none; a receipt for each recipient.

    Several addresses of one mailbox make one mail. `sender` is that of the envelope.
    """
    with in_whole_installation("one mail may be meant for several businesses"), transaction.atomic():
        found = mailboxes_for(recipients)
        for mailbox in {mailbox.pk: mailbox for mailbox in found.values()}.values():
            own = [storable(each) for each in recipients if each in found and found[each].pk == mailbox.pk]
            store_mail(mailbox, raw, {**transport, "sender": storable(sender), "recipients": own})
    return [Receipt.KEPT if address in found else Receipt.UNKNOWN for address in recipients]


def is_known_recipient(address: str) -> bool:
    """Whether a mailbox in use receives this address."""
    with in_whole_installation("the address says whose it is"):
        return bool(mailboxes_for([address]))
