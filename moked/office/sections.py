"""The parts of the office: what each is called, who may open it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moked.staff.permissions import Permission


@dataclass(frozen=True)
class Section:
    """One part of the office. `code` is also the name of its list's route."""

    code: str
    title: Promise
    lead: Promise
    icon: str
    permission: Permission


PEOPLE = Section(
    "people",
    _("People"),
    _("Who serves here, and what each is given"),
    "users",
    Permission.OFFICE_PEOPLE,
)
ROLES = Section("roles", _("Roles"), _("What people may do"), "shield", Permission.OFFICE_PEOPLE)
TEAMS = Section("teams", _("Teams"), _("People who take over from one another"), "team", Permission.OFFICE_STRUCTURE)
SKILLS = Section("skills", _("Skills"), _("What people know how to do"), "skill", Permission.OFFICE_STRUCTURE)
TOPICS = Section(
    "topics", _("Topics"), _("What customers write about, and what it asks for"), "tag", Permission.OFFICE_STRUCTURE
)
CALENDARS = Section(
    "calendars", _("Service hours"), _("When you are open; promises count in this time"), "clock",
    Permission.PROMISES_EDIT,
)  # fmt: skip
PACKAGES = Section(
    "packages", _("Service packages"), _("What is promised, and to whom by default"), "layers",
    Permission.PROMISES_EDIT,
)  # fmt: skip
MAILBOXES = Section(
    "mailboxes", _("Mailboxes"), _("Where mail comes in and goes out"), "mail", Permission.OFFICE_CHANNELS
)
WIDGETS = Section(
    "widgets", _("Chat widgets"), _("A chat on your own site, by one line"), "chat", Permission.OFFICE_CHANNELS
)
ANSWERS = Section(
    "answers", _("Ready answers"), _("A start that agents make their own"), "book", Permission.KNOWLEDGE_EDIT
)
CAREFUL_WORDS = Section(
    "careful_words", _("Careful words"), _("What the composer gently notices"), "heart", Permission.KNOWLEDGE_EDIT
)
GUIDES = Section(
    "guides", _("Diagnosis guides"), _("What agent and customer check together, step by step"), "bulb",
    Permission.KNOWLEDGE_EDIT,
)  # fmt: skip
TRAY = Section(
    "tray", _("Needs a look"), _("What came in and could not be processed"), "alert", Permission.INTAKE_REVIEW
)
SET_ASIDE = Section(
    "set_aside", _("Not a case"), _("What was marked as not a case; bring back what is one"), "archive",
    Permission.INTAKE_REVIEW,
)  # fmt: skip
SEGMENTS = Section(
    "segments", _("Segments"), _("Customers who are served alike, and what holds for everybody"), "users",
    Permission.PROFILES_EDIT,
)  # fmt: skip
LADDERS = Section(
    "ladders", _("Ladders"), _("Whom to call while a promise can still be kept"), "stairs", Permission.PROMISES_EDIT
)
DUTY = Section("duty", _("Duty plan"), _("Who is on duty, and when"), "plan", Permission.PROMISES_EDIT)
LAWS = Section(
    "laws", _("Times by law"), _("Complaints, cancellations and regulators' enquiries"), "flag",
    Permission.PROMISES_EDIT,
)  # fmt: skip
TOKENS = Section(
    "tokens", _("API tokens"), _("How other systems work with this business"), "key", Permission.OFFICE_INTEGRATIONS
)
WEBHOOKS = Section(
    "webhooks", _("Webhooks"), _("Other systems that are told what happens here"), "webhook",
    Permission.OFFICE_INTEGRATIONS,
)  # fmt: skip
ESTIMATES = Section(
    "estimates", _("Estimates"), _("How often cases were solved by the time that was told"), "clock",
    Permission.PROMISES_EDIT,
)  # fmt: skip
UPDATES = Section(
    "updates", _("Automatic updates"), _("What customers hear without asking, and who had to ask"), "bell",
    Permission.PROMISES_EDIT,
)  # fmt: skip
SURVEY = Section(
    "survey", _("Survey"), _("What customers are asked after a case, and what follows a low mark"), "heart",
    Permission.PROMISES_EDIT,
)  # fmt: skip
REFERENCES = Section(
    "references", _("Reference customers"), _("Demanding customers you learn from, beside everybody"), "star",
    Permission.PROFILES_EDIT,
)  # fmt: skip
CONTRADICTIONS = Section(
    "contradictions", _("Marks against promises"), _("Kept with low marks, and broken with high ones"), "value",
    Permission.PROFILES_EDIT,
)  # fmt: skip
SETTINGS = Section(
    "settings", _("Business"), _("Name, language, reminders, reopening"), "building", Permission.OFFICE_BUSINESS
)

AUDIT = Section(
    "audit",
    _("Who did what"),
    _("Changes of the office, and who opened whose data"),
    "history",
    Permission.OFFICE_AUDIT,
)

SECTIONS = (
    PEOPLE,
    ROLES,
    TEAMS,
    SKILLS,
    TOPICS,
    CALENDARS,
    PACKAGES,
    SEGMENTS,
    LADDERS,
    DUTY,
    LAWS,
    MAILBOXES,
    WIDGETS,
    ANSWERS,
    CAREFUL_WORDS,
    GUIDES,
    TRAY,
    SET_ASIDE,
    TOKENS,
    WEBHOOKS,
    ESTIMATES,
    UPDATES,
    SURVEY,
    REFERENCES,
    CONTRADICTIONS,
    SETTINGS,
    AUDIT,
)
