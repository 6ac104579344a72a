"""The page that can be printed or passed on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from moked.cases.domain.states import CaseState
from moked.lib.errors import NotFound
from moked.portal.door import by_link
from moked.portal.pages.summary import summary_page
from moked.portal.visit import Visit


@by_link
@require_GET
def show_summary(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Number, standing, next step and times. NotFound for what goes on elsewhere or is no case."""
    if visit.case.case_state in (CaseState.MERGED, CaseState.SET_ASIDE):
        raise NotFound
    page = summary_page(visit, timezone.now())
    return render(request, "portal/summary.html", {"page": page, "portal": page.frame})
