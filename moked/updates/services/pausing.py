"""Keeping everything that leaves by itself from leaving, in a whole business; and looking again when it may."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from moked.businesses.models import Business
from moked.cases.errors import MomentPassed, PauseUnexplained
from moked.cases.events import AutomaticsPaused, AutomaticsResumed
from moked.cases.models import Case
from moked.staff.actors import StaffActor
from moked.staff.services import change_business
from moked.updates.models import UpdateWatch


@transaction.atomic
def pause_business(*, actor: StaffActor, business: Business, until: datetime, reason: str) -> None:
    """No update, reminder or acknowledgement leaves until then. Raises MomentPassed, PauseUnexplained."""
    if until <= timezone.now():
        raise MomentPassed
    if not reason.strip():
        raise PauseUnexplained
    facts = {"automatics_paused_until": until, "automatics_paused_because": reason.strip()[:200]}
    change_business(actor=actor, business=business, facts=facts)
    _look_now(business)


@transaction.atomic
def resume_business(*, actor: StaffActor, business: Business) -> None:
    """They leave again; reminders put off meanwhile at once."""
    until = Business.objects.values_list("automatics_paused_until", flat=True).get(pk=business.pk)
    facts = {"automatics_paused_until": None, "automatics_paused_because": ""}
    change_business(actor=actor, business=business, facts=facts)
    if until is not None:
        Case.objects.filter(business=business, next_check_at=until).update(next_check_at=timezone.now())
        _look_now(business)


def _look_now(business: Business) -> None:
    watched = UpdateWatch.objects.filter(business=business, next_check_at__isnull=False)
    watched.update(next_check_at=timezone.now())


def look_at_pause(event: AutomaticsPaused | AutomaticsResumed) -> None:
    """Reaction: what waits in a paused case is not needed; in a resumed one, what is due is."""
    UpdateWatch.objects.filter(case=event.case_id).update(next_check_at=timezone.now())
