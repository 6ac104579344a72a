"""The case's page and what its customer does there. A GET changes nothing; mail scanners open links too."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from moked.cases.domain.states import CaseState
from moked.cases.errors import MoveImpossible
from moked.cases.links import link_url
from moked.cases.models import Case
from moked.lib.htmx import ToastLevel, redirect_page, show_toast, vary_on_htmx, wants_fragment
from moked.portal.door import by_link, for_customer_only
from moked.portal.forms import MessageForm, ReasonForm
from moked.portal.pages.case import case_page
from moked.portal.saying import may_reopen, say, say_not_yet, say_solved
from moked.portal.uploads import within_upload_limit
from moked.portal.visit import Visit, open_visit

LATER_COOKIE = "moked_survey_later"


@by_link
@require_GET
def show_case(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The page, or its changing parts when the page itself asks."""
    template = "portal/case.html#changes" if wants_fragment(request) else "portal/case.html"
    response = render_case(request, visit, template)
    vary_on_htmx(response)
    return response


def render_case(
    request: HttpRequest,
    visit: Visit,
    template: str,
    *,
    form: MessageForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of a visit, or one of its parts."""
    choice = "edit" if request.GET.get("survey") == "edit" else ""
    if not choice and LATER_COOKIE in request.COOKIES:
        choice = "later"
    page = case_page(visit, timezone.now(), form=form, survey_choice=choice, refusal=refusal)
    context = {"page": page, "portal": page.frame, "live_position": page.stamp}
    return render(request, template, context, status=status)


def show_changed(
    request: HttpRequest, visit: Visit, words: str = "", *, part: str = "changes", level: ToastLevel = "success"
) -> HttpResponse:
    """The page after an act: its parts where they were asked for, otherwise a way back to it."""
    if not wants_fragment(request):
        _say_on_next_page(request, words, level)
        response: HttpResponse = HttpResponseRedirect(reverse("portal:case", args=[visit.token]), status=303)
        return response
    response = render_case(request, open_visit(visit.token), f"portal/case.html#{part}")
    if words:
        show_toast(response, words, level=level)
    return response


def _say_on_next_page(request: HttpRequest, words: str, level: ToastLevel = "success") -> None:
    if words:
        messages.add_message(request, messages.WARNING if level == "warning" else messages.SUCCESS, words)


@within_upload_limit
@by_link
@require_POST
def post_message(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What the customer writes, with files."""
    form = MessageForm(request.POST, request.FILES)
    if not form.is_valid():
        template = "portal/case.html#composer" if wants_fragment(request) else "portal/case.html"
        return render_case(request, visit, template, form=form, status=422)
    target = say(visit, form.cleaned_data["text"], form.incoming_files())
    return _follow(request, visit, target, gettext("Sent. You will see the answer here."), part="sent")


@by_link
@require_POST
@for_customer_only
def post_solved(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The customer closes the case."""
    try:
        say_solved(visit)
    except MoveImpossible:
        # It moved meanwhile: how it stands now says more than an error would.
        return show_changed(request, visit)
    return show_changed(request, visit)


@by_link
@require_POST
@for_customer_only
def post_not_yet(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The customer says that it is not solved, or that it came back.

    On a case closed too long ago the reason opens a new one; without a reason nothing changes.
    """
    form = ReasonForm(request.POST)
    was_closed, may_open_again = visit.case.state == CaseState.CLOSED, may_reopen(visit.case, timezone.now())
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    target = say_not_yet(visit, reason)
    if target.pk != visit.case.pk:
        return _follow(request, visit, target, gettext("Thank you for telling us. We go on with it in a new case."))
    if was_closed and may_open_again:
        return _follow(request, visit, target, gettext("Thank you for telling us. The case is open again."))
    if was_closed:
        return show_changed(
            request,
            visit,
            gettext(
                "The case was closed too long ago to be opened again. Write to us here, and a new case is opened."
            ),
            level="warning",
        )
    return _follow(request, visit, target, gettext("Thank you for telling us. We go on with it."))


def _follow(request: HttpRequest, visit: Visit, target: Case, words: str, *, part: str = "changes") -> HttpResponse:
    """Back to the page; to the new case's page when the message opened one."""
    if target.pk == visit.case.pk:
        return show_changed(request, visit, words, part=part)
    _say_on_next_page(request, words)
    url = link_url(target, visit.contact_point)
    if wants_fragment(request):
        response = HttpResponse(status=204)
        redirect_page(response, url)
        return response
    return HttpResponseRedirect(url, status=303)
