"""What the composer notices in a draft, and what becomes of a promise once it is a commitment."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from moked.cases.access import get_case
from moked.cases.models import Case, Message
from moked.guidance.services import choose_words
from moked.lib.errors import Invalid
from moked.promises.models import Commitment
from moked.promises.services import (
    get_commitment,
    keep_commitment,
    make_commitment,
    move_commitment,
    release_commitment,
)
from moked.staff.permissions import Permission
from moked.ui.doors import StaffRequest, requires
from moked.workspace.forms import ChangeCommitmentForm, moment_in
from moked.workspace.pages.hints import hints_for
from moked.workspace.views.answers import done, render_dialog, render_part


@require_POST
@requires(Permission.CASES_ANSWER)
def hints(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """What is noticed in the draft, as a fragment under the editor. Changes nothing."""
    case = get_case(request.actor, case_id, to=Permission.CASES_ANSWER)
    return render_part(request, "_hints", hints_for(request.actor, case, request.POST))


@require_POST
@requires(Permission.CASES_ANSWER)
def choose(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Remembers what became of better words, and gives what is still to be said about the draft."""
    choose_words(
        actor=request.actor,
        case_id=case_id,
        family=request.POST.get("family", ""),
        choice=request.POST.get("choice", ""),
    )
    return hints(request, case_id)


def commit_by_answer(request: StaffRequest, case: Case, message: Message) -> str:
    """Makes the commitment that was wanted with an answer, and says how it went; nothing when none was.

    The answer is on its way whatever comes of this.
    """
    fields = request.POST
    kind = fields.get("commitment", "")
    if not kind:
        return ""
    try:
        due_at = moment_in(fields.get("commitment_due", ""), ZoneInfo(case.business.time_zone))
        if due_at is None:
            raise Invalid
        make_commitment(
            actor=request.actor,
            case_id=case.pk,
            kind=kind,
            what=fields.get("commitment_words", ""),
            due_at=due_at,
            message_id=message.pk,
        )
    except Invalid:
        return _("No commitment was kept: its time had passed, or was missing.")
    return _("What you promised is on your list.")


@require_POST
@requires(Permission.CASES_ANSWER)
def keep(request: StaffRequest, commitment_id: UUID) -> HttpResponse:
    commitment = keep_commitment(actor=request.actor, commitment_id=commitment_id)
    return done(request, _("Kept. The customer sees it."), back=_case_url(commitment))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CASES_ANSWER)
def change(request: StaffRequest, commitment_id: UUID) -> HttpResponse:
    """Another time, or no need any more."""
    commitment = get_commitment(request.actor, commitment_id)
    zone = ZoneInfo(commitment.case.business.time_zone)
    form = ChangeCommitmentForm(request.POST or None, zone=zone, due_at=commitment.due_at)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["change"] == "release":
            release_commitment(actor=request.actor, commitment_id=commitment_id, reason=form.cleaned_data["reason"])
            return done(request, _("Released. Nobody waits for it any more."), back=_case_url(commitment))
        move_commitment(actor=request.actor, commitment_id=commitment_id, due_at=form.cleaned_data["due_at"])
        return done(request, _("The time was changed. The customer sees the new one."), back=_case_url(commitment))
    page = {
        "form": form,
        "action": reverse("workspace:change_commitment", args=[commitment_id]),
        "submit": _("Save"),
        "back": _case_url(commitment),
    }
    return render_dialog(request, "form", page, title=_("Change a commitment"), status=422 if form.errors else 200)


def _case_url(commitment: Commitment) -> str:
    return reverse("workspace:case", args=[commitment.case_id])
