"""What a visitor sees of their conversation."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Max, Q, QuerySet

from moked.cases.domain.states import CaseState
from moked.cases.links import link_url
from moked.cases.models import Attachment, Case, Direction, Message, MessageState
from moked.channels.chat.access import file_token
from moked.channels.models import ChatSession, Inbound
from moked.surveys.domain.asking import Question
from moked.surveys.selectors import survey_asked

# A conversation longer than this shows its end; the whole stands on the case's page.
MOST_MESSAGES = 300


@dataclass(frozen=True)
class ShownFile:
    """A file of a message; the address holds for some hours."""

    name: str
    size: int
    url: str
    is_image: bool


@dataclass(frozen=True)
class ShownMessage:
    """A message as the visitor's page gets it. `client` is the page's own id of what the visitor wrote."""

    id: str
    mine: bool
    who: str
    text: str
    at: str
    proposal: bool
    client: str
    files: tuple[ShownFile, ...]

    def as_frame(self) -> dict[str, Any]:
        """The message as JSON values."""
        return asdict(self)


@dataclass(frozen=True)
class Standing:
    """Where the conversation stands: whose it is, whether a solution waits for a yes, what the visitor told us."""

    reference: str
    state: str
    proposed: bool
    agent: str
    link: str
    name: str
    email: str
    seen_until: str
    # What the visitor answered about ease, 0 before.
    ease: int
    # Whether the survey asks about ease this time.
    asks_ease: bool

    def as_frame(self) -> dict[str, Any]:
        """The standing as JSON values."""
        return asdict(self)


def current_case(session: ChatSession) -> Case | None:
    """The case the conversation belongs to now: its own, or the one that was merged into."""
    case = session.case
    if case is None or case.canonical_id is None:
        return case
    return Case.objects.select_related("business", "assignee").get(pk=case.canonical_id)


def visible_messages(contact_point_id: UUID) -> QuerySet[Message]:
    """What this contact wrote, and what was addressed to them.

    Not simply the case's messages: a case may have been merged with one of another address, and only a delivery
    says that the words were meant for this visitor. Held, taken-back and internal messages have none.
    """
    own = Q(direction=Direction.IN, contact_point_id=contact_point_id)
    addressed = Q(direction=Direction.OUT, deliveries__contact_point_id=contact_point_id)
    return Message.objects.filter(own | addressed).exclude(state=MessageState.CANCELLED).distinct()


def is_solution_offered(session: ChatSession, case: Case | None) -> bool:
    """Whether a solution offered to this very visitor waits for their yes."""
    if case is None or case.case_state is not CaseState.PROPOSED:
        return False
    return visible_messages(session.contact_point_id).filter(case=case, is_proposal=True).exists()


def standing_of(session: ChatSession) -> Standing:
    """Where the conversation stands now. Makes the case's link once the case is closed."""
    case = current_case(session)
    is_closed = case is not None and case.case_state is CaseState.CLOSED
    survey = survey_asked(case) if case and is_closed else None
    return Standing(
        reference=case.reference if case else "",
        state="closed" if is_closed else "open",
        proposed=is_solution_offered(session, case),
        agent=case.assignee.first_name if case and case.assignee else "",
        link=link_url(case, session.contact_point) if case and is_closed else "",
        name=session.visitor_name,
        email=session.answer_address,
        seen_until=_seen_until(session),
        ease=(survey.ease if survey else None) or 0,
        asks_ease=survey is not None and Question.EASE in survey.questions,
    )


def _seen_until(session: ChatSession) -> str:
    """Up to which moment somebody of ours has read the visitor; whoever answers has read what came before."""
    read = Q(direction=Direction.IN, read_at__isnull=False)
    answered = Q(direction=Direction.OUT, author__isnull=False)
    latest = visible_messages(session.contact_point_id).filter(read | answered).aggregate(at=Max("created_at"))["at"]
    return latest.isoformat() if latest else ""


def new_messages(session: ChatSession, known: Collection[UUID]) -> list[ShownMessage]:
    """Messages the visitor may see and does not have yet, oldest first.

    By what is known and not by a last id: an answer that was held for some seconds is older than what overtook it.
    """
    rows = (
        visible_messages(session.contact_point_id)
        .exclude(pk__in=known)
        .select_related("author")
        .prefetch_related("attachments__file")
        .order_by("-created_at", "-id")[:MOST_MESSAGES]
    )
    messages = list(rows)[::-1]
    client_ids = _client_ids(session, [message.pk for message in messages if message.direction == Direction.IN])
    return [_shown(message, client_ids.get(message.pk, "")) for message in messages]


def _client_ids(session: ChatSession, message_ids: list[UUID]) -> dict[UUID, str]:
    """The page's own ids of what it sent."""
    rows = Inbound.objects.filter(account_id=session.account_id, message_id__in=message_ids)
    pairs = rows.values_list("message_id", "provider_id")
    return {message_id: provider_id.rpartition(":")[2] for message_id, provider_id in pairs if message_id}


def _shown(message: Message, client: str) -> ShownMessage:
    return ShownMessage(
        id=str(message.pk),
        mine=message.direction == Direction.IN,
        who=message.author.first_name if message.author else "",
        text=message.text,
        at=message.created_at.isoformat(),
        proposal=message.is_proposal,
        client=client,
        files=tuple(_shown_file(attachment) for attachment in message.attachments.all()),
    )


def _shown_file(attachment: Attachment) -> ShownFile:
    return ShownFile(
        name=attachment.name,
        size=attachment.file.size,
        url=f"{settings.PUBLIC_URL}/chat/file/{file_token(attachment)}/",
        is_image=attachment.is_image and attachment.file.is_open,
    )
