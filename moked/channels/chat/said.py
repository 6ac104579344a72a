"""What a visitor says: kept, and made a message.

Durable intake: what a visitor sends is stored as an Inbound under the page's own id before it is acknowledged, and
becomes a message in the same transaction. When it cannot, the Inbound still stands, in the tray of those that need
a look.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import OperationalError, transaction
from django.utils import timezone

from moked.cases import services as cases
from moked.cases.files import IncomingFile
from moked.cases.models import Case, Channel, Message
from moked.channels.chat.errors import FileKindRefused
from moked.channels.chat.selectors import current_case
from moked.channels.chat.services import CHAT, lock_session
from moked.channels.events import InboundNeedsALook
from moked.channels.intake import keep
from moked.channels.mail.language import detect_language
from moked.channels.models import ChatSession, Inbound
from moked.journal.record import record, written_together
from moked.lib.realtime import announce
from moked.staff.actors import ContactActor

logger = logging.getLogger(__name__)

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


def receive_said(*, session_id: UUID, said: Said) -> Receipt:
    """Stores what the visitor sent and makes it a message. The same id again changes nothing.

    Raises FileKindRefused before anything is stored, FileTooLarge never: the road in checks sizes.
    """
    if said.file is not None and said.file.content_type not in FILE_KINDS:
        raise FileKindRefused
    with transaction.atomic():
        # Two tabs of one browser may send at once: the first makes the case, the second finds it.
        session = lock_session(session_id)
        inbound, is_new = _store(session, said)
        if is_new:
            try_to_process(inbound, session, by=said.by)
        message = inbound.message
        case_id = message.case_id if is_new and message else _case_of(session)
    return Receipt(client_id=said.client_id, message_id=inbound.message_id, case_id=case_id, at=inbound.received_at)


def _case_of(session: ChatSession) -> UUID | None:
    case = current_case(session)
    return case.pk if case else None


def pages_of(session_id: UUID) -> str:
    """The audience of a conversation's open pages, for what the visitor says in one of them."""
    return f"visitor:{session_id}"


def _store(session: ChatSession, said: Said) -> tuple[Inbound, bool]:
    envelope: dict[str, str] = {"session": str(session.pk)}
    if said.file:
        envelope |= {"name": said.file.name, "content_type": said.file.content_type}
    inbound = Inbound(
        business_id=session.business_id,
        account_id=session.account_id,
        # With the session's key, so that nobody can take another's id before them.
        provider_id=f"{session.pk}:{said.client_id}",
        raw=said.file.content if said.file else said.text.encode(),
        envelope=envelope,
    )
    (known,) = keep([inbound])
    return known or inbound, known is None


def try_to_process(inbound: Inbound, session: ChatSession, *, by: str = "") -> None:
    """Makes the message, and tells the visitor's pages but the one that said it (`by`).

    What fails is undone to its start, and the visitor's words stand in the tray instead.
    """
    inbound.attempts += 1
    try:
        _make_message_again_if_hindered(inbound, session, by)
    except (OSError, OperationalError) as error:
        # A full disk, for example. The words are not to blame and nobody could do more than try again.
        logger.exception("chat.processing_put_off", extra={"inbound": str(inbound.pk)})
        inbound.state = Inbound.State.RECEIVED
        inbound.problem = f"put_off:{type(error).__name__}"
        inbound.message = None
        inbound.next_attempt_at = timezone.now() + AGAIN_IN
    except Exception as error:
        logger.exception("chat.processing_failed", extra={"inbound": str(inbound.pk)})
        inbound.state = Inbound.State.NEEDS_A_LOOK
        inbound.problem = f"failed:{type(error).__name__}"
        inbound.message = None
    inbound.save(force_update=True, update_fields=["attempts", "state", "problem", "message", "next_attempt_at"])
    if inbound.state == Inbound.State.NEEDS_A_LOOK:
        record(
            InboundNeedsALook(
                business_id=inbound.business_id, actor=CHAT.code, inbound_id=inbound.pk, problem=inbound.problem
            )
        )


def _make_message_again_if_hindered(inbound: Inbound, session: ChatSession, by: str) -> None:
    """Tries once more after losing to another transaction: a deadlock says nothing about the visitor's words."""
    try:
        _make_message(inbound, session, by)
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None) not in LOST_TO_ANOTHER:
            raise
        session.refresh_from_db(fields=["case"])
        _make_message(inbound, session, by)


def session_key_of(inbound: Inbound) -> UUID:
    """Which conversation something stored came from."""
    return UUID(inbound.envelope["session"])


@transaction.atomic
def _make_message(inbound: Inbound, session: ChatSession, by: str) -> None:
    """Makes the message behind what was stored, in the case it belongs to, with its events and notices.

    All of it or, when anything fails, nothing. The caller saves the inbound.
    """
    with written_together():
        inbound.message = _message_of(inbound, session)
        announce([pages_of(session.pk)], by=by)
    inbound.state = Inbound.State.DONE
    inbound.problem = ""


def _message_of(inbound: Inbound, session: ChatSession) -> Message:
    facts: Mapping[str, str] = inbound.envelope
    files: list[IncomingFile] = []
    text = ""
    if "name" in facts:
        files.append(IncomingFile(facts["name"], facts["content_type"], bytes(inbound.raw)))
    else:
        text = bytes(inbound.raw).decode()
    case = _case_for(session, text, inbound.received_at)
    return cases.receive_message(
        actor=ContactActor(contact_point_id=session.contact_point_id, case_id=case.pk),
        case=case,
        contact_point=session.contact_point,
        channel=Channel.CHAT,
        text=text,
        language=detect_language(text) or "",
        at=inbound.received_at,
        files=files,
        is_locked=True,
    )


def _case_for(session: ChatSession, text: str, at: datetime) -> Case:
    """The case the words go into, locked. A new one takes the conversation; a merged case keeps it for un-merging."""
    if session.case_id is not None:
        current = cases.lock_where_it_goes_on(session.case_id)
        case = cases.case_for_reply(current, actor=CHAT, contact_point=session.contact_point, at=at)
        if case.pk == current.pk:
            return current
    else:
        case = _open_case(session, text, at)
    session.case = case
    session.save(update_fields=["case"])
    return cases.lock_where_it_goes_on(case.pk)


def _open_case(session: ChatSession, text: str, at: datetime) -> Case:
    account = session.account
    return cases.open_case(
        actor=CHAT,
        business_id=session.business_id,
        contact_point=session.contact_point,
        channel=Channel.CHAT,
        account_id=account.pk,
        subject=_subject(text),
        language=detect_language(text) or session.spoken,
        topic_id=account.topic_id,
        team_id=account.team_id,
        at=at,
    )


def _subject(text: str) -> str:
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    if len(first) <= SUBJECT_LENGTH:
        return first
    return first[:SUBJECT_LENGTH].rsplit(" ", 1)[0] + "…"
