"""The parts of the shift, which stand on more than one surface."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from moked.staff.permissions import Permission
from moked.ui.doors import StaffRequest


@dataclass(frozen=True, slots=True)
class Tab:
    """One part of the shift."""

    label: str
    url: str
    icon: str
    is_current: bool


def shift_tabs(request: StaffRequest, current: str) -> tuple[Tab, ...]:
    """The parts of the shift this person may see; none for whoever does not look after one."""
    if not request.actor.may_somewhere(Permission.INCIDENTS_MANAGE):
        return ()
    parts = [("incidents", _("Incidents"), reverse("floor:incidents"), "megaphone")]
    if request.actor.may_somewhere(Permission.PROMISES_EDIT):
        parts.append(("escalations", _("Escalations"), reverse("workspace:escalations"), "stairs"))
    parts.append(("emergency", _("Emergency set"), reverse("floor:emergencies"), "warning"))
    return tuple(Tab(label, url, icon, code == current) for code, label, url, icon in parts)
