"""The duty plan as a week that can be read on a phone, and who is on duty now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from moked.businesses.models import Business
from moked.office.frame import Frame, Office
from moked.staff.domain.duty import Line, Shift, lines_on, on_duty, shifts_on
from moked.staff.duty import line_of, plan_of, still_serving
from moked.staff.models import DutyLine, Person, Role, Team

DAYS = 7
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Plan:
    """Whose plan it is. `code` is `team:key` or `role:key`, as addresses carry it."""

    code: str
    name: str
    team_id: UUID | None
    role_id: UUID | None


@dataclass(frozen=True)
class PlanLink:
    name: str
    url: str
    is_current: bool
    is_kept: bool


@dataclass(frozen=True)
class ShiftLine:
    who: str
    hours: str
    is_overnight: bool
    is_now: bool
    is_serving: bool
    url: str


@dataclass(frozen=True)
class DutyDay:
    """`is_exception`: the date's own lines hold in place of the week's. `free_url` leads to the line that says that
    nobody is on duty."""

    weekday: str
    date: str
    is_today: bool
    is_exception: bool
    shifts: tuple[ShiftLine, ...]
    add_url: str
    free_url: str


@dataclass(frozen=True)
class DutyPage:
    """`plan` None: there is neither a team nor a role yet. `now` are the names of whoever is on duty."""

    frame: Frame
    plans: tuple[PlanLink, ...]
    plan: Plan | None
    now: tuple[str, ...]
    days: tuple[DutyDay, ...]
    week: str
    previous_url: str
    next_url: str
    this_url: str
    new_url: str


def plans_of(business: Business) -> list[Plan]:
    """Every team and role that may have a plan, by name. Two queries."""
    teams = Team.objects.filter(business=business, is_active=True)
    roles = Role.objects.filter(business=business)
    return [
        *(Plan(f"team:{team.pk}", team.name, team.pk, None) for team in teams),
        *(Plan(f"role:{role.pk}", _("%(name)s (role)") % {"name": role.name}, None, role.pk) for role in roles),
    ]


def plan_named(plans: Sequence[Plan], code: str, kept: set[str]) -> Plan | None:
    """The plan asked for, else the first that is kept, else the first."""
    chosen = next((plan for plan in plans if plan.code == code), None)
    return chosen or next((plan for plan in plans if plan.code in kept), plans[0] if plans else None)


def duty_page(office: Office, code: str, first: date | None, now: datetime) -> DutyPage:
    """A week of one plan, beginning on the Sunday of `first`. Seven queries at most."""
    plans = plans_of(office.business)
    kept = _kept(office.business)
    plan = plan_named(plans, code, kept)
    zone = ZoneInfo(office.business.time_zone)
    today = now.astimezone(zone).date()
    sunday = _sunday_of(first or today)

    def url(**asked: str) -> str:
        return office.url("duty") + "?" + urlencode({"for": plan.code if plan else "", **asked})

    rows = list(plan_of(office.business.pk, team_id=plan.team_id, role_id=plan.role_id)) if plan else []
    lines = [line_of(row) for row in rows]
    names = _names(office.business, rows)
    week = [sunday + ahead * ONE_DAY for ahead in range(DAYS)]
    serving = still_serving(office.business.pk, tuple(names)) if names else set()
    drawn = _Week(office, plan, lines, names, serving, now, zone)
    return DutyPage(
        frame=office.frame,
        plans=tuple(
            PlanLink(
                each.name, office.url("duty") + "?" + urlencode({"for": each.code}), each is plan, each.code in kept
            )
            for each in plans
        ),
        plan=plan,
        now=tuple(names[person] for person in on_duty(lines, now, zone) if person in serving),
        days=tuple(drawn.day(day, today) for day in week) if plan else (),
        week=f"{_short(week[0])} – {_short(week[-1])}",
        previous_url=url(week=(sunday - DAYS * ONE_DAY).isoformat()),
        next_url=url(week=(sunday + DAYS * ONE_DAY).isoformat()),
        this_url=url() if not week[0] <= today <= week[-1] else "",
        new_url=office.url("new_duty") + "?" + urlencode({"for": plan.code}) if plan else "",
    )


@dataclass(frozen=True)
class _Week:
    office: Office
    plan: Plan | None
    lines: Sequence[Line]
    names: Mapping[UUID, str]
    serving: set[UUID]
    now: datetime
    zone: ZoneInfo

    def day(self, day: date, today: date) -> DutyDay:
        held = lines_on(self.lines, day)
        free = next((line for line in held if line.person is None), None)
        asked = {"for": self.plan.code if self.plan else "", "on": day.isoformat()}
        return DutyDay(
            weekday=str(WEEKDAYS[day.weekday()]),
            date=_short(day),
            is_today=day == today,
            is_exception=any(line.on is not None for line in held),
            shifts=tuple(self._shift(each) for each in shifts_on(self.lines, day, self.zone)),
            add_url=self.office.url("new_duty") + "?" + urlencode(asked),
            free_url=self.office.url("duty_line", free.key) if free else "",
        )

    def _shift(self, shift: Shift) -> ShiftLine:
        line = shift.line
        return ShiftLine(
            who=self.names.get(shift.person, ""),
            hours=f"{line.starts:%H:%M}–{line.ends:%H:%M}",
            is_overnight=line.is_overnight,
            is_now=shift.begins <= self.now < shift.ends,
            is_serving=shift.person in self.serving,
            url=self.office.url("duty_line", line.key),
        )


def _kept(business: Business) -> set[str]:
    rows = DutyLine.objects.filter(business=business).values_list("team_id", "role_id").distinct()
    return {f"team:{team}" if team else f"role:{role}" for team, role in rows}


def _names(business: Business, rows: Iterable[DutyLine]) -> dict[UUID, str]:
    people = {row.person_id for row in rows if row.person_id}
    return {person.pk: person.full_name for person in Person.objects.filter(pk__in=people)}


def _sunday_of(day: date) -> date:
    return day - (day.weekday() + 1) % DAYS * ONE_DAY


def _short(day: date) -> str:
    return date_format(day, pgettext("date format within a year", "j M"))
