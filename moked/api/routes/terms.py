"""What a business promises: service hours, packages, and times by law."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from ninja import Router, Status

from moked.api.gate import ApiRequest, needs
from moked.api.paging import USUAL, page_of
from moked.api.refusals import refused_part
from moked.api.routes.cases import Cursor, Limit
from moked.api.schemas.terms import (
    CalendarChangeIn,
    CalendarIn,
    CalendarOut,
    CalendarPage,
    PackageChangeIn,
    PackageIn,
    PackageOut,
    PackagePage,
    StatuteIn,
    StatuteOut,
    StatutesOut,
)
from moked.businesses.models import Business, Scoped
from moked.calendars.models import ServiceCalendar
from moked.promises.models import Ladder, ServicePackage
from moked.promises.services import (
    change_calendar,
    change_package,
    create_calendar,
    create_package,
    set_statute,
)
from moked.promises.statutes import laws_of
from moked.staff.access import get_row
from moked.staff.models import Membership
from moked.staff.permissions import Permission
from moked.staff.token_scopes import TokenScope

router = Router(tags=["promises"])
READ, WRITE = needs(TokenScope.READ_PROMISES), needs(TokenScope.WRITE_PROMISES)
TO = Permission.CASES_READ
CALENDAR, PACKAGE = "/calendars/{uuid:calendar_id}", "/packages/{uuid:package_id}"
# What a body may name of the business's own, by the field.
NAMED: Mapping[str, type[Scoped]] = {
    "calendar_id": ServiceCalendar,
    "package_id": ServicePackage,
    "ladder_id": Ladder,
}
PEOPLE = ("owner_id", "agent_id", "deputy_id")


def _by(request: ApiRequest) -> dict[str, Any]:
    return {"actor": request.actor, "business_id": request.actor.business_id}


def check_named(request: ApiRequest, facts: Mapping[str, Any]) -> None:
    """Raises PartsRefused for what a body names and this business does not have."""
    for name, model in NAMED.items():
        if facts.get(name) is not None and not model.objects.filter(pk=facts[name]).exists():
            raise refused_part(f"#/{name}", _("There is nothing with this id here."))
    serving = Membership.objects.filter(business_id=request.actor.business_id, is_active=True)
    for name in PEOPLE:
        if facts.get(name) is not None and not serving.filter(person_id=facts[name]).exists():
            raise refused_part(f"#/{name}", _("Choose a colleague who serves this business."))


@router.get(
    "/calendars", response=CalendarPage, auth=READ, operation_id="list_calendars", summary="List service hours"
)
def calendars(request: ApiRequest, cursor: Cursor = None, limit: Limit = USUAL) -> CalendarPage:
    """Service hours by name, also those out of use."""
    rows = ServiceCalendar.objects.all()
    shown, following = page_of(request, rows, by="name", cursor=cursor, limit=limit)
    return CalendarPage(items=[CalendarOut.of(row) for row in shown], next_cursor=following)


@router.post(
    "/calendars",
    response={201: CalendarOut},
    auth=WRITE,
    operation_id="create_calendar",
    summary="Create service hours",
)
def make_calendar(request: ApiRequest, body: CalendarIn) -> Status[Any]:
    """New service hours. Those that make no sense are refused with the reason: `calendar_refused`."""
    made = create_calendar(**_by(request), name=body.name, document=body.hours.document())
    return Status(201, CalendarOut.of(made))


@router.get(CALENDAR, response=CalendarOut, auth=READ, operation_id="get_calendar", summary="Get service hours")
def calendar(request: ApiRequest, calendar_id: UUID) -> CalendarOut:
    """One calendar of service hours."""
    return CalendarOut.of(get_row(ServiceCalendar, **_by(request), row_id=calendar_id, to=TO))


@router.patch(
    CALENDAR, response=CalendarOut, auth=WRITE, operation_id="change_calendar", summary="Change service hours"
)
def edit_calendar(request: ApiRequest, calendar_id: UUID, body: CalendarChangeIn) -> CalendarOut:
    """Changes service hours; clocks that run on them are due anew."""
    facts: dict[str, object] = body.model_dump(exclude={"hours"}, exclude_unset=True)
    if body.hours is not None:
        facts["document"] = body.hours.document()
    return CalendarOut.of(change_calendar(**_by(request), calendar_id=calendar_id, facts=facts))


@router.get("/packages", response=PackagePage, auth=READ, operation_id="list_packages", summary="List packages")
def packages(request: ApiRequest, cursor: Cursor = None, limit: Limit = USUAL) -> PackagePage:
    """The catalogue of service, by name, also what is out of use."""
    shown, following = page_of(request, ServicePackage.objects.all(), by="name", cursor=cursor, limit=limit)
    return PackagePage(items=[PackageOut.of(row) for row in shown], next_cursor=following)


@router.post(
    "/packages", response={201: PackageOut}, auth=WRITE, operation_id="create_package", summary="Create a package"
)
def make_package(request: ApiRequest, body: PackageIn) -> Status[Any]:
    """A new package of the catalogue."""
    facts = body.model_dump(exclude={"targets"}) | {"targets": body.targets.document()}
    check_named(request, facts)
    return Status(201, PackageOut.of(create_package(**_by(request), facts=facts)))


@router.get(PACKAGE, response=PackageOut, auth=READ, operation_id="get_package", summary="Get a package")
def package(request: ApiRequest, package_id: UUID) -> PackageOut:
    """One package: hours, ladder, and what it promises."""
    return PackageOut.of(get_row(ServicePackage, **_by(request), row_id=package_id, to=TO))


@router.patch(PACKAGE, response=PackageOut, auth=WRITE, operation_id="change_package", summary="Change a package")
def edit_package(request: ApiRequest, package_id: UUID, body: PackageChangeIn) -> PackageOut:
    """Changes a package, or takes it out of use. Open clocks keep what was promised to them."""
    facts: dict[str, object] = body.model_dump(exclude={"targets"}, exclude_unset=True)
    if body.targets is not None:
        facts["targets"] = body.targets.document()
    get_row(ServicePackage, **_by(request), row_id=package_id, to=TO)
    check_named(request, facts)
    return PackageOut.of(change_package(**_by(request), package_id=package_id, facts=facts))


@router.get("/statutes", response=StatutesOut, auth=READ, operation_id="list_statutes", summary="List times by law")
def statutes(request: ApiRequest) -> StatutesOut:
    """The times that laws set, as this business has them; where it says nothing, the default of its country."""
    found = laws_of(Business.objects.get(pk=request.actor.business_id))
    return StatutesOut(items=[StatuteOut.of(found[matter]) for matter in sorted(found)])


@router.post("/statutes", response=StatuteOut, auth=WRITE, operation_id="set_statute", summary="Set a time by law")
def write_statute(request: ApiRequest, body: StatuteIn) -> StatuteOut:
    """Writes down the time a law sets for a kind of matter, and which law it is. Running clocks stay."""
    registered = timedelta(seconds=body.registered_seconds) if body.registered_seconds else None
    row = set_statute(
        **_by(request),
        matter=body.matter,
        within=timedelta(seconds=body.within_seconds),
        source=body.source,
        registered=registered,
        is_active=body.is_active,
    )
    return StatuteOut.of(row)
