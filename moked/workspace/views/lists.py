"""All cases, search, and notices."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from moked.cases.listing import CaseFilter, CaseKey
from moked.cases.models import STATE_NAMES
from moked.lib.errors import NotFound
from moked.staff.models import Notice
from moked.staff.permissions import Permission
from moked.ui.doors import StaffRequest, requires, signed_in
from moked.ui.keys import parse_key
from moked.workspace.pages.lists import case_list, search_results
from moked.workspace.pages.notices import notice_list
from moked.workspace.views.answers import done, render_page, render_part

NOBODY = "nobody"
STATE_VALUES = frozenset(state.value for state in STATE_NAMES)


def parse_case_filter(request: StaffRequest) -> CaseFilter:
    """What the query string asks for; unknown states narrow nothing."""
    query = request.GET
    person = query.get("person", "")
    return CaseFilter(
        states=tuple(state for state in query.getlist("state") if state in STATE_VALUES),
        topic_id=parse_key(query.get("topic")),
        team_id=parse_key(query.get("team")),
        assignee_id=None if person == NOBODY else parse_key(person),
        unassigned=person == NOBODY,
    )


def parse_after(request: StaffRequest) -> CaseKey | None:
    """After which case the page begins."""
    try:
        return CaseKey.parse(request.GET["after"]) if request.GET.get("after") else None
    except ValueError as error:
        raise NotFound from error


@require_safe
@requires(Permission.CASES_READ)
def cases(request: StaffRequest) -> HttpResponse:
    page = case_list(request.actor, parse_case_filter(request), request.GET.dict(), parse_after(request))
    return render_page(request, "cases", page, current="cases", nobody=request.GET.get("person") == NOBODY)


@require_safe
@requires(Permission.CASES_READ)
def search(request: StaffRequest) -> HttpResponse:
    """Cases and customers by words, number, name, address or phone."""
    page = search_results(request.user, request.GET.get("q", ""), parse_after(request))
    if request.headers.get("HX-Request") == "true":
        in_dialog = request.headers.get("HX-Target", "").endswith("#search-results")
        return render_part(request, "_results", page, in_dialog=in_dialog)
    return render_page(request, "search", page, current="search")


@require_safe
@signed_in
def notices(request: StaffRequest) -> HttpResponse:
    return render_page(request, "notices", notice_list(request.user), current="notices")


@require_POST
@signed_in
def read_notice(request: StaffRequest, notice_id: UUID) -> HttpResponse:
    """Marks a notice read and opens its case, or the part of the office it speaks of."""
    notice = Notice.objects.select_related("business").filter(pk=notice_id, person=request.user).first()
    if notice is None:
        raise NotFound
    Notice.objects.filter(pk=notice_id, read_at=None).update(read_at=timezone.now())
    if notice.customer_id is not None:
        page = "customer" if notice.kind == Notice.Kind.PLAN_REVIEW else "agreements"
        return HttpResponseRedirect(reverse(f"workspace:{page}", args=[notice.customer_id]))
    if notice.kind == Notice.Kind.CALLED_IN:
        return HttpResponseRedirect(reverse("workspace:desk"))
    if notice.case_id is None:
        return HttpResponseRedirect(reverse("office:webhooks", args=[notice.business.slug]))
    return HttpResponseRedirect(reverse("workspace:case", args=[notice.case_id]))


@require_POST
@signed_in
def read_notices(request: StaffRequest) -> HttpResponse:
    Notice.objects.filter(person=request.user, read_at=None).update(read_at=timezone.now())
    return done(request, _("All notices are read."), back=reverse("workspace:notices"))
