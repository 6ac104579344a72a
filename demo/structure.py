"""The two businesses of the demo before anybody wrote: people, what they know, topics, doors and ready answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.hashers import make_password

from demo.content import furniture, people, ready_answers, topics
from demo.content.shapes import Business as BusinessContent
from demo.content.shapes import CannedReply, StaffMember
from demo.content.shapes import Role as RoleCode
from demo.content.shapes import Topic as TopicContent
from demo.on_duty import MATTERS, set_up_duty
from demo.promising import set_up_promises
from moked.businesses.models import Business, Pool
from moked.businesses.services import create_business
from moked.channels.accounts.services import AccountFacts, create_mailbox, create_widget
from moked.channels.models import Account, Mailbox
from moked.knowledge.services import create_answer_block
from moked.staff.actors import PersonActor, SystemActor
from moked.staff.models import Person, Presence
from moked.staff.permissions import ADMINISTRATOR, AGENT, SHIFT_MANAGER
from moked.staff.selectors import person_actor
from moked.staff.services import MembershipFacts, create_role, create_skill, create_team, create_topic, invite_person

SETUP = SystemActor("demo")
POOL = "תפוז ושותפים"

ROLES: Mapping[RoleCode, tuple[str, list[str]]] = {
    "agent": ("נציגים", list(AGENT)),
    "back_office": ("בק אופיס", list(AGENT)),
    "shift_manager": ("ניהול משמרת", list(SHIFT_MANAGER)),
    "service_director": ("הנהלת שירות", list(SHIFT_MANAGER)),
    "administrator": ("ניהול המערכת", list(ADMINISTRATOR)),
}
LANGUAGE_OF_SKILL = {"english": "en", "russian": "ru", "arabic": "ar"}


@dataclass(frozen=True)
class Door:
    """A mailbox: the part of its address before the at sign, and what comes in there."""

    user: str
    name: str
    topic: str | None = None


@dataclass(frozen=True)
class Plan:
    """All that is set up in one business."""

    content: BusinessContent
    prefix: str
    first_case_number: int
    topics: tuple[TopicContent, ...]
    ready_answers: tuple[CannedReply, ...]
    staff: tuple[StaffMember, ...]
    doors: tuple[Door, ...]
    greetings: Mapping[str, str]


TAPUZ = Plan(
    content=people.TAPUZ,
    prefix="TPZ",
    first_case_number=48_102,
    topics=topics.TOPICS,
    ready_answers=ready_answers.READY_ANSWERS,
    staff=people.STAFF,
    doors=(
        Door("service", people.TAPUZ.name_he),
        Door("support", "תפוז, תמיכה טכנית", "internet_down"),
        Door("billing", "תפוז, חשבונות", "bill_question"),
    ),
    greetings={
        "he": "שלום, כאן השירות של תפוז. במה אפשר לעזור?",
        "en": "Hello, this is Tapuz support. How can we help?",
    },
)
GALIL = Plan(
    content=furniture.GALIL,
    prefix="RG",
    first_case_number=1_204,
    topics=furniture.TOPICS,
    ready_answers=furniture.READY_ANSWERS,
    staff=tuple(each for each in people.STAFF if each.code in furniture.STAFF),
    doors=(Door("sherut", furniture.GALIL.name_he),),
    greetings={"he": "ברוכים הבאים לרהיטי הגליל. איך אפשר לעזור?"},
)
PLANS = (TAPUZ, GALIL)


@dataclass(frozen=True)
class Place:
    """A business as it was set up: rows by the codes of the content."""

    business: Business
    mailboxes: Mapping[str, Mailbox]
    widget: Account
    topics: Mapping[str, UUID]
    actors: Mapping[str, PersonActor]

    @property
    def mailbox(self) -> Mailbox:
        """The one customers know; the others are for one matter each."""
        return next(iter(self.mailboxes.values()))


def set_up_businesses() -> tuple[Place, ...]:
    """Both businesses in one pool, with one account for whoever serves both."""
    pool = Pool.objects.create(name=POOL)
    word = make_password(people.PASSWORD)
    persons = {member.code: _create_person(member, word) for member in people.STAFF}
    _create_operator(word)
    return tuple(_set_up(plan, pool, persons) for plan in PLANS)


def _create_person(member: StaffMember, word: str) -> Person:
    person = Person.objects.create_user(
        member.email, first_name=member.first_he, last_name=member.last_he, form_of_address=member.gender
    )
    # One hash for all: a slow hash for each would take most of the loading.
    Person.objects.filter(pk=person.pk).update(password=word)
    Presence.objects.create(person=person)
    return person


def _create_operator(word: str) -> None:
    operator = Person.objects.create_superuser(people.OPERATOR, first_name="שקד", last_name="מור")
    Person.objects.filter(pk=operator.pk).update(password=word)
    Presence.objects.create(person=operator)


def _set_up(plan: Plan, pool: Pool, persons: Mapping[str, Person]) -> Place:
    content = plan.content
    business = create_business(
        name=content.name_he,
        slug=content.code,
        case_prefix=plan.prefix,
        pool=pool,
        first_case_number=plan.first_case_number,
        is_demo=True,
    )
    key = business.pk
    skills = {
        skill.code: create_skill(actor=SETUP, business_id=key, name=skill.name_he).pk
        for skill in people.SKILLS
        if skill.kind == "expertise"
    }
    topic_ids = _create_topics(key, plan.topics, skills)
    _join(key, plan.staff, persons, skills)
    for answer in plan.ready_answers:
        _create_answer(key, answer, topic_ids)
    set_up_promises(SETUP, business)
    if plan is TAPUZ:
        set_up_duty(SETUP, business)
    return Place(
        business=business,
        mailboxes={door.user: _open_mailbox(key, door, content.domain, topic_ids) for door in plan.doors},
        widget=create_widget(
            actor=SETUP,
            business_id=key,
            facts=AccountFacts(name=content.name_he, language="he"),
            widget={"greetings": plan.greetings},
        ),
        topics=topic_ids,
        actors={member.code: person_actor(persons[member.code]) for member in plan.staff},
    )


def _create_topics(
    business_id: UUID, contents: tuple[TopicContent, ...], skills: Mapping[str, UUID]
) -> dict[str, UUID]:
    return {
        topic.code: create_topic(
            actor=SETUP,
            business_id=business_id,
            facts={
                "name": topic.name_he,
                "name_en": topic.name_en,
                "matter": MATTERS.get(topic.code, ""),
                "position": position,
            },
            skills={skills[each.skill]: each.level for each in topic.skills},
        ).pk
        for position, topic in enumerate(contents)
    }


def _join(
    business_id: UUID, staff: tuple[StaffMember, ...], persons: Mapping[str, Person], skills: Mapping[str, UUID]
) -> None:
    """Everybody already has an account, so no invitation goes out."""
    roles = {
        code: create_role(actor=SETUP, business_id=business_id, name=name, permissions=permissions).pk
        for code, (name, permissions) in ROLES.items()
        if any(member.role == code for member in staff)
    }
    teams = {
        team.code: create_team(actor=SETUP, business_id=business_id, name=team.name_he).pk
        for team in people.TEAMS
        if any(member.team == team.code for member in staff)
    }
    for member in staff:
        spoken = [LANGUAGE_OF_SKILL[each.skill] for each in member.skills if each.skill in LANGUAGE_OF_SKILL]
        invite_person(
            actor=SETUP,
            business_id=business_id,
            email=persons[member.code].email,
            first_name=member.first_he,
            last_name=member.last_he,
            language="he",
            facts=MembershipFacts(
                role_id=roles[member.role],
                team_ids=frozenset({teams[member.team]}),
                skills={skills[each.skill]: each.level for each in member.skills if each.skill in skills},
                languages=("he", *spoken),
            ),
        )


def _open_mailbox(business_id: UUID, door: Door, domain: str, topic_ids: Mapping[str, UUID]) -> Mailbox:
    account = create_mailbox(
        actor=SETUP,
        business_id=business_id,
        facts=AccountFacts(name=door.name, language="he", topic_id=topic_ids[door.topic] if door.topic else None),
        mailbox={
            "address": f"{door.user}@{domain}",
            "incoming": Mailbox.Incoming.DELIVERED,
            "outgoing": Mailbox.Outgoing.LETTERBOX,
        },
    )
    return Mailbox.objects.select_related("account").get(account=account)


def _create_answer(business_id: UUID, answer: CannedReply, topic_ids: Mapping[str, UUID]) -> None:
    create_answer_block(
        actor=SETUP,
        business_id=business_id,
        facts={
            "title": answer.title,
            "shortcut": answer.code.rpartition(".")[2].replace("_", "-"),
            "language": answer.language,
            "topic_id": topic_ids[answer.topic] if answer.topic else None,
            "body": answer.body,
        },
    )
