"""The customer's link to their case: signed, expiring, revocable, for one contact point and this case only."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from moked.cases.access import get_case
from moked.cases.events import CaseLinkRevoked
from moked.cases.models import Case, CaseLink
from moked.customers.models import ContactPoint
from moked.journal.record import record
from moked.lib.errors import NotFound
from moked.staff.actors import Actor
from moked.staff.permissions import Permission

LIFETIME = timedelta(days=90)
# A link about to expire is not put into a new message.
RENEW_BEFORE = timedelta(days=30)
SIGNATURE_BYTES = 16


def _signature(key: bytes) -> bytes:
    secret = f"moked.case-link:{settings.SECRET_KEY}".encode()
    return hmac.new(secret, key, sha256).digest()[:SIGNATURE_BYTES]


def token_of(link: CaseLink) -> str:
    """The part of the address that opens the link."""
    key = link.pk.bytes
    return urlsafe_b64encode(key + _signature(key)).decode().rstrip("=")


def link_for(case: Case, contact_point: ContactPoint) -> CaseLink:
    """A live link of this contact point to the case; made when there is none that lasts long enough."""
    now = timezone.now()
    live = CaseLink.objects.filter(
        case=case, contact_point=contact_point, revoked_at=None, expires_at__gt=now + RENEW_BEFORE
    ).first()
    return live or CaseLink.objects.create(
        business_id=case.business_id, case=case, contact_point=contact_point, expires_at=now + LIFETIME
    )


def link_url(case: Case, contact_point: ContactPoint) -> str:
    """The full address to put into a message."""
    return f"{settings.PUBLIC_URL}/c/{token_of(link_for(case, contact_point))}/"


def open_link(token: str) -> CaseLink:
    """The link behind a token, with its case, business and contact point.

    Needs the whole installation in scope: the token alone says whose it is. Raises NotFound for a token that is
    forged, expired or revoked; all look alike.
    """
    try:
        raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (Base64Error, ValueError) as error:
        raise NotFound from error
    key, signature = raw[:16], raw[16:]
    if len(key) != 16 or not hmac.compare_digest(signature, _signature(key)):
        raise NotFound
    link = (
        CaseLink.objects.select_related("case__business", "case__assignee", "contact_point__customer")
        .filter(pk=UUID(bytes=key), revoked_at=None, expires_at__gt=timezone.now())
        .first()
    )
    if link is None:
        raise NotFound
    return link


@transaction.atomic
def revoke_links(*, actor: Actor, case_id: UUID) -> int:
    """Makes every link to the case useless, for example after one was forwarded. Gives how many there were."""
    case = get_case(actor, case_id, to=Permission.CASES_ANSWER, lock=True)
    links = list(CaseLink.objects.filter(case=case, revoked_at=None).values_list("pk", flat=True))
    CaseLink.objects.filter(pk__in=links).update(revoked_at=timezone.now())
    for link_id in links:
        record(CaseLinkRevoked(business_id=case.business_id, actor=actor.code, case_id=case.pk, link_id=link_id))
    return len(links)
