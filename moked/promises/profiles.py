"""Which terms hold for a case: the layers that concern it, read at once and laid over one another."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from moked.businesses.models import Business
from moked.calendars.domain.clock import OpenTime
from moked.calendars.domain.document import read_calendar
from moked.calendars.models import ServiceCalendar
from moked.cases.models import Case
from moked.customers.models import Customer, OrganisationContact, Segment, System
from moked.customers.selectors import canonical_ids
from moked.promises.domain.manner import Manner, hearing_hours
from moked.promises.domain.terms import Layer, Source, Terms, read_targets, terms_of
from moked.promises.models import Emergency, Escalation, ServicePackage, ServiceProfile
from moked.staff.models import FormOfAddress

# Where nothing is promised, so no calendar is chosen: working days as most people know them.
WORKING_DAYS = {"Asia/Jerusalem": ("sun", "mon", "tue", "wed", "thu")}
USUAL_DAYS = ("mon", "tue", "wed", "thu", "fri")
DAYS = ("sun", *USUAL_DAYS, "sat")
USUAL_HOURS = ["09:00", "17:00"]
# As laws count.
ALWAYS = json.dumps({"timezone": "UTC", "week": {day: [["00:00", "24:00"]] for day in DAYS}})
# What a layer may say besides targets; each is a field of the profile, and some of the package too.
OF_PACKAGE = ("calendar", "ladder", "level")
OF_MANNER = ("language", "form_of_address", "tone", "road", "hears_from", "hears_until", "keeps_rest_days")
OF_PROFILE = (*OF_PACKAGE, "knowledge", "limits", *OF_MANNER, "manner", "agent", "deputy", "escalations_shown")


# Most businesses lack one of these or another, and each is a statement of many tables.
THERE = """
SELECT EXISTS (SELECT FROM promises_servicepackage WHERE business_id = %(key)s AND is_default AND is_active),
  EXISTS (SELECT FROM promises_serviceprofile WHERE business_id = %(key)s),
  EXISTS (SELECT FROM promises_emergency WHERE business_id = %(key)s AND off_at IS NULL)
"""

_remembered: ContextVar[dict[tuple[object, ...], Terms | None] | None] = ContextVar("terms", default=None)


def terms_for_case(case: Case, at: datetime) -> Terms | None:
    """What holds for a case at a moment; None while the business promises nothing. Needs `business`, `customer`."""
    return terms_for(case.business, case.customer, case.system_id, at)


@contextmanager
def terms_remembered() -> Iterator[None]:
    """Within, what holds for a customer is asked for once: for a page, several parts of which show it."""
    token = _remembered.set({})
    try:
        yield
    finally:
        _remembered.reset(token)


def terms_for(business: Business, customer: Customer | None, system_id: UUID | None, at: datetime) -> Terms | None:
    """What holds for a customer, and for one of their systems. Four queries at most; None while nothing is
    promised."""
    today = at.astimezone(ZoneInfo(business.time_zone)).date()
    known = _remembered.get()
    if known is None:
        return _terms_on(today, business, customer, system_id)
    key = (business.pk, customer.pk if customer else None, system_id, today)
    if key not in known:
        known[key] = _terms_on(today, business, customer, system_id)
    return known[key]


def _terms_on(today: date, business: Business, customer: Customer | None, system_id: UUID | None) -> Terms | None:
    has_package, has_profiles, has_emergency = _there(business.pk)
    layers = [_of_package(each) for each in _default_package(business.pk)] if has_package else []
    if has_profiles:
        layers += [_of_profile(each) for each in profiles_in_force(business.pk, customer, system_id, today)]
    if layers and customer is not None:
        # What is known of the customer anyway; a profile of their own is laid over it.
        layers.insert(0, _of_customer(customer))
    emergency = emergency_now(business.pk) if has_emergency and layers else None
    if emergency is not None:
        layers.append(_of_emergency(emergency))
    return terms_of(layers) if layers else None


def _there(business_id: UUID) -> tuple[bool, bool, bool]:
    """Whether the business has a package for everybody, profiles, and an emergency now."""
    with connection.cursor() as cursor:
        cursor.execute(THERE, {"key": business_id})
        package, profiles, emergency = cursor.fetchone()
        return package, profiles, emergency


def escalations_shown(case: Case) -> list[Escalation]:
    """What was called for a case, the earliest first, where the profile says that the customer sees it. One query,
    and two more when something was called. Needs `business` and `customer`."""
    about = Q(case=case) | Q(case__canonical=case)
    found = list(Escalation.objects.select_related("ended_by").filter(about).order_by("fired_at", "pk"))
    if not found:
        return []
    terms = terms_for_case(case, timezone.now())
    return found if terms is not None and terms.value("escalations_shown") is True else []


def profiles_in_force(
    business_id: UUID, customer: Customer | None, system_id: UUID | None, on: date
) -> list[ServiceProfile]:
    """The version in force of each holder that concerns the customer, one a holder."""
    concerned = Q(holder=ServiceProfile.Holder.BUSINESS)
    if customer is not None:
        same = canonical_ids(customer) if customer.canonical_id else [customer.pk]
        organisations = OrganisationContact.objects.filter(person__in=same).values("organisation")
        concerned |= Q(customer__in=same) | Q(customer__in=organisations)
        if customer.segment_id:
            concerned |= Q(segment=customer.segment_id)
    if system_id is not None:
        concerned |= Q(system=system_id)
    rows = _loaded().filter(concerned, business_id=business_id, effective_from__lte=on)
    return _latest(rows.order_by("effective_from", "made_at"))


def _loaded() -> QuerySet[ServiceProfile]:
    return ServiceProfile.objects.select_related(
        "package__calendar",
        "package__ladder",
        "calendar",
        "ladder",
        "agent",
        "deputy",
        "customer",
        "segment",
        "system",
    )


def _latest(rows: Iterable[ServiceProfile]) -> list[ServiceProfile]:
    found = {(row.holder, row.customer_id, row.segment_id, row.system_id): row for row in rows}
    return list(found.values())


def versions_of(customer: Customer) -> list[ServiceProfile]:
    """Every version written down for one customer, the newest first."""
    return list(_loaded().select_related("made_by").filter(customer=customer).order_by("-effective_from", "-made_at"))


def versions_of_holding(holding: Business | Segment | System) -> list[ServiceProfile]:
    """Every version written down for everybody of a business, for a segment or for a system, the newest first."""
    if isinstance(holding, Business):
        concerned = Q(business=holding, holder=ServiceProfile.Holder.BUSINESS)
    else:
        concerned = Q(segment=holding) if isinstance(holding, Segment) else Q(system=holding)
    return list(_loaded().select_related("made_by").filter(concerned).order_by("-effective_from", "-made_at"))


def _default_package(business_id: UUID) -> QuerySet[ServicePackage]:
    return ServicePackage.objects.select_related("calendar", "ladder").filter(
        business_id=business_id, is_default=True, is_active=True
    )


def usual_calendar(business_id: UUID) -> UUID | None:
    """The service hours that most of a business counts in: those of its package for everybody, else of the most
    packages in use; None where it has none. Two queries at most."""
    default = _default_package(business_id).values_list("calendar", flat=True).first()
    if default is not None:
        return default
    packages = ServicePackage.objects.filter(business_id=business_id, is_active=True)
    counted = packages.order_by().values_list("calendar").annotate(uses=Count("pk")).order_by("-uses", "calendar")
    return counted.values_list("calendar", flat=True).first()


def emergency_now(business_id: UUID) -> Emergency | None:
    """The emergency set that holds now, with its package and calendar; None in ordinary times. One query."""
    rows = Emergency.objects.select_related("package__calendar", "on_by").filter(business_id=business_id)
    return rows.filter(off_at=None).first()


def _of_emergency(emergency: Emergency) -> Layer:
    """Hours and promises alone: who helps, and how far help goes, stays as it was."""
    package = emergency.package
    targets = read_targets(package.targets)
    return Layer(Source.EMERGENCY, targets, {"calendar": package.calendar}, package.name)


def _of_package(package: ServicePackage) -> Layer:
    values = {name: getattr(package, name) for name in OF_PACKAGE}
    return Layer(Source.PACKAGE, read_targets(package.targets), values, name=package.name)


def _of_profile(profile: ServiceProfile) -> Layer:
    """A profile with the package it chose beneath it."""
    values: dict[str, object] = {}
    targets = dict(read_targets(profile.targets))
    if profile.package is not None:
        values = {name: getattr(profile.package, name) for name in OF_PACKAGE}
        values["package"] = profile.package
        targets = {**read_targets(profile.package.targets), **targets}
    own = {name: value for name in OF_PROFILE if (value := getattr(profile, name)) not in (None, "")}
    return Layer(
        Source(profile.holder), targets, {**values, **own}, name=_name(profile), since=profile.effective_from
    )


def _of_customer(customer: Customer) -> Layer:
    """How the customer's own details say they are written to. A neutral form is what nobody chose."""
    form = customer.form_of_address
    chosen = "" if form == FormOfAddress.NEUTRAL else form
    return Layer(Source.PERSON, values={"language": customer.language, "form_of_address": chosen}, name=customer.name)


def manner_of(terms: Terms | None, *, language: str, zone: str) -> Manner:
    """How to write, and when; `language` is that of the matter, where nobody chose another.

    Where nobody said otherwise, Sabbath and holidays are kept in the zones whose week they end.
    """
    usual = {"language": language, "keeps_rest_days": zone in WORKING_DAYS}
    said: dict[str, Any] = {name: terms.value(name) for name in OF_MANNER} if terms else {}
    return Manner(**{**usual, **{name: value for name, value in said.items() if value is not None}})


def hearing_time_of(manner: Manner, zone: str) -> OpenTime:
    """The time in which a customer may hear what comes by itself, on the clock of `zone`."""
    return _open_time(json.dumps(hearing_hours(manner, zone), sort_keys=True))


def hears_at(case: Case, moment: datetime) -> datetime:
    """When the case's customer may next hear what nobody wrote by hand: that moment, or when their hours begin.
    Needs `business` and `customer`."""
    zone = case.business.time_zone
    manner = manner_of(terms_for_case(case, moment), language=case.language, zone=zone)
    return hearing_time_of(manner, zone).opens_at(moment)


def _name(profile: ServiceProfile) -> str:
    holder = profile.customer or profile.segment or profile.system
    return holder.name if holder is not None else ""


def open_time_of(calendar: ServiceCalendar | None) -> OpenTime:
    """The calendar's open time; without one day and night. What was laid out once serves every clock of the
    process."""
    if calendar is None:
        return _open_time(ALWAYS)
    return _open_time(json.dumps(calendar.document, sort_keys=True))


@lru_cache(maxsize=512)
def _open_time(document: str) -> OpenTime:
    return OpenTime(read_calendar(json.loads(document)))


def usual_open_time(zone: str) -> OpenTime:
    """The hours that are taken for a business's own while it has chosen none."""
    week = {day: [USUAL_HOURS] for day in WORKING_DAYS.get(zone, USUAL_DAYS)}
    holidays = {"holidays": "IL"} if zone in WORKING_DAYS else {}
    return _open_time(json.dumps({"timezone": zone, "week": week, **holidays}, sort_keys=True))
