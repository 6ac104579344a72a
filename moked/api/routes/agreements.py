"""Service agreements: read by version, sent to everybody concerned, withdrawn. Only the customer approves."""

from typing import Annotated, Literal
from uuid import UUID

from ninja import Query, Router

from moked.agreements.access import get_agreement
from moked.agreements.models import Agreement
from moked.agreements.services import send_agreement, withdraw_agreement
from moked.api.gate import ApiRequest, needs
from moked.api.paging import USUAL, page_of
from moked.api.routes.cases import Cursor, Limit
from moked.api.schemas.agreements import AgreementOut, AgreementPage
from moked.customers.access import get_customer
from moked.customers.selectors import canonical_ids
from moked.staff.permissions import Permission
from moked.staff.token_scopes import TokenScope

router = Router(tags=["agreements"])
READ, WRITE = needs(TokenScope.READ_AGREEMENTS), needs(TokenScope.WRITE_AGREEMENTS)
ONE = "/agreements/{uuid:agreement_id}"


@router.get(
    "/agreements", response=AgreementPage, auth=READ, operation_id="list_agreements", summary="List agreements"
)
def list_(
    request: ApiRequest,
    state: Annotated[
        list[Literal["draft", "sent", "approved", "in_force", "refused", "withdrawn", "replaced"]],
        Query(max_length=7),
    ] = [],  # noqa: B006
    customer_id: UUID | None = None,
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> AgreementPage:
    """Versions of agreements, the latest first."""
    rows = Agreement.objects.defer("document")
    rows = rows.filter(state__in=state) if state else rows
    if customer_id is not None:
        theirs = canonical_ids(get_customer(request.actor, customer_id, to=Permission.CASES_READ))
        rows = rows.filter(customer__in=theirs)
    shown, following = page_of(request, rows, by="made_at", cursor=cursor, limit=limit, is_descending=True)
    return AgreementPage(items=[AgreementOut.of(row) for row in shown], next_cursor=following)


@router.get(ONE, response=AgreementOut, auth=READ, operation_id="get_agreement", summary="Get an agreement")
def get(request: ApiRequest, agreement_id: UUID) -> AgreementOut:
    """One version, as it was sent."""
    return _agreement(request, agreement_id)


def _agreement(request: ApiRequest, agreement_id: UUID) -> AgreementOut:
    return AgreementOut.of(get_agreement(request.actor, agreement_id, to=Permission.CASES_READ))


@router.post(f"{ONE}/send", response=AgreementOut, auth=WRITE, operation_id="send_agreement", summary="Send it")
def send(request: ApiRequest, agreement_id: UUID) -> AgreementOut:
    """A draft, complete as it stands, is set as a document and goes to everybody it names; an earlier version that
    waited is replaced. Refused are `agreement_settled`, what was sent before, and `agreement_incomplete`."""
    send_agreement(actor=request.actor, agreement_id=agreement_id)
    return _agreement(request, agreement_id)


@router.post(
    f"{ONE}/withdraw", response=AgreementOut, auth=WRITE, operation_id="withdraw_agreement", summary="Withdraw it"
)
def withdraw(request: ApiRequest, agreement_id: UUID) -> AgreementOut:
    """Takes back a draft, or what waits for the customer. What they answered is refused: `agreement_settled`."""
    withdraw_agreement(actor=request.actor, agreement_id=agreement_id)
    return _agreement(request, agreement_id)
