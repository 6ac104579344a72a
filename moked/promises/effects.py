"""Cases with and without a ladder's help, as far as they can be compared."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from moked.cases.domain.states import CaseState
from moked.cases.models import Case
from moked.promises.domain.effects import Comparison, Watched, comparison_of
from moked.promises.models import Clock, Escalation, Ladder

LONGEST = timedelta(days=180)
LOOKED_BACK = timedelta(days=90)
# The newest cases that are looked at; a larger business sees fewer days.
MOST = 20_000
NO_CASE = (CaseState.MERGED.value, CaseState.SET_ASIDE.value)


@dataclass(frozen=True)
class Effect:
    """`escalated`: cases for which the ladder called somebody, beside those it watched and called nobody for.

    `switched_on`: cases it watches since `active_since`, beside the business's cases of as long a time before; None
    while it is not in use.
    """

    since: datetime
    escalated: Comparison
    active_since: datetime | None
    switched_on: Comparison | None


def effect_of(ladder: Ladder, now: datetime) -> Effect:
    """What can be said of a ladder's effect on time to solution. Three queries at most."""
    since = now - LOOKED_BACK
    with_calls: list[Watched] = []
    without: list[Watched] = []
    for alike, opened_at, closed_at, is_called in _cases(ladder, since, now):
        (with_calls if is_called else without).append(_watched(alike, opened_at, closed_at, now))
    return Effect(since, comparison_of(with_calls, without), ladder.active_since, _switched_on(ladder, now))


def _switched_on(ladder: Ladder, now: datetime) -> Comparison | None:
    """Each side is watched for as long, and to the end of its own time only: whoever came first is not ahead."""
    began = ladder.active_since
    if began is None or not ladder.is_active:
        return None
    span = min(now - began, LONGEST)
    after = [_watched(*row[:3], began + span) for row in _cases(ladder, began, began + span)]
    earlier = _cases(ladder, began - span, began, is_watched_only=False)
    before = [_watched(*row[:3], began) for row in earlier]
    return comparison_of(after, before)


Row = tuple[tuple[str, str], datetime, datetime | None, bool]


def _cases(ladder: Ladder, since: datetime, until: datetime, *, is_watched_only: bool = True) -> Iterable[Row]:
    watched = Exists(Clock.objects.filter(case=OuterRef("pk"), ladder=ladder))
    called = Exists(Escalation.objects.filter(case=OuterRef("pk"), rung__ladder=ladder))
    rows = Case.objects.filter(business_id=ladder.business_id, opened_at__gte=since, opened_at__lt=until)
    rows = rows.exclude(state__in=NO_CASE)
    if is_watched_only:
        rows = rows.filter(watched)
    found = rows.order_by("-opened_at").values_list("topic__name", "criticality", "opened_at", "closed_at")
    for topic, criticality, opened_at, closed_at, is_called in found.annotate(is_called=called)[:MOST]:
        yield (topic or "", criticality), opened_at, closed_at, is_called


def _watched(alike: tuple[str, str], opened_at: datetime, closed_at: datetime | None, end: datetime) -> Watched:
    is_solved = closed_at is not None and closed_at <= end
    last = closed_at if closed_at is not None and is_solved else end
    return Watched(alike, max(last - opened_at, timedelta(0)), is_solved)
