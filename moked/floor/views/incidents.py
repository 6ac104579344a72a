"""Incidents: opened, gathered, changed, learned from."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from moked.cases.incident_models import Incident
from moked.cases.incidents import USUALLY_BEGAN
from moked.cases.services import change_incident, gather_cases, get_incident, open_incident, take_in, take_out
from moked.floor.forms import IncidentForm, LessonsForm
from moked.floor.frame import TO, done, is_done, looked_after, show_page
from moked.floor.pages.incidents import incident_list, incident_page
from moked.floor.pages.sheets import FormPage
from moked.lib.errors import Conflict
from moked.lib.htmx import wants_fragment
from moked.ui.doors import StaffRequest, requires

MOST_DIGITS = 3


def _page_number(request: StaffRequest) -> int:
    """The page asked for; one that cannot be read is the first."""
    asked = request.GET.get("page", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= MOST_DIGITS else 0


@require_safe
@requires(TO)
def incidents(request: StaffRequest) -> HttpResponse:
    """The list, or its rows when the page itself asks."""
    page = incident_list(request.actor, _page_number(request))
    return show_page(request, "incidents#rows" if wants_fragment(request) else "incidents", page)


@require_http_methods(["GET", "POST"])
@requires(TO)
def new_incident(request: StaffRequest) -> HttpResponse:
    """A new incident; its page suggests cases at once."""
    began_at = timezone.now() - USUALLY_BEGAN
    form = IncidentForm(request.POST or None, businesses=looked_after(request.actor), began_at=began_at)
    made: list[Incident] = []

    def act() -> None:
        facts = {**form.facts(), "topic_id": form.topic_id}
        made.append(open_incident(actor=request.actor, business_id=form.chosen_business.pk, **facts))

    if is_done(request, form, act, _("The incident is open. Look at the suggested cases.")):
        return redirect("floor:incident", incident_id=made[0].pk)
    page = FormPage(_("New incident"), reverse("floor:incidents"), _("Incidents"), form, _("Open the incident"))
    return show_page(request, "form", page, status=422 if form.errors else 200)


@require_safe
@requires(TO)
def incident(request: StaffRequest, incident_id: UUID) -> HttpResponse:
    """One incident, or its changing parts when the page itself asks."""
    page = incident_page(get_incident(request.actor, incident_id), _page_number(request))
    with timezone.override(page.zone):
        return show_page(request, "incident#changes" if wants_fragment(request) else "incident", page)


@require_http_methods(["GET", "POST"])
@requires(TO)
def edit(request: StaffRequest, incident_id: UUID) -> HttpResponse:
    """Its name, and what it gathers by."""
    row = get_incident(request.actor, incident_id)
    back = reverse("floor:incident", args=[row.pk])
    form = IncidentForm(request.POST or None, businesses=[row.business], began_at=row.began_at, incident=row)

    def act() -> None:
        facts = {**form.facts(), "topic_id": form.topic_id}
        change_incident(actor=request.actor, incident_id=row.pk, facts=facts)

    if is_done(request, form, act, _("Saved.")):
        return redirect(back)
    page = FormPage(_("Change the incident"), back, row.title, form, _("Save"))
    return show_page(request, "form", page, status=422 if form.errors else 200)


@require_POST
@requires(TO)
def gather(request: StaffRequest, incident_id: UUID) -> HttpResponse:
    """Takes the chosen suggestions in, or all those that are sure."""
    chosen = [UUID(key) for key in request.POST.getlist("case") if _is_key(key)]
    back = reverse("floor:incident", args=[incident_id])
    try:
        count = gather_cases(
            actor=request.actor, incident_id=incident_id, case_ids=None if "sure" in request.POST else chosen
        )
    except Conflict as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    words = ngettext("%(count)d case was taken in.", "%(count)d cases were taken in.", count) % {"count": count}
    messages.success(request, words)
    return redirect(back)


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@require_POST
@requires(TO)
def put_in(request: StaffRequest, incident_id: UUID, case_id: UUID) -> HttpResponse:
    """A case that was taken out is in again."""
    back = reverse("floor:incident", args=[incident_id])
    said = _("The case is part of the incident.")
    return done(request, lambda: take_in(actor=request.actor, incident_id=incident_id, case_id=case_id), said, back)


@require_POST
@requires(TO)
def put_out(request: StaffRequest, incident_id: UUID, case_id: UUID) -> HttpResponse:
    """A case does not belong to it; it does not join again by itself."""
    back = reverse("floor:incident", args=[incident_id])
    said = _("The case was taken out, and stays out.")
    return done(request, lambda: take_out(actor=request.actor, incident_id=incident_id, case_id=case_id), said, back)


@require_POST
@requires(TO)
def lessons(request: StaffRequest, incident_id: UUID) -> HttpResponse:
    """What was learned, also when it is over."""
    row = get_incident(request.actor, incident_id)
    form = LessonsForm(request.POST)
    if not form.is_valid():
        with timezone.override(row.business.time_zone):
            return show_page(request, "incident", incident_page(row, lessons=form), status=422)
    facts = {"lessons": form.cleaned_data["lessons"]}
    back = reverse("floor:incident", args=[row.pk])
    return done(
        request, lambda: change_incident(actor=request.actor, incident_id=row.pk, facts=facts), _("Saved."), back
    )
