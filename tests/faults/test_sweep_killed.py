"""A worker that is killed again and again in the middle of a sweep: every promise breaks once, every step is called
once, and a clock that cannot be judged stalls nobody."""

import random
import time
from datetime import datetime, timedelta

import psycopg
import pytest
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.calendars.models import ServiceCalendar
from moked.cases.models import Case
from moked.journal.models import JournalEntry
from moked.promises.models import Clock, ClockStep, Escalation, Ladder, Rung
from moked.staff.models import Notice
from tests import builders
from tests.faults.processes import Process, running

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]

CLOCKS = 400
KILLS = 4
SEED = 20261128
PATIENCE = 300.0
EVERY_DAY = {day: [["00:00", "24:00"]] for day in ("sun", "mon", "tue", "wed", "thu", "fri", "sat")}
BROKEN = "SELECT count(*) FROM promises_clock WHERE broken_at IS NOT NULL"


def _calendar(business: Business, name: str, week: object) -> ServiceCalendar:
    document = {"timezone": "Asia/Jerusalem", "week": week}
    return ServiceCalendar.objects.create(business=business, name=name, document=document)


def _clocks(business: Business, calendar: ServiceCalendar, ladder: Ladder, due: datetime, count: int) -> list[Clock]:
    """Clocks of cases of their own, all of whose time is used up, and of which no step was called yet."""
    point = builders.a_contact_point(business)
    lead = builders.a_case(business, contact_point=point)
    facts = {"business": business, "customer": lead.customer, "contact_point": point, "channel": "mail"}
    cases = Case.objects.bulk_create(Case(**facts, number=9000 + place) for place in range(count))
    hour = timedelta(hours=1)
    return Clock.objects.bulk_create(
        Clock(
            business=business, case=case, kind="solution", phase="running", calendar=calendar, target=hour,
            source="package", started_at=due - hour, due_at=due, next_check_at=due, ladder=ladder,
        )
        for case in cases
    )  # fmt: skip


def _kill_when(worker: Process, owner: psycopg.Connection, threshold: int) -> None:
    """Ends the worker once so many promises broke, wherever it then is in its next transaction."""
    deadline = time.monotonic() + PATIENCE
    while owner.execute(BROKEN).fetchone()[0] < threshold:  # type: ignore[index]
        assert time.monotonic() < deadline, "the sweep does not go on"
        time.sleep(0.002)
    worker.kill()


def test_loses_and_repeats_nothing_though_the_worker_is_killed_in_the_middle(database_url: str) -> None:
    business = builders.a_business()
    expert, manager = builders.a_person(business), builders.a_person(business)
    now, draw = timezone.now(), random.Random(SEED)
    with in_scope([business.pk]):
        ladder = Ladder.objects.create(business=business, name="סולם")
        for position, person in ((1, expert), (2, manager)):
            Rung.objects.create(
                business=business, ladder=ladder, position=position, at_share=40 * position, person=person,
                answer_within=timedelta(days=1),
            )  # fmt: skip
        calendar = _calendar(business, "תמיד", EVERY_DAY)
        clocks = _clocks(business, calendar, ladder, now - timedelta(minutes=1), CLOCKS)
        # The first in the row cannot be judged: its calendar never opens.
        poison = clocks[0]
        Clock.objects.filter(pk=poison.pk).update(
            calendar=_calendar(business, "אף פעם", {}), next_check_at=now - timedelta(days=1)
        )
    thresholds = sorted(draw.sample(range(1, CLOCKS - 1), KILLS))
    with psycopg.connect(database_url, autocommit=True) as owner:
        for threshold in (*thresholds, CLOCKS - 1):
            worker = Process(["worker"], {})
            with running(worker):
                _kill_when(worker, owner, threshold)
    with in_scope([business.pk]):
        judged = [clock.pk for clock in clocks[1:]]
        steps = ClockStep.objects.filter(clock__in=judged, what="broken").values_list("clock_id", flat=True)
        assert sorted(steps) == sorted(judged)
        called = Escalation.objects.filter(clock__in=judged).values_list("clock_id", "position")
        assert sorted(called) == sorted((key, position) for key in judged for position in (1, 2))
        assert Notice.objects.filter(kind=Notice.Kind.ESCALATED).count() == 2 * len(judged)
        assert JournalEntry.objects.filter(code="promise_broken").count() == len(judged)
        assert JournalEntry.objects.filter(code="rung_called").count() == 2 * len(judged)
        poison.refresh_from_db()
        assert (poison.broken_at, poison.called) == (None, 0)
        # Put off to a later hour, before the others' turn came.
        assert poison.next_check_at is not None
        assert poison.next_check_at > now
