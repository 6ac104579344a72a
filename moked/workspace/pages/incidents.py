"""What a case has to do with incidents: the one it is part of, or one it may belong to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moked.cases.domain.gathering import Reason
from moked.cases.incidents import Near, incidents_near, place_of
from moked.cases.models import Case
from moked.staff.actors import PersonActor
from moked.staff.permissions import Permission

REASONS: Mapping[Reason, Promise] = {
    Reason.WORDS: _("the words"),
    Reason.SYSTEM: _("the system"),
    Reason.TOPIC: _("the topic"),
    Reason.APART: _("similar words"),
    Reason.MERGED: _("a merged case"),
}


@dataclass(frozen=True)
class IncidentStrip:
    """The incident a case is or was part of, or may belong to. `url` is empty for whoever does not manage incidents,
    the other addresses where there is nothing to do."""

    title: str
    url: str
    is_over: bool = False
    # What it has in common with one it may belong to.
    common: str = ""
    join_url: str = ""
    leave_url: str = ""


def incidents_for(actor: PersonActor, case: Case) -> Sequence[Near]:
    """Those a person may put the case into, the likeliest first. Queries as `incidents_near`."""
    return incidents_near(case) if actor.may(Permission.CASES_ANSWER, case.business_id) else ()


def incident_strip(actor: PersonActor, case: Case, near: Sequence[Near]) -> IncidentStrip | None:
    """What is said of it over the case. One query."""
    may_manage = actor.may(Permission.INCIDENTS_MANAGE, case.business_id)
    best = next((each for each in near if each.fit.is_sure and not each.was_taken_out), None)
    if best is not None:
        return IncidentStrip(
            best.incident.title,
            reverse("floor:incident", args=[best.incident.pk]) if may_manage else "",
            common=common_words(best),
            join_url=f"{reverse('workspace:join_incident', args=[case.pk])}?incident={best.incident.pk}",
        )
    place = place_of(case.pk)
    if place is None:
        return None
    may_leave = place.is_current and actor.may(Permission.CASES_ANSWER, case.business_id)
    return IncidentStrip(
        place.incident.title,
        reverse("floor:incident", args=[place.incident_id]) if may_manage else "",
        is_over=place.incident.over_at is not None,
        leave_url=reverse("workspace:leave_incident", args=[case.pk]) if may_leave else "",
    )


def common_words(near: Near) -> str:
    """What the case has in common with an incident; empty for nothing."""
    return ", ".join(str(REASONS[reason]) for reason in near.fit.reasons)
