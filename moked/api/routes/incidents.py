"""Incidents: one trouble of many customers, opened by whatever notices it first, told to all of them at once."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from ninja import Query, Router, Status

from moked.api.gate import ApiRequest, needs
from moked.api.paging import USUAL, page_of
from moked.api.routes.cases import Cursor, Limit
from moked.api.schemas.incidents import (
    IncidentChangeIn,
    IncidentIn,
    IncidentOut,
    IncidentPage,
    IncidentUpdateIn,
    IncidentUpdateOut,
    IncidentUpdatePage,
    NoticeOut,
    NoticesOut,
    TextsIn,
)
from moked.businesses.models import PublicNotice, Topic
from moked.cases.incident_models import Incident, IncidentUpdate
from moked.cases.services import gathering, incidents
from moked.lib.errors import NotFound
from moked.lib.ids import new_id
from moked.staff.token_scopes import TokenScope

router = Router(tags=["incidents"])
MANAGE = needs(TokenScope.MANAGE_INCIDENTS)
ONE = "/incidents/{uuid:incident_id}"


@router.get("/incidents", response=IncidentPage, auth=MANAGE, operation_id="list_incidents", summary="List incidents")
def list_(
    request: ApiRequest,
    state: Annotated[Literal["open", "over"] | None, Query()] = None,
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> IncidentPage:
    """Incidents, the latest first."""
    rows = _counted() if state is None else _counted().filter(over_at__isnull=state == "open")
    shown, following = page_of(request, rows, by="opened_at", cursor=cursor, limit=limit, is_descending=True)
    return IncidentPage(items=[IncidentOut.of(row) for row in shown], next_cursor=following)


@router.post(
    "/incidents", response={201: IncidentOut}, auth=MANAGE, operation_id="open_incident", summary="Open an incident"
)
def open_(request: ApiRequest, body: IncidentIn) -> Status[Any]:
    """One trouble of many customers. Cases opened since `began_at` that fit topic, system or words are suggested;
    new ones join by themselves unless `gathers` is false."""
    facts = body.model_dump() | {"began_at": body.began_at or timezone.now()}
    made = incidents.open_incident(actor=request.actor, business_id=request.actor.business_id, **facts)
    return Status(201, _shown(request, made.pk))


def _counted() -> QuerySet[Incident]:
    return Incident.objects.annotate(cases=Count("places", filter=Q(places__left_at=None)))


def _shown(request: ApiRequest, incident_id: UUID) -> IncidentOut:
    incidents.get_incident(request.actor, incident_id)
    return IncidentOut.of(_counted().get(pk=incident_id))


@router.get(ONE, response=IncidentOut, auth=MANAGE, operation_id="get_incident", summary="Get an incident")
def get(request: ApiRequest, incident_id: UUID) -> IncidentOut:
    """One incident."""
    return _shown(request, incident_id)


@router.patch(ONE, response=IncidentOut, auth=MANAGE, operation_id="change_incident", summary="Change an incident")
def change(request: ApiRequest, incident_id: UUID, body: IncidentChangeIn) -> IncidentOut:
    """Changes its title, what it gathers by, or what was learned from it: that may be written when it is over too."""
    facts = body.model_dump(exclude_unset=True)
    if body.topic_id is not None and not Topic.objects.filter(pk=body.topic_id).exists():
        raise NotFound
    incidents.change_incident(actor=request.actor, incident_id=incident_id, facts=facts)
    return _shown(request, incident_id)


@router.get(
    f"{ONE}/notices",
    response=NoticesOut,
    auth=MANAGE,
    operation_id="list_notices",
    summary="List what everybody was told",
)
def notices(request: ApiRequest, incident_id: UUID) -> NoticesOut:
    """What whoever turned to the business was told about an incident, the latest first; one at most stands."""
    incidents.get_incident(request.actor, incident_id)
    rows = PublicNotice.objects.filter(about_id=incident_id).order_by("-shown_from", "-pk")
    return NoticesOut(items=[NoticeOut.of(row) for row in rows])


@router.post(
    f"{ONE}/notice", response=NoticeOut, auth=MANAGE, operation_id="put_up_notice", summary="Tell everybody meanwhile"
)
def put_up(request: ApiRequest, incident_id: UUID, body: TextsIn) -> NoticeOut:
    """From now on whoever turns to the business is told this, in pages, greetings and acknowledgements. One that
    stands is replaced; it comes down with the incident."""
    made = incidents.put_up_notice(actor=request.actor, incident_id=incident_id, texts=_texts(body))
    return NoticeOut.of(made)


@router.post(
    f"{ONE}/take-down-notice",
    response=IncidentOut,
    auth=MANAGE,
    operation_id="take_down_notice",
    summary="Tell it no more",
)
def take_down(request: ApiRequest, incident_id: UUID) -> IncidentOut:
    """What everybody was told is told no more. Twice changes nothing."""
    incidents.take_down_notice(actor=request.actor, incident_id=incident_id)
    return _shown(request, incident_id)


@router.post(
    f"{ONE}/updates",
    response={201: IncidentUpdateOut},
    auth=MANAGE,
    operation_id="write_incident_update",
    summary="Write to all its customers",
)
def update(request: ApiRequest, incident_id: UUID, body: IncidentUpdateIn) -> Status[Any]:
    """One word to all its customers, each in their language where `texts` has it, by the road they came.

    The business's own language is needed. Give an `id` of your own to be sure that nothing is said twice."""
    made = incidents.write_update(
        actor=request.actor, incident_id=incident_id, update_id=body.id or new_id(), texts=_texts(body)
    )
    return Status(201, IncidentUpdateOut.of(made))


@router.get(
    f"{ONE}/updates",
    response=IncidentUpdatePage,
    auth=MANAGE,
    operation_id="list_incident_updates",
    summary="List what its customers were told",
)
def updates(
    request: ApiRequest, incident_id: UUID, cursor: Cursor = None, limit: Limit = USUAL
) -> IncidentUpdatePage:
    """What was written to all customers of an incident, the latest first."""
    incidents.get_incident(request.actor, incident_id)
    rows = IncidentUpdate.objects.filter(incident=incident_id)
    shown, following = page_of(request, rows, by="written_at", cursor=cursor, limit=limit, is_descending=True)
    return IncidentUpdatePage(items=[IncidentUpdateOut.of(row) for row in shown], next_cursor=following)


@router.get(
    f"{ONE}/updates/{{uuid:incident_update_id}}",
    response=IncidentUpdateOut,
    auth=MANAGE,
    operation_id="get_incident_update",
    summary="Get one of them",
)
def one_update(request: ApiRequest, incident_id: UUID, incident_update_id: UUID) -> IncidentUpdateOut:
    """One word to all customers of an incident."""
    incidents.get_incident(request.actor, incident_id)
    found = IncidentUpdate.objects.filter(incident=incident_id, pk=incident_update_id).first()
    if found is None:
        raise NotFound
    return IncidentUpdateOut.of(found)


def _texts(body: TextsIn) -> dict[str, str]:
    return body.texts.model_dump(exclude_none=True)


@router.post(f"{ONE}/end", response=IncidentOut, auth=MANAGE, operation_id="end_incident", summary="End an incident")
def end(request: ApiRequest, incident_id: UUID, body: TextsIn) -> IncidentOut:
    """The trouble is over: each customer is asked whether it is for them. No case is closed by this."""
    incidents.end_incident(actor=request.actor, incident_id=incident_id, texts=_texts(body))
    return _shown(request, incident_id)


@router.post(
    f"{ONE}/cases/{{uuid:case_id}}/take-in",
    response=IncidentOut,
    auth=MANAGE,
    operation_id="take_case_into_incident",
    summary="Take a case into an incident",
)
def take_in(request: ApiRequest, incident_id: UUID, case_id: UUID) -> IncidentOut:
    """Takes a case in. Twice changes nothing."""
    gathering.take_in(actor=request.actor, incident_id=incident_id, case_id=case_id)
    return _shown(request, incident_id)


@router.post(
    f"{ONE}/cases/{{uuid:case_id}}/take-out",
    response=IncidentOut,
    auth=MANAGE,
    operation_id="take_case_out_of_incident",
    summary="Take a case out of an incident",
)
def take_out(request: ApiRequest, incident_id: UUID, case_id: UUID) -> IncidentOut:
    """Takes a case out; it does not join again by itself."""
    gathering.take_out(actor=request.actor, incident_id=incident_id, case_id=case_id)
    return _shown(request, incident_id)
