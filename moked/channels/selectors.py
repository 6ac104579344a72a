"""Reads about mailboxes, what came in and what went out."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Lower

from moked.channels.domain.reply_address import mailbox_candidates
from moked.channels.models import Delivery, Inbound, Letter, Mailbox
from moked.lib.errors import NotFound
from moked.staff.actors import Actor, PersonActor
from moked.staff.permissions import Permission

TRAY_LIMIT = 200


def active_mailboxes() -> QuerySet[Mailbox]:
    """Mailboxes in use, with their accounts."""
    return Mailbox.objects.select_related("account", "business").filter(account__is_active=True)


def mailboxes_for(addresses: Iterable[str]) -> dict[str, Mailbox]:
    """Recipient address -> the mailbox that receives it; addresses nobody has are left out. One query."""
    wanted = {address: mailbox_candidates(address) for address in addresses}
    names = {name for candidates in wanted.values() for name in candidates}
    rows = active_mailboxes().alias(low=Lower("address")).filter(low__in=names)
    known = {mailbox.address.lower(): mailbox for mailbox in rows}
    found = {
        address: next((known[name] for name in candidates if name in known), None)
        for address, candidates in wanted.items()
    }
    return {address: mailbox for address, mailbox in found.items() if mailbox is not None}


def first_mailbox(business_id: UUID) -> Mailbox | None:
    """The mailbox a business writes from when a case came by another road: its oldest one."""
    return active_mailboxes().filter(business_id=business_id).order_by("account_id").first()


def mailbox_of(account_id: UUID | None, business_id: UUID) -> Mailbox | None:
    """The mailbox a case is answered from: the one it came through, otherwise the business's first."""
    own = active_mailboxes().filter(account_id=account_id).first() if account_id else None
    return own or first_mailbox(business_id)


def deliveries_of(message_ids: Iterable[UUID]) -> dict[UUID, list[Delivery]]:
    """Message -> its deliveries, oldest first, for the receipts a timeline shows. One query."""
    found: dict[UUID, list[Delivery]] = {}
    for delivery in Delivery.objects.filter(message_id__in=list(message_ids)).order_by("created_at"):
        found.setdefault(delivery.message_id, []).append(delivery)
    return found


def inbound_tray(actor: PersonActor) -> list[Inbound]:
    """What could not be processed, newest first, in the businesses where the actor looks after it. Without raw."""
    allowed = actor.businesses_allowing(Permission.INTAKE_REVIEW)
    return list(
        Inbound.objects.select_related("account", "business")
        .defer("raw")
        .filter(business_id__in=allowed, state=Inbound.State.NEEDS_A_LOOK)
        .order_by("-received_at")[:TRAY_LIMIT]
    )


def get_inbound(actor: Actor, inbound_id: UUID, *, lock: bool = False) -> Inbound:
    """Something received, for those who look after it. Raises NotFound."""
    rows = Inbound.objects.select_for_update(of=("self",)) if lock else Inbound.objects
    inbound = rows.filter(pk=inbound_id).first()
    if inbound is None or not actor.may(Permission.INTAKE_REVIEW, inbound.business_id):
        raise NotFound
    return inbound


def inbound_raw(actor: Actor, inbound_id: UUID) -> bytes:
    """The bytes as they came. Raises NotFound."""
    return bytes(get_inbound(actor, inbound_id).raw)


def letter_addresses() -> list[str]:
    """Who has letters in the built-in letterbox, by address."""
    return list(Letter.objects.order_by("to").values_list("to", flat=True).distinct())


def letters_of(address: str) -> list[Letter]:
    """The letters to an address, newest first."""
    return list(Letter.objects.select_related("business").filter(to=address.strip().lower()).order_by("-at"))
