"""The page that can be printed or passed on."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from moked.cases.domain.states import CaseState
from moked.lib.errors import NotFound
from moked.lib.typeset import set_document
from moked.portal.door import by_link
from moked.portal.pages.summary import SummaryPage, document_of, summary_page
from moked.portal.visit import Visit

SUMMARY = Path(__file__).resolve().parents[1] / "summary.typ"


@by_link
@require_GET
def show_summary(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Number, standing, next step and times. NotFound for what goes on elsewhere or is no case."""
    page = _page(visit)
    return render(request, "portal/summary.html", {"page": page, "portal": page.frame})


@by_link
@require_GET
def download_summary(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The same as a PDF. NotFound as the page; Unavailable when it cannot be set."""
    document = set_document(SUMMARY, document_of(_page(visit), visit.case.reference))
    response = HttpResponse(document, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{visit.case.reference}.pdf"'
    return response


def _page(visit: Visit) -> SummaryPage:
    if visit.case.case_state in (CaseState.MERGED, CaseState.SET_ASIDE):
        raise NotFound
    return summary_page(visit, timezone.now())
