"""What customers have that we serve, and how much hangs on each."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from moked.api.gate import ApiRequest, needs
from moked.api.paging import USUAL, page_of
from moked.api.routes.cases import Cursor, Limit
from moked.api.schemas.customers import SystemChangeIn, SystemIn, SystemOut, SystemPage
from moked.customers.access import get_customer
from moked.customers.models import System
from moked.customers.selectors import canonical_ids
from moked.customers.systems import add_system, change_system, get_system
from moked.staff.permissions import Permission
from moked.staff.token_scopes import TokenScope

router = Router(tags=["customers"])
READ, WRITE = needs(TokenScope.READ_CUSTOMERS), needs(TokenScope.WRITE_CUSTOMERS)
OF_CUSTOMER = "/customers/{uuid:customer_id}/systems"


@router.get(OF_CUSTOMER, response=SystemPage, auth=READ, operation_id="list_systems", summary="List systems")
def list_(request: ApiRequest, customer_id: UUID, cursor: Cursor = None, limit: Limit = USUAL) -> SystemPage:
    """What a customer has that we serve, by name, also what is out of use."""
    customer = get_customer(request.actor, customer_id, to=Permission.CASES_READ)
    rows = System.objects.filter(customer_id__in=canonical_ids(customer))
    shown, following = page_of(request, rows, by="name", cursor=cursor, limit=limit)
    return SystemPage(items=[SystemOut.of(row) for row in shown], next_cursor=following)


@router.post(OF_CUSTOMER, response={201: SystemOut}, auth=WRITE, operation_id="add_system", summary="Add a system")
def add(request: ApiRequest, customer_id: UUID, body: SystemIn) -> Status[Any]:
    """A further system of a customer. A name they have already is refused: `name_taken`."""
    made = add_system(actor=request.actor, customer_id=customer_id, name=body.name, criticality=body.criticality)
    return Status(201, SystemOut.of(made))


@router.get(
    "/systems/{uuid:system_id}", response=SystemOut, auth=READ, operation_id="get_system", summary="Get a system"
)
def get(request: ApiRequest, system_id: UUID) -> SystemOut:
    """One system."""
    return SystemOut.of(get_system(request.actor, system_id, to=Permission.CASES_READ))


@router.patch(
    "/systems/{uuid:system_id}",
    response=SystemOut,
    auth=WRITE,
    operation_id="change_system",
    summary="Change a system",
)
def change(request: ApiRequest, system_id: UUID, body: SystemChangeIn) -> SystemOut:
    """Renames a system, weighs it anew, or takes it out of use. Cases keep what they were given."""
    held = get_system(request.actor, system_id, to=Permission.CUSTOMERS_EDIT, lock=True)
    facts: dict[str, Any] = {name: getattr(held, name) for name in ("name", "criticality", "is_active")}
    facts |= body.model_dump(exclude_unset=True)
    return SystemOut.of(change_system(actor=request.actor, system_id=system_id, **facts))
