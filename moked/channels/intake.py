"""Taking in: what arrives is stored for good before anybody is told that we have it."""

import enum
from collections.abc import Mapping, Sequence

from django.db import connection, transaction
from django.utils import timezone

from moked.businesses.scope import in_scope, in_whole_installation
from moked.channels.domain.identity import content_digest, inbound_key, repeated_key
from moked.channels.jobs import DRAIN_INBOUND, defer_once
from moked.channels.models import Account, Inbound, Mailbox
from moked.channels.selectors import mailboxes_for
from moked.lib.ids import new_id

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


@transaction.atomic
def store_inbound(
    *, account: Account, raw: bytes, envelope: Mapping[str, object], provider_id: str
) -> tuple[Inbound, bool]:
    """Keeps what came, once for each (account, provider id), and defers its processing. True when it is new.

    The business must be in scope. A repeated id with the same content gives the row that is there; with other
    content it is another mail and kept beside it, so that no id swallows a mail.
    """
    digest = content_digest(raw)
    facts = {**envelope, "digest": digest}
    if not provider_id.strip():
        provider_id = f"sha256:{digest}"
    is_new = _insert(account, provider_id, raw, facts)
    stored = Inbound.objects.defer("raw").get(account=account, provider_id=provider_id)
    if not is_new and stored.envelope.get("digest") != digest:
        provider_id = repeated_key(provider_id, digest)
        is_new = _insert(account, provider_id, raw, facts)
        stored = Inbound.objects.defer("raw").get(account=account, provider_id=provider_id)
    if is_new:
        defer_once(DRAIN_INBOUND)
    return stored, is_new


def _insert(account: Account, provider_id: str, raw: bytes, envelope: Mapping[str, object]) -> bool:
    now = timezone.now()
    envelope_json = Inbound._meta.get_field("envelope").get_db_prep_save(dict(envelope), connection)
    with connection.cursor() as cursor:
        cursor.execute(INSERT, (new_id(), account.business_id, account.pk, provider_id, raw, envelope_json, now, now))
        return bool(cursor.rowcount == 1)


def store_mail(mailbox: Mailbox, raw: bytes, envelope: Mapping[str, object]) -> tuple[Inbound, bool]:
    """Keeps a mail of a mailbox, in the scope of its business."""
    with in_scope([mailbox.business_id]):
        return store_inbound(
            account=mailbox.account, raw=raw, envelope=envelope, provider_id=inbound_key(raw, content_digest(raw))
        )


def accept_mail(
    raw: bytes, *, sender: str, recipients: Sequence[str], transport: Mapping[str, object]
) -> list[Receipt]:
    """Keeps a delivered mail for every mailbox among its recipients, all or none; a receipt for each recipient.

    Several addresses of one mailbox make one mail. `sender` is that of the envelope.
    """
    with in_whole_installation("one mail may be meant for several businesses"), transaction.atomic():
        found = mailboxes_for(recipients)
        for mailbox in {mailbox.pk: mailbox for mailbox in found.values()}.values():
            own = [address for address in recipients if address in found and found[address].pk == mailbox.pk]
            store_mail(mailbox, raw, {**transport, "sender": sender, "recipients": own})
    return [Receipt.KEPT if address in found else Receipt.UNKNOWN for address in recipients]


def is_known_recipient(address: str) -> bool:
    """Whether a mailbox in use receives this address."""
    with in_whole_installation("the address says whose it is"):
        return bool(mailboxes_for([address]))
