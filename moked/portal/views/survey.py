"""The few questions after closing."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from moked.portal.door import by_link, for_customer_only
from moked.portal.forms import SurveyForm
from moked.portal.views.case import LATER_COOKIE, show_changed
from moked.portal.visit import Visit
from moked.surveys.errors import MarkInvalid
from moked.surveys.services import answer_survey

LATER_SECONDS = 30 * 24 * 3600


@by_link
@require_POST
@for_customer_only
def post_survey(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Answers, all or some; a question that was not on the screen keeps its earlier answer."""
    form = SurveyForm(request.POST)
    if not form.is_valid():
        raise MarkInvalid
    answers = form.cleaned_data
    answer_survey(
        actor=visit.actor,
        case_id=visit.case.pk,
        ease=answers["ease"],
        kept=answers["kept"],
        comment=answers["comment"] if "comment" in request.POST else None,
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
