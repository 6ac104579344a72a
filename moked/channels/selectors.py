"""Reads about mailboxes, what came in and what went out."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Lower

from moked.channels.domain.reply_address import mailbox_candidates
from moked.channels.models import Inbound, Letter, Mailbox
from moked.lib.errors import NotFound
from moked.staff.actors import Actor
from moked.staff.permissions import Permission


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


def get_inbound(actor: Actor, inbound_id: UUID, *, lock: bool = False) -> Inbound:
    """Something received, for those who look after it. Raises NotFound."""
    rows = Inbound.objects.select_for_update(of=("self",)) if lock else Inbound.objects
    inbound = rows.filter(pk=inbound_id).first()
    if inbound is None or not actor.may(Permission.INTAKE_REVIEW, inbound.business_id):
        raise NotFound
    return inbound


def letters_of(address: str) -> list[Letter]:
    """The letters to an address, newest first."""
    return list(Letter.objects.select_related("business").filter(to=address.strip().lower()).order_by("-at"))
