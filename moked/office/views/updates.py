"""What customers hear by themselves: how often they had to ask all the same, and pausing all of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from moked.lib.errors import Conflict, Invalid
from moked.office.editing import done, is_saved, refused
from moked.office.forms.updates import PauseBusinessForm
from moked.office.frame import Frame, Office, office_page
from moked.office.sections import UPDATES
from moked.staff.permissions import Permission
from moked.ui.doors import StaffRequest
from moked.updates.asked import Asked, Week, asked_by_week, ends_of_updates
from moked.updates.models import Update
from moked.updates.services import pause_business, resume_business

WEEKS, DAYS = 12, 30
# The plot's height in its own units, and what its top may stand for, in percent.
HEIGHT = 100
SCALES = (10, 20, 50, 100)


@dataclass(frozen=True)
class Bar:
    """The share of one kind of cases in a week; `height` and `top` are in the plot's own units."""

    percent: int
    height: int
    top: int
    words: str


@dataclass(frozen=True)
class PlottedWeek:
    since: date
    with_updates: Bar
    without: Bar


@dataclass(frozen=True)
class End:
    words: str
    count: int


@dataclass(frozen=True)
class UpdatesPage:
    """`form` is None for whoever may not pause; `paused_until` None while nothing is."""

    frame: Frame
    weeks: Sequence[PlottedWeek]
    # What stands beside the plot, from its top to its bottom.
    marks: Sequence[str]
    with_updates: Asked
    without: Asked
    days: int
    ends: Sequence[End]
    hold: timedelta
    settings_url: str
    paused_until: datetime | None
    paused_because: str
    form: PauseBusinessForm | None
    resume_url: str


@office_page(UPDATES)
@require_http_methods(["GET", "POST"])
def updates(request: StaffRequest, office: Office) -> HttpResponse:
    """In how many cases customers asked what is happening, by week; a POST pauses what leaves by itself."""
    business = office.business
    zone = ZoneInfo(business.time_zone)
    may_pause = office.actor.may(Permission.OFFICE_BUSINESS, business.pk)
    form = PauseBusinessForm(request.POST or None, zone=zone, now=timezone.now()) if may_pause else None

    def save() -> None:
        chosen = form.cleaned_data if form else {}
        pause_business(actor=request.actor, business=business, until=chosen["until"], reason=chosen["reason"])

    if form and is_saved(request, form, save, _("Paused. Nothing leaves by itself.")):
        return redirect(office.url("updates"))
    page = _page(office, form, zone)
    status = 422 if form and form.errors else 200
    with timezone.override(zone):
        context = {"page": page, "shell": office.frame.shell}
        return render(request, "office/updates.html", context, status=status)


@office_page(UPDATES)
@require_POST
def resume(request: StaffRequest, office: Office) -> HttpResponse:
    """What leaves by itself does so again."""
    try:
        resume_business(actor=request.actor, business=office.business)
    except (Invalid, Conflict) as refusal:
        return refused(request, refusal, office.url("updates"))
    return done(request, _("What leaves by itself does so again."), office.url("updates"))


def _page(office: Office, form: PauseBusinessForm | None, zone: ZoneInfo) -> UpdatesPage:
    business, now = office.business, timezone.now()
    weeks = asked_by_week(business.pk, zone, since=now - timedelta(weeks=WEEKS))
    scale = _scale(weeks)
    until = business.automatics_paused_until
    is_paused = until is not None and until > now
    return UpdatesPage(
        frame=office.frame,
        weeks=[PlottedWeek(week.since, _bar(week.with_updates, scale), _bar(week.without, scale)) for week in weeks],
        marks=[f"{scale}%", f"{scale // 2}%", "0"],
        with_updates=_together(weeks, with_updates=True),
        without=_together(weeks, with_updates=False),
        days=DAYS,
        ends=_ends(ends_of_updates(business.pk, since=now - timedelta(days=DAYS))),
        hold=business.update_hold,
        settings_url=office.url("settings") if form else "",
        paused_until=until if is_paused else None,
        paused_because=business.automatics_paused_because,
        form=None if is_paused else form,
        resume_url=office.url("resume_updates") if is_paused and form else "",
    )


def _scale(weeks: Sequence[Week]) -> int:
    """The percent at the plot's top: the smallest that holds every bar."""
    highest = max((each.percent for week in weeks for each in (week.with_updates, week.without)), default=0)
    return next(scale for scale in SCALES if highest <= scale)


def _bar(asked: Asked, scale: int) -> Bar:
    words = _("%(asked)s of %(cases)s") % {"asked": asked.asked, "cases": asked.cases}
    height = HEIGHT * asked.percent // scale
    return Bar(asked.percent, height, HEIGHT - height, words)


def _together(weeks: Sequence[Week], *, with_updates: bool) -> Asked:
    these = [week.with_updates if with_updates else week.without for week in weeks]
    return Asked(sum(each.cases for each in these), sum(each.asked for each in these))


def _ends(counted: dict[str, int]) -> list[End]:
    ends = [End(str(label), counted.get(value, 0)) for value, label in Update.State.choices]
    return [*ends, End(_("improved by a person"), counted.get("improved", 0))]
