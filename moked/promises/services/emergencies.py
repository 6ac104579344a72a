"""The emergency set of hours and promises: on with a reason, off again, and the open clocks that follow.

A package that was prepared ahead says what holds meanwhile. What was agreed with somebody by name holds all the same.
"""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from moked.journal.record import record
from moked.promises.errors import EmergencyIsOff, EmergencyIsOn, ReasonMissing
from moked.promises.events import EmergencySwitchedOff, EmergencySwitchedOn
from moked.promises.models import Emergency, ServicePackage
from moked.promises.services.following import mark_to_follow
from moked.staff.access import check_allowed, get_row
from moked.staff.actors import StaffActor
from moked.staff.permissions import Permission

TO = Permission.INCIDENTS_MANAGE
ON, OFF = "emergency_on", "emergency_off"


@transaction.atomic
def switch_emergency_on(*, actor: StaffActor, business_id: UUID, package_id: UUID, reason: str) -> Emergency:
    """From now on the package's hours and promises hold for whoever has no agreement by name; open clocks follow.

    Raises ReasonMissing, NotFound for another business's package, and EmergencyIsOn.
    """
    package = get_row(ServicePackage, actor=actor, business_id=business_id, row_id=package_id, to=TO)
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
    mark_to_follow(emergency.business, ON)
    return emergency


@transaction.atomic
def switch_emergency_off(*, actor: StaffActor, business_id: UUID) -> Emergency:
    """The usual hours and promises hold again; open clocks follow. Raises EmergencyIsOff."""
    check_allowed(actor, business_id, TO)
    rows = Emergency.objects.select_for_update(of=("self",))
    emergency = rows.filter(business_id=business_id, off_at=None).first()
    if emergency is None:
        raise EmergencyIsOff
    emergency.off_at, emergency.off_by_id = timezone.now(), actor.person_id
    emergency.save(update_fields=["off_at", "off_by"])
    record(EmergencySwitchedOff(business_id=business_id, actor=actor.code, emergency_id=emergency.pk))
    mark_to_follow(emergency.business, OFF)
    return emergency
