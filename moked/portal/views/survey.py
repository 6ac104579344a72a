"""The few questions after closing."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from moked.portal.door import by_link, for_customer_only
from moked.portal.forms import SurveyForm
from moked.portal.pages.frame import frame_of
from moked.portal.views.case import LATER_COOKIE, show_changed
from moked.portal.visit import Visit
from moked.surveys.errors import MarkInvalid
from moked.surveys.selectors import answerable_until
from moked.surveys.services import answer_survey

LATER_SECONDS = 30 * 24 * 3600


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The questions' own address: leads to them while they can be answered, and afterwards says that they cannot."""
    if request.method == "POST":
        return _take_answers(request, visit)
    case_url, until = reverse("portal:case", args=[visit.token]), answerable_until(visit.case)
    if until is None or timezone.now() < until:
        return redirect(f"{case_url}?survey=edit" if until else case_url)
    context = {"portal": frame_of(visit, current="case"), "until": until, "case_url": case_url}
    return render(request, "portal/survey_over.html", context, status=410)


@for_customer_only
def _take_answers(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Answers, all or some; a question that was not on the screen keeps its earlier answer."""
    form = SurveyForm(request.POST)
    if not form.is_valid():
        raise MarkInvalid
    answer_survey(
        actor=visit.actor,
        case_id=visit.case.pk,
        comment=form.cleaned_data["comment"] if "comment" in request.POST else None,
        **form.marks(),
    )
    response = show_changed(request, visit)
    if "comment" not in request.POST:
        response.delete_cookie(LATER_COOKIE, path=f"/c/{visit.token}/")
    return response


@by_link
@require_POST
def post_survey_later(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Not now: the questions stay away in this browser, and can be called back."""
    request.COOKIES[LATER_COOKIE] = "1"
    response = show_changed(request, visit)
    response.set_cookie(
        LATER_COOKIE,
        "1",
        max_age=LATER_SECONDS,
        path=f"/c/{visit.token}/",
        secure=settings.IS_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
