"""What was promised in a case, what colleagues committed to, and who is called for it."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils import timezone
from ninja import Query, Router, Status

from moked.api.gate import ApiRequest, needs
from moked.api.paging import USUAL, page_of
from moked.api.routes.cases import Cursor, Limit
from moked.api.schemas.promises import (
    CallOut,
    CallPage,
    ClockOut,
    CommitmentIn,
    CommitmentKeepIn,
    CommitmentMoveIn,
    CommitmentOut,
    CommitmentPage,
    ConfirmIn,
    EstimateOut,
    PromisesOut,
    ReasonIn,
)
from moked.cases.access import get_case
from moked.promises.models import Commitment, Escalation
from moked.promises.selectors import clocks_of, commitments_of, open_calls_of
from moked.promises.services import (
    confirm_call,
    keep_commitment,
    make_commitment,
    move_commitment,
    release_commitment,
)
from moked.promises.told import told_of_case
from moked.staff.access import get_row
from moked.staff.permissions import Permission
from moked.staff.token_scopes import TokenScope

router = Router(tags=["cases"])
promised = Router(tags=["commitments and calls"])
READ, WRITE = needs(TokenScope.READ_CASES), needs(TokenScope.WRITE_CASES)
COMMITMENT, CALL = "/commitments/{uuid:commitment_id}", "/calls/{uuid:escalation_id}"


@router.get(
    "/cases/{uuid:case_id}/promises",
    response=PromisesOut,
    auth=READ,
    operation_id="get_promises",
    summary="What was promised in a case",
)
def promises(request: ApiRequest, case_id: UUID) -> PromisesOut:
    """The clocks of a case, until when it will probably be solved, what people committed to, and open calls."""
    case = get_case(request.actor, case_id, to=Permission.CASES_READ)
    told = told_of_case(case.pk, timezone.now())
    return PromisesOut(
        clocks=[ClockOut.of(clock) for clock in clocks_of(case.pk)],
        estimate=EstimateOut.of(told) if told else None,
        commitments=[CommitmentOut.of(row) for row in commitments_of(case.pk)],
        calls=[CallOut.of(call) for call in open_calls_of(case.pk)],
    )


@promised.get(
    "/commitments",
    response=CommitmentPage,
    auth=READ,
    operation_id="list_commitments",
    summary="List commitments",
)
def list_commitments(
    request: ApiRequest,
    state: Annotated[list[Literal["open", "kept", "broken", "released"]], Query(max_length=4)] = [],  # noqa: B006
    case_id: UUID | None = None,
    owner_id: UUID | None = None,
    unsettled: bool = False,
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> CommitmentPage:
    """What colleagues said they would do, by the time until which they said it; with `unsettled` what is still to be
    done, late or not."""
    wanted = {"state__in": state or None, "case_id": case_id, "owner_id": owner_id}
    rows = Commitment.objects.select_related("owner").filter(
        **{name: value for name, value in wanted.items() if value is not None}
    )
    rows = rows.filter(settled_at=None) if unsettled else rows
    shown, following = page_of(request, rows, by="due_at", cursor=cursor, limit=limit)
    return CommitmentPage(items=[CommitmentOut.of(row) for row in shown], next_cursor=following)


@promised.post(
    "/cases/{uuid:case_id}/commitments",
    response={201: CommitmentOut},
    auth=WRITE,
    operation_id="make_commitment",
    summary="Write down what a colleague committed to",
)
def make(request: ApiRequest, case_id: UUID, body: CommitmentIn) -> Status[Any]:
    """What a colleague told the customer they would do, and until when. They are reminded, the customer sees it, and
    the case comes back at that time. Somebody who does not serve here is refused: `owner_missing`."""
    made = make_commitment(actor=request.actor, case_id=case_id, **body.model_dump())
    return Status(201, _commitment(request, made.pk))


@promised.get(
    COMMITMENT, response=CommitmentOut, auth=READ, operation_id="get_commitment", summary="Get a commitment"
)
def get(request: ApiRequest, commitment_id: UUID) -> CommitmentOut:
    """One commitment, and what became of it."""
    return _commitment(request, commitment_id)


def _commitment(request: ApiRequest, commitment_id: UUID) -> CommitmentOut:
    actor, to = request.actor, Permission.CASES_READ
    return CommitmentOut.of(
        get_row(Commitment, actor=actor, business_id=actor.business_id, row_id=commitment_id, to=to)
    )


@promised.post(
    f"{COMMITMENT}/keep", response=CommitmentOut, auth=WRITE, operation_id="keep_commitment", summary="It was done"
)
def keep(request: ApiRequest, commitment_id: UUID, body: CommitmentKeepIn | None = None) -> CommitmentOut:
    """It was done. What was broken before stays broken, and is known to be done all the same."""
    keep_commitment(actor=request.actor, commitment_id=commitment_id, note=body.note if body else "")
    return _commitment(request, commitment_id)


@promised.post(
    f"{COMMITMENT}/move",
    response=CommitmentOut,
    auth=WRITE,
    operation_id="move_commitment",
    summary="Another time was agreed",
)
def move(request: ApiRequest, commitment_id: UUID, body: CommitmentMoveIn) -> CommitmentOut:
    """Another time was agreed with the customer; both stand in the history. A broken one is not moved any more."""
    move_commitment(actor=request.actor, commitment_id=commitment_id, due_at=body.due_at)
    return _commitment(request, commitment_id)


@promised.post(
    f"{COMMITMENT}/release",
    response=CommitmentOut,
    auth=WRITE,
    operation_id="release_commitment",
    summary="It is no longer needed",
)
def release(request: ApiRequest, commitment_id: UUID, body: ReasonIn) -> CommitmentOut:
    """It is no longer needed, for a reason that colleagues read."""
    release_commitment(actor=request.actor, commitment_id=commitment_id, reason=body.reason)
    return _commitment(request, commitment_id)


@promised.get("/calls", response=CallPage, auth=READ, operation_id="list_calls", summary="List calls of ladders")
def calls(
    request: ApiRequest,
    state: Annotated[Literal["open", "ended"], Query()] = "open",
    case_id: UUID | None = None,
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> CallPage:
    """Steps of ladders that were called, the latest first; those that nobody confirmed yet unless told otherwise."""
    rows = Escalation.objects.prefetch_related("people").filter(ended_at__isnull=state == "open")
    rows = rows.filter(case=case_id) if case_id is not None else rows
    shown, following = page_of(request, rows, by="fired_at", cursor=cursor, limit=limit, is_descending=True)
    return CallPage(items=[CallOut.of(row) for row in shown], next_cursor=following)


@promised.get(CALL, response=CallOut, auth=READ, operation_id="get_call", summary="Get a call")
def call(request: ApiRequest, escalation_id: UUID) -> CallOut:
    """One step that was called, and what became of it."""
    return CallOut.of(_call(request, escalation_id))


def _call(request: ApiRequest, escalation_id: UUID) -> Escalation:
    actor, to = request.actor, Permission.CASES_READ
    return get_row(Escalation, actor=actor, business_id=actor.business_id, row_id=escalation_id, to=to)


@promised.post(
    f"{CALL}/confirm", response=CallOut, auth=WRITE, operation_id="confirm_call", summary="Somebody called has it"
)
def confirm(request: ApiRequest, escalation_id: UUID, body: ConfirmIn) -> CallOut:
    """One of those who were called has it, as when they say so on the desk: nobody further is called, and where they
    are asked to take the case it is theirs. For machines that call people's telephones."""
    found = _call(request, escalation_id)
    confirm_call(actor=request.actor, case_id=found.case_id, escalation_id=escalation_id, person_id=body.person_id)
    return CallOut.of(_call(request, escalation_id))
