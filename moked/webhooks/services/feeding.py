"""From the journal to deliveries: each entry once for each endpoint that wants it, none left out."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from moked.businesses.scope import in_scope, in_whole_installation
from moked.journal.models import JournalEntry
from moked.journal.reader import JournalReader, Position
from moked.lib.postgres.questions import asked_often
from moked.webhooks.jobs import defer_sending
from moked.webhooks.models import Delivery, Endpoint, Feed

BATCH = 500


def feed_endpoints(now: datetime) -> int:
    """Puts new entries on their way, business by business, and has due ones sent. Gives how many were read."""
    with in_whole_installation("the worker serves every business"):
        businesses = _fed()
    if not businesses:
        # Nobody was ever told anything.
        return 0
    read = 0
    for business_id in businesses:
        with in_scope([business_id]):
            read += _feed(business_id)
    with in_whole_installation("the worker serves every business"):
        if due_deliveries(now).exists():
            defer_sending()
    return read


@asked_often
def _fed() -> QuerySet[Feed, UUID]:
    return Feed.objects.order_by("pk").values_list("pk", flat=True)


@transaction.atomic
def _feed(business_id: UUID) -> int:
    """Entries, deliveries and the new place in one transaction: a crash repeats all of it or nothing."""
    feed = Feed.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=business_id).first()
    if feed is None:
        # Another worker is at it.
        return 0
    entries, reached = JournalReader().after(Position(feed.xid, feed.entry_id), BATCH)
    if not entries:
        return 0
    endpoints = list(Endpoint.objects.filter(is_active=True))
    made = [
        _delivery(endpoint, entry)
        for entry in entries
        for endpoint in endpoints
        if (not endpoint.event_types or entry.code in endpoint.event_types) and entry.at >= endpoint.created_at
    ]
    Delivery.objects.bulk_create(made, ignore_conflicts=True)
    feed.xid, feed.entry_id = reached.xid, reached.id
    feed.save(update_fields=["xid", "entry_id"])
    return len(entries)


def _delivery(endpoint: Endpoint, entry: JournalEntry) -> Delivery:
    """Ids and facts only, as the journal has them: who wants the words reads them with a token of its own."""
    data = {
        "id": str(Position(entry.xid, entry.pk)),
        "business_id": str(entry.business_id),
        "case_id": str(entry.case_id) if entry.case_id else None,
        "person_id": str(entry.person_id) if entry.person_id else None,
        "actor": entry.actor,
        "facts": entry.facts,
    }
    return Delivery(
        business_id=entry.business_id,
        endpoint=endpoint,
        entry_id=entry.pk,
        event_type=entry.code,
        payload={"type": entry.code, "timestamp": entry.at.isoformat(), "data": data},
    )


def due_deliveries(now: datetime) -> QuerySet[Delivery]:
    """Deliveries whose moment has come, of endpoints in use that are not left alone just now."""
    return Delivery.objects.filter(
        Q(state=Delivery.State.WAITING) | Q(state=Delivery.State.SENDING),
        next_attempt_at__lte=now,
        endpoint__is_active=True,
        endpoint__quiet_until__lte=now,
    )
