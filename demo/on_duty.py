"""Who is on duty in the demo, and the times that laws set for its matters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

from moked.businesses.models import Business
from moked.promises.services import set_statute
from moked.staff.actors import Actor, PersonActor
from moked.staff.models import Person, Role, Team
from moked.staff.services import add_duty

# Monday is 0, as `date.weekday()` counts.
SUNDAY_TO_THURSDAY = (6, 0, 1, 2, 3)
# By the codes of the demo's topics.
MATTERS: Mapping[str, str] = {"cancellation": "cancellation", "complaint": "complaint"}
COMPLAINT = (timedelta(days=14), "אמנת השירות של תפוז, מענה לתלונות")
# Open hours after which a silent owner calls the next step: two long days of service.
SILENT_AFTER = timedelta(hours=30)


@dataclass(frozen=True)
class Duty:
    """A line of each of these weekdays; one that ends by its start ends the next day."""

    email: str
    weekdays: tuple[int, ...]
    starts: time
    ends: time


NETWORK = "רשת"
SHIFT = "ניהול משמרת"
EXPERTS = (
    Duty("samir.khoury@tapuz.test", SUNDAY_TO_THURSDAY, time(7), time(19)),
    Duty("eitan.segev@tapuz.test", (6, 1, 3), time(19), time(7)),
    Duty("samir.khoury@tapuz.test", (4,), time(7), time(14)),
)
MANAGERS = (Duty("ronit.peretz@tapuz.test", SUNDAY_TO_THURSDAY, time(8), time(20)),)


def set_up_duty(actor: Actor, business: Business) -> None:
    """The weekly plans of the experts and of whoever leads the shift, and the time for complaints."""
    team = Team.objects.get(business=business, name=NETWORK)
    role = Role.objects.get(business=business, name=SHIFT)
    for duty in EXPERTS:
        _write(actor, business, duty, team_id=team.pk)
    for duty in MANAGERS:
        _write(actor, business, duty, role_id=role.pk)
    within, source = COMPLAINT
    set_statute(actor=actor, business_id=business.pk, matter="complaint", within=within, source=source)


def _write(
    actor: Actor, business: Business, duty: Duty, *, team_id: UUID | None = None, role_id: UUID | None = None
) -> None:
    person = Person.objects.get(email=duty.email)
    for weekday in duty.weekdays:
        facts = {
            "person_id": person.pk,
            "weekday": weekday,
            "starts": duty.starts,
            "ends": duty.ends,
            "is_overnight": duty.ends <= duty.starts,
        }
        add_duty(actor=actor, business_id=business.pk, team_id=team_id, role_id=role_id, facts=facts)


def write_exceptions(actor: PersonActor, business: Business, today: date) -> None:
    """The days just ahead that are not like the week: somebody stands in tomorrow, and two days later nobody is."""
    team = Team.objects.get(business=business, name=NETWORK)
    person = Person.objects.get(email="eitan.segev@tapuz.test")
    stands_in = {"person_id": person.pk, "on": today + timedelta(days=1), "starts": time(9), "ends": time(17)}
    nobody = {"person_id": None, "on": today + timedelta(days=3)}
    for facts in (stands_in, nobody):
        add_duty(actor=actor, business_id=business.pk, team_id=team.pk, role_id=None, facts=facts)
