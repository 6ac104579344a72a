"""Reaction: a message of ours is final, and takes the road its case is answered by."""

from uuid import UUID

from django.db.models import QuerySet

from moked.cases.events import MessageReleased
from moked.cases.models import Message
from moked.channels.chat.presence import deliver_to_chat, mail_point_for, session_of
from moked.channels.outbox import fail_message, queue_delivery
from moked.customers.models import ContactPoint
from moked.journal.events import Event
from moked.lib.postgres.questions import asked_often


def send_released(event: Event) -> None:
    """Onto the visitor's open page, otherwise by mail; a chat without an address keeps it for their return."""
    if not isinstance(event, MessageReleased):
        raise TypeError(f"{type(event).__name__} releases no message")
    (message,) = _with_its_case(event.message_id)
    contact_point = message.case.contact_point
    if contact_point is not None and contact_point.kind == ContactPoint.Kind.CHAT:
        if not deliver_to_chat(message):
            _mail_to_departed(message, contact_point)
    elif contact_point is not None and contact_point.kind == ContactPoint.Kind.EMAIL:
        queue_delivery(message, contact_point)
    else:
        fail_message(message, "no_address")


@asked_often
def _with_its_case(message_id: UUID) -> QuerySet[Message]:
    return Message.objects.select_related("case__business", "case__contact_point").filter(pk=message_id)


def _mail_to_departed(message: Message, visitor: ContactPoint) -> None:
    session = session_of(visitor.pk)
    mail_point = mail_point_for(session) if session is not None else None
    if mail_point is not None:
        queue_delivery(message, mail_point)
