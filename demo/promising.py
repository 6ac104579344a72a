"""What the demo's businesses promise: hours, packages, and the profile of a demanding organisation."""

from datetime import date, timedelta
from uuid import UUID

from demo.content.promises import BY_BUSINESS, LADDER, PROFILES, Package, Rung
from demo.on_duty import SILENT_AFTER
from moked.businesses.models import Business, Criticality
from moked.calendars.models import ServiceCalendar
from moked.customers.models import Customer
from moked.promises.models import Ladder, ServicePackage
from moked.promises.services import create_calendar, create_ladder, create_package, set_profile
from moked.staff.actors import Actor, PersonActor
from moked.staff.models import Role, Team


def set_up_promises(actor: Actor, business: Business) -> None:
    """The hours and the catalogue of one business; from now on its clocks run."""
    content = BY_BUSINESS[business.slug]
    calendars = {
        name: create_calendar(actor=actor, business_id=business.pk, name=name, document=document)
        for name, document in content.calendars.items()
    }
    ladder = _set_up_ladder(actor, business, content.rungs) if content.rungs else None
    for package in content.packages:
        facts = {**_facts(package, calendars), "ladder": ladder}
        create_package(actor=actor, business_id=business.pk, facts=facts)


def _set_up_ladder(actor: Actor, business: Business, rungs: tuple[Rung, ...]) -> Ladder:
    teams = dict(Team.objects.filter(business=business).values_list("name", "pk"))
    roles = dict(Role.objects.filter(business=business).values_list("name", "pk"))
    facts = [
        {
            "sort": rung.sort,
            "at_share": rung.at_share,
            "does": rung.does,
            "answer_within": timedelta(minutes=rung.answer_minutes),
            "team_id": teams.get(rung.team),
            "role_id": roles.get(rung.role),
            "is_by_duty": rung.is_by_duty,
        }
        for rung in rungs
    ]
    return create_ladder(
        actor=actor, business_id=business.pk, facts={"name": LADDER, "silent_after": SILENT_AFTER}, rungs=facts
    )


def _facts(package: Package, calendars: dict[str, ServiceCalendar]) -> dict[str, object]:
    return {
        "name": package.name,
        "level": package.level,
        "price": package.price,
        "calendar": calendars[package.hours],
        "targets": {
            kind: dict(zip(Criticality.values, minutes, strict=True)) for kind, minutes in package.targets.items()
        },
        "is_default": package.is_default,
    }


def set_up_profiles(actor: PersonActor, business_id: UUID, since: date) -> None:
    """What was agreed with the organisations that asked for more."""
    for profile in PROFILES:
        customer = Customer.objects.get(business_id=business_id, name=profile.organisation)
        package = ServicePackage.objects.get(business_id=business_id, name=profile.package)
        facts = {"package": package, "knowledge": profile.knowledge, "manner": profile.manner}
        facts["escalations_shown"] = profile.escalations_shown
        set_profile(actor=actor, customer=customer, effective_from=since, facts=facts)
