"""The composer: to whom, what was typed before, which files wait, when it may leave."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from moked.businesses.models import Language
from moked.cases.domain.states import CaseState, Move, Mover, may_move
from moked.cases.models import Attachment, Case, Channel, Direction, Draft
from moked.customers.models import ContactPoint
from moked.customers.naming import given_name
from moked.knowledge.addressing import words_for
from moked.knowledge.models import AnswerBlock
from moked.lib.postgres.questions import asked_often
from moked.lib.richtext import clean_html, html_from_text
from moked.promises.domain.manner import Manner
from moked.promises.profiles import manner_of, terms_for_case
from moked.staff.actors import PersonActor
from moked.staff.models import Membership, Person, Presence, PresenceKind
from moked.staff.permissions import Permission
from moked.updates.domain.words import greeting
from moked.workspace.domain.placeholders import fill_placeholders
from moked.workspace.domain.send_times import send_time_presets
from moked.workspace.pages.manner import manner_words
from moked.workspace.pages.words import PRESENCE_DOTS, PRESENCE_WORDS, SEND_TIME_WORDS

READY_ANSWERS = 12
RIGHT_TO_LEFT = (Language.HEBREW.value, Language.ARABIC.value)
COLLEAGUES = 60


@dataclass(frozen=True)
class SendTimeChoice:
    """A moment on offer; `value` is what a date-time field of the business's zone holds."""

    words: str
    at: datetime
    value: str


@dataclass(frozen=True)
class WaitingFile:
    id: UUID
    name: str
    size: int
    remove_url: str


@dataclass(frozen=True)
class Composer:
    """What the composer starts with. `can_reply` is false where only notes can be written."""

    case_id: UUID
    channel: str
    to: str
    # How this customer is written to, in a line.
    manner: str
    can_reply: bool
    can_propose: bool
    is_live: bool
    direction: str
    html: SafeString
    answer_url: str
    note_url: str
    draft_url: str
    hints_url: str
    upload_url: str
    ready_url: str
    colleagues_url: str
    files: tuple[WaitingFile, ...]
    send_times: tuple[SendTimeChoice, ...]
    zone: str


@dataclass(frozen=True)
class ReadyAnswer:
    """A ready answer with its blanks filled."""

    id: UUID
    title: str
    shortcut: str
    text: str
    html: SafeString


@dataclass(frozen=True)
class Colleague:
    """Somebody who serves the same business, and whether they are there."""

    id: UUID
    name: str
    dot: str
    presence: str
    is_here: bool


def composer_for(actor: PersonActor, person: Person, case: Case) -> Composer | None:
    """The composer of a case, None for those who may not write. Four queries."""
    if not actor.may(Permission.CASES_ANSWER, case.business_id):
        return None
    if case.case_state in (CaseState.MERGED, CaseState.SET_ASIDE):
        return None
    draft = next(iter(_draft(case.pk, person.pk)), None)
    waiting = _waiting(case.pk, person.pk)
    can_reply = case.contact_point is not None
    direction = draft.direction if draft else (Direction.OUT if can_reply else Direction.NOTE)
    zone = ZoneInfo(case.business.time_zone)
    return Composer(
        case_id=case.pk,
        channel=case.channel,
        to=addressee(case),
        manner=_manner(case),
        can_reply=can_reply,
        can_propose=can_reply and may_move(case.case_state, Move.PROPOSE, Mover.AGENT),
        is_live=case.channel == Channel.CHAT,
        direction=direction,
        html=mark_safe(clean_html(draft.html)) if draft else SafeString(),  # noqa: S308
        answer_url=reverse("workspace:answer", args=[case.pk]),
        note_url=reverse("workspace:note", args=[case.pk]),
        draft_url=reverse("workspace:draft", args=[case.pk]),
        hints_url=reverse("workspace:hints", args=[case.pk]),
        upload_url=reverse("workspace:upload", args=[case.pk]),
        ready_url=reverse("workspace:ready_answers", args=[case.pk]),
        colleagues_url=reverse("workspace:colleagues", args=[case.pk]),
        files=tuple(waiting_file(file) for file in waiting),
        send_times=tuple(
            SendTimeChoice(str(SEND_TIME_WORDS[preset.code]), preset.at, f"{preset.at:%Y-%m-%dT%H:%M}")
            for preset in send_time_presets(timezone.localtime(timezone=zone))
        ),
        zone=case.business.time_zone,
    )


@asked_often
def _draft(case_id: UUID, person_id: UUID) -> QuerySet[Draft]:
    return Draft.objects.filter(case_id=case_id, person_id=person_id)


@asked_often
def _waiting(case_id: UUID, person_id: UUID) -> QuerySet[Attachment]:
    rows = Attachment.objects.filter(case_id=case_id, message=None, uploaded_by_id=person_id)
    return rows.select_related("file")


def addressee(case: Case) -> str:
    """Where an answer goes, as the writer reads it."""
    point = case.contact_point
    if point is None:
        return ""
    return _("the chat") if point.kind == ContactPoint.Kind.CHAT else point.shown


def _manner(case: Case) -> str:
    manner = _manner_of(case)
    is_another = manner.language != case.language and manner.language in Language.values
    return manner_words(manner, str(Language(manner.language).label) if is_another else "")


def _manner_of(case: Case) -> Manner:
    return manner_of(terms_for_case(case, timezone.now()), language=case.language, zone=case.business.time_zone)


def waiting_file(attachment: Attachment) -> WaitingFile:
    return WaitingFile(
        attachment.pk,
        attachment.name,
        attachment.file.size,
        reverse("workspace:remove_upload", args=[attachment.pk]),
    )


def ready_answers(person: Person, case: Case, words: str) -> list[ReadyAnswer]:
    """Ready answers in the language the customer is written to first, by shortcut or words. Three queries."""
    rows = AnswerBlock.objects.filter(business_id=case.business_id, is_active=True)
    wanted = words.strip().lower()
    values = placeholder_values(person, case)
    manner = _manner_of(case)
    found = [
        block
        for block in rows
        if not wanted
        or block.shortcut.lower().startswith(wanted)
        or wanted in block.title.lower()
        or (len(wanted) > 2 and wanted in block.body.lower())
    ]
    found.sort(
        key=lambda block: (
            not (wanted and block.shortcut.lower().startswith(wanted)),
            block.language != manner.language,
            block.topic_id != case.topic_id,
            block.title,
        )
    )
    return [_ready_answer(block, values, manner) for block in found[:READY_ANSWERS]]


def _ready_answer(block: AnswerBlock, values: Mapping[str, str], manner: Manner) -> ReadyAnswer:
    """In the customer's form of address and tone, in the answer's own language and direction."""
    greets = {"customer.greeting": greeting(values["customer.name"], manner.tone, block.language)}
    text = fill_placeholders(words_for(block.body, manner.form_of_address), {**values, **greets})
    html = html_from_text(text, "rtl" if block.language in RIGHT_TO_LEFT else "ltr")
    return ReadyAnswer(block.pk, block.title, block.shortcut, text, mark_safe(html))  # noqa: S308


def placeholder_values(person: Person, case: Case) -> dict[str, str]:
    """What the blanks of a ready answer stand for in this case."""
    name = given_name(case.customer.name)
    return {
        "customer.first_name": name.partition(" ")[0],
        "customer.name": name,
        "agent.first_name": person.first_name,
        "agent.name": person.full_name,
        "case.reference": case.reference,
        "business.name": case.business.name,
    }


def colleagues_of(person: Person, case: Case, words: str = "") -> list[Colleague]:
    """Colleagues who serve the case's business, those at their desk first. Two queries."""
    wanted = words.strip().lower()
    members = (
        Membership.objects.filter(business_id=case.business_id, is_active=True, person__is_active=True)
        .exclude(person=person)
        .select_related("person")
        .order_by("person__first_name", "person__last_name")
    )
    people = [member.person for member in members if wanted in member.person.full_name.lower()]
    kinds = dict(Presence.objects.filter(person__in=people).values_list("person_id", "kind"))
    colleagues = [_colleague(other, PresenceKind(kinds.get(other.pk, PresenceKind.OFFLINE))) for other in people]
    return sorted(colleagues, key=lambda colleague: not colleague.is_here)[:COLLEAGUES]


def _colleague(person: Person, kind: PresenceKind) -> Colleague:
    is_here = kind in (PresenceKind.AVAILABLE, PresenceKind.QUIET)
    return Colleague(person.pk, person.full_name, PRESENCE_DOTS[kind], str(PRESENCE_WORDS[kind]), is_here)
