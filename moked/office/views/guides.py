"""Diagnosis guides: how agents and customers look into something together."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from moked.businesses.models import Topic
from moked.diagnosis.models import Guide
from moked.diagnosis.services import change_guide, create_guide
from moked.office.editing import is_sheet_saved
from moked.office.forms.guides import GuideSheet
from moked.office.frame import Frame, Office, office_page
from moked.office.history import Change, history_of
from moked.office.pages.common import ListPage, Mark, Row
from moked.office.paging import page_by_key
from moked.office.sections import GUIDES
from moked.staff.access import get_row
from moked.ui.doors import StaffRequest


@dataclass(frozen=True)
class GuidePage:
    """A guide's form."""

    frame: Frame
    title: str
    back_url: str
    sheet: GuideSheet
    history: tuple[Change, ...]


@office_page(GUIDES)
@require_GET
def guides(request: StaffRequest, office: Office) -> HttpResponse:
    """The guides by name, each with its topic and how many steps it has."""
    words = request.GET.get("q", "").strip()
    rows = Guide.objects.filter(business=office.business, name__icontains=words).select_related("topic", "version")
    found = page_by_key(rows, by="name", after=request.GET.get("after", ""))
    page = ListPage(
        frame=office.frame,
        title=str(GUIDES.title),
        lead=str(GUIDES.lead),
        icon=GUIDES.icon,
        rows=tuple(_row(office, each) for each in found.rows),
        words=words,
        next_key=found.next_key,
        new_url=office.url("new_guide"),
        new_label=_("New guide"),
        empty_title=_("No guides yet"),
        empty_lead=_("Begin with the fault that customers report most often: what is checked first, and by whom?"),
    )
    return render(request, "office/list.html", {"page": page, "shell": office.frame.shell})


@office_page(GUIDES)
@require_http_methods(["GET", "POST"])
def new_guide(request: StaffRequest, office: Office) -> HttpResponse:
    """A further guide."""
    sheet = _sheet(request, office)

    def save() -> None:
        create_guide(
            actor=request.actor, business_id=office.business.pk, facts=sheet.guide.facts(), steps=sheet.drafts()
        )

    if is_sheet_saved(request, sheet, save):
        return redirect(office.url("guides"))
    return _show(request, office, sheet)


@office_page(GUIDES)
@require_http_methods(["GET", "POST"])
def guide(request: StaffRequest, office: Office, guide_id: UUID) -> HttpResponse:
    """A guide with its steps."""
    row = get_row(Guide, actor=request.actor, business_id=office.business.pk, row_id=guide_id, to=GUIDES.permission)
    sheet = _sheet(request, office, row)

    def save() -> None:
        change_guide(
            actor=request.actor,
            business_id=office.business.pk,
            guide_id=guide_id,
            facts=sheet.guide.facts(),
            steps=sheet.drafts(),
        )

    if is_sheet_saved(request, sheet, save):
        return redirect(office.url("guides"))
    return _show(request, office, sheet, row)


def _row(office: Office, guide: Guide) -> Row:
    count = len(guide.version.document["steps"])
    parts = (
        ngettext("%(count)d step", "%(count)d steps", count) % {"count": count},
        guide.topic.name if guide.topic else "",
        guide.system,
    )
    marks = () if guide.is_active else (Mark(_("not in use"), "line"),)
    return Row(guide.name, office.url("guide", guide.pk), " · ".join(filter(None, parts)), marks)


def _sheet(request: StaffRequest, office: Office, row: Guide | None = None) -> GuideSheet:
    wanted = Q(is_active=True) | Q(pk=row.topic_id if row else None)
    topics = list(Topic.objects.filter(wanted, business=office.business))
    return GuideSheet.read(request.POST, topics) if request.method == "POST" else GuideSheet.of(row, topics)


def _show(request: StaffRequest, office: Office, sheet: GuideSheet, row: Guide | None = None) -> HttpResponse:
    page = GuidePage(
        frame=office.frame,
        title=row.name if row else _("New guide"),
        back_url=office.url("guides"),
        sheet=sheet,
        history=history_of(row) if row else (),
    )
    is_refused = request.method == "POST" and not sheet.is_rearranged
    context = {"page": page, "shell": office.frame.shell}
    return render(request, "office/guide.html", context, status=422 if is_refused else 200)
