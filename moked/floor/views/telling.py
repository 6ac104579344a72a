"""What is said to all customers of an incident, and to whoever turns to the business meanwhile."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from moked.cases.incident_models import Incident
from moked.cases.incidents import notices_of
from moked.cases.services import (
    end_incident,
    get_incident,
    put_up_notice,
    send_to_newcomers,
    take_down_notice,
    write_update,
)
from moked.floor.forms import TextsForm
from moked.floor.frame import TO, done, is_done, show_page
from moked.floor.pages.telling import TextsPage, group_lines, preview_of
from moked.ui.doors import StaffRequest, requires


def _asks_to_see(request: StaffRequest, form: TextsForm) -> bool:
    """Whether a valid text is to be shown as it will be sent, before it is."""
    return request.method == "POST" and "send" not in request.POST and form.is_valid()


def _show_texts(request: StaffRequest, incident: Incident, form: TextsForm, **page: str) -> HttpResponse:
    """A text to the incident's customers: who gets it, and once it is written how it reads."""
    written = form.texts() if form.is_bound and form.is_valid() else {}
    shown = TextsPage(
        **page,
        back_url=reverse("floor:incident", args=[incident.pk]),
        incident_title=incident.title,
        form=form,
        previews=True,
        groups=group_lines(incident, written or {incident.business.language: "-"}),
        preview=preview_of(written),
    )
    return show_page(request, "texts", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(TO)
def update(request: StaffRequest, incident_id: UUID) -> HttpResponse:
    """One update to all its customers: written, looked at, sent."""
    incident = get_incident(request.actor, incident_id)
    form = TextsForm(request.POST or None, own=incident.business.language)

    def act() -> None:
        key = form.cleaned_data["key"]
        write_update(actor=request.actor, incident_id=incident.pk, update_id=key, texts=form.texts())

    if not _asks_to_see(request, form) and is_done(request, form, act, _("The update is on its way to all.")):
        return redirect("floor:incident", incident_id=incident.pk)
    return _show_texts(
        request,
        incident,
        form,
        title=_("Update all customers"),
        lead=_("Each gets it where they wrote to us, in their language when there is a text in it."),
        act_label=_("Send to all"),
    )


@require_POST
@requires(TO)
def to_newcomers(request: StaffRequest, incident_id: UUID, incident_update_id: UUID) -> HttpResponse:
    """An update goes also to whoever joined since."""
    back = reverse("floor:incident", args=[incident_id])
    return done(
        request,
        lambda: send_to_newcomers(actor=request.actor, incident_id=incident_id, update_id=incident_update_id),
        _("The update is on its way to whoever joined since."),
        back,
    )


@require_http_methods(["GET", "POST"])
@requires(TO)
def over(request: StaffRequest, incident_id: UUID) -> HttpResponse:
    """It is over: each customer is asked whether it is solved for them."""
    incident = get_incident(request.actor, incident_id)
    form = TextsForm(request.POST or None, own=incident.business.language)

    def act() -> None:
        end_incident(actor=request.actor, incident_id=incident.pk, texts=form.texts())

    if not _asks_to_see(request, form) and is_done(request, form, act, _("It is over. The customers are asked now.")):
        return redirect("floor:incident", incident_id=incident.pk)
    return _show_texts(
        request,
        incident,
        form,
        title=_("It is over"),
        lead=_("Say what was solved. Each customer is asked whether it is for them, and closes their own case."),
        act_label=_("End it and ask all"),
    )


@require_http_methods(["GET", "POST"])
@requires(TO)
def notice(request: StaffRequest, incident_id: UUID) -> HttpResponse:
    """What whoever turns to the business is told meanwhile."""
    incident = get_incident(request.actor, incident_id)
    back = reverse("floor:incident", args=[incident.pk])
    current = next((each for each in notices_of(incident) if each.shown_until is None), None)
    texts = current.texts if current else None
    form = TextsForm(request.POST or None, own=incident.business.language, texts=texts)

    def act() -> None:
        put_up_notice(actor=request.actor, incident_id=incident.pk, texts=form.texts())

    if is_done(request, form, act, _("Everybody is told this now.")):
        return redirect(back)
    page = TextsPage(
        title=_("Notice to everybody"),
        lead=_("It stands on customers' pages, in the chat's greeting and in the mail that acknowledges a new case."),
        back_url=back,
        incident_title=incident.title,
        form=form,
        act_label=_("Put it up"),
        previews=False,
        extra_url=reverse("floor:take_down", args=[incident.pk]) if current else "",
        extra_label=_("Take it down"),
    )
    return show_page(request, "texts", page, status=422 if form.errors else 200)


@require_POST
@requires(TO)
def take_down(request: StaffRequest, incident_id: UUID) -> HttpResponse:
    """Everything reads as before."""
    back = reverse("floor:incident", args=[incident_id])
    said = _("The notice was taken down; everything reads as before.")
    return done(request, lambda: take_down_notice(actor=request.actor, incident_id=incident_id), said, back)
