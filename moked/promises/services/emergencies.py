"""The emergency set of hours, promises and staffing: on with a reason, off again, and the open clocks that follow.

A package that was prepared ahead says what holds meanwhile. What was agreed with somebody by name holds all the same.
Teams may be called in: their members are told, and take the other teams' work until it is over.
"""

from collections.abc import Collection
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from moked.journal.record import record
from moked.promises.errors import EmergencyIsOff, EmergencyIsOn, ReasonMissing
from moked.promises.events import CalledInForEmergency, EmergencySwitchedOff, EmergencySwitchedOn
from moked.promises.models import Emergency, EmergencyTeam, ServicePackage
from moked.promises.services.following import mark_to_follow
from moked.staff.access import check_allowed, get_row
from moked.staff.actors import StaffActor
from moked.staff.models import Membership, Notice, Team
from moked.staff.notices import write_notice
from moked.staff.permissions import Permission

TO = Permission.INCIDENTS_MANAGE
ON, OFF = "emergency_on", "emergency_off"


@transaction.atomic
def switch_emergency_on(
    *, actor: StaffActor, business_id: UUID, package_id: UUID, reason: str, team_ids: Collection[UUID] = ()
) -> Emergency:
    """From now on the package's hours and promises hold for whoever has no agreement by name; open clocks follow.
    Everybody in the teams is told, and takes any team's work meanwhile.

    Raises ReasonMissing, NotFound for another business's package or team, and EmergencyIsOn.
    """
    package = get_row(ServicePackage, actor=actor, business_id=business_id, row_id=package_id, to=TO)
    teams = [get_row(Team, actor=actor, business_id=business_id, row_id=team_id, to=TO) for team_id in team_ids]
    said = " ".join(reason.split())
    if not said:
        raise ReasonMissing
    try:
        with transaction.atomic():
            emergency = Emergency.objects.create(
                business_id=business_id, package=package, reason=said[:300], on_by_id=actor.person_id
            )
    except IntegrityError as error:
        raise EmergencyIsOn from error
    record(
        EmergencySwitchedOn(
            business_id=business_id, actor=actor.code, emergency_id=emergency.pk, package_id=package.pk
        )
    )
    _call_in(emergency, teams, actor)
    mark_to_follow(emergency.business, ON)
    return emergency


def _call_in(emergency: Emergency, teams: Collection[Team], actor: StaffActor) -> None:
    business_id = emergency.business_id
    EmergencyTeam.objects.bulk_create(
        EmergencyTeam(business_id=business_id, emergency=emergency, team=team) for team in teams
    )
    members = Membership.objects.filter(business_id=business_id, teams__in=teams, is_active=True)
    people = set(members.filter(person__is_active=True).values_list("person_id", flat=True)) - {emergency.on_by_id}
    for person_id in sorted(people):
        write_notice(
            business_id=business_id, person_id=person_id, kind=Notice.Kind.CALLED_IN, by_id=emergency.on_by_id
        )
        record(
            CalledInForEmergency(
                business_id=business_id, actor=actor.code, person_id=person_id, emergency_id=emergency.pk
            )
        )


@transaction.atomic
def switch_emergency_off(*, actor: StaffActor, business_id: UUID, emergency_id: UUID | None = None) -> Emergency:
    """The usual hours and promises hold again; open clocks follow. With `emergency_id` only if that one is on.

    Raises EmergencyIsOff.
    """
    check_allowed(actor, business_id, TO)
    rows = Emergency.objects.select_for_update(of=("self",)).filter(business_id=business_id, off_at=None)
    emergency = (rows if emergency_id is None else rows.filter(pk=emergency_id)).first()
    if emergency is None:
        raise EmergencyIsOff
    emergency.off_at, emergency.off_by_id = timezone.now(), actor.person_id
    emergency.save(update_fields=["off_at", "off_by"])
    record(EmergencySwitchedOff(business_id=business_id, actor=actor.code, emergency_id=emergency.pk))
    mark_to_follow(emergency.business, OFF)
    return emergency
