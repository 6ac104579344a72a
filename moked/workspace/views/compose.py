"""Writing: answers, notes, drafts, files, ready answers, mentions, and taking back."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from moked.cases.access import get_case, get_message
from moked.cases.errors import SomethingNewArrived
from moked.cases.models import Case, Direction, MessageState
from moked.cases.services import (
    attach_upload,
    remove_upload,
    reschedule_answer,
    save_draft,
    take_back_answer,
    write_answer,
    write_note,
)
from moked.channels.models import Delivery
from moked.channels.outbox import send_again
from moked.lib.errors import Invalid
from moked.lib.htmx import retarget, trigger_event
from moked.lib.richtext import clean_html, plain_text
from moked.promises.services import notice_promise
from moked.routing.services import accept_own_offer
from moked.staff.permissions import Permission
from moked.ui.doors import StaffRequest, requires
from moked.ui.keys import parse_key
from moked.workspace.domain.placeholders import GAP, has_gap
from moked.workspace.forms import moment_in
from moked.workspace.pages.composer import colleagues_of, ready_answers, waiting_file
from moked.workspace.pages.hints import refused_promise
from moked.workspace.pages.timeline import SENDABLE_AGAIN, arrivals_after
from moked.workspace.views.answers import done, render_part
from moked.workspace.views.commitments import commit_by_answer, render_asked, wanted_commitment


def parse_keys(values: list[str]) -> list[UUID]:
    """Keys out of a form, blanks left out."""
    return [key for value in values if (key := parse_key(value))]


@require_POST
@requires(Permission.CASES_ANSWER)
def answer(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Sends an answer. When something arrived meanwhile nothing is sent, and what arrived is shown instead.

    The same where a gap of a ready answer was left in it, until it is sent once more as it is (`with_gap`). A promise
    in it that nobody marked is asked about after it was sent, until somebody says what it was.
    """
    case = get_case(request.actor, case_id, to=Permission.CASES_ANSWER)
    seen, zone = parse_key(request.POST.get("seen")), ZoneInfo(case.business.time_zone)
    send_at, now = moment_in(request.POST.get("send_at", ""), zone), timezone.now()
    wanted = wanted_commitment(request.POST, now=now, leaves_at=send_at or now, zone=zone)
    if wanted and wanted.refusal:
        refused = refused_promise(case, request.POST, wanted.refusal)
        response = render_part(request, "_hints", refused, status=422)
        retarget(response, "#composer [data-hints]")
        return response
    if request.POST.get("with_gap") != "1" and has_gap(plain_text(clean_html(request.POST.get("html", "")))):
        return _gap_left(case)
    accept_own_offer(actor=request.actor, case_id=case_id)
    try:
        with transaction.atomic():
            message = write_answer(
                actor=request.actor,
                case_id=case_id,
                html=request.POST.get("html", ""),
                attachment_ids=parse_keys(request.POST.getlist("attachment")),
                is_proposal=request.POST.get("is_proposal") == "1",
                send_at=send_at,
                seen_message_id=seen,
            )
            if wanted:
                commit_by_answer(request, wanted, message)
            else:
                notice_promise(actor=request.actor, message=message)
    except SomethingNewArrived as conflict:
        arrivals, newest_id = arrivals_after(case, seen)
        page = {"arrivals": arrivals, "newest_id": newest_id, "words": str(conflict)}
        return render_part(request, "_arrived", page, status=409)
    promised = _("What you promised is on your list.") if wanted else ""
    undo_url = "" if message.state == MessageState.QUEUED else reverse("workspace:take_back", args=[message.pk])
    response = done(
        request,
        f"{_sent_words(message.state, is_proposal=message.is_proposal)} {promised}".strip(),
        back=reverse("workspace:case", args=[case_id]),
        undo_url=undo_url,
        body=render_asked(request, case),
        composer_sent={"case": str(case_id)},
    )
    # Also where nothing is asked: what a colleague answered meanwhile goes. Never into another case's composer.
    retarget(response, f'[data-case="{case.pk}"] #composer-asked')
    return response


def _gap_left(case: Case) -> HttpResponse:
    words = _("A gap was left to fill in. Nothing was sent yet; sent once more as it is, it leaves with the gap.")
    response = HttpResponse(words, status=422)
    retarget(response, "#composer-refused")
    trigger_event(response, "composer:gap", {"case": str(case.pk), "gap": GAP})
    return response


def _sent_words(state: str, *, is_proposal: bool) -> str:
    if state == MessageState.SCHEDULED:
        return _("The message is scheduled.")
    if is_proposal:
        return _("The solution is on its way. The case closes when the customer says so.")
    return _("The message is on its way.")


@require_POST
@requires(Permission.CASES_ANSWER)
def note(request: StaffRequest, case_id: UUID) -> HttpResponse:
    write_note(
        actor=request.actor,
        case_id=case_id,
        html=request.POST.get("html", ""),
        mentions=parse_keys(request.POST.getlist("mention")),
        attachment_ids=parse_keys(request.POST.getlist("attachment")),
    )
    back = reverse("workspace:case", args=[case_id])
    return done(request, _("The note is kept."), back=back, composer_sent={"case": str(case_id)})


@require_POST
@requires(Permission.CASES_ANSWER)
def draft(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Keeps what is being typed. Answers nothing: nobody waits for it."""
    direction = request.POST.get("direction", Direction.OUT)
    if direction not in (Direction.OUT, Direction.NOTE):
        raise Invalid
    if direction == Direction.OUT:
        accept_own_offer(actor=request.actor, case_id=case_id)
    save_draft(actor=request.actor, case_id=case_id, html=request.POST.get("html", ""), direction=direction)
    return HttpResponse(status=204)


@require_POST
@requires(Permission.CASES_ANSWER)
def upload(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Takes one file into the composer; answers its chip."""
    content = request.FILES.get("file")
    if not isinstance(content, UploadedFile):
        raise Invalid
    attachment = attach_upload(
        actor=request.actor,
        case_id=case_id,
        name=content.name or "file",
        content_type=content.content_type or "",
        content=content.read(),
    )
    return render_part(request, "_waiting_file", {}, file=waiting_file(attachment))


@require_POST
@requires(Permission.CASES_ANSWER)
def discard_upload(request: StaffRequest, attachment_id: UUID) -> HttpResponse:
    remove_upload(actor=request.actor, attachment_id=attachment_id)
    return HttpResponse("")


@require_safe
@requires(Permission.CASES_ANSWER)
def ready(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Ready answers as a list to choose from, their blanks filled."""
    case = get_case(request.actor, case_id, to=Permission.CASES_ANSWER)
    answers = ready_answers(request.user, case, request.GET.get("q", ""))
    return render_part(request, "_ready_answers", {"answers": answers})


@require_safe
@requires(Permission.CASES_ANSWER)
def colleagues(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Colleagues to mention, as a list to choose from."""
    case = get_case(request.actor, case_id, to=Permission.CASES_ANSWER)
    found = colleagues_of(request.user, case, request.GET.get("q", ""))[:8]
    return render_part(request, "_colleagues", {"colleagues": found})


@require_POST
@requires(Permission.CASES_ANSWER)
def take_back(request: StaffRequest, message_id: UUID) -> HttpResponse:
    """Takes back what has not left; its text returns to the composer."""
    message = take_back_answer(actor=request.actor, message_id=message_id)
    back = reverse("workspace:case", args=[message.case_id])
    files = list(message.case.attachments.filter(message=None, uploaded_by=request.user).select_related("file"))
    return done(
        request,
        _("Taken back. The text is in the composer again."),
        back=back,
        composer_restore={
            "case": str(message.case_id),
            "message": str(message_id),
            "html": message.html,
            "is_proposal": message.is_proposal,
            "has_files": bool(files),
        },
    )


@require_POST
@requires(Permission.CASES_ANSWER)
def reschedule(request: StaffRequest, message_id: UUID) -> HttpResponse:
    message = get_message(request.actor, message_id, to=Permission.CASES_ANSWER)
    send_at = moment_in(request.POST.get("send_at", ""), ZoneInfo(message.case.business.time_zone))
    if send_at is None:
        raise Invalid
    reschedule_answer(actor=request.actor, message_id=message_id, send_at=send_at)
    return done(request, _("The message is scheduled."), back=reverse("workspace:case", args=[message.case_id]))


@require_POST
@requires(Permission.CASES_ANSWER)
def try_again(request: StaffRequest, message_id: UUID) -> HttpResponse:
    """Sends once more what could not be delivered."""
    message = get_message(request.actor, message_id, to=Permission.CASES_ANSWER)
    failed = Delivery.objects.filter(message=message, state__in=SENDABLE_AGAIN).values_list("pk", flat=True)
    for delivery_id in list(failed):
        send_again(actor=request.actor, delivery_id=delivery_id)
    return done(request, _("It is on its way once more."), back=reverse("workspace:case", args=[message.case_id]))
