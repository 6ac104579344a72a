"""Reads about webhooks."""

from uuid import UUID

from django.db.models import Q, QuerySet

from moked.journal.events import REGISTRY
from moked.webhooks.models import Attempt, Delivery, Endpoint

TEST = "webhook_test"


def event_types() -> list[str]:
    """The codes an endpoint may ask for."""
    return sorted(REGISTRY)


# What the receiver has not taken: given up, or to be tried again.
NOT_TAKEN = Q(state=Delivery.State.FAILED) | Q(state=Delivery.State.WAITING, attempts__gt=0)


def deliveries_of(endpoint: Endpoint, *, state: str = "", before: UUID | None = None) -> QuerySet[Delivery]:
    """The log of an endpoint, the latest first: of one state where one is given, from the one after `before` on.

    To have failed counts also while it is still tried.
    """
    rows = Delivery.objects.filter(endpoint=endpoint).order_by("-created_at", "-id")
    last = Delivery.objects.filter(endpoint=endpoint, pk=before).first() if before else None
    if last:
        rows = rows.filter(Q(created_at__lt=last.created_at) | Q(created_at=last.created_at, pk__lt=last.pk))
        rows = rows.filter(created_at__lte=last.created_at)
    if state == Delivery.State.FAILED:
        return rows.filter(NOT_TAKEN)
    return rows.filter(state=state) if state in Delivery.State.values else rows


def attempts_of(delivery: Delivery) -> list[Attempt]:
    """The tries of a delivery, oldest first."""
    return list(Attempt.objects.filter(delivery=delivery).order_by("at", "id"))
