"""Reads about promises and their clocks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch

from moked.promises.domain.clocks import Phase
from moked.promises.models import Clock, ClockStep

SOON = 8


@dataclass(frozen=True)
class NextPromise:
    """The promise of a case that ends first."""

    due_at: datetime
    is_broken: bool
    # Eight tenths of it are used up.
    is_near: bool


def clocks_of(case_id: UUID) -> list[Clock]:
    """Everything promised in a case, the latest of each kind last, with what happened to it. Two queries."""
    steps = Prefetch("steps", ClockStep.objects.order_by("at", "id"))
    return list(
        Clock.objects.select_related("calendar")
        .prefetch_related(steps)
        .filter(case_id=case_id)
        .exclude(phase=Phase.VOID.value)
        .order_by("started_at", "id")
    )


def next_promises(case_ids: Iterable[UUID]) -> dict[UUID, NextPromise]:
    """The promise that ends first, of those that run, for each of these cases. One query."""
    rows = Clock.objects.filter(case_id__in=list(case_ids), phase=Phase.RUNNING.value, due_at__isnull=False)
    found: dict[UUID, NextPromise] = {}
    for case_id, due_at, broken_at, used in rows.order_by("due_at").values_list(
        "case_id", "due_at", "broken_at", "used"
    ):
        if due_at is not None:
            found.setdefault(case_id, NextPromise(due_at, is_broken=broken_at is not None, is_near=used >= SOON))
    return found
