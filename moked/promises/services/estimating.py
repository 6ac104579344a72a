"""Every open case carries an estimate: asked for when something happens, made by the worker, told anew in time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Count, Exists, OuterRef
from django.utils import timezone

from moked.calendars.domain.clock import OpenTime
from moked.calendars.domain.hours import CalendarInvalid
from moked.cases import events as happened
from moked.cases.domain.states import CaseState
from moked.cases.models import Case
from moked.journal.events import Event
from moked.journal.record import for_many, record, written_together
from moked.lib.due import run_each, run_together
from moked.lib.scans import Moment, due_by
from moked.promises.domain.estimates.history import EVENT, OPENING, Facts
from moked.promises.domain.estimates.model import Basis, estimate_from_target
from moked.promises.domain.estimates.model import Estimate as Thought
from moked.promises.domain.estimates.told import (
    Grain,
    LaterTold,
    RangeTold,
    has_slipped,
    in_open_time,
    is_told_anew,
    look_again_at,
    next_word_at,
    told_of,
)
from moked.promises.domain.foresight import look_ahead_at, will_break
from moked.promises.domain.terms import ClockKind
from moked.promises.events import BreachForeseen, EstimateTold
from moked.promises.learned import labels_of, learned_models, versions_of
from moked.promises.models import Clock, ClockStep, Estimate, EstimateWatch
from moked.promises.profiles import open_time_of, usual_open_time
from moked.promises.services.clocks import OPEN_PHASES
from moked.promises.told import FORESEEN

ACTOR = "estimate"
SLIP = "slip"
# While it is so, a solution is still to come from us.
EXPECTED_IN = (CaseState.NEW, CaseState.OPEN, CaseState.WAITING)
# Looked at again at the earliest, and after a failure.
SOON, AGAIN_IN = timedelta(minutes=1), timedelta(hours=1)
DAY = timedelta(days=1)
# Thought of in one go, and so many in one transaction.
MOST, AT_ONCE = 1000, 50
# Both at once, without waiting: whoever asks holds the case first.
LOCKS = ("self", "case")

# One statement, since every mail that comes in asks. The worker thinks; whoever wrote does not wait for it.
# What a program writes tells nothing of how long a case will take.
WATCH = """
INSERT INTO promises_estimatewatch AS watch (case_id, business_id, last, happened_at, look_at)
SELECT "case", business, 'opening', %(now)s, %(now)s
FROM unnest(%(cases)s::uuid[], %(businesses)s::uuid[], %(messages)s::uuid[]) AS event ("case", business, message)
WHERE message IS NULL OR EXISTS (SELECT FROM cases_message WHERE id = message AND author_id IS NOT NULL)
ON CONFLICT (case_id) DO UPDATE
SET last = (%(codes)s::text[])[array_position(%(cases)s::uuid[], watch.case_id)],
  happened_at = %(now)s, look_at = %(now)s
"""

LOOKED = """
UPDATE promises_estimatewatch AS w SET told_id = n.told_id, look_at = n.look_at
FROM unnest(%s::uuid[], %s::uuid[], %s::timestamptz[]) AS n (case_id, told_id, look_at)
WHERE w.case_id = n.case_id
"""


@for_many
def ask_estimate(events: Sequence[Event]) -> None:
    """Reaction: something happened that may change when the cases are solved. They are locked by who recorded it."""
    latest = {event.case_id: event for event in events if not _is_by_program(event)}
    if not latest:
        return
    facts: dict[str, Any] = {
        "cases": list(latest),
        "businesses": [event.business_id for event in latest.values()],
        "codes": [event.code for event in latest.values()],
        "messages": [
            event.message_id if isinstance(event, happened.MessageReleased) else None for event in latest.values()
        ],
        "now": timezone.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(WATCH, facts)


def _is_by_program(event: Event) -> bool:
    return isinstance(event, happened.MessageReleased) and event.is_by_program


@due_by(Moment(EstimateWatch, "look_at"))
def make_due_estimates(now: datetime) -> int:
    """Thinks again of every case whose moment has come, of several together. Gives how many."""
    # What more follows from a case follows in a transaction of its own: it waits for other rows.
    apart: set[UUID] = set()
    due = EstimateWatch.objects.select_related("case__business", "told").filter(look_at__lte=now).order_by("look_at")
    looked_at = run_together(
        lambda: due.exclude(case__in=apart),
        lambda watches: _look(watches, now, apart),
        lambda watch: _postpone(watch, now),
        most=MOST,
        locks=LOCKS,
        at_once=AT_ONCE,
    )
    again = run_each(
        lambda: due.filter(case__in=apart),
        lambda watch: _look([watch], now),
        lambda watch: _postpone(watch, now),
        most=MOST,
        locks=LOCKS,
    )
    return looked_at - len(apart) + again


def _postpone(watch: EstimateWatch, now: datetime) -> None:
    EstimateWatch.objects.filter(pk=watch.pk).update(look_at=now + AGAIN_IN)


@dataclass(frozen=True)
class _Known:
    """What is asked for once for several cases: their promises, by case; by business the keys and numbers
    of what was learned there, the latest first, and how many cases are open."""

    promises: Mapping[UUID, Clock]
    learned: Mapping[UUID, Sequence[tuple[UUID, int]]]
    loads: Mapping[UUID, int]


@dataclass(frozen=True)
class _Thought:
    """What follows from thinking of a case: what is told anew, and the promise that will probably not hold."""

    watch: EstimateWatch
    told: Estimate | None
    breaking: Clock | None

    @property
    def is_apart(self) -> bool:
        """Whether more follows from it than a line in the journal: somebody is warned, or an update has to tell."""
        return self.breaking is not None or (self.told is not None and self.told.why == SLIP)


def _look(watches: Sequence[EstimateWatch], now: datetime, apart: set[UUID] | None = None) -> None:
    """Thinks of these cases. With `apart` given, those are left from which more follows, and added to it."""
    open_ones = [watch for watch in watches if watch.case.case_state in EXPECTED_IN]
    known = _known([watch.case for watch in open_ones])
    thoughts = [_think(watch, known, now) for watch in open_ones]
    left = {thought.watch.case_id for thought in thoughts if thought.is_apart} if apart is not None else set()
    thoughts = [thought for thought in thoughts if thought.watch.case_id not in left]
    over = [watch for watch in watches if watch.case.case_state not in EXPECTED_IN]
    for watch in over:
        _end(watch)
    _store(thoughts, over)
    with written_together():
        for thought in thoughts:
            _record(thought, now)
    if apart is not None:
        apart |= left


def _store(thoughts: Sequence[_Thought], over: Sequence[EstimateWatch]) -> None:
    again = [thought.watch.case_id for thought in thoughts if thought.watch.case.times_reopened]
    if again:
        # It was not solved after all.
        Estimate.objects.filter(case__in=again, held__isnull=False).update(held=None)
    Estimate.objects.bulk_create([thought.told for thought in thoughts if thought.told is not None])
    looked = [*(thought.watch for thought in thoughts), *over]
    facts = ([w.case_id for w in looked], [w.told_id for w in looked], [w.look_at for w in looked])
    with connection.cursor() as cursor:
        cursor.execute(LOOKED, facts)


def _end(watch: EstimateWatch) -> None:
    if watch.case.case_state is CaseState.CLOSED:
        _judge(watch.case)
    watch.told, watch.look_at = None, None


def _judge(case: Case) -> None:
    """Solved is a case since the solution that its customer confirmed; without one, since the closing."""
    solved_at = case.proposed_at or case.closed_at
    ranges = Estimate.objects.filter(case=case, latest_at__isnull=False)
    ranges.filter(latest_at__gte=solved_at).update(held=True)
    ranges.filter(latest_at__lt=solved_at).update(held=False)


def _known(cases: Sequence[Case]) -> _Known:
    businesses = {case.business_id for case in cases}
    foreseen = Exists(ClockStep.objects.filter(clock=OuterRef("pk"), what=FORESEEN))
    promises = Clock.objects.select_related("calendar", "case").annotate(is_foreseen=foreseen)
    promises = promises.filter(case__in=cases, kind=ClockKind.SOLUTION.value, phase__in=OPEN_PHASES)
    loads = Case.objects.filter(business__in=businesses, state__in=EXPECTED_IN, number__gt=0)
    return _Known(
        {clock.case_id: clock for clock in promises},
        versions_of(businesses),
        dict(loads.order_by().values_list("business").annotate(Count("pk"))),
    )


def _think(watch: EstimateWatch, known: _Known, now: datetime) -> _Thought:
    """Sets what is told of the case, anew if it must be, and when to look again."""
    case = watch.case
    here = now.astimezone(ZoneInfo(case.business.time_zone))
    promise = known.promises.get(case.pk)
    open_time = open_time_of(promise.calendar) if promise else usual_open_time(case.business.time_zone)
    told, row = _as_told(watch.told, here), None
    at = here
    if isinstance(told, RangeTold) and here >= look_again_at(told):
        # Whatever is told now begins where what was told ends: it holds for the case not solved by then.
        at = max(here, told.latest_by)
    estimate, version = _estimate(watch, known, at, target=_target(case, promise, now))
    new = _told(estimate, here, at, open_time)
    if _may_tell(watch, told, here) and is_told_anew(told, new, estimate, now=here):
        is_slip = isinstance(told, RangeTold) and has_slipped(told, estimate, now=here)
        row = watch.told = _row(watch, new, version, now, why=SLIP if is_slip else watch.last)
        told = new
    is_breaking = promise is not None and _will_break(promise, estimate, at=at, now=now)
    looks = [look_again_at(told)] if told is not None else []
    if promise is not None and not is_breaking:
        looks += _look_ahead(promise, now)
    if looks:
        watch.look_at = max(min(looks), now + SOON)
    return _Thought(watch, row, promise if is_breaking else None)


def _may_tell(watch: EstimateWatch, told: RangeTold | LaterTold | None, here: datetime) -> bool:
    """Not at a look that is for the promise alone: nothing happened since, and what was told is not near its end."""
    if told is None or here >= look_again_at(told):
        return True
    return watch.happened_at > told.told_at


def _is_foreseeable(promise: Clock, now: datetime) -> bool:
    """It is still kept, and nobody was warned yet."""
    is_foreseen: bool = promise.is_foreseen  # type: ignore[attr-defined]
    return promise.due_at is not None and promise.due_at > now and not is_foreseen


def _will_break(promise: Clock, estimate: Thought, *, at: datetime, now: datetime) -> bool:
    """Whether somebody is to be warned now that the promise will probably not hold."""
    due = promise.due_at
    if due is None or not _is_foreseeable(promise, now):
        return False
    return will_break(estimate, now=at, due=due, target=due - promise.started_at)


def _look_ahead(promise: Clock, now: datetime) -> list[datetime]:
    """When to think again of whether the promise holds."""
    due = promise.due_at
    if due is None or not _is_foreseeable(promise, now):
        return []
    again = look_ahead_at(now, due=due, target=due - promise.started_at)
    return [again] if again else []


def _target(case: Case, promise: Clock | None, now: datetime) -> float | None:
    """Days from the opening to the end of what was promised."""
    if promise is None:
        return None
    return ((promise.due_at or now + promise.target) - case.opened_at) / DAY


def _estimate(
    watch: EstimateWatch, known: _Known, now: datetime, *, target: float | None
) -> tuple[Thought, int | None]:
    """By the latest of what was learned that can be used, and its version; else by the promise."""
    case = watch.case
    facts = Facts(
        OPENING if watch.last == OPENING else EVENT,
        labels_of(topic=case.topic_id, criticality=case.criticality, team=case.team_id, last=watch.last),
        age=max((watch.happened_at - case.opened_at) / DAY, 0.0),
        load=float(known.loads.get(case.business_id, 0)),
    )
    waited = max((now - watch.happened_at) / DAY, 0.0)
    for learned in learned_models(known.learned[case.business_id]):
        estimate = learned.estimate(facts, waited=waited, target=target)
        if estimate is not None:
            return estimate, learned.version
    return estimate_from_target(target, age=facts.age + waited), None


def _told(estimate: Thought, here: datetime, at: datetime, open_time: OpenTime) -> RangeTold | LaterTold:
    """What is told here and now of an estimate that counts from `at`."""
    try:
        new = told_of(estimate, now=at, tell_by=next_word_at(here, open_time))
        new = in_open_time(new, open_time) if isinstance(new, RangeTold) else new
    except CalendarInvalid:
        # A calendar that never opens again says nothing about hours.
        new = told_of(estimate, now=at, tell_by=here + DAY)
    return replace(new, told_at=here)


def _as_told(row: Estimate | None, here: datetime) -> RangeTold | LaterTold | None:
    if row is None:
        return None
    basis, zone = Basis(row.basis, row.cases), here.tzinfo
    told_at = row.made_at.astimezone(zone)
    if row.likely_at and row.latest_at:
        return RangeTold(told_at, row.likely_at.astimezone(zone), row.latest_at.astimezone(zone), Grain.HOUR, basis)
    return LaterTold(told_at, (row.tell_by or row.made_at).astimezone(zone), basis)


def _row(
    watch: EstimateWatch, told: RangeTold | LaterTold, version: int | None, now: datetime, *, why: str
) -> Estimate:
    row = Estimate(
        business_id=watch.business_id,
        case_id=watch.case_id,
        made_at=now,
        basis=told.basis.code,
        cases=told.basis.solved,
        model_version=version,
        why=why,
    )
    if isinstance(told, RangeTold):
        row.likely_at, row.latest_at = told.likely_by.astimezone(UTC), told.latest_by.astimezone(UTC)
    else:
        row.tell_by = told.tell_by.astimezone(UTC)
    return row


def _record(thought: _Thought, now: datetime) -> None:
    facts: dict[str, Any] = {
        "business_id": thought.watch.business_id,
        "actor": ACTOR,
        "case_id": thought.watch.case_id,
    }
    if thought.told is not None:
        record(EstimateTold(**facts, estimate_id=thought.told.pk, why=thought.told.why))
    if thought.breaking is not None:
        clock = thought.breaking
        ClockStep.objects.create(
            business_id=clock.business_id, clock=clock, at=now, what=FORESEEN, why=ACTOR, due_at=clock.due_at
        )
        record(BreachForeseen(**facts, person_id=clock.case.assignee_id, clock_id=clock.pk))
