"""A worker that dies while an update goes to all and while the clocks follow the emergency set."""

import time
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.incident_models import IncidentLetter
from moked.cases.models import Message
from moked.promises.models import Clock, ClockRetarget, ClockStep
from moked.promises.services import create_calendar, create_package, switch_emergency_on
from moked.staff.permissions import Permission
from tests import builders
from tests.faults.processes import Process, running
from tests.promises.test_emergencies import ALWAYS

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]

MANY = 150
PATIENCE = 240.0


def _eventually(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it never came to pass"
        time.sleep(0.05)


def test_tells_each_case_once_and_sets_each_clock_anew_once(database_url: str) -> None:
    business = builders.a_business()
    ronit = builders.actor_of(builders.a_person(business, permissions=list(Permission)))
    worker = Process(["worker"], {})
    with in_scope([business.pk]):
        calendar = create_calendar(actor=ronit, business_id=business.pk, name="תמיד", document=ALWAYS)
        facts = {"calendar": calendar, "targets": {"first_reply": {"normal": 60}, "solution": {"normal": 600}}}
        create_package(actor=ronit, business_id=business.pk, facts={**facts, "name": "רגיל", "is_default": True})
        slow = {"calendar": calendar, "targets": {"first_reply": {"normal": 90}, "solution": {"normal": 900}}}
        emergency = create_package(actor=ronit, business_id=business.pk, facts={**slow, "name": "חירום"})
        incident = cases.open_incident(
            actor=ronit,
            business_id=business.pk,
            title="תקלה",
            words="אין אינטרנט",
            began_at=timezone.now() - timedelta(hours=1),
        )
        for _ in range(MANY):
            builders.a_case(business, text="אין אינטרנט")
        before = Clock.objects.count()
        facts = {"business_id": business.pk, "package_id": emergency.pk, "reason": "סופה"}
        switch_emergency_on(actor=ronit, **facts)  # type: ignore[arg-type]
        cases.write_update(actor=ronit, incident_id=incident.pk, update_id=uuid4(), texts={"he": "מטפלים"})
        waiting = IncidentLetter.objects.filter(outcome="waiting")
        with running(worker):
            for left in (MANY - 10, MANY // 2):
                _eventually(lambda left=left: waiting.count() <= left)  # type: ignore[misc]
                worker.kill()
                worker.start()
            _eventually(lambda: not waiting.exists())
            _eventually(lambda: not ClockRetarget.objects.filter(done_at=None).exists())
        said = Message.objects.filter(is_automatic=True)
        assert said.count() == said.values("case").distinct().count() == MANY
        assert ClockStep.objects.filter(why="emergency_on").count() <= before
        steps = ClockStep.objects.filter(why="emergency_on").values("clock")
        assert steps.count() == steps.distinct().count()
        open_ones = Clock.objects.filter(phase__in=["running", "paused"])
        assert set(open_ones.values_list("source", flat=True)) == {"emergency"}
