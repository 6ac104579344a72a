"""The emergency set of hours and promises: on or off in each business, and when it was before."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.urls import reverse

from moked.businesses.models import Business
from moked.floor.forms import EmergencyForm
from moked.floor.frame import looked_after
from moked.promises.models import ClockRetarget, Emergency
from moked.staff.actors import PersonActor

MOST_SHOWN = 10


@dataclass(frozen=True)
class EmergencyLine:
    """A time in which it was on."""

    package: str
    hours: str
    reason: str
    on_at: datetime
    on_by: str
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
    """Every business this person looks after; `refused` is a form that was not accepted."""
    businesses = looked_after(actor)
    return EmergencyPage(
        cards=tuple(_card(each, refused[1] if refused and refused[0] == each else None) for each in businesses)
    )


def _card(business: Business, refused: EmergencyForm | None) -> EmergencyCard:
    rows = Emergency.objects.select_related("package__calendar", "on_by", "off_by").filter(business=business)
    lines = [_line(each) for each in rows.order_by("-on_at")[:MOST_SHOWN]]
    switch = ClockRetarget.objects.filter(business=business).order_by("-asked_at").first()
    form = refused or EmergencyForm(business=business)
    return EmergencyCard(
        name=business.name,
        zone=business.time_zone,
        now=next((each for each in lines if each.off_at is None), None),
        following=switch is not None and switch.done_at is None,
        past=tuple(each for each in lines if each.off_at is not None),
        form=form,
        has_packages=form.fields["package"].queryset.exists(),  # type: ignore[attr-defined]
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
        off_at=emergency.off_at,
        off_by=emergency.off_by.full_name if emergency.off_by else "",
    )
