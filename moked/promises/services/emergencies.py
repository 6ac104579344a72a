"""The emergency set of hours and promises: on with a reason, off again, and the open clocks that follow.

A package that was prepared ahead says what holds meanwhile. What was agreed with somebody by name holds all the same.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from moked.journal.record import record
from moked.lib.due import run_each
from moked.promises.errors import EmergencyIsOff, EmergencyIsOn, ReasonMissing
from moked.promises.events import EmergencySwitchedOff, EmergencySwitchedOn
from moked.promises.models import Clock, ClockRetarget, Emergency, ServicePackage
from moked.promises.services.clocks import OPEN_PHASES, retarget_clocks
from moked.staff.access import check_allowed, get_row
from moked.staff.actors import StaffActor
from moked.staff.permissions import Permission

TO = Permission.INCIDENTS_MANAGE
ON, OFF = "emergency_on", "emergency_off"
# Clocks that are set anew in one transaction.
AT_ONCE = 100
# When a stretch fails, it is tried again this much later.
AGAIN_IN = timedelta(minutes=1)


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
    _ask_clocks_to_follow(business_id, ON)
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
    _ask_clocks_to_follow(business_id, OFF)
    return emergency


def _ask_clocks_to_follow(business_id: UUID, why: str) -> None:
    """There may be very many, so the worker takes them some at a time. An earlier switch is overtaken by this one."""
    now = timezone.now()
    earlier = ClockRetarget.objects.filter(business_id=business_id, done_at=None)
    earlier.update(done_at=now, next_check_at=None)
    ClockRetarget.objects.create(business_id=business_id, why=why, asked_at=now, next_check_at=now)


def follow_switches(now: datetime) -> int:
    """Sets the next open clocks of each switch anew. Gives how many stretches were done; killed ones begin again."""
    return run_each(
        lambda: ClockRetarget.objects.filter(next_check_at__lte=now).order_by("next_check_at", "id"),
        _set_anew,
        lambda switch: _postpone(switch, now),
    )


def _postpone(switch: ClockRetarget, now: datetime) -> None:
    ClockRetarget.objects.filter(pk=switch.pk).update(next_check_at=now + AGAIN_IN)


def _set_anew(switch: ClockRetarget) -> None:
    rows = Clock.objects.select_for_update(of=("self",)).select_related("calendar", "ladder")
    rows = rows.filter(business_id=switch.business_id, phase__in=OPEN_PHASES).order_by("id")
    clocks = list((rows.filter(id__gt=switch.after) if switch.after else rows)[:AT_ONCE])
    retarget_clocks(clocks, why=switch.why)
    switch.clocks += len(clocks)
    if len(clocks) < AT_ONCE:
        switch.done_at, switch.next_check_at = timezone.now(), None
    else:
        switch.after = clocks[-1].pk
    switch.save(update_fields=["clocks", "after", "done_at", "next_check_at"])
