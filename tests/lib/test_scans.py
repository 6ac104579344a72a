"""Scans of what is due, and the one question that says which of them have anything to do."""

from datetime import UTC, datetime, timedelta

import pytest

from moked.businesses.scope import in_whole_installation
from moked.cases.models import Case, Task
from moked.customers.models import ContactPoint
from moked.lib.scans import Clockwork, Moment, Scan, due_by
from tests import builders

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
CHECKED = Moment(Case, "next_check_at")


@pytest.fixture
def scan() -> Scan:
    @due_by(CHECKED)
    def check(now: datetime) -> int:
        return 7

    return check


def _due(now: datetime, *scans: Scan) -> list[bool]:
    with in_whole_installation("a test looks"):
        is_due = Clockwork(scans).due(now)
    return [is_due(scan) for scan in scans]


@pytest.mark.django_db
def test_tells_what_has_come(scan: Scan) -> None:
    tasks = due_by(Moment(Task, "next_check_at"))(lambda now: 0)
    assert _due(NOW, scan, tasks) == [False, False]
    case = builders.a_case(builders.a_business())
    with in_whole_installation("a test arranges"):
        Case.objects.filter(pk=case.pk).update(next_check_at=NOW)
    assert _due(NOW - timedelta(seconds=1), scan, tasks) == [False, False]
    assert _due(NOW, scan, tasks) == [True, False]
    assert scan.work(NOW) == 7


@pytest.mark.django_db
def test_waits_so_long_after_a_moment() -> None:
    silent = Scan(lambda now: 0, [Moment(Case, "next_check_at", after=timedelta(minutes=2))])
    case = builders.a_case(builders.a_business())
    with in_whole_installation("a test arranges"):
        Case.objects.filter(pk=case.pk).update(next_check_at=NOW)
    assert _due(NOW + timedelta(seconds=119), silent) == [False]
    assert _due(NOW + timedelta(seconds=120), silent) == [True]


def test_refuses_a_column_without_an_index() -> None:
    with pytest.raises(LookupError):
        Moment(ContactPoint, "undeliverable_since").earliest()
