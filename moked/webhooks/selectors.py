"""Reads about webhooks."""

from django.db.models import QuerySet

from moked.journal.events import REGISTRY
from moked.webhooks.models import Attempt, Delivery, Endpoint

TEST = "webhook_test"


def event_types() -> list[str]:
    """The codes an endpoint may ask for."""
    return sorted(REGISTRY)


def deliveries_of(endpoint: Endpoint, *, state: str = "") -> QuerySet[Delivery]:
    """The log of an endpoint, narrowed to a state where one is given."""
    rows = Delivery.objects.filter(endpoint=endpoint)
    return rows.filter(state=state) if state in Delivery.State.values else rows


def attempts_of(delivery: Delivery) -> list[Attempt]:
    """The tries of a delivery, oldest first."""
    return list(Attempt.objects.filter(delivery=delivery).order_by("at", "id"))
