"""Ladders: whom to call while a promise can still be kept."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from moked.office.editing import is_sheet_saved
from moked.office.forms.ladders import LadderSheet, whom_to_call
from moked.office.frame import Frame, Office, office_page
from moked.office.history import Change, history_of
from moked.office.pages.common import ListPage, Mark, Row
from moked.office.pages.effect import EffectPage, chart_of
from moked.office.paging import PAGE, page_by_key
from moked.office.sections import LADDERS
from moked.promises.effects import effect_of
from moked.promises.models import Ladder
from moked.promises.services import change_ladder, create_ladder
from moked.promises.trials import TriedClock, try_ladder
from moked.staff.access import get_row
from moked.ui.doors import StaffRequest

MOST_DIGITS = 3


@dataclass(frozen=True)
class LadderPage:
    """A ladder's form. `trial_url` and `effect_url` are empty for one that is not saved yet."""

    frame: Frame
    title: str
    back_url: str
    sheet: LadderSheet
    trial_url: str
    effect_url: str
    history: tuple[Change, ...]


@dataclass(frozen=True)
class TriedCall:
    step: str
    at: datetime


@dataclass(frozen=True)
class TriedRow:
    """A promise of last month, and when each rung would have been called for it."""

    url: str
    reference: str
    title: str
    who: str
    promise: str
    calls: tuple[TriedCall, ...]
    is_broken: bool


@dataclass(frozen=True)
class TrialPage:
    frame: Frame
    title: str
    back_url: str
    since: datetime
    looked_at: int
    called: int
    steps: tuple[tuple[str, int], ...]
    rows: tuple[TriedRow, ...]
    next_page: int


@office_page(LADDERS)
@require_GET
def ladders(request: StaffRequest, office: Office) -> HttpResponse:
    """The ladders by name, each with how many steps it has."""
    words = request.GET.get("q", "").strip()
    rows = Ladder.objects.filter(business=office.business, name__icontains=words).annotate(steps=Count("rungs"))
    found = page_by_key(rows, by="name", after=request.GET.get("after", ""))
    page = ListPage(
        frame=office.frame,
        title=str(LADDERS.title),
        lead=str(LADDERS.lead),
        icon=LADDERS.icon,
        rows=tuple(
            Row(
                each.name,
                office.url("ladder", each.pk),
                _steps(each.steps),  # type: ignore[attr-defined]
                () if each.is_active else (Mark(_("not in use"), "line"),),
            )
            for each in found.rows
        ),
        words=words,
        next_key=found.next_key,
        new_url=office.url("new_ladder"),
        new_label=_("New ladder"),
        empty_title=_("No ladders yet"),
        empty_lead=_("It calls the right people while a promise can still be kept. A package or a profile names it."),
    )
    return render(request, "office/list.html", {"page": page, "shell": office.frame.shell})


def _steps(count: int) -> str:
    return ngettext("%(count)d step", "%(count)d steps", count) % {"count": count}


@office_page(LADDERS)
@require_http_methods(["GET", "POST"])
def new_ladder(request: StaffRequest, office: Office) -> HttpResponse:
    """A further ladder."""
    sheet = _sheet(request, office)
    made: list[Ladder] = []

    def save() -> None:
        facts, rungs = sheet.ladder.facts(), [rung.facts() for rung in sheet.rungs]
        made.append(create_ladder(actor=request.actor, business_id=office.business.pk, facts=facts, rungs=rungs))

    if is_sheet_saved(request, sheet, save):
        return redirect(office.url("ladder", made[0].pk))
    return _show(request, office, sheet)


@office_page(LADDERS)
@require_http_methods(["GET", "POST"])
def ladder(request: StaffRequest, office: Office, ladder_id: UUID) -> HttpResponse:
    """A ladder with its steps."""
    row = _get(request, office, ladder_id)
    sheet = _sheet(request, office, row)

    def save() -> None:
        change_ladder(
            actor=request.actor,
            business_id=office.business.pk,
            ladder_id=ladder_id,
            facts=sheet.ladder.facts(),
            rungs=[rung.facts() for rung in sheet.rungs],
        )

    if is_sheet_saved(request, sheet, save):
        return redirect(office.url("ladder", ladder_id))
    return _show(request, office, sheet, row)


def _get(request: StaffRequest, office: Office, ladder_id: UUID) -> Ladder:
    return get_row(
        Ladder, actor=request.actor, business_id=office.business.pk, row_id=ladder_id, to=LADDERS.permission
    )


def _sheet(request: StaffRequest, office: Office, row: Ladder | None = None) -> LadderSheet:
    whom = whom_to_call(office.business.pk)
    return LadderSheet.read(request.POST, whom) if request.method == "POST" else LadderSheet.of(row, whom)


def _show(request: StaffRequest, office: Office, sheet: LadderSheet, row: Ladder | None = None) -> HttpResponse:
    page = LadderPage(
        frame=office.frame,
        title=row.name if row else _("New ladder"),
        back_url=office.url("ladders"),
        sheet=sheet,
        trial_url=office.url("try_ladder", row.pk) if row else "",
        effect_url=office.url("ladder_effect", row.pk) if row else "",
        history=history_of(row, *row.rungs.all()) if row else (),
    )
    is_refused = request.method == "POST" and not sheet.is_rearranged
    context = {"page": page, "shell": office.frame.shell}
    return render(request, "office/ladder.html", context, status=422 if is_refused else 200)


@office_page(LADDERS)
@require_GET
def trial(request: StaffRequest, office: Office, ladder_id: UUID) -> HttpResponse:
    """What the ladder would have called in the last month. A page that cannot be read is the first."""
    row = _get(request, office, ladder_id)
    found = try_ladder(row, timezone.now())
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= MOST_DIGITS else 0
    shown = found.called[number * PAGE : (number + 1) * PAGE]
    page = TrialPage(
        frame=office.frame,
        title=row.name,
        back_url=office.url("ladder", ladder_id),
        since=found.since,
        looked_at=found.looked_at,
        called=len(found.called),
        steps=tuple((_step(rung.position), found.by_position.get(rung.position, 0)) for rung in row.rungs.all()),
        rows=tuple(_tried(each) for each in shown),
        next_page=number + 1 if len(found.called) > (number + 1) * PAGE else 0,
    )
    with timezone.override(office.business.time_zone):
        return render(request, "office/ladder_trial.html", {"page": page, "shell": office.frame.shell})


@office_page(LADDERS)
@require_GET
def effect(request: StaffRequest, office: Office, ladder_id: UUID) -> HttpResponse:
    """Time to solution with and without the ladder's help, among alike cases."""
    row = _get(request, office, ladder_id)
    found = effect_of(row, timezone.now())
    charts = [
        chart_of(
            found.escalated,
            _("With and without escalation"),
            _(
                "Cases of the last ninety days under this ladder. Whatever is escalated was harder to begin with: a "
                "longer time here does not say that escalating is slow."
            ),
            (_("escalated"), _("not escalated")),
        )
    ]
    if found.switched_on is not None:
        charts.insert(
            0,
            chart_of(
                found.switched_on,
                _("Before and after it was switched on"),
                _("Each side is watched for as long. Whatever else changed at that time is in it too."),
                (_("after"), _("before")),
            ),
        )
    page = EffectPage(
        frame=office.frame,
        title=row.name,
        back_url=office.url("ladder", ladder_id),
        since=found.since,
        active_since=found.active_since,
        charts=tuple(charts),
    )
    return render(request, "office/ladder_effect.html", {"page": page, "shell": office.frame.shell})


def _step(position: int) -> str:
    return _("Step %(position)s") % {"position": position}


def _tried(tried: TriedClock) -> TriedRow:
    clock, case = tried.clock, tried.clock.case
    return TriedRow(
        url=reverse("workspace:case", args=[case.pk]),
        reference=case.reference,
        title=case.title,
        who=case.customer.name,
        promise=clock.get_kind_display(),
        calls=tuple(TriedCall(_step(call.position), call.at) for call in tried.calls),
        is_broken=clock.broken_at is not None,
    )
