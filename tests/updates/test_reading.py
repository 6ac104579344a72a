"""What a look reads: only as much as fits, and for despair also what was written while no rhythm held."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.models import Case
from moked.promises.models import ServicePackage
from moked.updates.models import UpdateWatch
from moked.updates.services import sweep_updates, sweeping
from tests import builders

pytestmark = pytest.mark.django_db


def _sweep() -> None:
    sweep_updates(timezone.now() + timedelta(seconds=1))


def test_hears_oftener_for_what_they_wrote_while_nothing_was_promised_for_a_time(
    business: Business, case: Case
) -> None:
    with in_scope([business.pk]):
        builders.a_message(case, case.contact_point, text="עוד פרט אחד")
        _sweep()
        package = ServicePackage.objects.filter(business=business)
        package.update(is_active=False)
        said = builders.a_message(case, case.contact_point, text="אני מיואשת, זו הפעם הרביעית שאני פונה!")
        _sweep()
        watch = UpdateWatch.objects.get(case=case)
        assert (watch.distressed_at, watch.is_promised, watch.read_to) == (None, True, said.pk)
        package.update(is_active=True)
        UpdateWatch.objects.update(next_check_at=timezone.now())
        with CaptureQueriesContext(connection) as queries:
            _sweep()
        watch = UpdateWatch.objects.get(case=case)
        assert (watch.distressed_at, watch.despair_read_to) == (said.created_at, said.pk)
        announced = "".join(query["sql"] for query in queries if "pg_notify" in query["sql"])
        assert f"service:{case.pk}" in announced
        assert f"heard:{case.pk}" in announced


def test_leaves_to_the_next_time_the_quiet_ones_that_do_not_fit(
    business: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeping, "MOST", 2)
    with in_scope([business.pk]):
        for _case in range(3):
            builders.a_case(business)
        assert [sweep_updates(timezone.now()) for _time in range(3)] == [2, 1, 0]
