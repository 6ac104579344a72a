"""What holds for whom, by version: for a customer, for a segment, for a system, and for everybody to read."""

from collections.abc import Mapping
from datetime import time
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Status

from moked.api.gate import ApiRequest, needs
from moked.api.paging import USUAL, page_of
from moked.api.refusals import refused_part
from moked.api.routes.cases import Cursor, Limit
from moked.api.routes.terms import check_named
from moked.api.schemas.terms import ProfileIn, ProfileOut, ProfilePage
from moked.customers.access import get_customer
from moked.customers.models import Segment
from moked.customers.selectors import canonical_ids
from moked.customers.systems import get_system
from moked.promises.models import ServiceProfile
from moked.promises.services import set_profile
from moked.promises.services.holders import Holding, set_profile_of
from moked.staff.access import get_row
from moked.staff.permissions import Permission
from moked.staff.token_scopes import TokenScope

router = Router(tags=["promises"])
READ, WRITE = needs(TokenScope.READ_PROMISES), needs(TokenScope.WRITE_PROMISES)
TO = Permission.CASES_READ
OF_CUSTOMER = "/customers/{uuid:customer_id}/profiles"
OF_SEGMENT, OF_SYSTEM = "/segments/{uuid:segment_id}/profiles", "/systems/{uuid:system_id}/profiles"


def _by(request: ApiRequest) -> dict[str, Any]:
    return {"actor": request.actor, "business_id": request.actor.business_id}


@router.get("/profiles", response=ProfilePage, auth=READ, operation_id="list_profiles", summary="List profiles")
def profiles(
    request: ApiRequest,
    holder: Annotated[Literal["business", "segment", "organisation", "person", "system"] | None, Query()] = None,
    segment_id: UUID | None = None,
    system_id: UUID | None = None,
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> ProfilePage:
    """Versions of what holds for whom, the latest written first. One that begins later does not hold yet."""
    wanted = {"holder": holder, "segment_id": segment_id, "system_id": system_id}
    rows = ServiceProfile.objects.filter(**{name: value for name, value in wanted.items() if value is not None})
    return _page(request, rows, cursor, limit)


def _page(request: ApiRequest, rows: Any, cursor: str | None, limit: int) -> ProfilePage:
    shown, following = page_of(request, rows, by="made_at", cursor=cursor, limit=limit, is_descending=True)
    return ProfilePage(items=[ProfileOut.of(row) for row in shown], next_cursor=following)


@router.get(
    "/profiles/{uuid:profile_id}", response=ProfileOut, auth=READ, operation_id="get_profile", summary="Get a profile"
)
def profile(request: ApiRequest, profile_id: UUID) -> ProfileOut:
    """One version."""
    return ProfileOut.of(get_row(ServiceProfile, **_by(request), row_id=profile_id, to=TO))


@router.get(
    OF_CUSTOMER,
    response=ProfilePage,
    auth=READ,
    operation_id="list_profiles_of_customer",
    summary="List a customer's profiles",
)
def of_customer(request: ApiRequest, customer_id: UUID, cursor: Cursor = None, limit: Limit = USUAL) -> ProfilePage:
    """Every version written down for a customer, the latest first."""
    customer = get_customer(request.actor, customer_id, to=TO)
    return _page(request, ServiceProfile.objects.filter(customer__in=canonical_ids(customer)), cursor, limit)


@router.post(
    OF_CUSTOMER,
    response={201: ProfileOut},
    auth=WRITE,
    operation_id="set_profile",
    summary="Write a customer's profile",
)
def write_profile(request: ApiRequest, customer_id: UUID, body: ProfileIn) -> Status[Any]:
    """A further version of what holds for a customer from a day on; earlier ones stay as its history. When it holds
    already, open clocks follow it."""
    customer = get_customer(request.actor, customer_id, to=Permission.PROFILES_EDIT)
    if customer.canonical is not None:
        customer = customer.canonical
    facts = _facts(request, body)
    made = set_profile(actor=request.actor, customer=customer, effective_from=body.effective_from, facts=facts)
    return Status(201, ProfileOut.of(made))


@router.get(
    OF_SEGMENT,
    response=ProfilePage,
    auth=READ,
    operation_id="list_profiles_of_segment",
    summary="List a segment's profiles",
)
def of_segment(request: ApiRequest, segment_id: UUID, cursor: Cursor = None, limit: Limit = USUAL) -> ProfilePage:
    """Every version written down for a segment, the latest first."""
    segment = get_row(Segment, **_by(request), row_id=segment_id, to=TO)
    return _page(request, ServiceProfile.objects.filter(segment=segment), cursor, limit)


@router.post(
    OF_SEGMENT,
    response={201: ProfileOut},
    auth=WRITE,
    operation_id="set_profile_of_segment",
    summary="Write a segment's profile",
)
def write_of_segment(request: ApiRequest, segment_id: UUID, body: ProfileIn) -> Status[Any]:
    """A further version of what holds for the customers of a segment. When it holds already, open clocks follow, some
    at a time."""
    segment = get_row(Segment, **_by(request), row_id=segment_id, to=Permission.PROFILES_EDIT)
    return Status(201, _write_of(request, segment, body))


@router.get(
    OF_SYSTEM,
    response=ProfilePage,
    auth=READ,
    operation_id="list_profiles_of_system",
    summary="List a system's profiles",
)
def of_system(request: ApiRequest, system_id: UUID, cursor: Cursor = None, limit: Limit = USUAL) -> ProfilePage:
    """Every version written down for a system, the latest first."""
    system = get_system(request.actor, system_id, to=TO)
    return _page(request, ServiceProfile.objects.filter(system=system), cursor, limit)


@router.post(
    OF_SYSTEM,
    response={201: ProfileOut},
    auth=WRITE,
    operation_id="set_profile_of_system",
    summary="Write a system's profile",
)
def write_of_system(request: ApiRequest, system_id: UUID, body: ProfileIn) -> Status[Any]:
    """A further version of what holds for matters about a system. When it holds already, open clocks follow, some at
    a time."""
    system = get_system(request.actor, system_id, to=Permission.PROFILES_EDIT)
    return Status(201, _write_of(request, system, body))


def _write_of(request: ApiRequest, holding: Holding, body: ProfileIn) -> ProfileOut:
    facts = _facts(request, body)
    made = set_profile_of(actor=request.actor, holding=holding, effective_from=body.effective_from, facts=facts)
    return ProfileOut.of(made)


def _facts(request: ApiRequest, body: ProfileIn) -> Mapping[str, Any]:
    """The columns of a version. Raises PartsRefused."""
    facts = body.model_dump(exclude={"targets", "effective_from"}) | {
        "targets": body.targets.document(),
        "language": body.language or "",
        "hears_from": _hour("hears_from", body.hears_from),
        "hears_until": _hour("hears_until", body.hears_until),
    }
    check_named(request, facts)
    return facts


def _hour(name: str, text: str | None) -> time | None:
    if text is None:
        return None
    try:
        return time.fromisoformat(text.zfill(5))
    except ValueError as error:
        raise refused_part(f"#/{name}", _("Give an hour here, for example 08:30.")) from error
