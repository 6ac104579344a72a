"""Reference customers: demanding ones whom a business follows, by a plan that somebody owns."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from ninja import Router, Status

from moked.api.gate import ApiRequest, needs
from moked.api.paging import USUAL, page_of
from moked.api.refusals import refused_part
from moked.api.routes.cases import Cursor, Limit
from moked.api.schemas.references import ReferenceChangeIn, ReferenceIn, ReferenceOut, ReferencePage
from moked.customers.access import get_customer
from moked.insights.models import ReferenceCustomer
from moked.insights.services import change_reference, end_reference, get_reference, mark_reference
from moked.staff.models import Membership
from moked.staff.permissions import Permission
from moked.staff.token_scopes import TokenScope

router = Router(tags=["customers"])
FOLLOW = needs(TokenScope.FOLLOW_CUSTOMERS)
ONE = "/references/{uuid:reference_id}"


def _by(request: ApiRequest) -> dict[str, Any]:
    return {"actor": request.actor, "business_id": request.actor.business_id}


def _facts(request: ApiRequest, given: Mapping[str, Any]) -> dict[str, Any]:
    """The columns a body names, the owner as a row. Raises PartsRefused for somebody who does not serve here."""
    facts = dict(given)
    if "owner_id" in facts:
        serving = Membership.objects.filter(
            business_id=request.actor.business_id, is_active=True, person__is_active=True
        )
        owner = serving.select_related("person").filter(person_id=facts.pop("owner_id")).first()
        if owner is None:
            raise refused_part("#/owner_id", _("Choose a colleague who serves this business."))
        facts["owner"] = owner.person
    return facts


@router.get(
    "/references",
    response=ReferencePage,
    auth=FOLLOW,
    operation_id="list_references",
    summary="List reference customers",
)
def list_(request: ApiRequest, ended: bool = False, cursor: Cursor = None, limit: Limit = USUAL) -> ReferencePage:
    """Customers who are followed, the latest marked first; with `ended` those who are followed no longer."""
    rows = ReferenceCustomer.objects.filter(ended_at__isnull=not ended)
    shown, following = page_of(request, rows, by="marked_at", cursor=cursor, limit=limit, is_descending=True)
    return ReferencePage(items=[ReferenceOut.of(row) for row in shown], next_cursor=following)


@router.post(
    "/customers/{uuid:customer_id}/reference",
    response={201: ReferenceOut},
    auth=FOLLOW,
    operation_id="follow_customer",
    summary="Follow a customer",
)
def mark(request: ApiRequest, customer_id: UUID, body: ReferenceIn) -> Status[Any]:
    """Follows a customer from now on. Refused are `already_followed`, and `review_passed` for a review that is not
    still to come."""
    get_customer(request.actor, customer_id, to=Permission.PROFILES_EDIT)
    facts = _facts(request, body.model_dump())
    return Status(201, ReferenceOut.of(mark_reference(actor=request.actor, customer_id=customer_id, facts=facts)))


@router.get(ONE, response=ReferenceOut, auth=FOLLOW, operation_id="get_reference", summary="Get a reference customer")
def get(request: ApiRequest, reference_id: UUID) -> ReferenceOut:
    """One of them, with the plan."""
    return ReferenceOut.of(get_reference(**_by(request), reference_id=reference_id))


@router.patch(
    ONE, response=ReferenceOut, auth=FOLLOW, operation_id="change_reference", summary="Change a reference customer"
)
def change(request: ApiRequest, reference_id: UUID, body: ReferenceChangeIn) -> ReferenceOut:
    """Changes who owns the plan, the plan itself, or its next review."""
    held = get_reference(**_by(request), reference_id=reference_id)
    facts = _facts(request, body.model_dump(exclude_unset=True))
    return ReferenceOut.of(change_reference(**_by(request), reference_id=held.pk, facts=facts))


@router.post(
    f"{ONE}/end",
    response=ReferenceOut,
    auth=FOLLOW,
    operation_id="end_reference",
    summary="Follow a customer no longer",
)
def end(request: ApiRequest, reference_id: UUID) -> ReferenceOut:
    """Follows a customer no longer; the plan and what was learned stay. Twice is once."""
    end_reference(**_by(request), reference_id=reference_id)
    return ReferenceOut.of(get_reference(**_by(request), reference_id=reference_id))
