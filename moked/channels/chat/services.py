"""What visitors do: begin, write, send a file, say who they are, confirm, end.

Durable intake: what a visitor sends is stored as an Inbound under the page's own id before it is acknowledged, and
becomes a message in the same transaction. When it cannot, the Inbound still stands, in the tray of those that need
a look.

Identity: a conversation is a contact point of its own (kind `chat`, its value the session's key) with a customer of
its own. An e-mail address typed into a chat is nobody's proof of anything, so it becomes no contact point of that
customer, known or not: attached to them, a later mail from the true owner would verify it and lend the stranger in
the chat the owner's standing. It is kept on the session as the place for answers of this conversation; whoever reads
that mailbox gets those answers and nothing else, and the chat gets nothing of theirs. A colleague who has identified
the visitor merges the two customers.
"""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import OperationalError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from moked.cases import services as cases
from moked.cases.access import locked_cases
from moked.cases.events import DeliveryChanged
from moked.cases.files import IncomingFile
from moked.cases.models import Case, Channel, Message, MessageState
from moked.channels.chat.access import get_session
from moked.channels.chat.errors import FileKindRefused
from moked.channels.chat.events import AnswerAddressGiven, VisitorLeft, VisitorReturned
from moked.channels.chat.selectors import current_case, is_solution_offered
from moked.channels.events import InboundNeedsALook
from moked.channels.mail.language import detect_language
from moked.channels.models import Account, ChatSession, Delivery, Inbound
from moked.customers.domain.addresses import AddressInvalid, normalise_address
from moked.customers.errors import AddressUnusable
from moked.customers.models import ContactPoint
from moked.customers.services import change_customer, find_or_create_contact_point
from moked.journal.record import record
from moked.lib.errors import NotFound
from moked.lib.ids import new_id
from moked.lib.realtime import announce
from moked.staff.actors import ContactActor, SystemActor
from moked.surveys.services import answer_survey

logger = logging.getLogger(__name__)

CHAT = SystemActor("chat")
SUBJECT_LENGTH = 80
# When a message cannot be made for a reason of ours, it is tried again this much later.
AGAIN_IN = timedelta(seconds=30)
# serialization_failure and deadlock_detected, as PostgreSQL names them.
LOST_TO_ANOTHER = frozenset({"40001", "40P01"})
FILE_KINDS = frozenset(
    {
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
        "image/heic",
        "application/pdf",
        "text/plain",
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
)


@dataclass(frozen=True)
class Said:
    """One thing a visitor sends: words or a file, with the id their page gave it. `by` names the page itself."""

    client_id: UUID
    text: str = ""
    file: IncomingFile | None = None
    by: str = ""


@dataclass(frozen=True)
class Receipt:
    """What was stored, and the case it went to. `message_id` is None while it waits for somebody to look at it."""

    client_id: UUID
    message_id: UUID | None
    case_id: UUID | None
    at: datetime


@transaction.atomic
def start_session(*, account: Account, page: str) -> ChatSession:
    """A new conversation of somebody we do not know."""
    session_id = new_id()
    with translation.override(account.language):
        name = _("Chat visitor")
    contact_point = find_or_create_contact_point(
        actor=CHAT,
        business_id=account.business_id,
        kind=ContactPoint.Kind.CHAT,
        value=str(session_id),
        name=name,
        language=account.language,
    )
    return ChatSession.objects.create(
        id=session_id, business_id=account.business_id, account=account, contact_point=contact_point, page=page
    )


def lock_session(session_id: UUID) -> ChatSession:
    """The conversation, locked until the transaction ends, after the case it belongs to.

    Answers leave holding their case and then look at the conversation; the other way round both would wait for ever.
    """
    own = Case.objects.filter(chat_sessions=session_id)
    list(
        locked_cases()
        .filter(Q(pk__in=own.values("pk")) | Q(pk__in=own.values("canonical_id")))
        .order_by("pk")
        .only("pk")
    )
    return ChatSession.objects.select_for_update().get(pk=session_id)


def receive_said(*, session_id: UUID, said: Said) -> Receipt:
    """Stores what the visitor sent and makes it a message. The same id again changes nothing.

    Raises FileKindRefused before anything is stored, FileTooLarge never: the road in checks sizes.
    """
    if said.file is not None and said.file.content_type not in FILE_KINDS:
        raise FileKindRefused
    with transaction.atomic():
        # Two tabs of one browser may send at once: the first makes the case, the second finds it.
        lock_session(session_id)
        session = get_session(session_id)
        inbound, is_new = _store(session, said)
        if is_new:
            try_to_process(inbound, session, by=said.by)
        case = current_case(session)
    return Receipt(
        client_id=said.client_id,
        message_id=inbound.message_id,
        case_id=case.pk if case else None,
        at=inbound.received_at,
    )


def pages_of(session_id: UUID) -> str:
    """The audience of a conversation's open pages, for what the visitor says in one of them."""
    return f"visitor:{session_id}"


def _store(session: ChatSession, said: Said) -> tuple[Inbound, bool]:
    envelope: dict[str, str] = {"session": str(session.pk)}
    if said.file:
        envelope |= {"name": said.file.name, "content_type": said.file.content_type}
    return Inbound.objects.get_or_create(
        account_id=session.account_id,
        # With the session's key, so that nobody can take another's id before them.
        provider_id=f"{session.pk}:{said.client_id}",
        defaults={
            "business_id": session.business_id,
            "raw": said.file.content if said.file else said.text.encode(),
            "envelope": envelope,
        },
    )


def try_to_process(inbound: Inbound, session: ChatSession, *, by: str = "") -> None:
    """Makes the message, and tells the visitor's pages but the one that said it (`by`).

    What fails is undone to its start, and the visitor's words stand in the tray instead.
    """
    inbound.attempts += 1
    try:
        _make_message_again_if_hindered(inbound, session)
    except (OSError, OperationalError) as error:
        # A full disk, for example. The words are not to blame and nobody could do more than try again.
        logger.exception("chat.processing_put_off", extra={"inbound": str(inbound.pk)})
        inbound.problem = f"put_off:{type(error).__name__}"
        inbound.message = None
        inbound.next_attempt_at = timezone.now() + AGAIN_IN
    except Exception as error:
        logger.exception("chat.processing_failed", extra={"inbound": str(inbound.pk)})
        inbound.state = Inbound.State.NEEDS_A_LOOK
        inbound.problem = f"failed:{type(error).__name__}"
        inbound.message = None
    inbound.save(update_fields=["attempts", "state", "problem", "message", "next_attempt_at"])
    if inbound.message:
        announce([pages_of(session.pk)], by=by)
    if inbound.state == Inbound.State.NEEDS_A_LOOK:
        record(
            InboundNeedsALook(
                business_id=inbound.business_id, actor=CHAT.code, inbound_id=inbound.pk, problem=inbound.problem
            )
        )


def _make_message_again_if_hindered(inbound: Inbound, session: ChatSession) -> None:
    """Tries once more after losing to another transaction: a deadlock says nothing about the visitor's words."""
    try:
        with transaction.atomic():
            _make_message(inbound, session)
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None) not in LOST_TO_ANOTHER:
            raise
        session.refresh_from_db(fields=["case"])
        with transaction.atomic():
            _make_message(inbound, session)


def session_key_of(inbound: Inbound) -> UUID:
    """Which conversation something stored came from."""
    return UUID(inbound.envelope["session"])


def _make_message(inbound: Inbound, session: ChatSession) -> Message:
    """The message behind what was stored, in the case it belongs to. The caller saves the inbound."""
    facts: Mapping[str, str] = inbound.envelope
    files: list[IncomingFile] = []
    text = ""
    if "name" in facts:
        files.append(IncomingFile(facts["name"], facts["content_type"], bytes(inbound.raw)))
    else:
        text = bytes(inbound.raw).decode()
    case = _case_for(session, text, inbound.received_at)
    message = cases.receive_message(
        actor=ContactActor(contact_point_id=session.contact_point_id, case_id=case.pk),
        case=case,
        contact_point=session.contact_point,
        channel=Channel.CHAT,
        text=text,
        language=detect_language(text) or "",
        at=inbound.received_at,
        files=files,
    )
    inbound.state = Inbound.State.DONE
    inbound.problem = ""
    inbound.message = message
    return message


def _case_for(session: ChatSession, text: str, at: datetime) -> Case:
    if session.case:
        case = cases.case_for_reply(session.case, actor=CHAT, contact_point=session.contact_point, at=at)
    else:
        account = session.account
        language = detect_language(text) or account.language
        case = cases.open_case(
            actor=CHAT,
            business_id=session.business_id,
            contact_point=session.contact_point,
            channel=Channel.CHAT,
            account_id=account.pk,
            subject=_subject(text),
            language=language,
            topic_id=account.topic_id,
            team_id=account.team_id,
            at=at,
        )
    # A merged case keeps its conversation, so that un-merging finds it again.
    if session.case is None or case.follows_id == session.case_id:
        session.case = case
        session.save(update_fields=["case"])
    return case


def _subject(text: str) -> str:
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    if len(first) <= SUBJECT_LENGTH:
        return first
    return first[:SUBJECT_LENGTH].rsplit(" ", 1)[0] + "…"


@transaction.atomic
def give_details(*, session_id: UUID, name: str, email: str) -> ChatSession:
    """What to call the visitor and where to answer when they are gone; empty fields change nothing.

    Raises AddressUnusable. See above why the address joins nobody.
    """
    session = ChatSession.objects.select_for_update(of=("self",)).get(pk=session_id)
    session = get_session(session_id)
    if email:
        try:
            session.answer_address = normalise_address(ContactPoint.Kind.EMAIL, email)
        except AddressInvalid as error:
            raise AddressUnusable from error
    if name:
        session.visitor_name = name
        change_customer(actor=CHAT, customer_id=session.contact_point.customer_id, name=name)
    session.save(update_fields=["answer_address", "visitor_name"])
    if email:
        record(
            AnswerAddressGiven(
                business_id=session.business_id, actor=_code(session), case_id=session.case_id, session_id=session.pk
            )
        )
    return session


@transaction.atomic
def touch_session(*, session_id: UUID, now: datetime) -> None:
    """The visitor's page is open now. Somebody who had left is back."""
    if ChatSession.objects.filter(pk=session_id, left_at=None).update(seen_at=now):
        return
    session = lock_session(session_id)
    has_returned = session.left_at is not None
    session.seen_at, session.left_at = now, None
    session.save(update_fields=["seen_at", "left_at"])
    if has_returned:
        record(
            VisitorReturned(
                business_id=session.business_id, actor=_code(session), case_id=session.case_id, session_id=session.pk
            )
        )


@transaction.atomic
def end_session(*, session_id: UUID) -> None:
    """The visitor ends the chat: their token opens nothing any more. The case goes on; only they close it."""
    session = lock_session(session_id)
    if session.ended_at is None:
        session.ended_at = timezone.now()
        leave(session, session.ended_at)


def leave(session: ChatSession, now: datetime) -> None:
    """Marks the visitor as gone, told once. The row is locked by the caller."""
    was_here = session.left_at is None
    session.left_at = session.left_at or now
    session.save(update_fields=["left_at", "ended_at"])
    if was_here:
        record(
            VisitorLeft(
                business_id=session.business_id, actor=_code(session), case_id=session.case_id, session_id=session.pk
            )
        )


@transaction.atomic
def confirm_received(*, session: ChatSession, message_ids: Collection[UUID]) -> None:
    """Messages of ours stand on the visitor's page: their deliveries are done. Repeats change nothing."""
    now = timezone.now()
    waiting = _deliveries(session, message_ids).filter(state=Delivery.State.QUEUED).select_related("message")
    for delivery in waiting.select_for_update(of=("self",)):
        delivery.state, delivery.sent_at = Delivery.State.SENT, now
        delivery.save(update_fields=["state", "sent_at"])
        message = delivery.message
        # A mail that failed meanwhile no longer matters: it was read here.
        if message.state in (MessageState.QUEUED, MessageState.FAILED):
            message.state, message.sent_at = MessageState.DONE, now
            message.save(update_fields=["state", "sent_at"])
        _record_delivery(session, message, delivery.state)


@transaction.atomic
def confirm_seen(*, session: ChatSession, message_ids: Collection[UUID]) -> None:
    """The visitor looked at messages of ours. Whatever was seen was received."""
    confirm_received(session=session, message_ids=message_ids)
    keys = _deliveries(session, message_ids).values_list("message_id", flat=True)
    for message in Message.objects.filter(pk__in=list(keys), read_at=None):
        message.read_at = timezone.now()
        message.save(update_fields=["read_at"])
        _record_delivery(session, message, "read")


def _deliveries(session: ChatSession, message_ids: Collection[UUID]) -> QuerySet[Delivery]:
    return Delivery.objects.filter(contact_point_id=session.contact_point_id, message_id__in=message_ids)


def _record_delivery(session: ChatSession, message: Message, state: str) -> None:
    record(
        DeliveryChanged(
            business_id=session.business_id,
            actor=_code(session),
            case_id=message.case_id,
            message_id=message.pk,
            state=state,
        )
    )


def confirm_solved(*, session: ChatSession) -> None:
    """The visitor presses 'solved' under a solution offered to them. Raises NotFound when none waits."""
    case = _offered_case(session)
    cases.confirm_solved(actor=_actor(session, case), case_id=case.pk, channel=Channel.CHAT)


def reject_solution(*, session: ChatSession) -> None:
    """The visitor presses 'not yet'; why, they write as their next message. Raises NotFound when none waits."""
    case = _offered_case(session)
    cases.reject_solution(actor=_actor(session, case), case_id=case.pk, channel=Channel.CHAT)


def rate_ease(*, session: ChatSession, ease: int) -> None:
    """How easy it was, 1 to 5, once the visitor's case is closed. Raises NotFound, SurveyOver."""
    case = current_case(session)
    if case is None:
        raise NotFound
    answer_survey(actor=_actor(session, case), case_id=case.pk, ease=ease)


def _offered_case(session: ChatSession) -> Case:
    case = current_case(session)
    if case is None or not is_solution_offered(session, case):
        raise NotFound
    return case


def _actor(session: ChatSession, case: Case) -> ContactActor:
    return ContactActor(contact_point_id=session.contact_point_id, case_id=case.pk)


def _code(session: ChatSession) -> str:
    return f"contact:{session.contact_point_id}"
