"""What time does to clocks: more of a promise is used up, and at its end it is broken, once."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from moked.calendars.domain.hours import CalendarInvalid
from moked.journal.record import record
from moked.lib.due import run_each
from moked.lib.scans import Moment, due_by
from moked.promises.domain.clocks import share_used
from moked.promises.domain.ladders import steps_due
from moked.promises.events import PromiseBroken
from moked.promises.models import Clock, ClockStep, Escalation
from moked.promises.profiles import open_time_of
from moked.promises.services.calling import ACTOR, call_rung, steps_for
from moked.promises.services.measuring import measure_of, set_moments

# A clock that cannot be judged, for example by a calendar that never opens again, is tried again after this.
AGAIN_IN = timedelta(hours=1)
# Looked at in one go; the worker comes again at once while there is more.
MOST = 1000
# So many that ring share a transaction.
AT_ONCE = 50


@due_by(Moment(Clock, "next_check_at"))
def sweep_clocks(now: datetime) -> int:
    """Looks at every clock whose moment has come, in order. Gives how many.

    Most only have another tenth used up: these are put on together. The others ring, each undone alone if it fails.
    """
    quiet = _put_on_quiet_ones(now)
    rows = Clock.objects.select_related("calendar", "case", "ladder")
    rung = run_each(
        lambda: rows.filter(next_check_at__lte=now).order_by("next_check_at"),
        lambda clock: _look(clock, now),
        lambda clock: _postpone(clock, now),
        most=MOST,
        # As whoever moves the case locks them: none of them waits for another.
        locks=("self", "case"),
        at_once=AT_ONCE,
    )
    return quiet + rung


PUT_ON = """
UPDATE promises_clock AS c SET used = n.used, due_at = n.due_at, next_check_at = n.next_check_at
FROM unnest(%s::uuid[], %s::smallint[], %s::timestamptz[], %s::timestamptz[]) AS n (id, used, due_at, next_check_at)
WHERE c.id = n.id
"""


@transaction.atomic
def _put_on_quiet_ones(now: datetime) -> int:
    """Those of the due clocks for which nothing rings, in one statement. Waits for nobody's lock."""
    due = Clock.objects.select_related("calendar", "ladder").prefetch_related("ladder__rungs")
    due = due.filter(next_check_at__lte=now).order_by("next_check_at")
    quiet = [clock for clock in due.select_for_update(of=("self",), skip_locked=True)[:MOST] if _is_quiet(clock, now)]
    if quiet:
        with connection.cursor() as cursor:
            facts = [(clock.pk, clock.used, clock.due_at, clock.next_check_at) for clock in quiet]
            cursor.execute(PUT_ON, [list(column) for column in zip(*facts, strict=True)])
    return len(quiet)


def _is_quiet(clock: Clock, now: datetime) -> bool:
    """Sets the clock's moments; True when that was all. What cannot be judged is left to be looked at alone."""
    try:
        steps = steps_for(clock)
        if steps and steps_due(steps, clock.called, share_used(measure_of(clock), open_time_of(clock.calendar), now)):
            return False
        set_moments(clock, now)
    except (CalendarInvalid, ValueError):
        return False
    return clock.due_at is None or clock.due_at > now or clock.broken_at is not None


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
