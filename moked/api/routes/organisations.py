"""Segments of customers, and who speaks for an organisation."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from moked.api.gate import ApiRequest, needs
from moked.api.paging import USUAL, page_of
from moked.api.routes.cases import Cursor, Limit
from moked.api.schemas.customers import CustomerOut
from moked.api.schemas.organisations import (
    ContactIn,
    ContactOut,
    ContactPage,
    IntoSegmentIn,
    SegmentIn,
    SegmentOut,
    SegmentPage,
)
from moked.customers.access import get_customer
from moked.customers.contacts import set_contact
from moked.customers.models import OrganisationContact, Segment
from moked.customers.segments import create_segment, rename_segment, set_segment
from moked.customers.selectors import canonical_ids
from moked.staff.access import get_row
from moked.staff.permissions import Permission
from moked.staff.token_scopes import TokenScope

router = Router(tags=["customers"])
READ, WRITE = needs(TokenScope.READ_CUSTOMERS), needs(TokenScope.WRITE_CUSTOMERS)
SEGMENT, CONTACTS = "/segments/{uuid:segment_id}", "/customers/{uuid:customer_id}/contacts"
TO = Permission.CASES_READ
# What holds for a segment is promised to its customers, so whoever may change promises may change segments.
PROMISE = needs(TokenScope.WRITE_PROMISES)


def _by(request: ApiRequest) -> dict[str, Any]:
    return {"actor": request.actor, "business_id": request.actor.business_id}


def _segment(row: Segment) -> SegmentOut:
    return SegmentOut(id=row.pk, name=row.name)


@router.get("/segments", response=SegmentPage, auth=READ, operation_id="list_segments", summary="List segments")
def segments(request: ApiRequest, cursor: Cursor = None, limit: Limit = USUAL) -> SegmentPage:
    """Segments by name."""
    shown, following = page_of(request, Segment.objects.all(), by="name", cursor=cursor, limit=limit)
    return SegmentPage(items=[_segment(row) for row in shown], next_cursor=following)


@router.post(
    "/segments", response={201: SegmentOut}, auth=PROMISE, operation_id="create_segment", summary="Create a segment"
)
def create(request: ApiRequest, body: SegmentIn) -> Status[Any]:
    """A further segment. A name another one has is refused: `name_taken`."""
    return Status(201, _segment(create_segment(**_by(request), name=body.name)))


@router.get(SEGMENT, response=SegmentOut, auth=READ, operation_id="get_segment", summary="Get a segment")
def get(request: ApiRequest, segment_id: UUID) -> SegmentOut:
    """One segment."""
    return _segment(get_row(Segment, **_by(request), row_id=segment_id, to=TO))


@router.patch(SEGMENT, response=SegmentOut, auth=PROMISE, operation_id="rename_segment", summary="Rename a segment")
def rename(request: ApiRequest, segment_id: UUID, body: SegmentIn) -> SegmentOut:
    """Another name for a segment; its customers and what holds for them stay."""
    return _segment(rename_segment(**_by(request), segment_id=segment_id, name=body.name))


@router.post(
    "/customers/{uuid:customer_id}/segment",
    response=CustomerOut,
    auth=PROMISE,
    operation_id="set_segment",
    summary="Put a customer into a segment",
)
def into(request: ApiRequest, customer_id: UUID, body: IntoSegmentIn) -> CustomerOut:
    """Puts a customer into a segment, or into none. What was promised to them follows. With `out_of` whoever
    was quicker is not overruled: `segment_left`."""
    set_segment(actor=request.actor, customer_id=customer_id, segment_id=body.segment_id, out_of=body.out_of)
    return CustomerOut.of(get_customer(request.actor, customer_id, to=TO))


@router.get(CONTACTS, response=ContactPage, auth=READ, operation_id="list_contacts", summary="List who speaks for it")
def contacts(request: ApiRequest, customer_id: UUID, cursor: Cursor = None, limit: Limit = USUAL) -> ContactPage:
    """Who speaks for an organisation, by name; none for a person."""
    organisation = get_customer(request.actor, customer_id, to=TO)
    rows = OrganisationContact.objects.select_related("person")
    rows = rows.filter(organisation__in=canonical_ids(organisation))
    shown, following = page_of(request, rows, by="person__name", cursor=cursor, limit=limit)
    return ContactPage(items=[ContactOut.of(row) for row in shown], next_cursor=following)


@router.post(CONTACTS, response=ContactOut, auth=WRITE, operation_id="set_contact", summary="Say who speaks for it")
def contact(request: ApiRequest, customer_id: UUID, body: ContactIn) -> ContactOut:
    """Says that a person speaks for an organisation, in which position, and whether they may decide for it."""
    made = set_contact(actor=request.actor, organisation_id=customer_id, **body.model_dump())
    return ContactOut.of(OrganisationContact.objects.select_related("person").get(pk=made.pk))


@router.get(
    "/contacts/{uuid:contact_id}", response=ContactOut, auth=READ, operation_id="get_contact", summary="Get a contact"
)
def get_contact(request: ApiRequest, contact_id: UUID) -> ContactOut:
    """One person who speaks for an organisation."""
    return ContactOut.of(get_row(OrganisationContact, **_by(request), row_id=contact_id, to=TO))
