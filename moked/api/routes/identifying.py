"""Making sure who somebody is: a code to a known address, and confirming an address that was only added."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from ninja import Router, Status

from moked.api.gate import ApiRequest, needs
from moked.api.refusals import refused_part
from moked.api.schemas.customers import CodeIn, ContactPointOut, IdentificationOut, IdentifyIn
from moked.cases.access import get_case
from moked.customers.access import get_customer, get_point
from moked.customers.models import ContactPoint, Identification
from moked.customers.selectors import canonical_ids
from moked.customers.services import confirm_contact_point, confirm_identification, send_identification_code
from moked.lib.errors import NotFound
from moked.lib.limits import Limit, demand
from moked.staff.access import get_row
from moked.staff.permissions import Permission
from moked.staff.token_scopes import TokenScope

router = Router(tags=["customers"])
IDENTIFY = needs(TokenScope.IDENTIFY_CUSTOMERS)
TO = Permission.CUSTOMERS_IDENTIFY
# Codes to one address: each may be guessed at five times, and each is a mail to somebody.
CODES = Limit("api_codes", 5, timedelta(hours=1))


@router.post(
    "/customers/{uuid:customer_id}/identifications",
    response={201: IdentificationOut},
    auth=IDENTIFY,
    operation_id="send_identification_code",
    summary="Send an identification code",
)
def send_code(request: ApiRequest, customer_id: UUID, body: IdentifyIn) -> Status[Any]:
    """Sends six digits to an address the customer is known by. Whoever reads them to you is the customer; say them
    with `confirm_identification` within ten minutes. An address that was only added is refused:
    `address_not_confirmed`."""
    customer = get_customer(request.actor, customer_id, to=TO)
    point = get_point(body.contact_point_id)
    theirs = canonical_ids(customer)
    if point.customer_id not in theirs:
        raise NotFound
    if point.kind != ContactPoint.Kind.EMAIL:
        raise refused_part("#/contact_point_id", _("A code goes to an e-mail address only."))
    if body.case_id is not None:
        case = get_case(request.actor, body.case_id, to=TO)
        if case.customer_id not in theirs:
            raise NotFound
    demand(CODES, str(point.pk))
    made = send_identification_code(
        actor=request.actor,
        contact_point=point,
        risk=Identification.Risk[body.risk.upper()],
        case_id=body.case_id,
    )
    return Status(201, IdentificationOut.of(made))


@router.get(
    "/identifications/{uuid:identification_id}",
    response=IdentificationOut,
    auth=IDENTIFY,
    operation_id="get_identification",
    summary="Get an identification",
)
def get(request: ApiRequest, identification_id: UUID) -> IdentificationOut:
    """Whether the customer said the code, and until when it holds."""
    return IdentificationOut.of(_identification(request, identification_id))


def _identification(request: ApiRequest, identification_id: UUID) -> Identification:
    actor = request.actor
    found = get_row(Identification, actor=actor, business_id=actor.business_id, row_id=identification_id, to=TO)
    if found.asked_by_token_id != actor.token_id:
        # A code that a page, a colleague or another machine asked for is said there.
        raise NotFound
    if found.about_id is not None:
        # It was asked for something else than serving them, such as an agreement: only the customer says it there.
        raise NotFound
    return found


@router.post(
    "/identifications/{uuid:identification_id}/confirm",
    response=IdentificationOut,
    auth=IDENTIFY,
    operation_id="confirm_identification",
    summary="Confirm an identification",
)
def confirm(request: ApiRequest, identification_id: UUID, body: CodeIn) -> IdentificationOut:
    """Compares the code. The customer counts as identified for an hour. Five wrong ones end it: `code_expired`."""
    actor, found = request.actor, _identification(request, identification_id)
    # A wrong code must count, or a machine could try all of them.
    request.counts_refusals = True
    done = confirm_identification(
        actor=actor, identification_id=identification_id, case_id=found.case_id, code=body.code
    )
    return IdentificationOut.of(done)


@router.post(
    "/contact-points/{uuid:contact_point_id}/confirm",
    response=ContactPointOut,
    auth=IDENTIFY,
    operation_id="confirm_contact_point",
    summary="Confirm an address",
)
def confirm_point(request: ApiRequest, contact_point_id: UUID) -> ContactPointOut:
    """Says that an added address is the customer's, who is identified by another one, for personal details at least:
    otherwise it is refused as `not_identified`."""
    return ContactPointOut.of(confirm_contact_point(actor=request.actor, contact_point_id=contact_point_id))
