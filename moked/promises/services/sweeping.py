"""What time does to clocks: more of a promise is used up, and at its end it is broken, once."""

from datetime import datetime, timedelta

from moked.journal.record import record
from moked.lib.due import run_each
from moked.promises.domain.clocks import share_used
from moked.promises.domain.ladders import steps_due
from moked.promises.events import PromiseBroken
from moked.promises.models import Clock, ClockStep, Escalation
from moked.promises.profiles import open_time_of
from moked.promises.services.calling import ACTOR, call_rung, steps_for
from moked.promises.services.clocks import measure_of, set_moments

# A clock that cannot be judged, for example by a calendar that never opens again, is tried again after this.
AGAIN_IN = timedelta(hours=1)
# Looked at in one go; the worker comes again at once while there is more.
MOST = 500


def sweep_clocks(now: datetime) -> int:
    """Looks at every clock whose moment has come, in order. Gives how many."""
    rows = Clock.objects.select_related("calendar", "case", "ladder")
    return run_each(
        lambda: rows.filter(next_check_at__lte=now).order_by("next_check_at"),
        lambda clock: _look(clock, now),
        lambda clock: _postpone(clock, now),
        most=MOST,
        # As whoever moves the case locks them: none of them waits for another.
        locks=("self", "case"),
    )


def _look(clock: Clock, now: datetime) -> None:
    _call_due(clock, now)
    set_moments(clock, now)
    if clock.due_at is not None and clock.due_at <= now and clock.broken_at is None:
        _break(clock, clock.due_at)
    clock.save(update_fields=["used", "due_at", "broken_at", "called", "next_check_at"])


def _call_due(clock: Clock, now: datetime) -> None:
    steps = steps_for(clock)
    if not steps:
        return
    share = share_used(measure_of(clock), open_time_of(clock.calendar), now)
    for step in steps_due(steps, clock.called, share):
        call_rung(clock, step.position, Escalation.Trigger.SHARE, share=share, now=now)


def _break(clock: Clock, at: datetime) -> None:
    clock.broken_at, clock.next_check_at = at, None
    ClockStep.objects.create(
        business_id=clock.business_id, clock=clock, at=at, what="broken", why="time", due_at=clock.due_at
    )
    record(
        PromiseBroken(
            business_id=clock.business_id,
            actor=ACTOR,
            case_id=clock.case_id,
            person_id=clock.case.assignee_id,
            clock_id=clock.pk,
            kind=clock.kind,
        )
    )


def _postpone(clock: Clock, now: datetime) -> None:
    Clock.objects.filter(pk=clock.pk).update(next_check_at=now + AGAIN_IN)
