"""The desk without a case: my work, my presence, what the router offers, and the bell."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from moked.cases.access import get_case
from moked.routing.services import accept_offer, decline_offer, set_presence, take_case
from moked.staff.permissions import Permission
from moked.ui.doors import StaffRequest, requires, signed_in
from moked.ui.keys import parse_key
from moked.ui.shell import bell_for
from moked.workspace.pages.desk import desk_page
from moked.workspace.pages.work import work_list
from moked.workspace.views.answers import done, render_page, render_part


@require_safe
@signed_in
def desk(request: StaffRequest) -> HttpResponse:
    return render_page(request, "desk", desk_page(request.user))


@require_safe
@requires(Permission.CASES_READ)
def work(request: StaffRequest) -> HttpResponse:
    """The list alone; `case` names the one on the screen."""
    key = parse_key(request.GET.get("case"))
    current = get_case(request.actor, key, to=Permission.CASES_READ) if key else None
    return render_part(request, "_work", {"work": work_list(request.user, current=current)})


@require_safe
@signed_in
def welcome(request: StaffRequest) -> HttpResponse:
    """The pane beside the list when no case is open."""
    return render_part(request, "_welcome", desk_page(request.user))


@require_safe
@signed_in
def bell(request: StaffRequest) -> HttpResponse:
    return render(request, "ui/_bell.html", {"bell": bell_for(request.user)})


@require_POST
@requires(Permission.CASES_ANSWER)
def presence(request: StaffRequest) -> HttpResponse:
    """The person's own word on what they can be given now."""
    set_presence(actor=request.actor, kind=request.POST.get("kind", ""))
    return done(request, "", back=reverse("workspace:desk"))


@require_POST
@requires(Permission.CASES_ANSWER)
def accept(request: StaffRequest, offer_id: UUID) -> HttpResponse:
    """Opens what was offered; from now on it is this person's."""
    case = accept_offer(actor=request.actor, offer_id=offer_id)
    return HttpResponseRedirect(reverse("workspace:case", args=[case.pk]))


@require_POST
@requires(Permission.CASES_ANSWER)
def decline(request: StaffRequest, offer_id: UUID) -> HttpResponse:
    decline_offer(actor=request.actor, offer_id=offer_id)
    return done(request, "", back=reverse("workspace:desk"))


@require_POST
@requires(Permission.CASES_ANSWER)
def take(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Takes a case that was found rather than offered."""
    take_case(actor=request.actor, case_id=case_id)
    return done(request, _("The case is with you now."), back=reverse("workspace:case", args=[case_id]))
