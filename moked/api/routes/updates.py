"""What customers hear without asking: what waits to leave, and what a colleague would do about it."""

from typing import Annotated, Literal
from uuid import UUID

from ninja import Query, Router

from moked.api.gate import ApiRequest, needs
from moked.api.paging import USUAL, page_of
from moked.api.routes.cases import Cursor, Limit
from moked.api.schemas.promises import ReasonIn
from moked.api.schemas.updates import SendUpdateIn, UpdateOut, UpdatePage
from moked.staff.access import get_row
from moked.staff.permissions import Permission
from moked.staff.token_scopes import TokenScope
from moked.updates.models import Update
from moked.updates.services import give_time, send_now, skip_update

router = Router(tags=["updates"])
READ, WRITE = needs(TokenScope.READ_CASES), needs(TokenScope.WRITE_CASES)
ONE = "/updates/{uuid:update_id}"


@router.get("/updates", response=UpdatePage, auth=READ, operation_id="list_updates", summary="List updates")
def list_(
    request: ApiRequest,
    state: Annotated[list[Literal["held", "sent", "skipped", "replaced", "needless"]], Query(max_length=5)] = [],  # noqa: B006
    case_id: UUID | None = None,
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> UpdatePage:
    """Updates to customers, the latest first; `state=held` are those that wait to leave."""
    rows = Update.objects.filter(state__in=state) if state else Update.objects.all()
    rows = rows.filter(case=case_id) if case_id is not None else rows
    shown, following = page_of(request, rows, by="made_at", cursor=cursor, limit=limit, is_descending=True)
    return UpdatePage(items=[UpdateOut.of(row) for row in shown], next_cursor=following)


@router.get(ONE, response=UpdateOut, auth=READ, operation_id="get_update", summary="Get an update")
def get(request: ApiRequest, update_id: UUID) -> UpdateOut:
    """One update, and what became of it."""
    return UpdateOut.of(_update(request, update_id))


def _update(request: ApiRequest, update_id: UUID) -> Update:
    actor, to = request.actor, Permission.CASES_READ
    return get_row(Update, actor=actor, business_id=actor.business_id, row_id=update_id, to=to)


@router.post(f"{ONE}/send", response=UpdateOut, auth=WRITE, operation_id="send_update", summary="Send it now")
def send(request: ApiRequest, update_id: UUID, body: SendUpdateIn) -> UpdateOut:
    """An update that waits leaves at once, in better words where `text` has them. One that does not is refused:
    `update_over`."""
    held = _update(request, update_id)
    text = held.text if body.text is None else body.text
    send_now(actor=request.actor, case_id=held.case_id, update_id=update_id, text=text)
    return UpdateOut.of(_update(request, update_id))


@router.post(f"{ONE}/skip", response=UpdateOut, auth=WRITE, operation_id="skip_update", summary="Leave it out")
def skip(request: ApiRequest, update_id: UUID, body: ReasonIn) -> UpdateOut:
    """The customer does not hear this one, for a reason that colleagues read; its rhythm begins anew."""
    held = _update(request, update_id)
    skip_update(actor=request.actor, case_id=held.case_id, update_id=update_id, reason=body.reason)
    return UpdateOut.of(_update(request, update_id))


@router.post(f"{ONE}/put-off", response=UpdateOut, auth=WRITE, operation_id="put_off_update", summary="Put it off")
def put_off(request: ApiRequest, update_id: UUID) -> UpdateOut:
    """It waits ten minutes longer; as often as it is asked for."""
    held = _update(request, update_id)
    give_time(actor=request.actor, case_id=held.case_id, update_id=update_id)
    return UpdateOut.of(_update(request, update_id))
