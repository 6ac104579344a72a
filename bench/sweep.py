"""How fast time is kept among a million open clocks: those whose moment has come are found, judged and put on.

Ten thousand of them are due: nine in ten only have another tenth used up, one in ten breaks its promise, with its
history and its event. The rest lie beside them, due later. The reference is the least that puts a row on: finding and
updating it by the same index, one transaction a hundred.
"""

import time
from collections.abc import Iterator

import psycopg
from django.utils import timezone

from bench.frame import Row
from bench.installation import Installation
from bench.stage import make_cases
from moked.businesses.models import Business
from moked.businesses.scope import in_whole_installation
from moked.calendars.models import ServiceCalendar
from moked.promises.models import Clock
from moked.promises.services import sweep_clocks

OPEN, DUE, BREAKING = 1_000_000, 10_000, 1_000
HOURS = {
    "timezone": "Asia/Jerusalem",
    "week": {day: [["00:00", "24:00"]] for day in ("sun", "mon", "tue", "wed", "thu", "fri", "sat")},
}
# Rows that lie beside need no case of their own: the sweep never looks at them, and they are made by the owner.
BESIDE = """
SET session_replication_role = replica;
INSERT INTO promises_clock (id, business_id, case_id, kind, phase, calendar_id, target, source, source_name,
                            started_at, pauses, due_at, used, next_check_at, called)
SELECT gen_random_uuid(), %(business)s, gen_random_uuid(), 'solution', 'running', %(calendar)s, interval '100 days',
       'package', '', %(now)s, '[]', %(now)s + interval '100 days', 0,
       %(now)s + interval '1 day' + n * interval '1 second', 0
FROM generate_series(1, %(count)s) AS n;
SET session_replication_role = DEFAULT;
"""
DUE_ROWS = """
INSERT INTO promises_clock (id, business_id, case_id, kind, phase, calendar_id, target, source, source_name,
                            started_at, pauses, due_at, used, next_check_at, called)
SELECT gen_random_uuid(), %(business)s, c.id, kind, 'running', %(calendar)s,
       CASE WHEN n %% 10 = 0 THEN interval '10 hours' ELSE interval '20 hours' END, 'package', '',
       %(now)s - interval '11 hours', '[]', NULL, 4, %(now)s - n * interval '1 millisecond', 0
FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM cases_case) AS c,
     unnest(ARRAY['first_reply', 'next_reply', 'solution', 'update']) WITH ORDINALITY AS k (kind, turn),
     LATERAL (SELECT c.place * 4 + turn AS n) AS numbered
LIMIT %(count)s;
"""
LEAST = """
UPDATE promises_clock SET used = used + 1, next_check_at = next_check_at + interval '1 hour' WHERE id IN (
  SELECT id FROM promises_clock WHERE next_check_at <= %s ORDER BY next_check_at LIMIT 100 FOR UPDATE SKIP LOCKED)
"""


def measure(installation: Installation) -> Iterator[Row]:
    """Clocks put on in a second, by one worker."""
    make_cases(DUE // 4, businesses=1)
    now = timezone.now()
    with in_whole_installation("a bench sets its scene"):
        business = Business.objects.get()
        calendar = ServiceCalendar.objects.create(business=business, name="always", document=HOURS)
    facts = {"business": business.pk, "calendar": calendar.pk, "now": now}
    with psycopg.connect(installation.database_url, autocommit=True, cursor_factory=psycopg.ClientCursor) as link:
        link.execute(BESIDE, {**facts, "count": OPEN - DUE})
        link.execute(DUE_ROWS, {**facts, "count": DUE})
        link.execute("VACUUM ANALYZE promises_clock")
        rate = _rate(now)
        link.execute("UPDATE promises_clock SET next_check_at = %s, broken_at = NULL WHERE due_at < %s", (now, now))
        least = _least(link, now)
    yield Row("sweep.clocks_per_s", rate, "1/s", reference=least, goal=">= 167")


def _rate(now: object) -> float:
    begun, done = time.monotonic(), 0
    with in_whole_installation("a bench lets time pass"):
        while found := sweep_clocks(timezone.now()):
            done += found
        seconds = time.monotonic() - begun
        broken = Clock.objects.filter(broken_at__isnull=False).count()
    if (done, broken) != (DUE, BREAKING):
        raise RuntimeError(f"{done} clocks were put on and {broken} broke; {DUE} and {BREAKING} were due")
    return done / seconds


def _least(link: psycopg.Connection, now: object) -> float:
    link.execute("UPDATE promises_clock SET next_check_at = %s WHERE started_at < %s", (now, now))
    begun, done = time.monotonic(), 0
    while count := link.execute(LEAST, (now,)).rowcount:
        done += count
    return done / (time.monotonic() - begun)
