"""Ready answers, and the tray of what could not be processed."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from moked.api.gate import ApiRequest, needs
from moked.api.paging import USUAL, page_of
from moked.api.routes.cases import Cursor, Limit
from moked.api.schemas.channels import DismissIn, IntakeOut, IntakePage
from moked.api.schemas.knowledge import ReadyAnswerChangeIn, ReadyAnswerIn, ReadyAnswerOut, ReadyAnswerPage
from moked.businesses.models import Topic
from moked.channels.models import Inbound
from moked.channels.selectors import get_inbound
from moked.channels.tray import dismiss_inbound, retry_inbound
from moked.knowledge.models import AnswerBlock
from moked.knowledge.services import change_answer_block, create_answer_block
from moked.lib.errors import NotFound
from moked.staff.access import get_row
from moked.staff.permissions import Permission
from moked.staff.token_scopes import TokenScope

answers = Router(tags=["ready answers"])
intake = Router(tags=["intake"])
READ, WRITE = needs(TokenScope.READ_KNOWLEDGE), needs(TokenScope.WRITE_KNOWLEDGE)
REVIEW = needs(TokenScope.REVIEW_INTAKE)


@answers.get(
    "/answers", response=ReadyAnswerPage, auth=READ, operation_id="list_answers", summary="List ready answers"
)
def list_(request: ApiRequest, cursor: Cursor = None, limit: Limit = USUAL) -> ReadyAnswerPage:
    """Ready answers by title."""
    shown, following = page_of(request, AnswerBlock.objects.all(), by="title", cursor=cursor, limit=limit)
    return ReadyAnswerPage(items=[ReadyAnswerOut.of(row) for row in shown], next_cursor=following)


@answers.post(
    "/answers",
    response={201: ReadyAnswerOut},
    auth=WRITE,
    operation_id="create_answer",
    summary="Create a ready answer",
)
def create(request: ApiRequest, body: ReadyAnswerIn) -> Status[Any]:
    """A new ready answer; its text is plain, with blanks in double braces."""
    actor = request.actor
    _check_topic(request, body.topic_id)
    made = create_answer_block(actor=actor, business_id=actor.business_id, facts=body.model_dump())
    return Status(201, ReadyAnswerOut.of(made))


@answers.get(
    "/answers/{uuid:answer_id}",
    response=ReadyAnswerOut,
    auth=READ,
    operation_id="get_answer",
    summary="Get a ready answer",
)
def get(request: ApiRequest, answer_id: UUID) -> ReadyAnswerOut:
    """One ready answer."""
    found = AnswerBlock.objects.filter(business_id=request.actor.business_id, pk=answer_id).first()
    if found is None:
        raise NotFound
    return ReadyAnswerOut.of(found)


@answers.patch(
    "/answers/{uuid:answer_id}",
    response=ReadyAnswerOut,
    auth=WRITE,
    operation_id="change_answer",
    summary="Change a ready answer",
)
def change(request: ApiRequest, answer_id: UUID, body: ReadyAnswerChangeIn) -> ReadyAnswerOut:
    """Changes a ready answer, or takes it out of use."""
    facts, actor = body.model_dump(exclude_unset=True), request.actor
    _check_topic(request, body.topic_id)
    changed = change_answer_block(actor=actor, business_id=actor.business_id, answer_id=answer_id, facts=facts)
    return ReadyAnswerOut.of(changed)


def _check_topic(request: ApiRequest, topic_id: UUID | None) -> None:
    """Raises NotFound for one of another business."""
    if topic_id is not None:
        actor, to = request.actor, Permission.KNOWLEDGE_EDIT
        get_row(Topic, actor=actor, business_id=actor.business_id, row_id=topic_id, to=to)


@intake.get("/intake", response=IntakePage, auth=REVIEW, operation_id="list_intake", summary="List what needs a look")
def list_intake(request: ApiRequest, cursor: Cursor = None, limit: Limit = USUAL) -> IntakePage:
    """What came in and could not be processed, oldest first."""
    rows = Inbound.objects.filter(state=Inbound.State.NEEDS_A_LOOK).defer("raw")
    shown, following = page_of(request, rows, by="received_at", cursor=cursor, limit=limit)
    return IntakePage(items=[IntakeOut.of(row) for row in shown], next_cursor=following)


@intake.get(
    "/intake/{uuid:inbound_id}",
    response=IntakeOut,
    auth=REVIEW,
    operation_id="get_intake",
    summary="Get what needs a look",
)
def get_intake(request: ApiRequest, inbound_id: UUID) -> IntakeOut:
    """One of them."""
    return IntakeOut.of(get_inbound(request.actor, inbound_id))


@intake.post(
    "/intake/{uuid:inbound_id}/retry",
    response=IntakeOut,
    auth=REVIEW,
    operation_id="retry_intake",
    summary="Try once more",
)
def retry(request: ApiRequest, inbound_id: UUID) -> IntakeOut:
    """Once more through the pipeline."""
    return IntakeOut.of(retry_inbound(request.actor, inbound_id))


@intake.post(
    "/intake/{uuid:inbound_id}/dismiss",
    response=IntakeOut,
    auth=REVIEW,
    operation_id="dismiss_intake",
    summary="Dismiss it",
)
def dismiss(request: ApiRequest, inbound_id: UUID, body: DismissIn) -> IntakeOut:
    """Nothing to be answered, for a reason that is kept."""
    return IntakeOut.of(dismiss_inbound(request.actor, inbound_id, body.reason))
