"""Every open case carries an estimate: asked for when something happens, made by the worker, told anew in time."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone

from moked.calendars.domain.clock import OpenTime
from moked.calendars.domain.hours import CalendarInvalid
from moked.cases import events as happened
from moked.cases.domain.states import CaseState
from moked.cases.models import Case
from moked.journal.events import Event
from moked.journal.record import record
from moked.lib.due import run_each
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
from moked.promises.learned import labels_of, learned_models
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

# One statement, since every mail that comes in asks. The worker thinks; whoever wrote does not wait for it.
WATCH = """
INSERT INTO promises_estimatewatch (case_id, business_id, last, happened_at, look_at)
SELECT %(case)s, %(business)s, 'opening', %(now)s, %(now)s {only}
ON CONFLICT (case_id) DO UPDATE SET last = %(last)s, happened_at = %(now)s, look_at = %(now)s
"""
# What a program writes tells nothing of how long a case will take.
BY_A_PERSON = "FROM cases_message WHERE id = %(message)s AND author_id IS NOT NULL"


def ask_estimate(event: Event) -> None:
    """Reaction: something happened that may change when the case is solved. The case is locked by who recorded it."""
    is_ours = isinstance(event, happened.MessageReleased)
    facts = {
        "case": event.case_id,
        "business": event.business_id,
        "last": event.code,
        "now": timezone.now(),
        "message": event.message_id if isinstance(event, happened.MessageReleased) else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(WATCH.format(only=BY_A_PERSON if is_ours else ""), facts)


def make_due_estimates(now: datetime) -> int:
    """Thinks again of every case whose moment has come. Gives how many."""
    rows = EstimateWatch.objects.select_related("case__business", "told")
    return run_each(
        lambda: rows.filter(look_at__lte=now).order_by("look_at"),
        lambda watch: _look(watch, now),
        lambda watch: _postpone(watch, now),
        # Both at once, without waiting: whoever asks holds the case first.
        locks=("self", "case"),
    )


def _postpone(watch: EstimateWatch, now: datetime) -> None:
    EstimateWatch.objects.filter(pk=watch.pk).update(look_at=now + AGAIN_IN)


def _look(watch: EstimateWatch, now: datetime) -> None:
    case = watch.case
    if case.case_state in EXPECTED_IN:
        if case.times_reopened:
            # It was not solved after all.
            Estimate.objects.filter(case=case, held__isnull=False).update(held=None)
        _think(watch, now)
        return
    if case.case_state is CaseState.CLOSED:
        _judge(case)
    watch.told, watch.look_at = None, None
    watch.save(update_fields=["told", "look_at"])


def _judge(case: Case) -> None:
    """Solved is a case since the solution that its customer confirmed; without one, since the closing."""
    solved_at = case.proposed_at or case.closed_at
    ranges = Estimate.objects.filter(case=case, latest_at__isnull=False)
    ranges.filter(latest_at__gte=solved_at).update(held=True)
    ranges.filter(latest_at__lt=solved_at).update(held=False)


@dataclass(frozen=True)
class _Thought:
    """What was thought, and by which version of what was learned."""

    estimate: Thought
    version: int | None


def _think(watch: EstimateWatch, now: datetime) -> None:
    """Tells anew what is told of the case, if it must be; in any case says when to look again."""
    case = watch.case
    here = now.astimezone(ZoneInfo(case.business.time_zone))
    promise = _promise_of(case)
    open_time = open_time_of(promise.calendar) if promise else usual_open_time(case.business.time_zone)
    told = _as_told(watch.told, here)
    at = here
    if isinstance(told, RangeTold) and here >= look_again_at(told):
        # Whatever is told now begins where what was told ends: it holds for the case not solved by then.
        at = max(here, told.latest_by)
    thought = _thought(watch, at, target=_target(case, promise, now))
    new = _told(thought.estimate, here, at, open_time)
    if _may_tell(watch, told, here) and is_told_anew(told, new, thought.estimate, now=here):
        is_slip = isinstance(told, RangeTold) and has_slipped(told, thought.estimate, now=here)
        watch.told = _write(watch, new, thought, now, why=SLIP if is_slip else watch.last)
        told = new
    looks = [look_again_at(told)] if told is not None else []
    if promise is not None:
        looks += _look_ahead(promise, thought.estimate, at=at, now=now)
    if looks:
        watch.look_at = max(min(looks), now + SOON)
    watch.save(update_fields=["told", "look_at"])


def _may_tell(watch: EstimateWatch, told: RangeTold | LaterTold | None, here: datetime) -> bool:
    """Not at a look that is for the promise alone: nothing happened since, and what was told is not near its end."""
    if told is None or here >= look_again_at(told):
        return True
    return watch.happened_at > told.told_at


def _look_ahead(promise: Clock, estimate: Thought, *, at: datetime, now: datetime) -> list[datetime]:
    """Says once that the promise will probably not hold; else gives when to think of it again."""
    due = promise.due_at
    if due is None or due <= now or promise.steps.filter(what=FORESEEN).exists():
        return []
    length = due - promise.started_at
    if not will_break(estimate, now=at, due=due, target=length):
        return [each for each in (look_ahead_at(now, due=due, target=length),) if each is not None]
    ClockStep.objects.create(
        business_id=promise.business_id, clock=promise, at=now, what=FORESEEN, why=ACTOR, due_at=due
    )
    record(
        BreachForeseen(
            business_id=promise.business_id,
            actor=ACTOR,
            case_id=promise.case_id,
            person_id=promise.case.assignee_id,
            clock_id=promise.pk,
        )
    )
    return []


def _promise_of(case: Case) -> Clock | None:
    clocks = Clock.objects.select_related("calendar", "case").filter(
        case=case, kind=ClockKind.SOLUTION.value, phase__in=OPEN_PHASES
    )
    return clocks.first()


def _target(case: Case, promise: Clock | None, now: datetime) -> float | None:
    """Days from the opening to the end of what was promised."""
    if promise is None:
        return None
    return ((promise.due_at or now + promise.target) - case.opened_at) / DAY


def _thought(watch: EstimateWatch, now: datetime, *, target: float | None) -> _Thought:
    """By the latest of what was learned that can be used, else by the promise."""
    case = watch.case
    facts = Facts(
        OPENING if watch.last == OPENING else EVENT,
        labels_of(topic=case.topic_id, criticality=case.criticality, team=case.team_id, last=watch.last),
        age=max((watch.happened_at - case.opened_at) / DAY, 0.0),
        load=float(_open_cases(case.business_id)),
    )
    waited = max((now - watch.happened_at) / DAY, 0.0)
    for learned in learned_models(case.business_id):
        estimate = learned.estimate(facts, waited=waited, target=target)
        if estimate is not None:
            return _Thought(estimate, learned.version)
    return _Thought(estimate_from_target(target, age=facts.age + waited), None)


def _open_cases(business_id: UUID) -> int:
    return Case.objects.filter(business_id=business_id, state__in=EXPECTED_IN, number__gt=0).count()


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


def _write(
    watch: EstimateWatch, told: RangeTold | LaterTold, thought: _Thought, now: datetime, *, why: str
) -> Estimate:
    row = Estimate(
        business_id=watch.business_id,
        case_id=watch.case_id,
        made_at=now,
        basis=told.basis.code,
        cases=told.basis.solved,
        model_version=thought.version,
        why=why,
    )
    if isinstance(told, RangeTold):
        row.likely_at, row.latest_at = told.likely_by.astimezone(UTC), told.latest_by.astimezone(UTC)
    else:
        row.tell_by = told.tell_by.astimezone(UTC)
    row.save(force_insert=True)
    record(
        EstimateTold(business_id=watch.business_id, actor=ACTOR, case_id=watch.case_id, estimate_id=row.pk, why=why)
    )
    return row
