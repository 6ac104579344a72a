"""Cases: lists, one case, what was said, and every move a desk can make. Closing is the customer's alone.

One file: each operation is a few lines over a service of cases, and the reference lists them in this order.
"""

from typing import Annotated, Any
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Status

from moked.api.cursors import read_cursor, write_cursor
from moked.api.gate import ApiRequest, needs
from moked.api.paging import MOST, USUAL, link_next
from moked.api.problems import CursorUnusable
from moked.api.refusals import refused_part
from moked.api.schemas.basis import State
from moked.api.schemas.cases import (
    CaseOut,
    CasePage,
    DetailsIn,
    HandOverIn,
    IntoIn,
    MoveIn,
    OpenCaseIn,
    SetAsideIn,
    WaitIn,
)
from moked.api.schemas.customers import SurveyOut
from moked.api.schemas.messages import AnswerIn, MessageOut, MessagePage, NoteIn, RescheduleIn, SaidIn
from moked.businesses.models import Topic
from moked.cases import services
from moked.cases.access import get_case, get_message
from moked.cases.errors import MoveImpossible
from moked.cases.listing import CaseFilter, CaseKey
from moked.cases.models import Attachment, Case, Channel, Message
from moked.cases.searching import search_cases
from moked.cases.selectors import cases_with_people, list_cases, timeline
from moked.channels.models import Account
from moked.channels.selectors import first_mailbox
from moked.customers.access import get_point
from moked.customers.models import ContactPoint
from moked.customers.selectors import canonical_ids
from moked.customers.services import find_or_create_contact_point
from moked.lib.errors import NotFound
from moked.lib.richtext import html_from_text
from moked.staff.access import check_allowed, get_row
from moked.staff.models import Team
from moked.staff.permissions import Permission
from moked.staff.token_scopes import TokenScope
from moked.surveys.selectors import survey_of

router = Router(tags=["cases"])
READ, WRITE = needs(TokenScope.READ_CASES), needs(TokenScope.WRITE_CASES)
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many at most.")]
Cursor = Annotated[str | None, Query(max_length=1000, description="The `next_cursor` of the page before.")]


@router.get("/cases", response=CasePage, auth=READ, operation_id="list_cases", summary="List cases")
def list_(
    request: ApiRequest,
    state: Annotated[list[State], Query(max_length=8)] = [],  # noqa: B006  # the library copies it
    topic_id: UUID | None = None,
    team_id: UUID | None = None,
    assignee_id: UUID | None = None,
    unassigned: bool = False,
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> CasePage:
    """Cases by latest activity, narrowed by what is given. Merged ones are seen through the one that goes on."""
    wanted = CaseFilter(tuple(state), request.actor.business_id, topic_id, team_id, assignee_id, unassigned)
    rows = list_cases(wanted, after=_key(cursor), limit=limit)
    shown = rows[:limit]
    following = None
    if len(rows) > limit:
        following = write_cursor("cases", str(CaseKey(shown[-1].last_activity_at, shown[-1].pk)))
        link_next(request, following)
    return CasePage(items=[CaseOut.of(case) for case in shown], next_cursor=following)


def _key(cursor: str | None, kind: str = "cases") -> CaseKey | None:
    if not cursor:
        return None
    try:
        return CaseKey.parse(read_cursor(cursor, kind, 1)[0])
    except ValueError as error:
        raise CursorUnusable from error


@router.get("/cases/search", response=CasePage, auth=READ, operation_id="search_cases", summary="Search cases")
def search(
    request: ApiRequest,
    q: Annotated[str, Query(min_length=1, max_length=200)],
    cursor: Cursor = None,
    limit: Limit = 20,
) -> CasePage:
    """Cases in which every word occurs in some form, Hebrew prefixes included; a reference finds just its case.

    A telephone number is found however it is written, and with it the cases of whoever has it. Words in quotation
    marks must stand so in one message or in the subject.
    """
    found = search_cases(q, after=_key(cursor, "search"), limit=limit)
    following = None
    if found.next:
        following = write_cursor("search", str(found.next))
        link_next(request, following)
    return CasePage(items=[CaseOut.of(case) for case in found.cases], next_cursor=following)


@router.post("/cases", response={201: CaseOut}, auth=WRITE, operation_id="open_case", summary="Open a case")
def open_(request: ApiRequest, body: OpenCaseIn) -> Status[Any]:
    """Opens a case with what the customer said as its first message; answers go to their address by mail."""
    actor, business_id = request.actor, request.actor.business_id
    check_allowed(actor, business_id, Permission.CASES_ANSWER)
    if (body.email is None) == (body.contact_point_id is None):
        raise refused_part("#/email", _("Give either email or contact_point_id."))
    for model, key in ((Topic, body.topic_id), (Team, body.team_id), (Account, body.mailbox_id)):
        if key is not None:
            get_row(model, actor=actor, business_id=business_id, row_id=key, to=Permission.CASES_ANSWER)
    if body.contact_point_id is not None:
        point = get_point(body.contact_point_id)
    else:
        point = find_or_create_contact_point(
            actor=actor,
            business_id=business_id,
            kind=ContactPoint.Kind.EMAIL,
            value=body.email or "",
            name=body.name,
            language=body.language or "",
        )
    mailbox = first_mailbox(business_id)
    case = services.open_case(
        actor=actor,
        business_id=business_id,
        contact_point=point,
        channel=Channel.MAIL,
        account_id=body.mailbox_id or (mailbox.pk if mailbox else None),
        subject=body.subject,
        language=body.language or "",
        topic_id=body.topic_id,
        team_id=body.team_id,
    )
    services.receive_message(actor=actor, case=case, contact_point=point, channel=Channel.MAIL, text=body.text)
    return Status(201, _case(case.pk))


def _case(case_id: UUID) -> CaseOut:
    return CaseOut.of(cases_with_people().get(pk=case_id))


@router.get("/cases/{uuid:case_id}", response=CaseOut, auth=READ, operation_id="get_case", summary="Get a case")
def get(request: ApiRequest, case_id: UUID) -> CaseOut:
    """One case as it stands."""
    return CaseOut.of(get_case(request.actor, case_id, to=Permission.CASES_READ))


@router.patch(
    "/cases/{uuid:case_id}", response=CaseOut, auth=WRITE, operation_id="change_case", summary="Change a case"
)
def change(request: ApiRequest, case_id: UUID, body: DetailsIn) -> CaseOut:
    """Changes what a case is called or about."""
    services.change_details(actor=request.actor, case_id=case_id, subject=body.subject, topic_id=body.topic_id)
    return _case(case_id)


@router.get(
    "/cases/{uuid:case_id}/messages",
    response=MessagePage,
    auth=READ,
    operation_id="list_messages",
    summary="Read the timeline",
)
def messages(request: ApiRequest, case_id: UUID, cursor: Cursor = None, limit: Limit = USUAL) -> MessagePage:
    """What was said, the newest first; messages of cases merged into this one are among them."""
    case = get_case(request.actor, case_id, to=Permission.CASES_READ)
    name = f"messages:{case_id}"
    before = UUID(_uuid(read_cursor(cursor, name, 1)[0])) if cursor else None
    rows = timeline(case, before=before, limit=limit + 1)[::-1]
    shown, following = rows[:limit], None
    if len(rows) > limit:
        following = write_cursor(name, str(shown[-1].pk))
        link_next(request, following)
    return MessagePage(items=[MessageOut.of(message) for message in shown], next_cursor=following)


def _uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError as error:
        raise CursorUnusable from error


@router.post(
    "/cases/{uuid:case_id}/messages",
    response={201: MessageOut},
    auth=WRITE,
    operation_id="receive_message",
    summary="Add what the customer said",
)
def receive(request: ApiRequest, case_id: UUID, body: SaidIn) -> Status[Any]:
    """Adds what the customer said by a road of your own. A settled case reopens, as it does when they write."""
    case = get_case(request.actor, case_id, to=Permission.CASES_ANSWER)
    point = case.contact_point
    if body.contact_point_id is not None:
        point = get_point(body.contact_point_id)
        if point.customer_id not in canonical_ids(case.customer):
            raise NotFound
    if point is None:
        raise refused_part("#/contact_point_id", _("Nobody is known to have written in this case: say who did."))
    if case.canonical_id is not None:
        raise MoveImpossible(_("This case goes on in another one: its merged_into_id says in which."))
    message = services.receive_message(
        actor=request.actor, case=case, contact_point=point, channel=case.channel, text=body.text
    )
    return Status(201, _message(request, message.pk))


@router.post(
    "/cases/{uuid:case_id}/answers",
    response={201: MessageOut},
    auth=WRITE,
    operation_id="write_answer",
    summary="Answer the customer, or propose a solution",
)
def answer(request: ApiRequest, case_id: UUID, body: AnswerIn) -> Status[Any]:
    """Writes to the customer; with `is_proposal` as a solution, which closes nothing: only the customer closes."""
    message = services.write_answer(
        actor=request.actor,
        case_id=case_id,
        html=body.html or html_from_text(body.text),
        attachment_ids=body.attachment_ids,
        is_proposal=body.is_proposal,
        send_at=body.send_at,
        seen_message_id=body.seen_message_id,
    )
    return Status(201, _message(request, message.pk))


@router.post(
    "/cases/{uuid:case_id}/notes",
    response={201: MessageOut},
    auth=WRITE,
    operation_id="write_note",
    summary="Write a note",
)
def note(request: ApiRequest, case_id: UUID, body: NoteIn) -> Status[Any]:
    """Writes a note for colleagues."""
    message = services.write_note(
        actor=request.actor,
        case_id=case_id,
        html=body.html or html_from_text(body.text),
        mentions=body.mentions,
        attachment_ids=body.attachment_ids,
    )
    return Status(201, _message(request, message.pk))


@router.post(
    "/cases/{uuid:case_id}/hand-over",
    response=CaseOut,
    auth=WRITE,
    operation_id="hand_over",
    summary="Hand a case over",
)
def hand_over(request: ApiRequest, case_id: UUID, body: HandOverIn) -> CaseOut:
    """Hands a case to one colleague, who has it at once, or to one team, whose router chooses."""
    services.hand_over(
        actor=request.actor,
        case_id=case_id,
        reason=body.reason,
        to_person_id=body.to_person_id,
        to_team_id=body.to_team_id,
    )
    return _case(case_id)


@router.post(
    "/cases/{uuid:case_id}/set-aside",
    response=CaseOut,
    auth=WRITE,
    operation_id="set_aside",
    summary="Set a case aside",
)
def set_aside(request: ApiRequest, case_id: UUID, body: SetAsideIn) -> CaseOut:
    """Says that this is not a case. It never counts as solved."""
    services.set_aside(actor=request.actor, case_id=case_id, reason=body.reason)
    return _case(case_id)


@router.post(
    "/cases/{uuid:case_id}/bring-back",
    response=CaseOut,
    auth=WRITE,
    operation_id="bring_back",
    summary="Bring a case back",
)
def bring_back(request: ApiRequest, case_id: UUID) -> CaseOut:
    """It is a case after all."""
    services.bring_back(actor=request.actor, case_id=case_id)
    return _case(case_id)


@router.post(
    "/cases/{uuid:case_id}/wait", response=CaseOut, auth=WRITE, operation_id="wait", summary="Let a case wait"
)
def wait(request: ApiRequest, case_id: UUID, body: WaitIn) -> CaseOut:
    """Lets a case wait for somebody, or for a moment."""
    services.put_aside_until(actor=request.actor, case_id=case_id, waiting_for=body.waiting_for, until=body.until)
    return _case(case_id)


@router.post(
    "/cases/{uuid:case_id}/resume",
    response=CaseOut,
    auth=WRITE,
    operation_id="resume",
    summary="Take a case up again",
)
def resume(request: ApiRequest, case_id: UUID) -> CaseOut:
    """Takes a waiting case up again before its time."""
    services.resume_case(actor=request.actor, case_id=case_id)
    return _case(case_id)


@router.post(
    "/cases/{uuid:case_id}/merge", response=CaseOut, auth=WRITE, operation_id="merge_case", summary="Merge two cases"
)
def merge(request: ApiRequest, case_id: UUID, body: IntoIn) -> CaseOut:
    """Says that two cases are one matter. The case that goes on is given back."""
    return _case(services.merge_cases(actor=request.actor, case_id=case_id, into_id=body.into_id).pk)


@router.post(
    "/cases/{uuid:case_id}/unmerge",
    response=CaseOut,
    auth=WRITE,
    operation_id="unmerge_case",
    summary="Un-merge a case",
)
def unmerge(request: ApiRequest, case_id: UUID) -> CaseOut:
    """Takes a merge back."""
    services.unmerge_case(actor=request.actor, case_id=case_id)
    return _case(case_id)


@router.post(
    "/cases/{uuid:case_id}/move-to-customer",
    response=CaseOut,
    auth=WRITE,
    operation_id="move_case_to_customer",
    summary="Move a case to another customer",
)
def move(request: ApiRequest, case_id: UUID, body: MoveIn) -> CaseOut:
    """Moves a case to the customer it really belongs to; answers still go where it was written from."""
    services.change_customer(actor=request.actor, case_id=case_id, customer_id=body.customer_id)
    return _case(case_id)


@router.get(
    "/cases/{uuid:case_id}/survey",
    response=SurveyOut,
    auth=needs(TokenScope.READ_SURVEYS),
    operation_id="get_survey",
    summary="What the customer said after closing",
)
def survey(request: ApiRequest, case_id: UUID) -> SurveyOut:
    """The customer's answers about one case."""
    found = survey_of(get_case(request.actor, case_id, to=Permission.CASES_READ))
    if found is None:
        raise NotFound
    return SurveyOut.of(found)


def _message(request: ApiRequest, message_id: UUID) -> MessageOut:
    found = get_message(request.actor, message_id, to=Permission.CASES_READ)
    rows = Message.objects.prefetch_related(
        Prefetch("attachments", queryset=Attachment.objects.select_related("file").order_by("created_at", "id")),
        "deliveries",
    )
    return MessageOut.of(rows.get(pk=found.pk))


@router.get(
    "/messages/{uuid:message_id}", response=MessageOut, auth=READ, operation_id="get_message", summary="Get a message"
)
def message(request: ApiRequest, message_id: UUID) -> MessageOut:
    """One message, with its files and what became of it."""
    return _message(request, message_id)


@router.post(
    "/messages/{uuid:message_id}/take-back",
    response=MessageOut,
    auth=WRITE,
    operation_id="take_back_answer",
    summary="Take an answer back",
)
def take_back(request: ApiRequest, message_id: UUID) -> MessageOut:
    """Takes back what has not left yet."""
    services.take_back_answer(actor=request.actor, message_id=message_id)
    return _message(request, message_id)


@router.post(
    "/messages/{uuid:message_id}/reschedule",
    response=MessageOut,
    auth=WRITE,
    operation_id="reschedule_answer",
    summary="Choose another moment to send",
)
def reschedule(request: ApiRequest, message_id: UUID, body: RescheduleIn) -> MessageOut:
    """Chooses another moment for a scheduled answer."""
    services.reschedule_answer(actor=request.actor, message_id=message_id, send_at=body.send_at)
    return _message(request, message_id)


@router.post(
    "/messages/{uuid:message_id}/split",
    response={201: CaseOut},
    auth=WRITE,
    operation_id="split_message",
    summary="Split a message off",
)
def split(request: ApiRequest, message_id: UUID) -> Status[Any]:
    """Gives a message of the customer, about another matter, a case of its own, which is given back."""
    made: Case = services.split_message(actor=request.actor, message_id=message_id)
    return Status(201, _case(made.pk))


@router.post(
    "/messages/{uuid:message_id}/join-back",
    response=CaseOut,
    auth=WRITE,
    operation_id="join_message_back",
    summary="Join a message back",
)
def join_back(request: ApiRequest, message_id: UUID) -> CaseOut:
    """Takes a split back; the case the message returned to is given."""
    return _case(services.join_message_back(actor=request.actor, message_id=message_id).pk)
