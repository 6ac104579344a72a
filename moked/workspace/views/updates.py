"""What leaves by itself: looked at before it does, improved, sent at once, left out, given time, and paused."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from moked.cases.access import get_case
from moked.cases.models import Case
from moked.cases.services import pause_automatics, resume_automatics
from moked.staff.permissions import Permission
from moked.ui.doors import StaffRequest, requires
from moked.updates.errors import UpdateOver
from moked.updates.models import Update
from moked.updates.services import give_time, send_now, skip_update
from moked.workspace.forms import ImproveForm, LeaveOutForm, PauseForm
from moked.workspace.pages.updates import update_preview
from moked.workspace.views.answers import done, render_dialog

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@requires(Permission.CASES_READ)
def preview(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """What would be sent now."""
    case = get_case(request.actor, case_id, to=Permission.CASES_READ)
    with timezone.override(case.business.time_zone):
        return render_dialog(request, "update_preview", update_preview(case), title=_("What would be sent now"))


@form_page
@requires(Permission.CASES_ANSWER)
def send(request: StaffRequest, case_id: UUID, update_id: UUID) -> HttpResponse:
    """The update in a field; whatever it says then leaves at once."""
    case, update = _held(request, case_id, update_id)
    form = ImproveForm(request.POST or None, initial={"text": update.text})
    if request.method == "POST" and form.is_valid():
        send_now(actor=request.actor, case_id=case_id, update_id=update_id, text=form.cleaned_data["text"])
        return _done(request, _("The update is on its way."), case_id)
    return _dialog(request, case, form, _("Improve the update"), _("Send now"), "send_update", update_id)


@form_page
@requires(Permission.CASES_ANSWER)
def skip(request: StaffRequest, case_id: UUID, update_id: UUID) -> HttpResponse:
    case, _update = _held(request, case_id, update_id)
    form = LeaveOutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        skip_update(actor=request.actor, case_id=case_id, update_id=update_id, reason=form.cleaned_data["reason"])
        return _done(request, _("Left out. The customer does not hear this one."), case_id)
    return _dialog(request, case, form, _("Don't send the update"), _("Don't send"), "skip_update", update_id)


@require_POST
@requires(Permission.CASES_ANSWER)
def more_time(request: StaffRequest, case_id: UUID, update_id: UUID) -> HttpResponse:
    give_time(actor=request.actor, case_id=case_id, update_id=update_id)
    return _done(request, _("It waits ten minutes longer."), case_id)


@form_page
@requires(Permission.CASES_ANSWER)
def pause(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Until when nothing leaves by itself, and why."""
    case = get_case(request.actor, case_id, to=Permission.CASES_ANSWER)
    form = PauseForm(request.POST or None, zone=ZoneInfo(case.business.time_zone), now=timezone.now())
    if request.method == "POST" and form.is_valid():
        pause_automatics(
            actor=request.actor,
            case_id=case_id,
            until=form.cleaned_data["until"],
            reason=form.cleaned_data["reason"],
        )
        unpause_url = reverse("workspace:unpause", args=[case_id])
        return _done(request, _("Nothing leaves by itself."), case_id, undo_url=unpause_url)
    return _dialog(request, case, form, _("Pause automatic messages"), _("Pause"), "pause")


@require_POST
@requires(Permission.CASES_ANSWER)
def unpause(request: StaffRequest, case_id: UUID) -> HttpResponse:
    resume_automatics(actor=request.actor, case_id=case_id)
    return _done(request, _("What leaves by itself does so again."), case_id)


def _held(request: StaffRequest, case_id: UUID, update_id: UUID) -> tuple[Case, Update]:
    case = get_case(request.actor, case_id, to=Permission.CASES_ANSWER)
    update = Update.objects.filter(pk=update_id, case=case, state=Update.State.HELD).first()
    if update is None:
        raise UpdateOver
    return case, update


def _done(request: StaffRequest, text: str, case_id: UUID, **facts: Any) -> HttpResponse:
    """As `done`; and back to the case from a form that stands on a page of its own."""
    response = done(request, text, back=_url(case_id), **facts)
    if urlsplit(request.headers.get("HX-Current-URL", "")).path == request.path:
        response["HX-Redirect"] = _url(case_id)
    return response


def _url(case_id: UUID) -> str:
    return reverse("workspace:case", args=[case_id])


def _dialog(
    request: StaffRequest, case: Case, form: object, title: str, submit: str, route: str, *keys: UUID
) -> HttpResponse:
    page = {
        "form": form,
        "action": reverse(f"workspace:{route}", args=[case.pk, *keys]),
        "submit": submit,
        "back": _url(case.pk),
    }
    has_errors = bool(getattr(form, "errors", None))
    return render_dialog(request, "form", page, title=title, status=422 if has_errors else 200)
