"""Tasks on the desk: opened by hand, given to somebody, ended with a note."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from moked.cases.access import get_case
from moked.cases.models import Task
from moked.cases.services import end_task, get_task, give_task, open_task
from moked.lib.errors import Conflict, Invalid
from moked.staff.actors import PersonActor
from moked.staff.permissions import Permission
from moked.ui.doors import StaffRequest, requires
from moked.updates.domain.words import matter_of
from moked.updates.services import write_instead
from moked.workspace.pages.composer import colleagues_of
from moked.workspace.pages.tasks import update_to_tell
from moked.workspace.task_forms import EndCallForm, EndTaskForm, OpenTaskForm, OwnerForm
from moked.workspace.views.answers import done, render_dialog

form_page = require_http_methods(["GET", "HEAD", "POST"])


def _case_url(case_id: UUID) -> str:
    return reverse("workspace:case", args=[case_id])


@form_page
@requires(Permission.CASES_ANSWER)
def open_new(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Something to be done about a case, by whom and until when."""
    case = get_case(request.actor, case_id, to=Permission.CASES_ANSWER)
    form = OpenTaskForm(
        request.POST or None,
        zone=ZoneInfo(case.business.time_zone),
        own=(request.user.pk, request.user.full_name),
        colleagues=colleagues_of(request.user, case),
    )
    if request.method == "POST" and form.is_valid():
        facts = {"what": form.cleaned_data["what"], "due_at": form.cleaned_data["due_at"]}
        try:
            open_task(
                actor=request.actor,
                case_id=case_id,
                kind=Task.Kind.WORK,
                owner_id=form.owner_id,
                opened_by_id=request.user.pk,
                **facts,
            )
        except Invalid as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, _("The task is opened. Its owner hears of it."), back=_case_url(case_id))
    action = reverse("workspace:open_task", args=[case_id])
    return _dialog(request, form, action, case_id, _("A task about this case"), _("Open the task"))


@form_page
@requires(Permission.CASES_ANSWER)
def give(request: StaffRequest, task_id: UUID) -> HttpResponse:
    """To somebody else, or to oneself."""
    task = get_task(request.actor, task_id)
    form = OwnerForm(
        request.POST or None,
        own=(request.user.pk, request.user.full_name),
        colleagues=colleagues_of(request.user, task.case),
    )
    if request.method == "POST" and form.is_valid():
        given = give_task(actor=request.actor, task_id=task_id, owner_id=form.owner_id)
        return done(request, _("The task is theirs now."), back=_case_url(given.case_id))
    action = reverse("workspace:give_task", args=[task_id])
    return _dialog(request, form, action, task.case_id, _("Whose is this task?"), _("Hand the task over"))


@form_page
@requires(Permission.CASES_ANSWER)
def end(request: StaffRequest, task_id: UUID) -> HttpResponse:
    """How it ended, and what was learned."""
    task = get_task(request.actor, task_id)
    form = _end_form(request, task)
    if request.method == "POST" and form.is_valid():
        try:
            _end(request.actor, task, form.cleaned_data)
        except (Invalid, Conflict) as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, _ended_words(task, form.cleaned_data), back=_case_url(task.case_id))
    action = reverse("workspace:end_task", args=[task_id])
    return _dialog(request, form, action, task.case_id, task.says, _("End the task"))


def _end_form(request: StaffRequest, task: Task) -> EndTaskForm | EndCallForm:
    if task.kind != Task.Kind.CALL:
        return EndTaskForm(request.POST or None)
    told = update_to_tell(task)
    return EndCallForm(request.POST or None, initial={"note": matter_of(told.text) if told else ""})


def _ended_words(task: Task, said: Mapping[str, Any]) -> str:
    if said["ending"] == EndCallForm.UNREACHED:
        return _("The update is on its way.")
    if task.kind == Task.Kind.CALL and said["ending"] == "done":
        return _("The update is written down as told by phone.")
    return _("The task has ended. Its note stands on the case.")


def _end(actor: PersonActor, task: Task, said: Mapping[str, Any]) -> None:
    if said["ending"] == EndCallForm.UNREACHED:
        write_instead(actor=actor, task_id=task.pk)
        return
    is_dropped = said["ending"] == "dropped"
    end_task(actor=actor, task_id=task.pk, note=said["note"], learned=said.get("learned", ""), is_dropped=is_dropped)


def _dialog(
    request: StaffRequest, form: forms.Form, action: str, case_id: UUID, title: str, submit: str
) -> HttpResponse:
    page = {"action": action, "form": form, "submit": submit, "back": _case_url(case_id)}
    return render_dialog(request, "form", page, title=title, status=422 if form.errors else 200)
