"""How the installation stands, in numbers: for the doctor, the probes and the metrics. Never per person.

All reads need the whole installation in scope.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Min, QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from moked.businesses.models import Pool
from moked.cases.models import Message
from moked.cases.services.releasing import WAITING_TO_LEAVE
from moked.channels.models import Delivery, Inbound
from moked.routing.models import Offer, RouterLease, WorkItem

# A worker says every ten seconds that it is alive, a router every two.
WORKER_SILENT = timedelta(seconds=35)
LATELY = timedelta(days=1)


@dataclass(frozen=True)
class Standing:
    """Counts, and for what is due the seconds that the oldest of it has been due."""

    waiting: Mapping[str, int]
    oldest_waiting_seconds: float
    open_offers: int
    overdue: Mapping[str, float]
    deliveries: Mapping[str, int]
    tray: int
    jobs: Mapping[str, int]


def worker_is_alive(now: datetime) -> bool:
    """Whether some worker spoke lately."""
    return ProcrastinateWorker.objects.filter(last_heartbeat__gt=now - WORKER_SILENT).exists()


def router_is_alive(now: datetime) -> bool:
    """Whether every pool has a router; one without pools has nothing to do."""
    served = RouterLease.objects.filter(holder__isnull=False, expires_at__gt=now).count()
    return served >= Pool.objects.count()


def load_standing(now: datetime) -> Standing:
    """Reads it all in a handful of queries over partial indexes."""
    waiting = WorkItem.objects.exclude(state=WorkItem.State.DONE)
    oldest = waiting.filter(state=WorkItem.State.WAITING).aggregate(since=Min("waiting_since"))["since"]
    return Standing(
        waiting=_counts(waiting, "state"),
        oldest_waiting_seconds=_seconds(oldest, now),
        open_offers=Offer.objects.filter(ended_at=None).count(),
        overdue=overdue_seconds(now),
        deliveries=_recent_deliveries(now),
        tray=Inbound.objects.filter(state=Inbound.State.NEEDS_A_LOOK).count(),
        jobs=_counts(ProcrastinateJob.objects.filter(status__in=["todo", "doing"]), "status"),
    )


def overdue_seconds(now: datetime) -> dict[str, float]:
    """For each table with due rows: how long the oldest of them has been due."""
    due = {
        "inbound": Inbound.objects.filter(state=Inbound.State.RECEIVED).aggregate(at=Min("next_attempt_at")),
        "deliveries": Delivery.objects.filter(state=Delivery.State.QUEUED).aggregate(at=Min("next_attempt_at")),
        "held_messages": Message.objects.filter(state__in=WAITING_TO_LEAVE).aggregate(at=Min("release_at")),
    }
    return {name: _seconds(row["at"], now) for name, row in due.items()}


def _seconds(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since else 0.0


def _counts(rows: QuerySet[Any, Any], field: str) -> dict[str, int]:
    return dict(rows.order_by().values_list(field).annotate(count=Count("pk")))


def _recent_deliveries(now: datetime) -> dict[str, int]:
    """Those on their way, and those of the last day that ended, by state."""
    query = """
        SELECT state, count(*) FROM contact_channels_delivery
        WHERE state IN ('queued', 'sending') OR created_at > %s GROUP BY 1
    """
    with connection.cursor() as cursor:
        cursor.execute(query, (now - LATELY,))
        return dict(cursor.fetchall())
