"""Parts that machines mostly read: work, staff, channels, surveys, deliveries and the journal."""

from typing import Annotated, Literal
from uuid import UUID

from ninja import Query, Router

from moked.api.cursors import read_cursor, write_cursor
from moked.api.gate import ApiRequest, needs
from moked.api.paging import USUAL, link_next, page_of
from moked.api.problems import CursorUnusable
from moked.api.routes.cases import Cursor, Limit
from moked.api.schemas.basis import NamedOut
from moked.api.schemas.cases import WorkItemOut, WorkItemPage
from moked.api.schemas.channels import MailboxOut, MailboxPage, WidgetOut, WidgetPage
from moked.api.schemas.customers import SurveyOut, SurveyPage
from moked.api.schemas.integrations import EventOut, EventPage
from moked.api.schemas.messages import DeliveryOut, DeliveryPage
from moked.api.schemas.staff import NamedPage, PersonOut, PersonPage, TeamOut, TeamPage, TopicOut, TopicPage
from moked.businesses.models import Topic
from moked.channels.models import Account, Delivery
from moked.channels.outbox import send_again
from moked.journal.reader import JournalReader, Position
from moked.routing.models import WorkItem
from moked.staff.access import get_row
from moked.staff.models import Membership, Skill, Team
from moked.staff.permissions import Permission
from moked.staff.token_scopes import TokenScope
from moked.surveys.models import SurveyResponse

work = Router(tags=["work"])
staff = Router(tags=["staff"])
channels = Router(tags=["channels"])
surveys = Router(tags=["surveys"])
deliveries = Router(tags=["deliveries"])
events = Router(tags=["events"])
READ_WORK, READ_STAFF = needs(TokenScope.READ_WORK), needs(TokenScope.READ_STAFF)
READ_CHANNELS, READ_CASES = needs(TokenScope.READ_CHANNELS), needs(TokenScope.READ_CASES)
# Positions in the journal are 64-bit numbers.
LARGEST = 2**63 - 1


@work.get("/work-items", response=WorkItemPage, auth=READ_WORK, operation_id="list_work", summary="List the work")
def list_work(
    request: ApiRequest,
    state: Annotated[list[Literal["waiting", "offered", "held", "done"]], Query(max_length=4)] = [],  # noqa: B006
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> WorkItemPage:
    """What needs a person, longest waiting first. Who is offered what is the router's decision alone."""
    rows = WorkItem.objects.filter(state__in=state) if state else WorkItem.objects.all()
    shown, following = page_of(request, rows, by="waiting_since", cursor=cursor, limit=limit)
    return WorkItemPage(items=[WorkItemOut.of(item) for item in shown], next_cursor=following)


@work.get(
    "/work-items/{uuid:item_id}",
    response=WorkItemOut,
    auth=READ_WORK,
    operation_id="get_work",
    summary="Get a piece of work",
)
def get_work(request: ApiRequest, item_id: UUID) -> WorkItemOut:
    """One piece of work."""
    actor = request.actor
    to = Permission.CASES_READ
    return WorkItemOut.of(get_row(WorkItem, actor=actor, business_id=actor.business_id, row_id=item_id, to=to))


@staff.get("/people", response=PersonPage, auth=READ_STAFF, operation_id="list_people", summary="List people")
def people(request: ApiRequest, cursor: Cursor = None, limit: Limit = USUAL) -> PersonPage:
    """Who serves this business, by first name."""
    rows = Membership.objects.select_related("person", "role").prefetch_related("teams", "skills")
    shown, following = page_of(request, rows, by="person__first_name", cursor=cursor, limit=limit)
    return PersonPage(items=[PersonOut.of(row) for row in shown], next_cursor=following)


@staff.get("/teams", response=TeamPage, auth=READ_STAFF, operation_id="list_teams", summary="List teams")
def teams(request: ApiRequest, cursor: Cursor = None, limit: Limit = USUAL) -> TeamPage:
    """Teams by name."""
    shown, following = page_of(request, Team.objects.all(), by="name", cursor=cursor, limit=limit)
    return TeamPage(items=[TeamOut.of(team) for team in shown], next_cursor=following)


@staff.get("/skills", response=NamedPage, auth=READ_STAFF, operation_id="list_skills", summary="List skills")
def skills(request: ApiRequest, cursor: Cursor = None, limit: Limit = USUAL) -> NamedPage:
    """Skills by name."""
    shown, following = page_of(request, Skill.objects.all(), by="name", cursor=cursor, limit=limit)
    return NamedPage(items=[NamedOut(id=row.pk, name=row.name) for row in shown], next_cursor=following)


@staff.get("/topics", response=TopicPage, auth=READ_STAFF, operation_id="list_topics", summary="List topics")
def topics(request: ApiRequest, cursor: Cursor = None, limit: Limit = USUAL) -> TopicPage:
    """Topics by name, with the skills each asks for."""
    rows = Topic.objects.prefetch_related("skills")
    shown, following = page_of(request, rows, by="name", cursor=cursor, limit=limit)
    return TopicPage(items=[TopicOut.of(row) for row in shown], next_cursor=following)


@channels.get(
    "/mailboxes", response=MailboxPage, auth=READ_CHANNELS, operation_id="list_mailboxes", summary="List mailboxes"
)
def mailboxes(request: ApiRequest, cursor: Cursor = None, limit: Limit = USUAL) -> MailboxPage:
    """Mailboxes by name, without passwords."""
    rows = Account.objects.filter(kind=Account.Kind.MAIL).select_related("mailbox")
    shown, following = page_of(request, rows, by="name", cursor=cursor, limit=limit)
    own = ("id", "name", "language", "is_active")
    of_mailbox = ("address", "incoming", "outgoing", "acknowledge", "last_fetched_at", "fetch_error")
    items = [
        MailboxOut(
            **{name: getattr(row, name) for name in own},
            **{name: getattr(row.mailbox, name) for name in of_mailbox},
        )
        for row in shown
    ]
    return MailboxPage(items=items, next_cursor=following)


@channels.get(
    "/widgets", response=WidgetPage, auth=READ_CHANNELS, operation_id="list_widgets", summary="List chat widgets"
)
def widgets(request: ApiRequest, cursor: Cursor = None, limit: Limit = USUAL) -> WidgetPage:
    """Chat widgets by name. A key stands in the page's script tag and is no secret."""
    rows = Account.objects.filter(kind=Account.Kind.CHAT).select_related("widget")
    shown, following = page_of(request, rows, by="name", cursor=cursor, limit=limit)
    own = ("id", "name", "language", "is_active")
    items = [
        WidgetOut(
            **{name: getattr(row, name) for name in own},
            **{name: getattr(row.widget, name) for name in ("key", "greetings", "allowed_origins")},
        )
        for row in shown
    ]
    return WidgetPage(items=items, next_cursor=following)


@surveys.get(
    "/surveys",
    response=SurveyPage,
    auth=needs(TokenScope.READ_SURVEYS),
    operation_id="list_surveys",
    summary="List what customers said after closing",
)
def list_surveys(request: ApiRequest, cursor: Cursor = None, limit: Limit = USUAL) -> SurveyPage:
    """Answers of customers, the latest first."""
    answered = SurveyResponse.objects.filter(answered_at__isnull=False)
    shown, following = page_of(request, answered, by="answered_at", cursor=cursor, limit=limit, is_descending=True)
    return SurveyPage(items=[SurveyOut.of(row) for row in shown], next_cursor=following)


@deliveries.get(
    "/deliveries", response=DeliveryPage, auth=READ_CASES, operation_id="list_deliveries", summary="List deliveries"
)
def list_deliveries(
    request: ApiRequest,
    state: Annotated[
        list[Literal["queued", "sending", "sent", "unknown", "failed", "bounced"]], Query(max_length=6)
    ] = [],  # noqa: B006
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> DeliveryPage:
    """What became of messages on their way to customers, the latest first."""
    rows = Delivery.objects.filter(state__in=state) if state else Delivery.objects.all()
    shown, following = page_of(request, rows, by="created_at", cursor=cursor, limit=limit, is_descending=True)
    return DeliveryPage(items=[DeliveryOut.of(row) for row in shown], next_cursor=following)


@deliveries.get(
    "/deliveries/{uuid:delivery_id}",
    response=DeliveryOut,
    auth=READ_CASES,
    operation_id="get_delivery",
    summary="Get a delivery",
)
def get_delivery(request: ApiRequest, delivery_id: UUID) -> DeliveryOut:
    """One message on its way to one address."""
    return _delivery(request, delivery_id)


@deliveries.post(
    "/deliveries/{uuid:delivery_id}/send-again",
    response=DeliveryOut,
    auth=needs(TokenScope.WRITE_CASES),
    operation_id="send_again",
    summary="Send a message once more",
)
def again(request: ApiRequest, delivery_id: UUID) -> DeliveryOut:
    """Sends once more what failed, came back or got lost."""
    send_again(actor=request.actor, delivery_id=delivery_id)
    return _delivery(request, delivery_id)


def _delivery(request: ApiRequest, delivery_id: UUID) -> DeliveryOut:
    actor = request.actor
    to = Permission.CASES_READ
    return DeliveryOut.of(get_row(Delivery, actor=actor, business_id=actor.business_id, row_id=delivery_id, to=to))


@events.get(
    "/events",
    response=EventPage,
    auth=needs(TokenScope.READ_EVENTS),
    operation_id="list_events",
    summary="Follow the journal",
)
def list_events(request: ApiRequest, cursor: Cursor = None, limit: Limit = USUAL) -> EventPage:
    """What happened, in the order of the journal, none left out and none twice.

    Begin without a cursor, keep `next_cursor` of every answer, and ask with it again. An event appears once nothing
    that began before it can still be written, usually within a second."""
    start = Position(0)
    if cursor:
        start = _position(read_cursor(cursor, "events", 1)[0])
    entries, reached = JournalReader().after(start, limit)
    following = write_cursor("events", str(reached))
    if entries:
        link_next(request, following)
    return EventPage(items=[EventOut.of(entry) for entry in entries], next_cursor=following)


def _position(text: str) -> Position:
    try:
        position = Position.parse(text)
    except ValueError as error:
        raise CursorUnusable from error
    if not (0 <= position.xid <= LARGEST and 0 <= position.id <= LARGEST):
        raise CursorUnusable
    return position
