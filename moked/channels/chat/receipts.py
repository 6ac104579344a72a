"""What a visitor's page says of our messages: that they stand there, and that somebody looked at them."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from moked.cases.events import DeliveryChanged
from moked.cases.models import Message, MessageState
from moked.channels.models import ChatSession, Delivery
from moked.journal.record import record


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
            actor=session.visitor,
            case_id=message.case_id,
            message_id=message.pk,
            state=state,
        )
    )
