"""The emergency set of hours, promises and staffing: when it was on, switching it on and off."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from ninja import Router, Status

from moked.api.gate import ApiRequest, needs
from moked.api.paging import USUAL, page_of
from moked.api.refusals import refused_part
from moked.api.routes.cases import Cursor, Limit
from moked.api.schemas.incidents import EmergencyIn, EmergencyOut, EmergencyPage
from moked.promises.models import Emergency
from moked.promises.selectors import prepared_packages, teams_in_use
from moked.promises.services import switch_emergency_off, switch_emergency_on
from moked.staff.access import get_row
from moked.staff.permissions import Permission
from moked.staff.token_scopes import TokenScope

router = Router(tags=["incidents"])
MANAGE = needs(TokenScope.MANAGE_INCIDENTS)
ONE = "/emergencies/{uuid:emergency_id}"


def _by(request: ApiRequest) -> dict[str, Any]:
    return {"actor": request.actor, "business_id": request.actor.business_id}


@router.get(
    "/emergencies",
    response=EmergencyPage,
    auth=MANAGE,
    operation_id="list_emergencies",
    summary="List when the emergency set was on",
)
def list_(request: ApiRequest, on: bool = False, cursor: Cursor = None, limit: Limit = USUAL) -> EmergencyPage:
    """Times in which the emergency set held, the latest first; with `on` the one that holds now, if any."""
    rows = Emergency.objects.prefetch_related("called_in")
    rows = rows.filter(off_at=None) if on else rows
    shown, following = page_of(request, rows, by="on_at", cursor=cursor, limit=limit, is_descending=True)
    return EmergencyPage(items=[EmergencyOut.of(row) for row in shown], next_cursor=following)


@router.post(
    "/emergencies",
    response={201: EmergencyOut},
    auth=MANAGE,
    operation_id="begin_emergency",
    summary="Switch the emergency set on",
)
def begin(request: ApiRequest, body: EmergencyIn) -> Status[Any]:
    """From now on the hours and promises of a package in use, other than the one for everybody, hold for whoever has
    no agreement by name; open clocks follow. The people of the teams are told, and take any team's work meanwhile.
    While one is on it is refused: `emergency_is_on`."""
    if not prepared_packages().filter(pk=body.package_id).exists():
        raise refused_part("#/package_id", _("Choose a package in use that is not the one for everybody."))
    known = set(teams_in_use().filter(pk__in=body.team_ids).values_list("pk", flat=True))
    for place, team_id in enumerate(body.team_ids):
        if team_id not in known:
            raise refused_part(f"#/team_ids/{place}", _("There is nothing with this id here."))
    made = switch_emergency_on(**_by(request), package_id=body.package_id, reason=body.reason, team_ids=sorted(known))
    return Status(201, EmergencyOut.of(made))


@router.get(ONE, response=EmergencyOut, auth=MANAGE, operation_id="get_emergency", summary="Get an emergency")
def get(request: ApiRequest, emergency_id: UUID) -> EmergencyOut:
    """One time in which it was on."""
    return _shown(request, emergency_id)


def _shown(request: ApiRequest, emergency_id: UUID) -> EmergencyOut:
    return EmergencyOut.of(get_row(Emergency, **_by(request), row_id=emergency_id, to=Permission.INCIDENTS_MANAGE))


@router.post(
    f"{ONE}/end",
    response=EmergencyOut,
    auth=MANAGE,
    operation_id="end_emergency",
    summary="Switch the emergency set off",
)
def end(request: ApiRequest, emergency_id: UUID) -> EmergencyOut:
    """The usual hours and promises hold again; open clocks follow. One that is over is refused:
    `emergency_is_off`."""
    _shown(request, emergency_id)
    switch_emergency_off(**_by(request), emergency_id=emergency_id)
    return _shown(request, emergency_id)
