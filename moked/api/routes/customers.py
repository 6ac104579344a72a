"""Customers, their addresses, merging, and all their cases."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from moked.api.cursors import read_cursor, write_cursor
from moked.api.gate import ApiRequest, needs
from moked.api.paging import USUAL, link_next, page_of
from moked.api.problems import CursorUnusable
from moked.api.routes.cases import Cursor, Limit
from moked.api.schemas.basis import NamedOut
from moked.api.schemas.cases import CaseOut, CasePage, IntoIn
from moked.api.schemas.customers import (
    ContactPointIn,
    ContactPointOut,
    CustomerChangeIn,
    CustomerFullOut,
    CustomerIn,
    CustomerOut,
    CustomerPage,
)
from moked.cases.selectors import cases_with_people
from moked.customers import merging, services
from moked.customers.access import get_customer, get_point
from moked.customers.errors import AddressTaken
from moked.customers.models import Customer
from moked.customers.selectors import canonical_ids, contact_points_of, list_customers, merged_into
from moked.staff.access import check_allowed
from moked.staff.permissions import Permission
from moked.staff.token_scopes import TokenScope

router = Router(tags=["customers"])
READ, WRITE = needs(TokenScope.READ_CUSTOMERS), needs(TokenScope.WRITE_CUSTOMERS)


@router.get("/customers", response=CustomerPage, auth=READ, operation_id="list_customers", summary="List customers")
def list_(request: ApiRequest, q: str = "", cursor: Cursor = None, limit: Limit = USUAL) -> CustomerPage:
    """Customers by name; `q` searches names and addresses. Merged ones are seen through the one that stands."""
    after = None
    if cursor:
        written, key = read_cursor(cursor, "customers", 2)
        try:
            after = (written, UUID(key))
        except ValueError as error:
            raise CursorUnusable from error
    rows = list(list_customers(words=q.strip(), after=after, limit=limit + 1))
    shown, following = rows[:limit], None
    if len(rows) > limit:
        following = write_cursor("customers", shown[-1].name, str(shown[-1].pk))
        link_next(request, following)
    return CustomerPage(items=[CustomerOut.of(row) for row in shown], next_cursor=following)


@router.post(
    "/customers",
    response={201: CustomerFullOut},
    auth=WRITE,
    operation_id="create_customer",
    summary="Create a customer",
)
def create(request: ApiRequest, body: CustomerIn) -> Status[Any]:
    """A new customer, known by one address. An address somebody has already is refused: `address_taken`."""
    actor = request.actor
    check_allowed(actor, actor.business_id, Permission.CUSTOMERS_EDIT)
    if services.find_contact_point(business_id=actor.business_id, kind=body.kind, value=body.address):
        raise AddressTaken
    point = services.find_or_create_contact_point(
        actor=actor,
        business_id=actor.business_id,
        kind=body.kind,
        value=body.address,
        name=body.name,
        language=body.language or "",
    )
    return Status(201, _full(point.customer))


def _full(customer: Customer) -> CustomerFullOut:
    keys = canonical_ids(customer)
    return CustomerFullOut(
        **CustomerOut.of(customer).model_dump(),
        contact_points=[ContactPointOut.of(point) for point in contact_points_of(keys)],
        merged=[NamedOut(id=each.pk, name=each.name) for each in merged_into(customer)],
    )


@router.get(
    "/customers/{uuid:customer_id}",
    response=CustomerFullOut,
    auth=READ,
    operation_id="get_customer",
    summary="Get a customer",
)
def get(request: ApiRequest, customer_id: UUID) -> CustomerFullOut:
    """One customer with all addresses."""
    return _full(get_customer(request.actor, customer_id, to=Permission.CASES_READ))


@router.patch(
    "/customers/{uuid:customer_id}",
    response=CustomerFullOut,
    auth=WRITE,
    operation_id="change_customer",
    summary="Change a customer",
)
def change(request: ApiRequest, customer_id: UUID, body: CustomerChangeIn) -> CustomerFullOut:
    """Changes name, language, form of address or the line about a customer."""
    changes = {name: value or "" for name, value in body.model_dump(exclude_unset=True).items()}
    return _full(services.change_customer(actor=request.actor, customer_id=customer_id, **changes))


@router.post(
    "/customers/{uuid:customer_id}/contact-points",
    response={201: ContactPointOut},
    auth=WRITE,
    operation_id="add_contact_point",
    summary="Add an address",
)
def add_point(request: ApiRequest, customer_id: UUID, body: ContactPointIn) -> Status[Any]:
    """Another address of a customer. It counts as unconfirmed until a colleague confirms it."""
    point = services.add_contact_point(
        actor=request.actor, customer_id=customer_id, kind=body.kind, value=body.address
    )
    return Status(201, ContactPointOut.of(point))


@router.get(
    "/contact-points/{uuid:contact_point_id}",
    response=ContactPointOut,
    auth=READ,
    operation_id="get_contact_point",
    summary="Get an address",
)
def point(request: ApiRequest, contact_point_id: UUID) -> ContactPointOut:
    """One address of a customer: whether it is confirmed, and whether mail to it comes back."""
    check_allowed(request.actor, request.actor.business_id, Permission.CASES_READ)
    return ContactPointOut.of(get_point(contact_point_id))


@router.post(
    "/customers/{uuid:customer_id}/merge",
    response=CustomerFullOut,
    auth=WRITE,
    operation_id="merge_customer",
    summary="Merge two customers",
)
def merge(request: ApiRequest, customer_id: UUID, body: IntoIn) -> CustomerFullOut:
    """Says that two customers are one; no row moves. The merged customer is given back."""
    merging.merge_customers(actor=request.actor, customer_id=customer_id, into_id=body.into_id)
    return _full(get_customer(request.actor, customer_id, to=Permission.CASES_READ))


@router.post(
    "/customers/{uuid:customer_id}/unmerge",
    response=CustomerFullOut,
    auth=WRITE,
    operation_id="unmerge_customer",
    summary="Un-merge a customer",
)
def unmerge(request: ApiRequest, customer_id: UUID) -> CustomerFullOut:
    """Takes a merge back."""
    merging.unmerge_customer(actor=request.actor, customer_id=customer_id)
    return _full(get_customer(request.actor, customer_id, to=Permission.CASES_READ))


@router.get(
    "/customers/{uuid:customer_id}/cases",
    response=CasePage,
    auth=needs(TokenScope.READ_CASES),
    operation_id="list_cases_of_customer",
    summary="List a customer's cases",
)
def cases(request: ApiRequest, customer_id: UUID, cursor: Cursor = None, limit: Limit = USUAL) -> CasePage:
    """A customer's cases, newest first, with those of whoever was merged into them."""
    customer = get_customer(request.actor, customer_id, to=Permission.CASES_READ)
    rows = cases_with_people().filter(customer_id__in=canonical_ids(customer), canonical=None)
    shown, following = page_of(request, rows, by="opened_at", cursor=cursor, limit=limit, is_descending=True)
    return CasePage(items=[CaseOut.of(case) for case in shown], next_cursor=following)
