"""A customer with whom something is to be agreed, and a meeting's answers."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from moked.agreements import services
from moked.agreements.models import Agreement, Party
from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.customers.models import Customer
from moked.promises.models import ServicePackage
from moked.promises.services import create_calendar, create_package
from moked.staff.actors import PersonActor
from moked.staff.models import Person
from moked.staff.permissions import ADMINISTRATOR, SHIFT_MANAGER
from tests import builders

WEEK = {day: [["08:00", "18:00"]] for day in ("sun", "mon", "tue", "wed", "thu")}


@dataclass
class Meeting:
    """Who meets whom, about what."""

    business: Business
    manager: Person
    customer: Customer
    package: ServicePackage

    @property
    def actor(self) -> PersonActor:
        return builders.actor_of(self.manager)

    def answers(self, **changed: Any) -> dict[str, dict[str, Any]]:
        """What is said at each step; `changed` by field."""
        tomorrow = timezone.localdate() + timedelta(days=1)
        said: dict[str, dict[str, Any]] = {
            "business": {"trade": "מרפאת שיניים", "needs": "יומן ותזכורות שעובדים בכל בוקר"},
            "service": {
                "calendar": str(self.package.calendar_id),
                "package": str(self.package.pk),
                "level": "extended",
                "knowledge": "new",
            },
            "scope": {"in_scope": "מרכזייה ורשת", "out_of_scope": "מדפסות", "has_systems": "yes"},
            "systems": {"systems": [{"name": "מרכזייה", "criticality": "critical"}]},
            "contacts": {
                "contacts": [
                    _contact("רונית לוי", "ronit@clinic.test", "approves"),
                    _contact("יוסי כהן", "yossi@clinic.test", "reports"),
                ]
            },
            "escalation": {
                "ours": [{"person": str(self.manager.pk), "ours_for": "כל עיכוב"}],
                "theirs": [{"theirs_name": "רונית לוי", "theirs_reach": "050-1234567", "theirs_for": "החלטות"}],
            },
            "rhythm": {"rhythm": "none"},
            "terms": {
                "effective_from": tomorrow.isoformat(),
                "renew_on": (tomorrow + timedelta(days=365)).isoformat(),
                "language": "he",
            },
        }
        return {
            code: {name: changed.get(name, value) for name, value in values.items()} for code, values in said.items()
        }

    def walk(self, **changed: Any) -> Agreement:
        """A version filled in to its end."""
        with in_scope([self.business.pk]):
            agreement = services.start_agreement(actor=self.actor, customer_id=self.customer.pk)
            for code, given in self.answers(**changed).items():
                checked = services.save_step(actor=self.actor, agreement_id=agreement.pk, step_code=code, given=given)
                assert not checked.faults, checked.faults
            return agreement

    def send(self, **changed: Any) -> Agreement:
        """A version that waits for the customer's approval."""
        agreement = self.walk(**changed)
        with in_scope([self.business.pk]):
            return services.send_agreement(actor=self.actor, agreement_id=agreement.pk)

    def approver(self, agreement: Agreement) -> Party:
        with in_scope([self.business.pk]):
            return Party.objects.select_related("contact_point").get(agreement=agreement, may_approve=True)

    def fresh(self, key: UUID) -> Agreement:
        """A version as it stands now."""
        with in_scope([self.business.pk]):
            return Agreement.objects.select_related("customer__business").get(pk=key)


def _contact(name: str, email: str, authority: str) -> dict[str, str]:
    return {"name": name, "title": "מנהלת", "email": email, "phone": "", "authority": authority}


def make_meeting() -> Meeting:
    """A clinic, and a manager who may write profiles."""
    business = builders.a_business()
    manager = builders.a_person(business, first_name="דנה", permissions=SHIFT_MANAGER, language="en")
    boss = builders.actor_of(builders.a_person(business, permissions=list(ADMINISTRATOR)))
    with in_scope([business.pk]):
        customer = Customer.objects.create(business=business, kind=Customer.Kind.ORGANISATION, name="מרפאת השרון")
        hours = {"timezone": "Asia/Jerusalem", "week": WEEK}
        calendar = create_calendar(actor=boss, business_id=business.pk, name="ימי חול", document=hours)
        facts = {"name": "זהב", "calendar": calendar, "targets": {"first_reply": {"normal": 90}}}
        package = create_package(actor=boss, business_id=business.pk, facts=facts)
    return Meeting(business, manager, customer, package)


def today() -> date:
    return timezone.localdate()
