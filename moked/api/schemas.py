"""What goes in and comes out. Field names are the product's words; no secret has a field here."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, ConfigDict, Field, StrictBool

from moked.businesses.models import Topic
from moked.cases.models import Attachment, Case, Message
from moked.channels.models import Delivery, Inbound
from moked.customers.models import ContactPoint, Customer
from moked.journal.models import JournalEntry
from moked.journal.reader import Position
from moked.knowledge.models import AnswerBlock
from moked.routing.models import WorkItem
from moked.staff.models import Membership
from moked.surveys.models import SurveyResponse
from moked.webhooks.models import Delivery as WebhookDelivery
from moked.webhooks.models import Endpoint

State = Literal["new", "open", "waiting", "proposed", "unconfirmed", "closed", "merged", "set_aside"]
LanguageCode = Literal["he", "en", "ar", "ru"]
AsideReason = Literal["spam", "robot", "wrong_address", "duplicate", "thanks"]
MESSAGE_LENGTH = 100_000


def _storable(text: str) -> str:
    text.encode()
    if "\0" in text:
        raise ValueError("A text cannot hold the character U+0000.")
    return text


def _written(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError("Give a moment as a text, for example 2026-03-01T09:30:00Z.")
    return value


def _in_universal_time(moment: datetime) -> datetime:
    # A database knows fewer offsets than a text can name, and the first and last years have none at all.
    if not 1900 <= moment.year <= 2200:
        raise ValueError("Give a moment between the years 1900 and 2200.")
    return moment.astimezone(UTC)


Text = Annotated[str, AfterValidator(_storable)]
Moment = Annotated[AwareDatetime, BeforeValidator(_written), AfterValidator(_in_universal_time)]


class Input(Schema):
    """A body. Fields nobody knows are refused: a misspelt one must not pass in silence."""

    model_config = ConfigDict(extra="forbid")


class Problem(Schema):
    """An error, as RFC 9457 has it, with the product's own code."""

    type: str
    title: str
    status: int
    code: str
    instance: str
    errors: list[dict[str, str]] = []


class NamedOut(Schema):
    id: UUID
    name: str


class CaseOut(Schema):
    id: UUID
    reference: str
    subject: str
    state: State
    channel: str
    language: str
    customer: NamedOut
    topic: NamedOut | None
    team: NamedOut | None
    assignee: NamedOut | None
    account_id: UUID | None
    contact_point_id: UUID | None
    waiting_for: str
    waiting_until: datetime | None
    set_aside_reason: str
    merged_into_id: UUID | None
    follows_id: UUID | None
    opened_at: datetime
    last_activity_at: datetime
    customer_wrote_at: datetime | None
    answered_at: datetime | None
    proposed_at: datetime | None
    closed_at: datetime | None
    times_reopened: int

    @classmethod
    def of(cls, case: Case) -> "CaseOut":
        """Needs business, customer, topic, team and assignee loaded."""
        named: dict[str, Any] = {name: _named(getattr(case, name)) for name in ("customer", "topic", "team")}
        assignee = case.assignee
        return cls(
            **named,
            assignee=NamedOut(id=assignee.pk, name=assignee.full_name) if assignee else None,
            merged_into_id=case.canonical_id,
            **{name: getattr(case, name) for name in cls.model_fields if name not in _CASE_MADE},
        )


_CASE_MADE = frozenset({"customer", "topic", "team", "assignee", "merged_into_id"})


def _named(row: Any) -> NamedOut | None:
    return NamedOut(id=row.pk, name=row.name) if row else None


class CasePage(Schema):
    items: list[CaseOut]
    next_cursor: str | None


class AttachmentOut(Schema):
    id: UUID
    case_id: UUID
    message_id: UUID | None
    name: str
    content_type: str
    size: int
    created_at: datetime

    @classmethod
    def of(cls, attachment: Attachment) -> "AttachmentOut":
        """Needs the file loaded."""
        names = ("id", "case_id", "message_id", "name", "content_type", "created_at")
        return cls(size=attachment.file.size, **{name: getattr(attachment, name) for name in names})


class DeliveryOut(Schema):
    id: UUID
    message_id: UUID
    contact_point_id: UUID
    state: Literal["queued", "sending", "sent", "unknown", "failed", "bounced"]
    attempts: int
    problem: str
    created_at: datetime
    sent_at: datetime | None

    @classmethod
    def of(cls, delivery: Delivery) -> "DeliveryOut":
        return cls(**{name: getattr(delivery, name) for name in cls.model_fields})


class DeliveryPage(Schema):
    items: list[DeliveryOut]
    next_cursor: str | None


class MessageOut(Schema):
    id: UUID
    case_id: UUID
    direction: Literal["in", "out", "note"]
    channel: str
    state: Literal["held", "scheduled", "cancelled", "queued", "done", "failed"]
    author_id: UUID | None
    contact_point_id: UUID | None
    text: str
    html: str
    quoted: str
    is_proposal: bool
    is_automatic: bool
    created_at: datetime
    release_at: datetime | None
    sent_at: datetime | None
    split_from_id: UUID | None
    attachments: list[AttachmentOut]
    deliveries: list[DeliveryOut]

    @classmethod
    def of(cls, message: Message) -> "MessageOut":
        """Needs attachments with their files, and deliveries, prefetched for lists."""
        own = set(cls.model_fields) - {"attachments", "deliveries"}
        return cls(
            attachments=[AttachmentOut.of(file) for file in message.attachments.all()],
            deliveries=[DeliveryOut.of(each) for each in message.deliveries.all()],
            **{name: getattr(message, name) for name in own},
        )


class MessagePage(Schema):
    items: list[MessageOut]
    next_cursor: str | None


class OpenCaseIn(Input):
    """A new case of a customer, with what they said. Give an address (`email`), or a `contact_point_id`."""

    email: Annotated[Text, Field(max_length=254)] | None = None
    contact_point_id: UUID | None = None
    name: Annotated[Text, Field(max_length=160)] = ""
    subject: Annotated[Text, Field(max_length=250)] = ""
    text: Annotated[Text, Field(min_length=1, max_length=MESSAGE_LENGTH)]
    language: LanguageCode | None = None
    topic_id: UUID | None = None
    team_id: UUID | None = None
    mailbox_id: UUID | None = None


class DetailsIn(Input):
    """What is left out stays."""

    subject: Annotated[Text, Field(max_length=250)] | None = None
    topic_id: UUID | None = None


class SaidIn(Input):
    """What the customer said by a road of your own."""

    text: Annotated[Text, Field(min_length=1, max_length=MESSAGE_LENGTH)]
    contact_point_id: UUID | None = None


class AnswerIn(Input):
    """An answer to the customer. It is held for ten seconds, or until `send_at`; in a chat it leaves at once.

    Give `text`, or `html` in the small subset that the composer makes. With `seen_message_id`, the newest message you
    know, nothing is sent when there is a newer one. `is_proposal` offers it as a solution, which only the customer
    can accept."""

    text: Annotated[Text, Field(max_length=MESSAGE_LENGTH)] = ""
    html: Annotated[Text, Field(max_length=MESSAGE_LENGTH)] = ""
    attachment_ids: Annotated[list[UUID], Field(max_length=50)] = []
    is_proposal: StrictBool = False
    send_at: Moment | None = None
    seen_message_id: UUID | None = None


class NoteIn(Input):
    """A note that colleagues see and the customer never does."""

    text: Annotated[Text, Field(max_length=MESSAGE_LENGTH)] = ""
    html: Annotated[Text, Field(max_length=MESSAGE_LENGTH)] = ""
    mentions: Annotated[list[UUID], Field(max_length=50)] = []
    attachment_ids: Annotated[list[UUID], Field(max_length=50)] = []


class HandOverIn(Input):
    """To one colleague or to one team."""

    to_person_id: UUID | None = None
    to_team_id: UUID | None = None
    reason: Annotated[Text, Field(max_length=4000)] = ""


class SetAsideIn(Input):
    reason: AsideReason


class WaitIn(Input):
    """`until` is needed when the case waits for a moment; at that time it comes back by itself."""

    waiting_for: Literal["customer", "colleague", "supplier", "moment"]
    until: Moment | None = None


class IntoIn(Input):
    into_id: UUID


class MoveIn(Input):
    customer_id: UUID


class RescheduleIn(Input):
    send_at: Moment


class ContactPointOut(Schema):
    id: UUID
    kind: Literal["email", "phone", "chat"]
    address: str
    tie: str
    verified_at: datetime | None
    undeliverable_since: datetime | None

    @classmethod
    def of(cls, point: ContactPoint) -> "ContactPointOut":
        own = set(cls.model_fields) - {"address"}
        return cls(address=point.shown, **{name: getattr(point, name) for name in own})


class CustomerOut(Schema):
    id: UUID
    kind: Literal["person", "organisation"]
    name: str
    language: str
    form_of_address: str
    about: str
    merged_into_id: UUID | None
    created_at: datetime

    @classmethod
    def of(cls, customer: Customer) -> "CustomerOut":
        own = set(cls.model_fields) - {"merged_into_id"}
        return cls(merged_into_id=customer.canonical_id, **{name: getattr(customer, name) for name in own})


class CustomerPage(Schema):
    items: list[CustomerOut]
    next_cursor: str | None


class CustomerFullOut(CustomerOut):
    """With all addresses, those of merged customers included, and who was merged into this one."""

    contact_points: list[ContactPointOut]
    merged: list[NamedOut]


class CustomerIn(Input):
    kind: Literal["email", "phone"]
    address: Annotated[Text, Field(min_length=1, max_length=254)]
    name: Annotated[Text, Field(max_length=160)] = ""
    language: LanguageCode | None = None


class CustomerChangeIn(Input):
    """What is left out stays."""

    name: Annotated[Text, Field(min_length=1, max_length=160, pattern=r"\S")] | None = None
    language: LanguageCode | None = None
    form_of_address: Literal["f", "m", "n"] | None = None
    about: Annotated[Text, Field(max_length=200)] | None = None


class ContactPointIn(Input):
    kind: Literal["email", "phone"]
    address: Annotated[Text, Field(min_length=1, max_length=254)]


class WorkItemOut(Schema):
    id: UUID
    case_id: UUID
    task_id: UUID | None
    state: Literal["waiting", "offered", "held", "done"]
    mode: Literal["live", "deferred"]
    language: str
    team_id: UUID | None
    holder_id: UUID | None
    waiting_since: datetime
    held_since: datetime | None
    done_at: datetime | None

    @classmethod
    def of(cls, item: WorkItem) -> "WorkItemOut":
        return cls(**{name: getattr(item, name) for name in cls.model_fields})


class WorkItemPage(Schema):
    items: list[WorkItemOut]
    next_cursor: str | None


class SkillLevelOut(Schema):
    skill_id: UUID
    level: int


class PersonOut(Schema):
    """A person as they serve this business."""

    id: UUID
    name: str
    email: str
    role: NamedOut
    teams: list[NamedOut]
    skills: list[SkillLevelOut]
    languages: list[str]
    is_active: bool

    @classmethod
    def of(cls, membership: Membership) -> "PersonOut":
        """Needs person and role loaded, teams and skills prefetched."""
        person = membership.person
        return cls(
            id=person.pk,
            name=person.full_name,
            email=person.email,
            role=NamedOut(id=membership.role_id, name=membership.role.name),
            teams=[NamedOut(id=team.pk, name=team.name) for team in membership.teams.all()],
            skills=[SkillLevelOut(skill_id=held.skill_id, level=held.level) for held in membership.skills.all()],
            languages=membership.languages,
            is_active=membership.is_active and person.is_active,
        )


class PersonPage(Schema):
    items: list[PersonOut]
    next_cursor: str | None


class TeamOut(Schema):
    id: UUID
    name: str
    is_active: bool


class TeamPage(Schema):
    items: list[TeamOut]
    next_cursor: str | None


class NamedPage(Schema):
    items: list[NamedOut]
    next_cursor: str | None


class TopicOut(Schema):
    id: UUID
    name: str
    name_en: str
    is_active: bool
    skills: list[SkillLevelOut]

    @classmethod
    def of(cls, topic: Topic) -> "TopicOut":
        """Needs skills prefetched."""
        asked = [SkillLevelOut(skill_id=each.skill_id, level=each.level) for each in topic.skills.all()]
        own = set(cls.model_fields) - {"skills"}
        return cls(skills=asked, **{name: getattr(topic, name) for name in own})


class TopicPage(Schema):
    items: list[TopicOut]
    next_cursor: str | None


class MailboxOut(Schema):
    id: UUID
    name: str
    address: str
    language: str
    incoming: str
    outgoing: str
    is_active: bool
    acknowledge: bool
    last_fetched_at: datetime | None
    fetch_error: str


class MailboxPage(Schema):
    items: list[MailboxOut]
    next_cursor: str | None


class WidgetOut(Schema):
    id: UUID
    name: str
    key: str
    language: str
    greeting: str
    allowed_origins: list[str]
    is_active: bool


class WidgetPage(Schema):
    items: list[WidgetOut]
    next_cursor: str | None


class ReadyAnswerOut(Schema):
    id: UUID
    title: str
    shortcut: str
    language: str
    topic_id: UUID | None
    body: str
    is_active: bool
    updated_at: datetime

    @classmethod
    def of(cls, block: AnswerBlock) -> "ReadyAnswerOut":
        return cls(**{name: getattr(block, name) for name in cls.model_fields})


class ReadyAnswerPage(Schema):
    items: list[ReadyAnswerOut]
    next_cursor: str | None


class ReadyAnswerIn(Input):
    title: Annotated[Text, Field(min_length=1, max_length=120)]
    shortcut: Annotated[Text, Field(max_length=30, pattern=r"^[-\w]*$")] = ""
    language: LanguageCode
    topic_id: UUID | None = None
    body: Annotated[Text, Field(min_length=1, max_length=MESSAGE_LENGTH)]
    is_active: StrictBool = True


class ReadyAnswerChangeIn(Input):
    """What is left out stays."""

    title: Annotated[Text, Field(min_length=1, max_length=120)] | None = None
    shortcut: Annotated[Text, Field(max_length=30, pattern=r"^[-\w]*$")] | None = None
    body: Annotated[Text, Field(min_length=1, max_length=MESSAGE_LENGTH)] | None = None
    is_active: StrictBool | None = None


class SurveyOut(Schema):
    id: UUID
    case_id: UUID
    ease: int | None
    kept: str
    satisfaction: int | None
    again: str
    switch: str
    recommend: int | None
    is_low: bool
    comment: str
    answered_at: datetime

    @classmethod
    def of(cls, response: SurveyResponse) -> "SurveyOut":
        return cls(**{name: getattr(response, name) for name in cls.model_fields})


class SurveyPage(Schema):
    items: list[SurveyOut]
    next_cursor: str | None


class EventOut(Schema):
    """A fact out of the journal: ids, codes and numbers. `id` is the same in webhooks."""

    id: str
    type: str
    timestamp: datetime
    actor: str
    case_id: UUID | None
    person_id: UUID | None
    facts: dict[str, Any]

    @classmethod
    def of(cls, entry: JournalEntry) -> "EventOut":
        return cls(
            id=str(Position(entry.xid, entry.pk)),
            type=entry.code,
            timestamp=entry.at,
            actor=entry.actor,
            case_id=entry.case_id,
            person_id=entry.person_id,
            facts=entry.facts,
        )


class EventPage(Schema):
    """`next_cursor` is always there: keep it, and ask with it again for what happened since."""

    items: list[EventOut]
    next_cursor: str


class IntakeOut(Schema):
    """Something received that could not be processed. Its bytes are seen in the office only."""

    id: UUID
    account_id: UUID
    sender: str
    state: Literal["received", "done", "needs_a_look", "dismissed"]
    problem: str
    attempts: int
    received_at: datetime

    @classmethod
    def of(cls, inbound: Inbound) -> "IntakeOut":
        own = set(cls.model_fields) - {"sender"}
        return cls(sender=str(inbound.envelope.get("sender") or ""), **{name: getattr(inbound, name) for name in own})


class IntakePage(Schema):
    items: list[IntakeOut]
    next_cursor: str | None


class DismissIn(Input):
    reason: Annotated[Text, Field(min_length=1, max_length=300, pattern=r"\S")]


class WebhookOut(Schema):
    """An endpoint. Its secret is shown once, when it is made or rotated."""

    id: UUID
    name: str
    url: str
    event_types: list[str]
    is_active: bool
    stopped_because: str
    failing_since: datetime | None
    created_at: datetime

    @classmethod
    def of(cls, endpoint: Endpoint) -> "WebhookOut":
        return cls(**{name: getattr(endpoint, name) for name in cls.model_fields})


class WebhookSecretOut(Schema):
    id: UUID
    secret: str


class WebhookMadeOut(WebhookOut):
    secret: str


class WebhookPage(Schema):
    items: list[WebhookOut]
    next_cursor: str | None


class WebhookIn(Input):
    """`event_types` are codes of events; none means all."""

    name: Annotated[Text, Field(min_length=1, max_length=80, pattern=r"\S")]
    url: Annotated[Text, Field(min_length=1, max_length=500)]
    event_types: Annotated[list[Annotated[Text, Field(max_length=60)]], Field(max_length=200)] = []
    is_active: StrictBool = True


class WebhookChangeIn(Input):
    """What is left out stays."""

    name: Annotated[Text, Field(min_length=1, max_length=80, pattern=r"\S")] | None = None
    url: Annotated[Text, Field(min_length=1, max_length=500)] | None = None
    event_types: Annotated[list[Annotated[Text, Field(max_length=60)]], Field(max_length=200)] | None = None
    is_active: StrictBool | None = None


class WebhookDeliveryOut(Schema):
    """One event on its way to one endpoint. `id` is the `webhook-id`."""

    id: UUID
    endpoint_id: UUID
    event_type: str
    state: Literal["waiting", "sending", "delivered", "failed"]
    attempts: int
    next_attempt_at: datetime
    created_at: datetime
    delivered_at: datetime | None

    @classmethod
    def of(cls, delivery: WebhookDelivery) -> "WebhookDeliveryOut":
        return cls(**{name: getattr(delivery, name) for name in cls.model_fields})


class WebhookDeliveryPage(Schema):
    items: list[WebhookDeliveryOut]
    next_cursor: str | None


class ReplayIn(Input):
    since: Moment


class ReplayOut(Schema):
    count: int
