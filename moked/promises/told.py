"""Reads of what is told of open cases, and of how it held."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from moked.promises.domain.clocks import Phase
from moked.promises.domain.terms import ClockKind
from moked.promises.models import Clock, ClockStep, Estimate, EstimateModel, EstimateWatch

# The step of a clock that says it will probably not hold.
FORESEEN = "foreseen"
# Fewer cases say nothing about a team or a topic, and too much about single ones.
FEWEST = 5


def told_of_case(case_id: UUID, at: datetime) -> Estimate | None:
    """What is told at `at` of when a case will be solved; None when nothing is. Not to be saved. Two queries.

    It agrees with the promise of a solution that still runs, whose end is `promised_by`. Until that is foreseen to be
    late, nothing later is told, nor by when more will be told: the promise says more. A broken one binds nothing.
    """
    watch = EstimateWatch.objects.select_related("told").filter(case=case_id).first()
    foreseen = Exists(ClockStep.objects.filter(clock=OuterRef("pk"), what=FORESEEN))
    running = Clock.objects.filter(case=case_id, kind=ClockKind.SOLUTION.value, phase=Phase.RUNNING.value)
    kept = running.filter(broken_at=None, due_at__gt=at).order_by("due_at")
    promise = kept.values_list("due_at", foreseen).first()
    told = watch.told if watch else None
    if told is None or promise is None:
        return told
    due, is_foreseen = promise
    told.promised_by = due
    if is_foreseen:
        return told
    if told.likely_at is None or told.latest_at is None or told.likely_at >= due:
        told.likely_at = told.latest_at = due
        told.tell_by, told.basis = None, "promise"
    else:
        told.latest_at = min(told.latest_at, due)
    return told


@dataclass(frozen=True)
class Held:
    """Of so many solved cases, how many were solved by the end of the first range told. `name` may be empty."""

    name: str
    cases: int
    held: int

    @property
    def percent(self) -> int:
        return round(100 * self.held / self.cases) if self.cases else 0


@dataclass(frozen=True)
class HeldBy:
    """The groups with cases enough, the largest first, and how many groups have too few."""

    shown: Sequence[Held]
    left_out: int


def held_by(business_id: UUID, field: str, *, since: datetime) -> HeldBy:
    """How what was told first of each case since then held, by `team` or `topic` of the case. One query.

    The first range counts: a later one, told when the first slips, would make every case look well foretold.
    """
    ranges = Estimate.objects.filter(business_id=business_id, latest_at__isnull=False, made_at__gte=since)
    first = ranges.order_by("case", "made_at").distinct("case")
    groups = (
        Estimate.objects.filter(pk__in=first.values("pk"), held__isnull=False)
        .order_by()
        .values_list(f"case__{field}__name")
        .annotate(solved=Count("pk"), kept=Count("pk", filter=Q(held=True)))
    )
    found = [Held(name or "", solved, kept) for name, solved, kept in groups]
    shown = sorted((each for each in found if each.cases >= FEWEST), key=lambda each: (-each.cases, each.name))
    return HeldBy(shown, len(found) - len(shown))


def latest_model(business_id: UUID) -> EstimateModel | None:
    """The version of what was learned that came last, without its document."""
    return EstimateModel.objects.filter(business_id=business_id).order_by("-version").defer("document").first()
