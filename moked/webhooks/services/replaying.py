"""Sending once more, and forgetting what is old."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from moked.journal.record import record
from moked.lib.errors import NotFound
from moked.staff.actors import Actor
from moked.webhooks.errors import EndpointOff
from moked.webhooks.events import WebhookReplayed
from moked.webhooks.jobs import defer_sending
from moked.webhooks.models import Delivery, Endpoint
from moked.webhooks.selectors import NOT_TAKEN
from moked.webhooks.services.endpoints import get_endpoint

STATE = Delivery.State
AT_ONCE = 1000
CLEAN_EVERY = timedelta(minutes=10)


def _take(actor: Actor, business_id: UUID, endpoint_id: UUID) -> Endpoint:
    endpoint = get_endpoint(actor, business_id, endpoint_id, lock=True)
    if not endpoint.is_active:
        raise EndpointOff
    return endpoint


@transaction.atomic
def replay_delivery(*, actor: Actor, business_id: UUID, endpoint_id: UUID, delivery_id: UUID) -> Delivery:
    """Sends one event once more with its old id, whatever became of it; what is in the air is left alone.

    Raises EndpointOff, NotFound.
    """
    endpoint = _take(actor, business_id, endpoint_id)
    delivery = Delivery.objects.select_for_update(of=("self",)).filter(pk=delivery_id, endpoint=endpoint).first()
    if delivery is None:
        raise NotFound
    if delivery.state != STATE.SENDING:
        delivery.state, delivery.attempts, delivery.next_attempt_at = STATE.WAITING, 0, timezone.now()
        delivery.save(update_fields=["state", "attempts", "next_attempt_at"])
    record(WebhookReplayed(business_id=business_id, actor=actor.code, endpoint_id=endpoint.pk, count=1))
    defer_sending()
    return delivery


@transaction.atomic
def replay_failed(*, actor: Actor, business_id: UUID, endpoint_id: UUID, since: datetime) -> int:
    """Sends all of since a moment that was not taken once more, at once. Gives how many. Raises EndpointOff."""
    endpoint = _take(actor, business_id, endpoint_id)
    failed = Delivery.objects.filter(NOT_TAKEN, endpoint=endpoint, created_at__gte=since)
    count = failed.update(state=STATE.WAITING, attempts=0, next_attempt_at=timezone.now())
    if count:
        record(WebhookReplayed(business_id=business_id, actor=actor.code, endpoint_id=endpoint.pk, count=count))
        defer_sending()
    return count


class OldDeliveries:
    """Forgets settled deliveries older than the installation keeps; asked every second, it mostly does nothing."""

    def __init__(self) -> None:
        self.next_at: datetime | None = None

    def __call__(self, now: datetime) -> int:
        """Gives 0, or how many were forgotten when there may be more."""
        if self.next_at is not None and now < self.next_at:
            return 0
        old = now - timedelta(days=settings.WEBHOOK_LOG_DAYS)
        keys = list(
            Delivery.objects.filter(created_at__lt=old, state__in=(STATE.DELIVERED, STATE.FAILED)).values_list(
                "pk", flat=True
            )[:AT_ONCE]
        )
        Delivery.objects.filter(pk__in=keys).delete()
        if len(keys) < AT_ONCE:
            self.next_at = now + CLEAN_EVERY
        return len(keys)
