"""The doors to an agreement: a colleague's, by the customer; a party's, by the token of a mail."""

from uuid import UUID

from django.conf import settings
from django.utils import timezone

from moked.agreements.models import Agreement, Party
from moked.cases.domain.link_token import key_from, sign_key
from moked.cases.links import LIFETIME
from moked.customers.access import get_customer
from moked.lib.errors import NotFound
from moked.staff.actors import Actor
from moked.staff.permissions import Permission

TO = Permission.PROFILES_EDIT
PURPOSE = "agreement"


def get_agreement(actor: Actor, agreement_id: UUID, *, to: Permission, lock: bool = False) -> Agreement:
    """A version, by the door of its customer; customer, business, walk and its form are loaded.

    Raises NotFound and NotAllowed.
    """
    rows = Agreement.objects.select_for_update(of=("self",)) if lock else Agreement.objects
    loaded = rows.defer("document").select_related("customer__business", "walk__version", "owner", "answered_by")
    agreement = loaded.filter(pk=agreement_id).first()
    if agreement is None:
        raise NotFound
    get_customer(actor, agreement.customer_id, to=to)
    return agreement


def party_token(party: Party) -> str:
    """The part of the address that opens the agreement for this party."""
    return sign_key(party.pk.bytes, secret=settings.SECRET_KEY, purpose=PURPOSE)


def open_party(token: str) -> Party:
    """The party behind a token, with the agreement, its customer and business.

    Needs the whole installation in scope. Raises NotFound for a token that is forged or too old, or of our own side.
    """
    key = key_from(token, secrets=(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS), purpose=PURPOSE)
    party = (
        Party.objects.select_related(
            "agreement__customer__business", "agreement__owner", "agreement__answered_by", "contact_point__customer"
        )
        .defer("agreement__document")
        .filter(pk=UUID(bytes=key), contact_point__isnull=False)
        .first()
        if key
        else None
    )
    if party is None or party.agreement.sent_at is None or party.agreement.sent_at + LIFETIME <= timezone.now():
        raise NotFound
    return party
