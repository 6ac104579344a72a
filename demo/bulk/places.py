"""The made-up businesses: who works there, in which teams, on which topics."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.hashers import make_password

from demo.content.people import PASSWORD
from moked.businesses.models import Business, Pool
from moked.businesses.services import create_business
from moked.channels.accounts.services import AccountFacts, create_mailbox
from moked.channels.models import Mailbox
from moked.staff.actors import SystemActor
from moked.staff.models import Person, Presence
from moked.staff.permissions import ADMINISTRATOR
from moked.staff.services import MembershipFacts, create_role, create_team, create_topic, invite_person

SETUP = SystemActor("demo")
PEOPLE = 40
TEAMS = ("קו ראשון", "קו שני", "גבייה", "תמיכה טכנית", "שימור", "הקמה")
# The last one is for nothing yet: a filter that finds no row.
TOPICS = ("חשבונית", "תקלה", "החזר כספי", "משלוח", "ביטול", "הצטרפות", "שינוי פרטים", "הזמנה", "אחריות", "תיקון")
RARE_TOPICS = ("תלונה חוזרת", "נגישות", "תביעה")
MAIL_DOMAIN = "bulk.test"


@dataclass(frozen=True)
class Place:
    """A business with the keys its cases name."""

    business: Business
    account_id: UUID
    people: Sequence[UUID]
    teams: Sequence[UUID]
    topics: Sequence[UUID]
    rare_topic: UUID


def email_of(number: int) -> str:
    """The address a made-up colleague signs in by; the demonstration's password opens it."""
    return f"person{number}@{MAIL_DOMAIN}"


def set_up_places(count: int) -> list[Place]:
    """So many businesses in one pool. Everybody serves all of them; the last person serves the last one alone."""
    pool = Pool.objects.create(name="Bulk")
    word = make_password(PASSWORD)
    people = [_create_person(number, word) for number in range(1, PEOPLE + 1)]
    return [_set_up(number, pool, people if number == count else people[:-1]) for number in range(1, count + 1)]


def _create_person(number: int, word: str) -> Person:
    person = Person.objects.create_user(email_of(number), first_name=f"נציג {number}", last_name="גדול")
    Person.objects.filter(pk=person.pk).update(password=word)
    Presence.objects.create(person=person)
    return person


def _set_up(number: int, pool: Pool, people: Sequence[Person]) -> Place:
    letters = f"{chr(64 + (number - 1) // 26)}{chr(65 + (number - 1) % 26)}" if number > 26 else chr(64 + number)
    business = create_business(
        name=f"עסק גדול {number}", slug=f"bulk-{number}", case_prefix=f"BULK{letters}"[:6], pool=pool, is_demo=True
    )
    key = business.pk
    role = create_role(actor=SETUP, business_id=key, name="הכול", permissions=list(ADMINISTRATOR))
    teams = [create_team(actor=SETUP, business_id=key, name=name).pk for name in TEAMS]
    topics = [
        create_topic(actor=SETUP, business_id=key, facts={"name": name, "position": position}, skills={}).pk
        for position, name in enumerate((*TOPICS, *RARE_TOPICS))
    ]
    for place, person in enumerate(people):
        facts = MembershipFacts(
            role_id=role.pk, team_ids=frozenset({teams[place % len(teams)]}), languages=("he", "en")
        )
        invite_person(
            actor=SETUP,
            business_id=key,
            email=person.email,
            first_name=person.first_name,
            last_name=person.last_name,
            language="he",
            facts=facts,
        )
    mailbox = {
        "address": f"service{number}@{MAIL_DOMAIN}",
        "incoming": Mailbox.Incoming.DELIVERED,
        "outgoing": Mailbox.Outgoing.LETTERBOX,
    }
    account = create_mailbox(
        actor=SETUP, business_id=key, facts=AccountFacts(name=business.name, language="he"), mailbox=mailbox
    )
    # The last team has no case, the topic before the last one a few.
    keys = [person.pk for person in people]
    return Place(business, account.pk, keys, teams[:-1], topics[: len(TOPICS)], topics[len(TOPICS)])
