"""Ladders: whom to call, step by step, while a promise can still be kept."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from ninja import Router, Status

from moked.api.gate import ApiRequest, needs
from moked.api.paging import USUAL, page_of
from moked.api.routes.cases import Cursor, Limit
from moked.api.schemas.ladders import LadderChangeIn, LadderIn, LadderOut, LadderPage
from moked.promises.models import Ladder
from moked.promises.services import change_ladder, create_ladder
from moked.promises.services.ladders import RUNG_FACTS
from moked.staff.access import get_row
from moked.staff.permissions import Permission
from moked.staff.token_scopes import TokenScope

router = Router(tags=["promises"])
READ, WRITE = needs(TokenScope.READ_PROMISES), needs(TokenScope.WRITE_PROMISES)
TO = Permission.CASES_READ
ONE = "/ladders/{uuid:ladder_id}"


def _by(request: ApiRequest) -> dict[str, Any]:
    return {"actor": request.actor, "business_id": request.actor.business_id}


@router.get("/ladders", response=LadderPage, auth=READ, operation_id="list_ladders", summary="List ladders")
def ladders(request: ApiRequest, cursor: Cursor = None, limit: Limit = USUAL) -> LadderPage:
    """Whom to call while a promise can still be kept, by name, also those out of use."""
    rows = Ladder.objects.prefetch_related("rungs")
    shown, following = page_of(request, rows, by="name", cursor=cursor, limit=limit)
    return LadderPage(items=[LadderOut.of(row) for row in shown], next_cursor=following)


@router.get(ONE, response=LadderOut, auth=READ, operation_id="get_ladder", summary="Get a ladder")
def ladder(request: ApiRequest, ladder_id: UUID) -> LadderOut:
    """One ladder with its steps."""
    return LadderOut.of(get_row(Ladder, **_by(request), row_id=ladder_id, to=TO))


@router.post(
    "/ladders", response={201: LadderOut}, auth=WRITE, operation_id="create_ladder", summary="Create a ladder"
)
def create(request: ApiRequest, body: LadderIn) -> Status[Any]:
    """A new ladder. One that makes no sense is refused with the step and the reason: `ladder_refused`. Out of use it
    calls nobody, and the office tries it on last month's cases."""
    facts = body.model_dump(exclude={"steps", "silent_after_seconds"})
    facts["silent_after"] = _span(body.silent_after_seconds)
    made = create_ladder(**_by(request), facts=facts, rungs=[step.facts() for step in body.steps])
    return Status(201, LadderOut.of(made))


@router.patch(ONE, response=LadderOut, auth=WRITE, operation_id="change_ladder", summary="Change a ladder")
def change(request: ApiRequest, ladder_id: UUID, body: LadderChangeIn) -> LadderOut:
    """Changes a ladder and its steps, or takes it out of use. Promises that run with it follow."""
    facts = body.model_dump(exclude={"steps"}, exclude_unset=True)
    if "silent_after_seconds" in facts:
        facts["silent_after"] = _span(facts.pop("silent_after_seconds"))
    held = get_row(Ladder, **_by(request), row_id=ladder_id, to=Permission.PROMISES_EDIT, lock=True)
    if "steps" in body.model_fields_set:
        rungs = [step.facts() for step in body.steps]
    else:
        rungs = [{name: getattr(rung, name) for name in RUNG_FACTS} for rung in held.rungs.all()]
    return LadderOut.of(change_ladder(**_by(request), ladder_id=ladder_id, facts=facts, rungs=rungs))


def _span(seconds: int | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)
