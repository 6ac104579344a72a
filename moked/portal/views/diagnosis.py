"""What the customer does in a joint diagnosis: their own steps, and their word on the finding."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from moked.diagnosis.services import agree_finding, answer_as_customer, question_finding
from moked.lib.errors import Conflict, Invalid
from moked.lib.htmx import wants_fragment
from moked.portal.door import by_link, for_customer_only
from moked.portal.forms import FindingForm, ReasonForm, StepAnswerForm
from moked.portal.uploads import within_upload_limit
from moked.portal.views.case import render_case, show_changed
from moked.portal.visit import Visit, open_visit


@within_upload_limit
@by_link
@require_POST
@for_customer_only
def post_answer(request: HttpRequest, visit: Visit, diagnosis_id: UUID) -> HttpResponse:
    """An answer to a step of the customer's, with files where they are asked for."""
    form = StepAnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(
            request, visit, " ".join(str(each) for errors in form.errors.values() for each in errors), 422
        )
    return _try(
        request,
        visit,
        lambda: answer_as_customer(
            actor=visit.actor,
            case=visit.case,
            diagnosis_id=diagnosis_id,
            step=form.cleaned_data["step"],
            value=form.cleaned_data["value"],
            files=form.incoming_files(),
        ),
        gettext("Thank you. We see your answer."),
    )


@by_link
@require_POST
@for_customer_only
def post_agree(request: HttpRequest, visit: Visit, diagnosis_id: UUID) -> HttpResponse:
    """The customer agrees to the finding they read."""
    number = _number(request)
    return _try(
        request,
        visit,
        lambda: agree_finding(actor=visit.actor, case=visit.case, diagnosis_id=diagnosis_id, number=number),
        gettext("Thank you. We agree, and go on from here."),
    )


@by_link
@require_POST
@for_customer_only
def post_not_quite(request: HttpRequest, visit: Visit, diagnosis_id: UUID) -> HttpResponse:
    """The finding is not quite right, with a remark."""
    form, number = ReasonForm(request.POST), _number(request)
    remark = form.cleaned_data["reason"] if form.is_valid() else ""
    return _try(
        request,
        visit,
        lambda: question_finding(
            actor=visit.actor, case=visit.case, diagnosis_id=diagnosis_id, number=number, remark=remark
        ),
        gettext("Thank you for telling us. We look at it again."),
    )


def _number(request: HttpRequest) -> int:
    form = FindingForm(request.POST)
    return form.cleaned_data["number"] if form.is_valid() else 0


def _try(request: HttpRequest, visit: Visit, act: Callable[[], object], words: str) -> HttpResponse:
    try:
        act()
    except (Invalid, Conflict) as refusal:
        return _refused(request, open_visit(visit.token), str(refusal), refusal.status)
    return show_changed(request, visit, words)


def _refused(request: HttpRequest, visit: Visit, words: str, status: int) -> HttpResponse:
    """The page as it stands now, with the reason beside the diagnosis."""
    template = "portal/case.html#changes" if wants_fragment(request) else "portal/case.html"
    return render_case(request, visit, template, refusal=words, status=status)
