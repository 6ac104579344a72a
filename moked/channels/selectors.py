"""Reads about mailboxes, what came in and what went out."""

import json
from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import Lower

from moked.channels.domain.identity import storable
from moked.channels.domain.reply_address import mailbox_candidates
from moked.channels.models import Delivery, Inbound, Letter, Mailbox
from moked.lib.errors import NotFound
from moked.lib.postgres.questions import asked_often
from moked.lib.secrets import unseal
from moked.staff.actors import Actor
from moked.staff.models import Person
from moked.staff.permissions import Permission


def active_mailboxes() -> QuerySet[Mailbox]:
    """Mailboxes in use, with their accounts."""
    return Mailbox.objects.select_related("account", "business").filter(account__is_active=True)


def mailboxes_for(addresses: Iterable[str]) -> dict[str, Mailbox]:
    """Recipient address -> the mailbox that receives it; addresses nobody has are left out. One query."""
    wanted = {address: mailbox_candidates(storable(address)) for address in addresses}
    names = {name for candidates in wanted.values() for name in candidates}
    known = {mailbox.address.lower(): mailbox for mailbox in _mailboxes(list(names))} if names else {}
    found = {
        address: next((known[name] for name in candidates if name in known), None)
        for address, candidates in wanted.items()
    }
    return {address: mailbox for address, mailbox in found.items() if mailbox is not None}


@asked_often
def _mailboxes(names: list[str]) -> QuerySet[Mailbox]:
    return active_mailboxes().alias(low=Lower("address")).filter(low__any_of=names)


def first_mailbox(business_id: UUID) -> Mailbox | None:
    """The mailbox a business writes from when a case came by another road: its oldest one."""
    return next(iter(_oldest_mailbox(business_id)), None)


@asked_often
def _oldest_mailbox(business_id: UUID) -> QuerySet[Mailbox]:
    return active_mailboxes().filter(business_id=business_id).order_by("account_id")[:1]


def mailbox_of(account_id: UUID | None, business_id: UUID) -> Mailbox | None:
    """The mailbox a case is answered from: the one it came through, otherwise the business's first."""
    own = _own_mailbox(account_id) if account_id else []
    return next(iter(own), None) or first_mailbox(business_id)


@asked_often
def _own_mailbox(account_id: UUID) -> QuerySet[Mailbox]:
    return active_mailboxes().filter(account_id=account_id)


def needing_a_look(business_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How much of what came in waits for a person's eyes in each of the businesses; those where nothing does are left
    out. One query, and none for no business."""
    keys = list(business_ids)
    return dict(_needing_a_look(keys)) if keys else {}


@asked_often
def _needing_a_look(business_ids: list[UUID]) -> QuerySet[Inbound, tuple[UUID, int]]:
    rows = Inbound.objects.filter(business_id__any_of=business_ids, state=Inbound.State.NEEDS_A_LOOK)
    return rows.order_by().values("business_id").annotate(count=Count("pk")).values_list("business_id", "count")


def get_inbound(actor: Actor, inbound_id: UUID, *, lock: bool = False) -> Inbound:
    """Something received, for those who look after it. Raises NotFound."""
    rows = Inbound.objects.select_for_update(of=("self",)) if lock else Inbound.objects
    inbound = rows.filter(pk=inbound_id).first()
    if inbound is None or not actor.may(Permission.INTAKE_REVIEW, inbound.business_id):
        raise NotFound
    return inbound


def letters_for(person: Person) -> QuerySet[Letter]:
    """The letters in scope that somebody may read. Mail to a colleague is left out: it can hold a way to sign in."""
    colleagues = Person.objects.exclude(pk=person.pk).values(low=Lower("email"))
    return Letter.objects.exclude(to__in=colleagues)


def kept_messages(message_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of the messages whose mail ended in the built-in letterbox of a business that is no demonstration.

    Told by the letters themselves, since a mailbox's road may have changed meanwhile. One query.
    """
    keys = list(message_ids)
    return frozenset(_kept(keys)) if keys else frozenset()


@asked_often
def _kept(message_ids: list[UUID]) -> QuerySet[Delivery, UUID]:
    letters = Letter.objects.filter(
        business_id=OuterRef("business_id"),
        to=Lower(OuterRef("contact_point__shown")),
        at__gte=OuterRef("created_at"),
        at__lte=OuterRef("sent_at"),
    )
    sent = Delivery.objects.filter(message_id__any_of=message_ids, state=Delivery.State.SENT, business__is_demo=False)
    return sent.filter(Exists(letters)).values_list("message_id", flat=True)


def provider_options(mailbox: Mailbox) -> dict[str, str]:
    """What the mailbox's provider asks for, in plain, named as its backend takes it; empty without one."""
    options: dict[str, str] = json.loads(unseal(mailbox.provider_settings, secret=settings.SECRET_KEY) or "{}")
    return options
