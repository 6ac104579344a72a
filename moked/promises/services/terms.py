"""What is promised: calendars, the catalogue of packages, and profiles by version."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.selectors import today_in
from moked.calendars.domain.document import read_calendar
from moked.calendars.domain.hours import CalendarInvalid
from moked.calendars.models import ServiceCalendar
from moked.customers.models import Customer
from moked.customers.selectors import canonical_ids
from moked.journal.record import record
from moked.lib.rows import assign, once
from moked.promises.domain.terms import TermsInvalid, read_targets
from moked.promises.errors import CalendarRefused, HearingHoursRefused, TermsRefused
from moked.promises.events import CalendarChanged, CalendarCreated, PackageChanged, PackageCreated, ProfileSet
from moked.promises.models import Clock, ServicePackage, ServiceProfile
from moked.promises.services.clocks import retarget_clocks_of
from moked.staff.access import check_allowed, get_row
from moked.staff.actors import Actor, StaffActor
from moked.staff.errors import NameTaken
from moked.staff.permissions import Permission

TO = Permission.PROMISES_EDIT


@transaction.atomic
def create_calendar(*, actor: Actor, business_id: UUID, name: str, document: Mapping[str, Any]) -> ServiceCalendar:
    """New service hours. Raises CalendarRefused for hours that make no sense, and NameTaken."""
    check_allowed(actor, business_id, TO)
    _check_hours(document)
    _keep_name_once(ServiceCalendar, business_id, name)
    with once("calendar_name_once", NameTaken):
        calendar = ServiceCalendar.objects.create(business_id=business_id, name=name, document=dict(document))
    record(CalendarCreated(business_id=business_id, actor=actor.code, calendar_id=calendar.pk))
    return calendar


@transaction.atomic
def change_calendar(
    *, actor: Actor, business_id: UUID, calendar_id: UUID, facts: Mapping[str, object]
) -> ServiceCalendar:
    """Changes service hours; the clocks that run on them are due anew. Raises CalendarRefused and NameTaken."""
    calendar = get_row(ServiceCalendar, actor=actor, business_id=business_id, row_id=calendar_id, to=TO, lock=True)
    changed = assign(calendar, facts)
    if not changed:
        return calendar
    _check_hours(calendar.document)
    _keep_name_once(ServiceCalendar, business_id, calendar.name, calendar_id)
    with once("calendar_name_once", NameTaken):
        calendar.save(update_fields=changed)
    record(CalendarChanged(business_id=business_id, actor=actor.code, calendar_id=calendar_id, fields=changed))
    if "document" in changed:
        # Looked at by the next sweep, which sets them anew: there may be very many.
        Clock.objects.filter(calendar=calendar, phase="running").update(next_check_at=timezone.now())
    return calendar


def _check_hours(document: Mapping[str, Any]) -> None:
    try:
        read_calendar(document)
    except CalendarInvalid as error:
        raise CalendarRefused(reason=error) from error


@transaction.atomic
def create_package(*, actor: Actor, business_id: UUID, facts: Mapping[str, Any]) -> ServicePackage:
    """A new package of the catalogue. Raises TermsRefused and NameTaken."""
    check_allowed(actor, business_id, TO)
    package = ServicePackage(business_id=business_id, **facts)
    check_targets(package.targets)
    _keep_name_once(ServicePackage, business_id, package.name)
    _keep_default_once(package)
    with once("package_name_once", NameTaken):
        package.save(force_insert=True)
    record(PackageCreated(business_id=business_id, actor=actor.code, package_id=package.pk))
    return package


@transaction.atomic
def change_package(
    *, actor: Actor, business_id: UUID, package_id: UUID, facts: Mapping[str, object]
) -> ServicePackage:
    """Changes a package. Open clocks keep what was promised to them; new ones follow.

    Raises TermsRefused and NameTaken.
    """
    package = get_row(ServicePackage, actor=actor, business_id=business_id, row_id=package_id, to=TO, lock=True)
    changed = assign(package, facts)
    if changed:
        check_targets(package.targets)
        _keep_name_once(ServicePackage, business_id, package.name, package_id)
        _keep_default_once(package)
        with once("package_name_once", NameTaken):
            package.save(update_fields=changed)
        record(PackageChanged(business_id=business_id, actor=actor.code, package_id=package_id, fields=changed))
    return package


def _keep_name_once(
    model: type[ServiceCalendar | ServicePackage], business_id: UUID, name: str, row_id: UUID | None = None
) -> None:
    same = model.objects.filter(business_id=business_id, name=name)
    if (same.exclude(pk=row_id) if row_id else same).exists():
        raise NameTaken


def check_targets(targets: object) -> None:
    """Raises TermsRefused for promises that make no sense."""
    try:
        read_targets(targets)  # type: ignore[arg-type]  # whatever a form or an import brought
    except (TermsInvalid, AttributeError) as error:
        raise TermsRefused from error


def check_hearing(profile: ServiceProfile) -> None:
    """Raises HearingHoursRefused unless both hours are said, in order, or none."""
    since, until = profile.hears_from, profile.hears_until
    if (since is None) != (until is None) or (since and until and since >= until):
        raise HearingHoursRefused


def _keep_default_once(package: ServicePackage) -> None:
    if package.is_default:
        # One at a time, or two would both be the only one.
        Business.objects.select_for_update(no_key=True).get(pk=package.business_id)
        others = ServicePackage.objects.filter(business_id=package.business_id, is_default=True)
        others.exclude(pk=package.pk).update(is_default=False)


@transaction.atomic
def set_profile(
    *,
    actor: StaffActor,
    customer: Customer,
    effective_from: date,
    facts: Mapping[str, object],
) -> ServiceProfile:
    """Writes down a version of what holds for a customer from a day on. Earlier versions stay as its history.

    When it holds already, open clocks follow it. Raises TermsRefused, HearingHoursRefused.
    """
    check_allowed(actor, customer.business_id, Permission.PROFILES_EDIT)
    return write_profile(
        actor=actor, made_by_id=actor.person_id, customer=customer, effective_from=effective_from, facts=facts
    )


@transaction.atomic
def write_profile(
    *,
    actor: Actor,
    made_by_id: UUID | None,
    customer: Customer,
    effective_from: date,
    facts: Mapping[str, object],
) -> ServiceProfile:
    """The same for a caller with a door of its own, such as a customer who approves. Raises TermsRefused."""
    is_organisation = customer.kind == Customer.Kind.ORGANISATION
    holder = ServiceProfile.Holder.ORGANISATION if is_organisation else ServiceProfile.Holder.PERSON
    profile = ServiceProfile(
        business_id=customer.business_id,
        holder=holder,
        customer=customer,
        effective_from=effective_from,
        made_by_id=made_by_id,
    )
    assign(profile, facts)
    check_targets(profile.targets)
    check_hearing(profile)
    profile.save(force_insert=True)
    record(
        ProfileSet(business_id=customer.business_id, actor=actor.code, profile_id=profile.pk, holder=profile.holder)
    )
    if effective_from <= today_in(customer.business):
        _follow_profile(customer)
    return profile


def _follow_profile(customer: Customer) -> None:
    """Lets the open clocks of a customer, and of those who speak for it, follow what holds now."""
    retarget_clocks_of(customer_ids=concerned_by(customer), why="profile_set")


def concerned_by(customer: Customer) -> list[UUID]:
    """Whose cases a customer's profile holds for: its own, those merged into it, and those who speak for it."""
    concerned = canonical_ids(customer)
    if customer.kind == Customer.Kind.ORGANISATION:
        concerned += [contact.person_id for contact in customer.contacts.all()]
    return concerned
