"""Updates where many act at once, or a worker dies: each leaves at most once, and none leaves beside an answer."""

from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.errors import TaskOver
from moked.cases.models import Case, Message, Task
from moked.staff.actors import PersonActor
from moked.updates.models import Update
from moked.updates.services import sweep_updates
from tests.races import at_once
from tests.updates.test_calling import call_due

pytestmark = pytest.mark.django_db(transaction=True)
MINUTE = timedelta(minutes=1)


class WorkerKilled(Exception):
    """Nothing after it happens."""


def _hold(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        sweep_updates(timezone.now())


def _sweep_and_die(now: datetime) -> None:
    with transaction.atomic():
        sweep_updates(now)
        raise WorkerKilled


def test_leaves_once_under_many_workers(business: Business, case: Case, noa: PersonActor) -> None:
    _hold(business, case, noa)
    later = timezone.now() + 6 * MINUTE
    assert at_once(business, *[lambda: sweep_updates(later)] * 4) == []
    with in_scope([business.pk]):
        sweep_updates(later + MINUTE)
        assert Message.objects.filter(case=case, is_automatic=True).count() == 1
        assert Update.objects.filter(case=case, state="sent").count() == 1


def test_leaves_once_though_its_worker_died_before_it_was_certain(
    business: Business, case: Case, noa: PersonActor
) -> None:
    _hold(business, case, noa)
    later = timezone.now() + 6 * MINUTE
    with in_scope([business.pk]):
        with pytest.raises(WorkerKilled):
            _sweep_and_die(later)
        assert not Message.objects.filter(case=case, is_automatic=True).exists()
        assert Update.objects.get(case=case).state == "held"
        sweep_updates(later)
        assert Message.objects.filter(case=case, is_automatic=True).count() == 1


def test_is_told_by_one_way_only_when_the_call_ends_as_its_time_does(
    business: Business, case: Case, noa: PersonActor
) -> None:
    with in_scope([business.pk]):
        update, task = call_due(case, noa)

    def sweep() -> None:
        sweep_updates(update.leave_at)

    def call() -> None:
        with suppress(TaskOver):
            cases.end_task(actor=noa, task_id=task.pk, note="סופר בטלפון")

    assert at_once(business, sweep, call, sweep, call) == []
    with in_scope([business.pk]):
        sweep_updates(update.leave_at + MINUTE)
        assert Message.objects.filter(case=case, direction="out").count() == 1
        assert Update.objects.filter(case=case, state="sent").count() == 1
        assert Task.objects.get().state != "open"
