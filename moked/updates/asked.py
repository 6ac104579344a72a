"""Reads: how often customers had to ask what is happening, what became of updates, and whose words they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncWeek

from moked.lib.postgres.questions import asked_often
from moked.updates.models import StatusQuestion, Update, UpdateWatch


@dataclass(frozen=True)
class Asked:
    """Of so many cases, in how many the customer had to ask."""

    cases: int = 0
    asked: int = 0

    @property
    def percent(self) -> int:
        """0 where there are no cases."""
        return round(100 * self.asked / self.cases) if self.cases else 0


@dataclass(frozen=True)
class Week:
    """The cases opened in a week that began on `since`: those that updates were promised for, and the others."""

    since: date
    with_updates: Asked
    without: Asked


def asked_by_week(business_id: UUID, zone: ZoneInfo, *, since: datetime) -> Sequence[Week]:
    """By the week in which a case was opened, the oldest first. One query."""
    questions = StatusQuestion.objects.filter(case=OuterRef("case"))
    rows = (
        UpdateWatch.objects.filter(business_id=business_id, case__opened_at__gte=since, case__number__gt=0)
        .annotate(week=TruncWeek("case__opened_at", tzinfo=zone), had_to_ask=Exists(questions))
        .order_by("week")
        .values_list("week", "is_promised")
        .annotate(cases=Count("pk"), asked=Count("pk", filter=Q(had_to_ask=True)))
    )
    found: dict[date, dict[bool, Asked]] = {}
    for week, is_promised, cases, asked in rows:
        found.setdefault(week.date(), {})[is_promised] = Asked(cases, asked)
    return [Week(week, by.get(True, Asked()), by.get(False, Asked())) for week, by in found.items()]


def ends_of_updates(business_id: UUID, *, since: datetime) -> dict[str, int]:
    """How many updates ended how, by state; those improved by a person also as `improved`. One query."""
    rows = Update.objects.filter(business_id=business_id, made_at__gte=since).order_by()
    counted = rows.values_list("state").annotate(all=Count("pk"), improved=Count("pk", filter=Q(is_improved=True)))
    found = {state: count for state, count, _improved in counted}
    return {**found, "improved": sum(improved for _state, _count, improved in counted)}


def reworded_by(message_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The messages among these that somebody put into words of their own, with the name of whoever did. One query."""
    rows = _improved(list(message_ids)) if message_ids else []
    return {row.message_id: row.decided_by.full_name for row in rows}  # type: ignore[misc,union-attr]


@asked_often
def _improved(message_ids: list[UUID]) -> QuerySet[Update]:
    rows = Update.objects.filter(message_id__any_of=message_ids, is_improved=True, decided_by__isnull=False)
    return rows.select_related("decided_by")
