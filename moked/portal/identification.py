"""Making sure who visits before showing more than the case itself: a code to the link's own address.

The proof is bound to this browser and to this link, for as long as the identification lasts.
"""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from moked.cases.links import token_of
from moked.cases.models import CaseLink
from moked.customers.errors import CodeExpired
from moked.customers.models import ContactPoint, Identification
from moked.customers.services import IDENTIFIED_FOR, confirm_identification, send_identification_code
from moked.portal.errors import CodeImpossible, TooManyCodes
from moked.portal.visit import Visit
from moked.staff.actors import Actor

COOKIE = "moked_identified"
SALT = "moked.portal.identified"
RESEND_AFTER = timedelta(seconds=45)
CODES_AN_HOUR = 5
CODES_A_DAY = 10


def may_identify(visit: Visit) -> bool:
    """Whether there is an address a code can go to."""
    return visit.contact_point.kind == ContactPoint.Kind.EMAIL


def request_code(visit: Visit) -> None:
    """Sends a code to the link's address. One asked for moments ago is not sent again.

    Raises CodeImpossible, TooManyCodes.
    """
    if not may_identify(visit):
        raise CodeImpossible
    send_code_to(visit.contact_point, actor=visit.actor, risk=Identification.Risk.PERSONAL, case_id=visit.case.pk)


@transaction.atomic
def send_code_to(
    address: ContactPoint, *, actor: Actor, risk: int, case_id: UUID | None = None, about_id: UUID | None = None
) -> bool:
    """Sends a code to an address of a link, whatever the link opens. Gives False when one left moments ago, so that
    none is sent. Raises TooManyCodes."""
    # One at a time for an address, or two requests at once would both be under the limit.
    point = ContactPoint.objects.select_for_update(of=("self",)).select_related("customer").get(pk=address.pk)
    now = timezone.now()
    sent = list(own_codes(point).filter(created_at__gt=now - timedelta(days=1)).values_list("created_at", flat=True))
    if sent and max(sent) > now - RESEND_AFTER:
        return False
    if len(sent) >= CODES_A_DAY or sum(moment > now - timedelta(hours=1) for moment in sent) >= CODES_AN_HOUR:
        raise TooManyCodes
    send_identification_code(actor=actor, contact_point=point, risk=risk, case_id=case_id, about_id=about_id)
    return True


def has_pending_code(visit: Visit) -> bool:
    """Whether a code is on its way that can still be entered."""
    return open_codes(visit.contact_point).filter(expires_at__gt=timezone.now()).exists()


def confirm_code(visit: Visit, code: str) -> Identification:
    """Compares with the latest code sent to this link's address. Raises CodeWrong, CodeExpired."""
    latest = open_codes(visit.contact_point).order_by("-created_at").first()
    if latest is None:
        raise CodeExpired
    return confirm_identification(actor=visit.actor, identification_id=latest.pk, case_id=latest.case_id, code=code)


def is_identified(request: HttpRequest, visit: Visit) -> bool:
    """Whether this browser proved, within the hour, that the link's address is the visitor's."""
    identification_id = _identification_id(request, visit.link)
    return (
        identification_id is not None
        and Identification.objects.filter(
            pk=identification_id,
            contact_point=visit.contact_point,
            confirmed_at__isnull=False,
            expires_at__gt=timezone.now(),
        ).exists()
    )


def remember_identification(response: HttpResponse, link: CaseLink, identification_id: UUID) -> None:
    """Keeps the proof in this browser, for this link's pages only."""
    response.set_cookie(
        COOKIE,
        signing.dumps([str(link.pk), str(identification_id)], salt=SALT),
        max_age=IDENTIFIED_FOR,
        path=f"/c/{token_of(link)}/",
        secure=settings.IS_SECURE,
        httponly=True,
        samesite="Lax",
    )


def carry_identification(request: HttpRequest, response: HttpResponse, visit: Visit, to: CaseLink) -> None:
    """Lets the same proof count for another case of the same contact point."""
    identification_id = _identification_id(request, visit.link)
    if identification_id is not None and to.contact_point_id == visit.link.contact_point_id:
        remember_identification(response, to, identification_id)


def _identification_id(request: HttpRequest, link: CaseLink) -> UUID | None:
    try:
        link_id, identification_id = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=IDENTIFIED_FOR)
    except signing.BadSignature:
        return None
    return UUID(identification_id) if link_id == str(link.pk) else None


def own_codes(address: ContactPoint) -> QuerySet[Identification]:
    """Codes that pages asked for; those an agent asked for on the phone, or a machine, are not entered there."""
    return Identification.objects.filter(
        contact_point=address, method=Identification.Method.CODE, asked_by=None, asked_by_token=None
    )


def open_codes(address: ContactPoint, about_id: UUID | None = None) -> QuerySet[Identification]:
    """Of those the ones that were not entered yet, and were asked for this."""
    return own_codes(address).filter(confirmed_at=None, about_id=about_id)
