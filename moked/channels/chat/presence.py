"""Whether visitors are still there, and what becomes of answers when they are not."""

import logging
from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moked.cases.models import Message
from moked.channels.chat.services import CHAT, leave, lock_session
from moked.channels.domain.roads import GRACE, Road, Visitor, road_for
from moked.channels.models import ChatSession, Delivery
from moked.customers.models import ContactPoint
from moked.customers.services import find_or_create_contact_point
from moked.lib.scans import Moment, due_by

logger = logging.getLogger(__name__)

BATCH = 100
# A delivery to a page waits for the page to take it; no worker can bring it there.
WHENEVER_THE_PAGE_ASKS = datetime(9999, 1, 1, tzinfo=UTC)


def session_of(contact_point_id: UUID) -> ChatSession | None:
    """The conversation of a chat's contact point."""
    return ChatSession.objects.filter(contact_point_id=contact_point_id).order_by("-started_at").first()


def _road(session: ChatSession | None, now: datetime) -> Road:
    if session is None:
        return Road.KEPT
    return road_for(Visitor(session.seen_at, session.left_at, session.answer_address), now=now)


def is_present(case_id: UUID) -> bool:
    """Whether the visitor of the case's chat has their page open now."""
    session = ChatSession.objects.filter(case_id=case_id).order_by("-seen_at").first()
    return _road(session, timezone.now()) is Road.CHAT


@transaction.atomic
def deliver_to_chat(message: Message) -> bool:
    """Addresses a released message to the chat its case is answered in; open pages fetch it by themselves.

    True when the visitor is there. False when they left: the delivery stands for their return, and `mail_point_for`
    says where a mail may go meanwhile. The delivery is SENT once their page says that it has the message.
    """
    contact_point = message.case.contact_point
    if contact_point is None or contact_point.kind != ContactPoint.Kind.CHAT:
        return False
    session = session_of(contact_point.pk)
    if session is not None:
        # Whoever marks the visitor as gone waits until the delivery stands, and then mails it.
        session = ChatSession.objects.select_for_update().get(pk=session.pk)
    Delivery.objects.get_or_create(
        message=message,
        contact_point=contact_point,
        defaults={
            "business_id": message.business_id,
            "account_id": session.account_id if session else None,
            "provider_id": f"chat:{message.pk}",
            "next_attempt_at": WHENEVER_THE_PAGE_ASKS,
        },
    )
    return _road(session, timezone.now()) is Road.CHAT


def mail_point_for(session: ChatSession) -> ContactPoint | None:
    """Where answers of this conversation go by mail; None when no address was given.

    The address stands under whoever it belongs to, never under the visitor's customer: see `services`.
    """
    if not session.answer_address:
        return None
    return find_or_create_contact_point(
        actor=CHAT,
        business_id=session.business_id,
        kind=ContactPoint.Kind.EMAIL,
        value=session.answer_address,
        name=session.visitor_name,
        language=session.spoken,
    )


def unread_deliveries(session: ChatSession) -> list[Delivery]:
    """What was addressed to the page and never arrived there, oldest first."""
    waiting = Delivery.objects.filter(contact_point_id=session.contact_point_id, state=Delivery.State.QUEUED)
    return list(waiting.select_related("message__case__business").order_by("created_at"))


@due_by(Moment(ChatSession, "seen_at", after=GRACE))
def mark_departed(now: datetime) -> int:
    """Marks visitors whose pages have been silent for longer than the grace, one by one. Gives how many left."""
    silent = ChatSession.objects.filter(left_at=None, seen_at__lt=now - GRACE).order_by("seen_at")
    return sum(_depart(session_id, now) for session_id in list(silent.values_list("pk", flat=True)[:BATCH]))


def _depart(session_id: UUID, now: datetime) -> bool:
    try:
        with transaction.atomic():
            session = lock_session(session_id)
            is_silent = session.left_at is None and session.seen_at < now - GRACE
            if is_silent:
                leave(session, now)
            return is_silent
    except Exception:
        logger.exception("chat.departure_failed", extra={"session": str(session_id)})
        # Its turn comes again after another grace, behind everybody else's.
        ChatSession.objects.filter(pk=session_id, left_at=None).update(seen_at=now)
        return False
