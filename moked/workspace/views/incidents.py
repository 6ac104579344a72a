"""Putting a case into an incident that goes on, and taking it out again."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from moked.cases.access import get_case
from moked.cases.incidents import place_of
from moked.cases.services import take_in, take_out
from moked.lib.errors import NotFound
from moked.staff.permissions import Permission
from moked.ui.doors import StaffRequest, requires
from moked.ui.keys import parse_key
from moked.workspace.forms import JoinIncidentForm
from moked.workspace.pages.incidents import common_words, incidents_for
from moked.workspace.views.answers import done, render_dialog


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CASES_ANSWER)
def join(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Chooses an incident; one named in the address is taken at once."""
    case = get_case(request.actor, case_id, to=Permission.CASES_ANSWER)
    named = parse_key(request.GET.get("incident")) if request.method == "POST" else None
    if named is not None:
        return _join(request, case_id, named)
    form = JoinIncidentForm(
        request.POST or None,
        incidents=[(near.incident, common_words(near)) for near in incidents_for(request.actor, case)],
    )
    if request.method == "POST" and form.is_valid():
        return _join(request, case_id, UUID(form.cleaned_data["incident"]))
    page = {
        "action": reverse("workspace:join_incident", args=[case_id]),
        "form": form,
        "submit": _("It is part of it"),
        "back": reverse("workspace:case", args=[case_id]),
    }
    return render_dialog(request, "form", page, title=_("Part of an incident"), status=422 if form.errors else 200)


def _join(request: StaffRequest, case_id: UUID, incident_id: UUID) -> HttpResponse:
    take_in(actor=request.actor, incident_id=incident_id, case_id=case_id)
    return done(
        request,
        _("The case is part of the incident now. Its updates go to this customer too."),
        back=reverse("workspace:case", args=[case_id]),
        undo_url=reverse("workspace:leave_incident", args=[case_id]),
    )


@require_POST
@requires(Permission.CASES_ANSWER)
def leave(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """It is none of the incident's cases, and does not join it again by itself."""
    get_case(request.actor, case_id, to=Permission.CASES_ANSWER)
    place = place_of(case_id)
    if place is None or not place.is_current:
        raise NotFound
    take_out(actor=request.actor, incident_id=place.incident_id, case_id=case_id)
    return done(
        request,
        _("The case is no part of the incident any more."),
        back=reverse("workspace:case", args=[case_id]),
        undo_url=f"{reverse('workspace:join_incident', args=[case_id])}?incident={place.incident_id}",
    )
