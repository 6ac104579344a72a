"""Builders of what tests, and the few named personas, need. Everything goes through services where there are any."""

from itertools import count
from uuid import UUID

from moked.businesses.models import Business, Topic
from moked.businesses.scope import in_scope
from moked.businesses.services import create_business
from moked.cases import services as cases
from moked.cases.models import Case, Channel, Message
from moked.channels.models import Account, ChatWidget, Mailbox
from moked.customers.models import ContactPoint
from moked.customers.services import find_or_create_contact_point
from moked.staff.actors import ContactActor, PersonActor, SystemActor
from moked.staff.models import Membership, Person, Presence, PresenceKind, Role, Team, TeamMember
from moked.staff.permissions import AGENT, Permission
from moked.staff.selectors import person_actor

_numbers = count(1)
PIPELINE = SystemActor("pipeline")


def a_business(name: str = "תפוז תקשורת", **facts: object) -> Business:
    """A business with a mailbox and a chat widget."""
    number = next(_numbers)
    business = create_business(
        name=name,
        slug=str(facts.pop("slug", f"business-{number}")),
        case_prefix=str(facts.pop("case_prefix", "Q" + "".join(chr(65 + int(digit)) for digit in f"{number:04d}"))),
        **facts,  # type: ignore[arg-type]
    )
    with in_scope([business.pk]):
        mail = Account.objects.create(business=business, kind=Account.Kind.MAIL, name=name)
        Mailbox.objects.create(
            business=business,
            account=mail,
            address=f"service@{business.slug}.test",
            outgoing=Mailbox.Outgoing.LETTERBOX,
        )
        chat = Account.objects.create(business=business, kind=Account.Kind.CHAT, name=name)
        ChatWidget.objects.create(business=business, account=chat, key=f"key-{business.slug}")
    return business


def mail_account(business: Business) -> Account:
    with in_scope([business.pk]):
        return Account.objects.select_related("mailbox").get(business=business, kind=Account.Kind.MAIL)


def chat_account(business: Business) -> Account:
    with in_scope([business.pk]):
        return Account.objects.select_related("widget").get(business=business, kind=Account.Kind.CHAT)


def a_person(
    business: Business,
    *,
    first_name: str = "נועה",
    last_name: str = "ברק",
    email: str = "",
    permissions: list[Permission] | None = None,
    presence: PresenceKind = PresenceKind.AVAILABLE,
    teams: tuple[Team, ...] = (),
    **facts: object,
) -> Person:
    """A person with a membership in the business; an agent unless permissions say otherwise."""
    person = Person.objects.create_user(
        email or f"person-{next(_numbers)}@staff.test",
        str(facts.pop("password", "a long enough password")),
        first_name=first_name,
        last_name=last_name,
        **facts,
    )
    Presence.objects.create(person=person, kind=presence)
    join(person, business, permissions=permissions, teams=teams)
    return person


def join(
    person: Person,
    business: Business,
    *,
    permissions: list[Permission] | None = None,
    teams: tuple[Team, ...] = (),
) -> Membership:
    """Lets a person serve a further business."""
    with in_scope([business.pk]):
        role, _ = Role.objects.get_or_create(
            business=business,
            name="נציגים" if permissions is None else f"הרשאות {sorted(permissions)}"[-80:],
            defaults={"permissions": list(AGENT if permissions is None else permissions)},
        )
        membership = Membership.objects.create(business=business, person=person, role=role, languages=["he", "en"])
        for team in teams:
            TeamMember.objects.create(business=business, membership=membership, team=team)
    return membership


def actor_of(person: Person) -> PersonActor:
    return person_actor(person)


def a_team(business: Business, name: str = "קו ראשון") -> Team:
    with in_scope([business.pk]):
        return Team.objects.create(business=business, name=name)


def a_topic(business: Business, name: str = "תקלת אינטרנט") -> Topic:
    with in_scope([business.pk]):
        return Topic.objects.create(business=business, name=name)


def a_contact_point(
    business: Business, *, address: str = "", name: str = "דנה אברמוב", kind: str = "email"
) -> ContactPoint:
    """A customer known by one address."""
    with in_scope([business.pk]):
        return find_or_create_contact_point(
            actor=PIPELINE,
            business_id=business.pk,
            kind=kind,
            value=address or f"customer-{next(_numbers)}@customers.test",
            name=name,
        )


def a_case(
    business: Business,
    *,
    contact_point: ContactPoint | None = None,
    subject: str = "ניתוקים חוזרים בסיב",
    text: str = "שוב נפל האינטרנט",
    channel: str = Channel.MAIL,
    assignee: Person | None = None,
    **facts: object,
) -> Case:
    """A case with its first message, given to a person when one is named."""
    point = contact_point or a_contact_point(business)
    account = mail_account(business) if channel == Channel.MAIL else chat_account(business)
    with in_scope([business.pk]):
        case = cases.open_case(
            actor=PIPELINE,
            business_id=business.pk,
            contact_point=point,
            channel=channel,
            account_id=account.pk,
            subject=subject,
            language="he",
            **facts,  # type: ignore[arg-type]
        )
        a_message(case, point, text=text)
        if assignee:
            cases.assign_case(actor=PIPELINE, case_id=case.pk, person_id=assignee.pk)
        return Case.objects.select_related("business", "customer", "contact_point").get(pk=case.pk)


def a_message(case: Case, contact_point: ContactPoint, *, text: str = "עוד משהו") -> Message:
    """A further message of the customer."""
    with in_scope([case.business_id]):
        return cases.receive_message(
            actor=contact_actor(case, contact_point),
            case=case,
            contact_point=contact_point,
            channel=case.channel,
            text=text,
        )


def contact_actor(case: Case, contact_point: ContactPoint | None = None) -> ContactActor:
    key: UUID | None = contact_point.pk if contact_point else case.contact_point_id
    assert key is not None
    return ContactActor(contact_point_id=key, case_id=case.pk)
