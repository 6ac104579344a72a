"""The one way to read the journal without a gap, for live screens, webhooks and metrics."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.db import connection

from moked.journal.audiences import audiences_of
from moked.journal.events import REGISTRY, Event
from moked.journal.models import JournalEntry


@dataclass(frozen=True, order=True)
class Position:
    """A place in the journal: everything at or before (xid, id) has been read."""

    xid: int
    id: int = 0

    def __str__(self) -> str:
        return f"{self.xid}.{self.id}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Reads '<xid>.<id>'. Raises ValueError for anything else."""
        xid, _, entry = text.partition(".")
        return cls(int(xid), int(entry or 0))


def oldest_running_transaction() -> int:
    """The xid below which nothing can appear any more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])


class JournalReader:
    """Reads entries of the businesses in scope in a stable order."""

    def after(self, position: Position, limit: int = 500) -> tuple[list[JournalEntry], Position]:
        """Settled entries after `position`, in order, and the place to go on from.

        An entry is settled when no transaction that began before it can still commit.
        """
        entries = list(
            JournalEntry.objects.extra(
                where=["(xid, id) > (%s, %s)", "xid < %s"],
                params=[position.xid, position.id, oldest_running_transaction()],
            ).order_by("xid", "id")[:limit]
        )
        if not entries:
            return [], position
        return entries, Position(entries[-1].xid, entries[-1].id)

    def audiences_since(self, position: Position, audiences: Iterable[str]) -> set[str]:
        """Which of these audiences have visible entries from `position` on, settled or not.

        For a screen that comes back: its position is the oldest transaction running when it last knew all,
        so whatever it could have missed is at or after it. Telling it something twice is harmless.
        """
        touched: set[str] = set()
        rows = JournalEntry.objects.filter(xid__gte=position.xid)
        of_customers = sorted({name for event in REGISTRY.values() for name in event.customers})
        about = [f"facts__{name}" for name in ("previous_id", *of_customers)]
        keys = rows.values_list("code", "business_id", "case_id", "person_id", *about).distinct()
        for code, business_id, case_id, person_id, previous_id, *keys_of_customers in keys:
            event = REGISTRY.get(code, Event)
            found = dict(zip(of_customers, keys_of_customers, strict=True))
            touched |= set(
                audiences_of(
                    event.changes,
                    business_id=business_id,
                    case_id=case_id,
                    people=(person_id, previous_id),
                    customers=(found[name] for name in event.customers),
                )
            )
        return touched & set(audiences)

    def count_since(self, position: Position, ceiling: int) -> int:
        """How many visible entries there are from `position` on, counted up to `ceiling`."""
        return JournalEntry.objects.filter(xid__gte=position.xid)[:ceiling].count()
