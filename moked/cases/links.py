"""The customer's link to their case: signed, expiring, revocable, for one contact point and this case only."""

from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext

from moked.businesses.scope import in_scope
from moked.cases.access import get_case, locked_cases
from moked.cases.domain.link_token import key_from, sign_key
from moked.cases.events import CaseLinkRequested, CaseLinkRevoked, CaseLinkShown
from moked.cases.models import Case, CaseLink
from moked.cases.services.releasing import send_automatic
from moked.customers.domain.addresses import AddressInvalid, normalise_address
from moked.customers.models import ContactPoint
from moked.journal.models import JournalEntry
from moked.journal.record import record
from moked.lib.errors import NotFound
from moked.lib.languages import written_language
from moked.lib.postgres.questions import asked_often
from moked.lib.richtext import html_from_text
from moked.staff.actors import Actor, ContactActor, StaffActor
from moked.staff.permissions import Permission

LIFETIME = timedelta(days=90)
# A link about to expire is not put into a new message.
RENEW_BEFORE = timedelta(days=30)
# Between two fresh links somebody may ask for.
REQUEST_PAUSE = timedelta(minutes=15)


def token_of(link: CaseLink) -> str:
    """The part of the address that opens the link."""
    return sign_key(link.pk.bytes, secret=settings.SECRET_KEY)


def link_for(case: Case, contact_point: ContactPoint) -> CaseLink:
    """A live link of this contact point to the case; made when there is none that lasts long enough."""
    now = timezone.now()
    for link in _links_until(case.pk, contact_point.pk, now + RENEW_BEFORE):
        return link
    return CaseLink.objects.create(
        business_id=case.business_id, case=case, contact_point=contact_point, expires_at=now + LIFETIME
    )


@asked_often
def _links_until(case_id: UUID, contact_point_id: UUID, until: datetime) -> QuerySet[CaseLink]:
    """The first that lasts so long."""
    links = CaseLink.objects.filter(case_id=case_id, contact_point_id=contact_point_id, revoked_at=None)
    return links.filter(expires_at__gt=until).order_by("pk")[:1]


def link_url(case: Case, contact_point: ContactPoint) -> str:
    """The full address to put into a message."""
    return _address_of(link_for(case, contact_point))


def _address_of(link: CaseLink) -> str:
    return f"{settings.PUBLIC_URL}/c/{token_of(link)}/"


@transaction.atomic
def show_link(*, actor: StaffActor, case_id: UUID) -> str:
    """The address of the customer's page for our side, which may hand it on: the journal keeps who saw it.

    Raises NotFound for a case without a contact point.
    """
    case = get_case(actor, case_id, to=Permission.CASES_ANSWER)
    if case.contact_point is None:
        raise NotFound
    link = link_for(case, case.contact_point)
    record(CaseLinkShown(business_id=case.business_id, actor=actor.code, case_id=case.pk, link_id=link.pk))
    return _address_of(link)


def open_link(token: str) -> CaseLink:
    """The link behind a token, with its case, business and contact point.

    Needs the whole installation in scope: the token alone says whose it is. Raises NotFound for a token that is
    forged, expired or revoked; all look alike.
    """
    link = _signed_link(token)
    if link is None or link.revoked_at is not None or link.expires_at <= timezone.now():
        raise NotFound
    return link


def _signed_link(token: str) -> CaseLink | None:
    """The link a token was made for, whether it still opens or not; None for a token we did not make."""
    # By today's secret key or one of before: links outlive a change of key.
    key = key_from(token, secrets=(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))
    if key is None:
        return None
    return (
        CaseLink.objects.select_related("business", "case__business", "case__assignee", "contact_point__customer")
        .filter(pk=UUID(bytes=key))
        .first()
    )


def request_link(*, token: str, address: str) -> None:
    """Sends a fresh link to an old link's own address, when that is the address given; otherwise nothing happens.

    The asker learns nothing either way. Needs the whole installation in scope.
    """
    link = _signed_link(token)
    if link is None or link.contact_point.kind != ContactPoint.Kind.EMAIL:
        return
    with suppress(AddressInvalid), in_scope([link.business_id]), transaction.atomic():
        if normalise_address(ContactPoint.Kind.EMAIL, address) == link.contact_point.normal:
            _send_fresh_link(link)


def _send_fresh_link(link: CaseLink) -> None:
    """The mail itself is an automatic message of the case: whatever leaves carries the link below it."""
    case = locked_cases().select_related("business").get(pk=link.case_id)
    since = timezone.now() - REQUEST_PAUSE
    asked = JournalEntry.objects.filter(case_id=case.pk, code=CaseLinkRequested.code, at__gt=since)
    # Answers go elsewhere by now: this address has no part in the case any more.
    if case.contact_point_id != link.contact_point_id or asked.exists():
        return
    actor = ContactActor(contact_point_id=link.contact_point_id, case_id=case.pk)
    with translation.override(written_language(case.language, case.business.language)):
        text = gettext("Here is a new link to the page of your case.")
    send_automatic(actor=actor, case=case, text=text, html=html_from_text(text))
    record(CaseLinkRequested(business_id=link.business_id, actor=actor.code, case_id=case.pk, link_id=link.pk))


@transaction.atomic
def revoke_links(*, actor: Actor, case_id: UUID) -> int:
    """Makes every link to the case useless, for example after one was forwarded. Gives how many there were."""
    case = get_case(actor, case_id, to=Permission.CASES_ANSWER, lock=True)
    links = list(CaseLink.objects.filter(case=case, revoked_at=None).values_list("pk", flat=True))
    CaseLink.objects.filter(pk__in=links).update(revoked_at=timezone.now())
    for link_id in links:
        record(CaseLinkRevoked(business_id=case.business_id, actor=actor.code, case_id=case.pk, link_id=link_id))
    return len(links)
