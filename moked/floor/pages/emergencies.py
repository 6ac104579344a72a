"""The emergency set of hours, promises and staffing: on or off in each business, and when it was before."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django import forms
from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from moked.businesses.models import Business
from moked.floor.forms import EmergencyForm
from moked.floor.frame import looked_after
from moked.promises.models import ClockRetarget, Emergency, ServicePackage
from moked.promises.selectors import prepared_packages, teams_in_use
from moked.staff.actors import PersonActor
from moked.staff.models import Team

MOST_SHOWN = 10


@dataclass(frozen=True)
class EmergencyLine:
    """A time in which it was on."""

    package: str
    hours: str
    reason: str
    on_at: datetime
    on_by: str
    called_in: tuple[str, ...]
    off_at: datetime | None
    off_by: str


@dataclass(frozen=True)
class EmergencyCard:
    """One business. `now` is what holds; `following`: open clocks are still being set anew."""

    name: str
    zone: str
    now: EmergencyLine | None
    following: bool
    past: tuple[EmergencyLine, ...]
    form: forms.Form
    has_packages: bool
    on_url: str
    off_url: str


@dataclass(frozen=True)
class EmergencyPage:
    cards: tuple[EmergencyCard, ...]


def emergency_page(actor: PersonActor, *, refused: tuple[Business, EmergencyForm] | None = None) -> EmergencyPage:
    """Every business this person looks after; `refused` is a form that was not accepted. Six queries, however many
    they are."""
    businesses = looked_after(actor)
    keys = [each.pk for each in businesses]
    packages: dict[UUID, list[ServicePackage]] = {key: [] for key in keys}
    for package in prepared_packages().filter(business__in=keys):
        packages[package.business_id].append(package)
    teams: dict[UUID, list[Team]] = {key: [] for key in keys}
    for team in teams_in_use().filter(business__in=keys):
        teams[team.business_id].append(team)
    lines: dict[UUID, list[EmergencyLine]] = {key: [] for key in keys}
    for emergency in _latest(keys):
        lines[emergency.business_id].append(_line(emergency))
    asked = ClockRetarget.objects.filter(business__in=keys, segment=None, system=None, done_at=None)
    following = set(asked.values_list("business", flat=True))
    return EmergencyPage(
        cards=tuple(
            _card(
                each,
                lines[each.pk],
                refused[1]
                if refused and refused[0] == each
                else EmergencyForm(packages=packages[each.pk], teams=teams[each.pk]),
                is_following=each.pk in following,
                has_packages=bool(packages[each.pk]),
            )
            for each in businesses
        )
    )


def _latest(business_ids: list[UUID]) -> QuerySet[Emergency]:
    """The newest of each business, as many as are shown."""
    rank = Window(RowNumber(), partition_by=F("business"), order_by=F("on_at").desc())
    rows = Emergency.objects.select_related("package__calendar", "on_by", "off_by").filter(business__in=business_ids)
    latest = rows.annotate(rank=rank).filter(rank__lte=MOST_SHOWN).order_by("-on_at")
    return latest.prefetch_related("called_in__team")


def _card(
    business: Business, lines: list[EmergencyLine], form: EmergencyForm, *, is_following: bool, has_packages: bool
) -> EmergencyCard:
    return EmergencyCard(
        name=business.name,
        zone=business.time_zone,
        now=next((each for each in lines if each.off_at is None), None),
        following=is_following,
        past=tuple(each for each in lines if each.off_at is not None),
        form=form,
        has_packages=has_packages,
        on_url=reverse("floor:switch_on", args=[business.pk]),
        off_url=reverse("floor:switch_off", args=[business.pk]),
    )


def _line(emergency: Emergency) -> EmergencyLine:
    return EmergencyLine(
        package=emergency.package.name,
        hours=emergency.package.calendar.name,
        reason=emergency.reason,
        on_at=emergency.on_at,
        on_by=emergency.on_by.full_name if emergency.on_by else "",
        called_in=tuple(sorted(each.team.name for each in emergency.called_in.all())),
        off_at=emergency.off_at,
        off_by=emergency.off_by.full_name if emergency.off_by else "",
    )
