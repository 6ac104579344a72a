"""Tasks: work about a case that is not an answer."""

from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query, Router, Status

from moked.api.gate import ApiRequest, needs
from moked.api.paging import USUAL, page_of
from moked.api.routes.cases import Cursor, Limit
from moked.api.schemas.tasks import GiveIn, TaskEndIn, TaskIn, TaskOut, TaskPage
from moked.cases.access import get_case
from moked.cases.models import Task
from moked.cases.services.tasks import end_task, get_task, give_task, open_task
from moked.staff.access import get_row
from moked.staff.permissions import Permission
from moked.staff.token_scopes import TokenScope

router = Router(tags=["tasks"])
READ, WRITE = needs(TokenScope.READ_CASES), needs(TokenScope.WRITE_CASES)
ONE = "/tasks/{uuid:task_id}"


@router.get("/tasks", response=TaskPage, auth=READ, operation_id="list_tasks", summary="List tasks")
def list_(
    request: ApiRequest,
    state: Annotated[list[Literal["open", "done", "dropped"]], Query(max_length=3)] = [],  # noqa: B006
    case_id: UUID | None = None,
    owner_id: UUID | None = None,
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> TaskPage:
    """Tasks by the time until which they are to be done."""
    wanted = {"state__in": state or None, "case_id": case_id, "owner_id": owner_id}
    rows = Task.objects.filter(**{name: value for name, value in wanted.items() if value is not None})
    shown, following = page_of(request, rows, by="due_at", cursor=cursor, limit=limit)
    return TaskPage(items=[TaskOut.of(row) for row in shown], next_cursor=following)


@router.post(
    "/cases/{uuid:case_id}/tasks",
    response={201: TaskOut},
    auth=WRITE,
    operation_id="open_task",
    summary="Open a task",
)
def open_(request: ApiRequest, case_id: UUID, body: TaskIn) -> Status[Any]:
    """Something to be done about a case until a moment. Without an owner the router offers it."""
    get_case(request.actor, case_id, to=Permission.CASES_ANSWER)
    made = open_task(
        actor=request.actor,
        case_id=case_id,
        kind=Task.Kind.WORK,
        what=body.what,
        due_at=body.due_at,
        owner_id=body.owner_id,
    )
    return Status(201, TaskOut.of(made))


@router.get(ONE, response=TaskOut, auth=READ, operation_id="get_task", summary="Get a task")
def get(request: ApiRequest, task_id: UUID) -> TaskOut:
    """One task, with what was noted when it ended."""
    actor, to = request.actor, Permission.CASES_READ
    return TaskOut.of(get_row(Task, actor=actor, business_id=actor.business_id, row_id=task_id, to=to))


@router.post(f"{ONE}/give", response=TaskOut, auth=WRITE, operation_id="give_task", summary="Give a task to somebody")
def give(request: ApiRequest, task_id: UUID, body: GiveIn) -> TaskOut:
    """The task is this person's from now on; they hear of it."""
    get_task(request.actor, task_id)
    return TaskOut.of(give_task(actor=request.actor, task_id=task_id, owner_id=body.owner_id))


@router.post(f"{ONE}/end", response=TaskOut, auth=WRITE, operation_id="end_task", summary="End a task")
def end(request: ApiRequest, task_id: UUID, body: TaskEndIn) -> TaskOut:
    """It was done, or with `is_dropped` is no longer needed. `note` says to colleagues what was done, or why not."""
    ended = end_task(
        actor=request.actor, task_id=task_id, note=body.note, learned=body.learned, is_dropped=body.is_dropped
    )
    return TaskOut.of(ended)
