"""The worker's look at what time sets off."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from moked.businesses.scope import in_whole_installation
from moked.cases.models import Case
from moked.lib.scans import Moment, Scan, due_by
from moked.site.worker import DUE_SCANS, Round

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)


@pytest.mark.django_db
def test_asks_an_index_whatever_a_table_holds() -> None:
    """So a look costs the same among a million rows."""
    scans = [scan for scan in DUE_SCANS if isinstance(scan, Scan)]
    with in_whole_installation("a test looks"), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for moment in {moment for scan in scans for moment in scan.moments}:
            cursor.execute(f"EXPLAIN {moment.earliest()}")
            plan = "\n".join(line for (line,) in cursor.fetchall())
            assert moment._index().name in plan


@pytest.mark.django_db
def test_looks_at_what_is_due_and_now_and_then_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def broken(now: datetime) -> int:
        asked.append("broken")
        raise RuntimeError

    def every(now: datetime) -> int:
        asked.append("every")
        return 100

    @due_by(Moment(Case, "next_check_at"))
    def check(now: datetime) -> int:
        asked.append("check")
        return 0

    monkeypatch.setattr("moked.site.worker.DUE_SCANS", [broken, check, every])
    times = iter([NOW + timedelta(seconds=each) for each in (0, 0, 0, 0, 1, 1, 1, 59, 59, 59, 60, 60, 60, 60)])
    monkeypatch.setattr("moked.site.worker.timezone.now", lambda: next(times))
    look = Round()
    assert look() is True
    assert asked == ["broken", "check", "every"]
    for more in (["broken", "every"], ["broken", "every"], ["broken", "check", "every"]):
        asked.clear()
        look()
        assert asked == more
