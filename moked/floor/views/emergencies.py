"""The emergency set of hours, promises and staffing."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from moked.floor.forms import EmergencyForm
from moked.floor.frame import TO, done, is_done, looked_after, show_page
from moked.floor.pages.emergencies import emergency_page
from moked.lib.errors import NotFound
from moked.promises.services import switch_emergency_off, switch_emergency_on
from moked.ui.doors import StaffRequest, requires


@require_safe
@requires(TO)
def emergencies(request: StaffRequest) -> HttpResponse:
    """What holds now in each business."""
    return show_page(request, "emergency", emergency_page(request.actor), tab="emergency")


@require_POST
@requires(TO)
def switch_on(request: StaffRequest, business_id: UUID) -> HttpResponse:
    """Other hours and promises hold from now on, and teams are called in."""
    business = next((each for each in looked_after(request.actor) if each.pk == business_id), None)
    if business is None:
        raise NotFound
    form = EmergencyForm(request.POST, business=business)

    def act() -> None:
        chosen = form.cleaned_data
        switch_emergency_on(
            actor=request.actor,
            business_id=business.pk,
            package_id=chosen["package"].pk,
            reason=chosen["reason"],
            team_ids=[team.pk for team in chosen["teams"]],
        )

    if is_done(request, form, act, _("The emergency set is on. Open promises follow within moments.")):
        return redirect("floor:emergencies")
    page = emergency_page(request.actor, refused=(business, form))
    return show_page(request, "emergency", page, tab="emergency", status=422)


@require_POST
@requires(TO)
def switch_off(request: StaffRequest, business_id: UUID) -> HttpResponse:
    """The usual hours and promises hold again."""
    said = _("The usual hours and promises hold again. Open promises follow within moments.")
    back = reverse("floor:emergencies")
    return done(request, lambda: switch_emergency_off(actor=request.actor, business_id=business_id), said, back)
