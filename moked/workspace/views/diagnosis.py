"""A joint diagnosis at the desk: begun, walked, put into a finding, or set aside. Each in a dialog of the case."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from moked.cases.access import get_case
from moked.cases.errors import FileTooLarge
from moked.cases.files import IncomingFile
from moked.cases.models import Case
from moked.diagnosis.access import get_diagnosis
from moked.diagnosis.errors import FindingMoved
from moked.diagnosis.models import Diagnosis
from moked.diagnosis.selectors import guides_for, running_diagnosis, walked_of
from moked.diagnosis.services import (
    answer_as_agent,
    propose_finding,
    set_aside,
    start_diagnosis,
    take_step_back,
)
from moked.guidance.services import choose_words, hint_for_draft
from moked.lib.errors import Conflict, Invalid
from moked.lib.htmx import trigger_event, wants_fragment
from moked.staff.permissions import Permission
from moked.ui.doors import StaffRequest, requires
from moked.workspace.diagnosis_forms import FindingForm, SetAsideForm
from moked.workspace.pages.diagnosis import ProposePage, start_page, walk_page
from moked.workspace.views.answers import done, render_dialog

form_page = require_http_methods(["GET", "HEAD", "POST"])
MOST_FILES = 10
# The fields of a finding in words.
WORDED = ("found", "next_step")


@require_safe
@requires(Permission.CASES_READ)
def show(request: StaffRequest, diagnosis_id: UUID) -> HttpResponse:
    """The walk as it stands."""
    return _show(request, diagnosis_id)


@form_page
@requires(Permission.CASES_ANSWER)
def start(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Which guide to walk, those that suit the case first; the one under way goes on instead."""
    case = get_case(request.actor, case_id, to=Permission.CASES_ANSWER)
    running = running_diagnosis(case)
    if running is not None and request.method != "POST":
        return _show(request, running.pk) if wants_fragment(request) else HttpResponseRedirect(_url(running))
    error = ""
    if request.method == "POST":
        try:
            guide_id = _key(request.POST.get("guide", ""))
            diagnosis = start_diagnosis(actor=request.actor, case_id=case_id, guide_id=guide_id)
        except (Invalid, Conflict) as refusal:
            error = str(refusal)
        else:
            return _after(request, diagnosis)
    page = start_page(case, guides_for(case), error=error)
    status = 422 if error else 200
    return render_dialog(
        request, "start_diagnosis", page, title=_("Joint diagnosis"), status=status, back=_case_url(case)
    )


@require_POST
@requires(Permission.CASES_ANSWER)
def answer(request: StaffRequest, diagnosis_id: UUID) -> HttpResponse:
    """Our answer, or what the customer told us."""
    try:
        diagnosis = answer_as_agent(
            actor=request.actor,
            diagnosis_id=diagnosis_id,
            step=request.POST.get("step", ""),
            value=request.POST.get("value", ""),
            files=_files(request),
        )
    except (Invalid, Conflict) as refusal:
        return _show(request, diagnosis_id, error=str(refusal), status=refusal.status)
    return _after(request, diagnosis)


@require_POST
@requires(Permission.CASES_ANSWER)
def take_back(request: StaffRequest, diagnosis_id: UUID) -> HttpResponse:
    """The last answer was a slip."""
    try:
        diagnosis = take_step_back(actor=request.actor, diagnosis_id=diagnosis_id, step=request.POST.get("step", ""))
    except (Invalid, Conflict) as refusal:
        return _show(request, diagnosis_id, error=str(refusal), status=refusal.status)
    return _after(request, diagnosis)


@form_page
@requires(Permission.CASES_ANSWER)
def propose(request: StaffRequest, diagnosis_id: UUID) -> HttpResponse:
    """The finding in words; words that put a fault on somebody are noticed once, and may stay."""
    opened = get_diagnosis(request.actor, diagnosis_id, to=Permission.CASES_ANSWER)
    case, latest = opened.case, opened.diagnosis.findings.last()
    of_guide = "" if latest else walked_of(opened.diagnosis, language=case.language).found
    initial: dict[str, object] = {"found": of_guide, "after": 0}
    if latest:
        initial = {"found": latest.found, "next_step": latest.next_step, "after": latest.number}
    typed = _with_better_words(request, case)
    form = FindingForm(typed or None, zone=ZoneInfo(case.business.time_zone), initial=initial)
    hint = None
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        hint = hint_for_draft(request.actor, case, f"{facts['found']}\n{facts['next_step']}")
        if "use" not in request.POST and (hint is None or "keep" in request.POST):
            try:
                propose_finding(actor=request.actor, diagnosis_id=diagnosis_id, **facts)
            except FindingMoved as refusal:
                return _show(request, diagnosis_id, error=str(refusal), status=refusal.status)
            except (Invalid, Conflict) as refusal:
                form.add_error(None, str(refusal))
            else:
                return _after(request, opened.diagnosis)
    page = ProposePage(
        form=form,
        action=reverse("workspace:propose_finding", args=[diagnosis_id]),
        back=_url(opened.diagnosis),
        remark=latest.remark if latest else "",
        is_of_guide=bool(of_guide),
        hint=hint,
    )
    status = 422 if form.errors or hint else 200
    return render_dialog(request, "propose_finding", page, title=_("What we found together"), status=status)


def _with_better_words(request: StaffRequest, case: Case) -> QueryDict:
    """What was typed, with the better words in place of their clause where they were chosen."""
    better = request.POST.get("use", "")
    typed = request.POST.copy()
    hint = hint_for_draft(request.actor, case, "\n".join(typed.get(name, "") for name in WORDED)) if better else None
    if hint is None or better not in hint.better:
        return typed
    for name in WORDED:
        typed[name] = typed.get(name, "").replace(hint.clause, better)
    choose_words(actor=request.actor, case_id=case.pk, family=hint.family, choice="used")
    return typed


@form_page
@requires(Permission.CASES_ANSWER)
def put_aside(request: StaffRequest, diagnosis_id: UUID) -> HttpResponse:
    """It ends without a finding, for a reason."""
    opened = get_diagnosis(request.actor, diagnosis_id, to=Permission.CASES_ANSWER)
    form = SetAsideForm(request.POST or None)
    back = _case_url(opened.case)
    if request.method == "POST" and form.is_valid():
        try:
            set_aside(actor=request.actor, diagnosis_id=diagnosis_id, reason=form.cleaned_data["reason"])
        except (Invalid, Conflict) as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, _("Set aside. The reason stands on the case."), back=back)
    page = {
        "form": form,
        "action": reverse("workspace:set_diagnosis_aside", args=[diagnosis_id]),
        "submit": _("Set it aside"),
        "back": back,
    }
    status = 422 if form.errors else 200
    return render_dialog(request, "form", page, title=_("Set the diagnosis aside"), status=status)


def _show(request: StaffRequest, diagnosis_id: UUID, *, error: str = "", status: int = 200) -> HttpResponse:
    opened = get_diagnosis(request.actor, diagnosis_id, to=Permission.CASES_READ)
    with timezone.override(opened.case.business.time_zone):
        page = walk_page(request.actor, opened.case, opened.diagnosis, error=error)
        return render_dialog(
            request, "diagnosis", page, title=opened.diagnosis.guide.name, status=status, back=_case_url(opened.case)
        )


def _after(request: StaffRequest, diagnosis: Diagnosis) -> HttpResponse:
    """The walk after a step; the case's screen fetches what changed."""
    if not wants_fragment(request):
        return HttpResponseRedirect(_url(diagnosis))
    response = _show(request, diagnosis.pk)
    trigger_event(response, "desk:changed")
    return response


def _files(request: StaffRequest) -> list[IncomingFile]:
    uploads: list[Any] = request.FILES.getlist("uploads")[:MOST_FILES]
    if any((upload.size or 0) > settings.ATTACHMENT_LIMIT for upload in uploads):
        raise FileTooLarge
    return [IncomingFile(each.name or "", (each.content_type or "").lower(), each.read()) for each in uploads]


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Invalid(_("Choose a guide.")) from error


def _url(diagnosis: Diagnosis) -> str:
    return reverse("workspace:diagnosis", args=[diagnosis.pk])


def _case_url(case: Case) -> str:
    return reverse("workspace:case", args=[case.pk])
