"""Shapes of the demo's content. Codes join them; every address ends in .test and every phone is invented."""

from dataclasses import dataclass
from typing import Literal

Gender = Literal["f", "m"]
Language = Literal["he", "en", "ru", "ar"]
Role = Literal["administrator", "service_director", "shift_manager", "agent", "back_office"]
# How a customer is spoken to: by own gender, in the plural (neutral), or by title and family name.
FormOfAddress = Literal["by_gender", "plural", "formal"]
Channel = Literal["mail", "chat"]
Speaker = Literal["customer", "agent", "note", "proposal", "system"]
Ending = Literal["open", "waiting", "proposed", "closed", "unconfirmed", "set_aside", "reopened"]
AttachmentKind = Literal["screenshot", "photo", "pdf_bill", "pdf_form"]
Promise = Literal["yes", "partly", "no"]
Audience = Literal["any", "home", "business"]
Mood = Literal["calm", "impatient", "angry", "grateful"]


@dataclass(frozen=True, slots=True)
class Business:
    code: str
    name_he: str
    name_en: str
    domain: str
    service_address: str


@dataclass(frozen=True, slots=True)
class Team:
    code: str
    name_he: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Skill:
    code: str
    name_he: str
    name_en: str
    kind: Literal["expertise", "language"]


@dataclass(frozen=True, slots=True)
class SkillLevel:
    """How well somebody does something: 1 (learning) to 5 (teaches others)."""

    skill: str
    level: int


@dataclass(frozen=True, slots=True)
class StaffMember:
    code: str
    first_he: str
    last_he: str
    first_en: str
    last_en: str
    gender: Gender
    email: str
    role: Role
    team: str
    title_he: str
    skills: tuple[SkillLevel, ...] = ()
    stands_in_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    code: str
    name: str
    city: str
    street: str
    plan: str


@dataclass(frozen=True, slots=True)
class Customer:
    """A person who writes to us; `organisation` when they write for one. The first e-mail is the usual one."""

    code: str
    first_name: str
    last_name: str
    gender: Gender
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    city: str
    street: str
    plan: str = ""
    language: Language = "he"
    form_of_address: FormOfAddress = "by_gender"
    title: str = ""
    organisation: str | None = None
    position: str = ""
    manner: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A matter people write about; promises in minutes of service hours to the first answer and to a solution."""

    code: str
    name_he: str
    name_en: str
    skills: tuple[SkillLevel, ...]
    answer_minutes: int
    solution_minutes: int


@dataclass(frozen=True, slots=True)
class CannedReply:
    """A ready answer with {{ placeholders }}; `topic` None suits any matter."""

    code: str
    topic: str | None
    language: Language
    title: str
    body: str
    proposes_solution: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    code: str
    name_he: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Attachment:
    kind: AttachmentKind
    filename: str


@dataclass(frozen=True, slots=True)
class Survey:
    """Marks the customer gave on closing: ease 1 (very hard) to 5 (very easy), and whether we kept our word."""

    ease: int
    promise_kept: Promise
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing said, `minute` minutes after the story's start. `by` names staff other than the story's agent."""

    speaker: Speaker
    minute: int
    text: str
    by: str | None = None
    channel: Channel | None = None
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """A conversation that began `days_ago` days ago at `clock` ('HH:MM', local time)."""

    code: str
    customer: str
    topic: str
    channel: Channel
    subject: str
    agent: str | None
    days_ago: int
    clock: str
    ending: Ending
    turns: tuple[Turn, ...]
    survey: Survey | None = None
    set_aside_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Opener:
    """A first message: {slots} are filled by the seed, [masculine|feminine] by the writer's gender."""

    topic: str
    subject: str
    text: str
    language: Language = "he"
    audience: Audience = "any"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A first message ready to be sent by a customer; chats have an empty subject."""

    customer: str
    topic: str
    channel: Channel
    language: Language
    subject: str
    text: str


def says(minute: int, text: str, *attachments: Attachment, channel: Channel | None = None) -> Turn:
    """The customer wrote."""
    return Turn("customer", minute, text, channel=channel, attachments=attachments)


def answers(minute: int, text: str, *, by: str | None = None, channel: Channel | None = None) -> Turn:
    """An agent wrote to the customer."""
    return Turn("agent", minute, text, by=by, channel=channel)


def notes(minute: int, text: str, *, by: str | None = None) -> Turn:
    """Somebody wrote for colleagues only."""
    return Turn("note", minute, text, by=by)


def offers(minute: int, text: str, *, by: str | None = None) -> Turn:
    """An agent wrote what solves the matter and asked the customer to confirm."""
    return Turn("proposal", minute, text, by=by)


def announces(minute: int, text: str) -> Turn:
    """The system wrote to the customer by itself."""
    return Turn("system", minute, text)


def openers(
    topic: str, *pairs: tuple[str, str], language: Language = "he", audience: Audience = "any"
) -> tuple[Opener, ...]:
    """First messages of one topic from (subject, text) pairs."""
    return tuple(Opener(topic, subject, text, language, audience) for subject, text in pairs)
