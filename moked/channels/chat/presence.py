"""Whether visitors are still there, and what becomes of answers when they are not."""

from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moked.cases.models import Case, Message
from moked.channels.chat.services import CHAT, leave
from moked.channels.domain.roads import GRACE, Road, Visitor, road_for
from moked.channels.models import ChatSession, Delivery
from moked.customers.models import ContactPoint
from moked.customers.services import find_or_create_contact_point

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


def is_present(case: Case) -> bool:
    """Whether the visitor of the case's chat has their page open now."""
    session = ChatSession.objects.filter(case=case).order_by("-seen_at").first()
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
        language=session.account.language,
    )


def unread_deliveries(session: ChatSession) -> list[Delivery]:
    """What was addressed to the page and never arrived there, oldest first."""
    waiting = Delivery.objects.filter(contact_point_id=session.contact_point_id, state=Delivery.State.QUEUED)
    return list(waiting.select_related("message__case__business").order_by("created_at"))


def mark_departed(now: datetime) -> int:
    """Marks visitors whose pages have been silent for longer than the grace. Gives how many left."""
    with transaction.atomic():
        silent = list(
            ChatSession.objects.select_for_update(of=("self",), skip_locked=True)
            .filter(left_at=None, seen_at__lt=now - GRACE)
            .order_by("seen_at")[:BATCH]
        )
        for session in silent:
            leave(session, now)
    return len(silent)
