"""Owners who do nothing while the customer waits: the ladder of the promise calls its next step."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max, Q

from moked.calendars.domain.hours import CalendarInvalid
from moked.cases import events as happened
from moked.journal.models import JournalEntry
from moked.lib.due import run_each
from moked.lib.scans import Moment, due_by
from moked.promises.domain.clocks import Phase
from moked.promises.domain.silence import Silence, silent_at
from moked.promises.models import Clock, Escalation
from moked.promises.profiles import open_time_of
from moked.promises.services.escalating import leading_clock, raise_ladder
from moked.promises.services.measuring import pauses_of

AGAIN_IN = timedelta(hours=1)


@due_by(Moment(Clock, "silent_check_at"))
def sweep_silence(now: datetime) -> int:
    """Looks at every case whose owner may have been silent for too long. Gives how many."""
    rows = Clock.objects.select_related("calendar", "case", "ladder")
    return run_each(
        lambda: rows.filter(silent_check_at__lte=now).order_by("silent_check_at"),
        lambda clock: _look(clock, now),
        lambda clock: _postpone(clock, now),
        # As whoever moves the case locks it. Its clocks are locked below, in the one order of all who take several.
        locks=("case",),
    )


def _look(clock: Clock, now: datetime) -> None:
    """One clock of a case speaks for it; the others ask no more until the case moves."""
    leading = leading_clock(clock.case_id)
    ladder = clock.ladder
    if leading is None or leading.pk != clock.pk or ladder is None or not ladder.is_active:
        clock.silent_check_at = None
    elif clock.case.assignee_id is None:
        clock.silent_check_at = _from(clock, now)
    else:
        did_at = _did_at(clock.case_id, clock.case.assignee_id, clock.started_at)
        clock.silent_check_at = _from(clock, did_at)
        if clock.silent_check_at is not None and clock.silent_check_at <= now:
            raise_ladder(clock.case_id, Escalation.Trigger.SILENT)
            # Silent still after as long again: the step after it is called.
            clock.silent_check_at = _from(clock, now)
    Clock.objects.filter(pk=clock.pk).update(silent_check_at=clock.silent_check_at)


def _from(clock: Clock, did_at: datetime | None) -> datetime | None:
    if clock.ladder is None or clock.ladder.silent_after is None:
        return None
    try:
        silence = Silence(did_at, clock.started_at, pauses_of(clock))
        return silent_at(silence, clock.ladder.silent_after, open_time_of(clock.calendar))
    except CalendarInvalid:
        return None


def _did_at(case_id: UUID, owner_id: UUID, since: datetime) -> datetime | None:
    """When the owner last did anything on the case, or was given it; None when never since then."""
    theirs = Q(actor=f"person:{owner_id}") | Q(code__in=happened.GIVING, person_id=owner_id)
    entries = JournalEntry.objects.filter(theirs, case_id=case_id, at__gte=since)
    last: datetime | None = entries.aggregate(last=Max("at"))["last"]
    return last


def _postpone(clock: Clock, now: datetime) -> None:
    Clock.objects.filter(pk=clock.pk, phase=Phase.RUNNING.value).update(silent_check_at=now + AGAIN_IN)
