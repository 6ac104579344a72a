"""What the composer notices in a draft, what is promised by hand, and what becomes of a commitment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_http_methods, require_POST

from moked.cases.access import get_case, get_message
from moked.cases.models import Case, Message
from moked.guidance.services import choose_words
from moked.lib.errors import Conflict, Invalid
from moked.lib.htmx import show_toast, wants_fragment
from moked.promises.domain.commitments import Unfit, unfit
from moked.promises.models import Commitment
from moked.promises.services import (
    get_commitment,
    keep_commitment,
    keep_what_was_said,
    make_commitment,
    move_commitment,
    need_no_commitment,
    release_commitment,
)
from moked.staff.permissions import Permission
from moked.ui.doors import StaffRequest, requires
from moked.workspace.forms import ChangeCommitmentForm, KeepCommitmentForm, MakeCommitmentForm, moment_in
from moked.workspace.pages.hints import asked_promise, hints_for, refused_moment
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


@dataclass(frozen=True)
class Wanted:
    """The commitment that is wanted with an answer; `refusal` says why it cannot be made, and nothing is sent."""

    kind: str
    what: str
    due_at: datetime | None
    refusal: str


# Of an answer that waits for this, and of one that was sent.
UNSENT = {
    Unfit.MISSING: gettext_lazy("Until when do you promise it? Nothing was sent yet."),
    Unfit.PASSED: gettext_lazy("This time has passed. Nothing was sent: until when do you promise it?"),
    Unfit.BEFORE_IT_LEAVES: gettext_lazy(
        "The answer leaves after this time. Nothing was sent: until when do you promise it?"
    ),
}
SENT = {
    Unfit.MISSING: gettext_lazy("Until when do you promise it?"),
    Unfit.PASSED: gettext_lazy("This time has passed. Until when do you promise it?"),
    Unfit.BEFORE_IT_LEAVES: gettext_lazy("The answer leaves after this time. Until when do you promise it?"),
}


def wanted_commitment(
    fields: Mapping[str, str], *, now: datetime, leaves_at: datetime, zone: ZoneInfo
) -> Wanted | None:
    """What is wanted with an answer that leaves at `leaves_at`, now or later; None while nothing is."""
    kind = fields.get("commitment", "")
    if not kind:
        return None
    if kind not in Commitment.Kind.values:
        raise Invalid
    due_at = _due_in(fields, zone)
    why = unfit(due_at, now=now, leaves_at=leaves_at)
    return Wanted(kind, fields.get("commitment_words", ""), due_at, str(UNSENT[why]) if why else "")


def _due_in(fields: Mapping[str, str], zone: ZoneInfo) -> datetime | None:
    try:
        return moment_in(fields.get("commitment_due", ""), zone)
    except Invalid:
        return None


def commit_by_answer(request: StaffRequest, wanted: Wanted, message: Message) -> None:
    """Makes the commitment that goes with an answer, in the answer's transaction."""
    if wanted.due_at is None:
        raise Invalid
    make_commitment(
        actor=request.actor,
        case_id=message.case_id,
        kind=wanted.kind,
        what=wanted.what,
        due_at=wanted.due_at,
        message_id=message.pk,
    )


@require_POST
@requires(Permission.CASES_ANSWER)
def promise(request: StaffRequest, message_id: UUID) -> HttpResponse:
    """Keeps the promise of an answer that was sent without marking it; gives the next question there is."""
    message = get_message(request.actor, message_id, to=Permission.CASES_ANSWER)
    now, due_at = timezone.now(), _due_in(request.POST, ZoneInfo(message.case.business.time_zone))
    why = unfit(due_at, now=now, leaves_at=message.release_at or now)
    if due_at is None or why:
        asked = refused_moment(request.user, message, request.POST, str(SENT[why or Unfit.MISSING]))
        return render_part(request, "_promise_asked", asked, status=422)
    try:
        keep_what_was_said(
            actor=request.actor,
            message_id=message_id,
            kind=request.POST.get("commitment", ""),
            what=request.POST.get("commitment_words", ""),
            due_at=due_at,
        )
    except Conflict as conflict:
        if not wants_fragment(request):
            raise
        # The question is stale: what is asked now takes its place.
        response = render_asked(request, message.case, status=409)
        show_toast(response, str(conflict), level="error")
        return response
    is_own = message.author == request.user
    words = _("What you promised is on your list.") if is_own else _("What was promised stands in the case.")
    return _answered(request, message, words)


@require_POST
@requires(Permission.CASES_ANSWER)
def no_need(request: StaffRequest, message_id: UUID) -> HttpResponse:
    """Nothing needs to be kept of an answer's promise; gives the next question there is."""
    message = need_no_commitment(actor=request.actor, message_id=message_id)
    return _answered(request, message, "")


def _answered(request: StaffRequest, message: Message, words: str) -> HttpResponse:
    return done(
        request,
        words,
        back=reverse("workspace:case", args=[message.case_id]),
        body=render_asked(request, message.case),
        composer_promised={"case": str(message.case_id)},
    )


def render_asked(request: StaffRequest, case: Case, *, status: int = 200) -> HttpResponse:
    """What is asked about the answers of a case now, to stand where it was asked before; empty where nothing is."""
    return render_part(request, "_promise_asked", asked_promise(request.user, case), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CASES_ANSWER)
def make(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """What was promised elsewhere than in an answer, or in one nobody marked."""
    case = get_case(request.actor, case_id, to=Permission.CASES_ANSWER)
    zone, now, back = ZoneInfo(case.business.time_zone), timezone.now(), reverse("workspace:case", args=[case_id])
    form = MakeCommitmentForm(request.POST if request.method == "POST" else None, zone=zone, now=now.astimezone(zone))
    if form.is_valid():
        what, due_at = form.cleaned_data["what"], form.cleaned_data["due_at"]
        why = unfit(due_at, now=now, leaves_at=now)
        if why is None:
            # The customer reads it as it is written, so no kind of promise is guessed.
            kind = Commitment.Kind.OTHER
            make_commitment(actor=request.actor, case_id=case_id, kind=kind, what=what, due_at=due_at)
            return done(request, _("What you promised is on your list."), back=back)
        form.add_error("due_at", str(SENT[why]))
    page = {
        "form": form,
        "action": reverse("workspace:make_commitment", args=[case_id]),
        "submit": _("Keep it as a commitment"),
        "back": back,
    }
    return render_dialog(request, "form", page, title=_("New commitment"), status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CASES_ANSWER)
def keep(request: StaffRequest, commitment_id: UUID) -> HttpResponse:
    """It was done; in a few words what, for whoever wants to say it."""
    commitment = get_commitment(request.actor, commitment_id)
    form = KeepCommitmentForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        keep_commitment(actor=request.actor, commitment_id=commitment_id, note=form.cleaned_data["note"])
        return done(request, _("Kept. The customer sees it."), back=_case_url(commitment))
    page = {
        "form": form,
        "action": reverse("workspace:keep_commitment", args=[commitment_id]),
        "submit": pgettext("a commitment", "Done"),
        "back": _case_url(commitment),
    }
    return render_dialog(request, "form", page, title=commitment.what, status=422 if form.errors else 200)


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
