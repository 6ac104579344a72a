"""The worker: runs deferred jobs, and every second whatever has come due."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import psycopg
from django.db import ProgrammingError, close_old_connections
from django.utils import timezone
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException

from moked.agreements.services import send_agreement_mails, sweep_agreements
from moked.api.repeats import OldAnswers
from moked.businesses.scope import in_whole_installation
from moked.cases.models import Case
from moked.cases.scanning import scan_due_files
from moked.cases.services import check_due_cases, release_due_messages, send_due_letters, sweep_tasks
from moked.channels.chat.presence import mark_departed
from moked.channels.chat.waiting import process_waiting
from moked.channels.due import defer_due_mail
from moked.insights.counting import NightlyCount
from moked.insights.services import sweep_reviews
from moked.journal.access_log import OldAccess
from moked.journal.partitions import ComingPartitions
from moked.lib.limits import WornOffLimits
from moked.lib.scans import Clockwork, DueWork, Moment, Scan, due_by
from moked.promises.profiles import hears_at
from moked.promises.services import (
    NightlyTraining,
    follow_switches,
    make_due_estimates,
    sweep_calls,
    sweep_clocks,
    sweep_commitments,
    sweep_silence,
)
from moked.updates.services import sweep_updates
from moked.webhooks.services import feed_endpoints
from moked.webhooks.services.replaying import OldDeliveries

logger = logging.getLogger(__name__)


@due_by(Moment(Case, "next_check_at"))
def _check_due_cases(now: datetime) -> int:
    """Reminders keep to the hours in which a customer may hear."""
    return check_due_cases(now, hears_at=hears_at)


# Each claims due rows of its own table in order, and gives how many it did. Those without moments know by themselves.
DUE_SCANS: list[DueWork] = [
    release_due_messages,
    _check_due_cases,
    send_due_letters,
    follow_switches,
    sweep_clocks,
    make_due_estimates,
    sweep_calls,
    sweep_silence,
    sweep_commitments,
    sweep_agreements,
    send_agreement_mails,
    sweep_updates,
    sweep_tasks,
    sweep_reviews,
    mark_departed,
    process_waiting,
    defer_due_mail,
    feed_endpoints,
    OldDeliveries(),
    OldAnswers(),
    ComingPartitions(),
    NightlyTraining(),
    NightlyCount(),
    scan_due_files,
    OldAccess(),
    WornOffLimits(),
]
TICK_SECONDS = 1.0
# So often every scan looks, whatever the moments say: where the clock was set back they lie too far ahead.
WHOLE_EVERY = timedelta(minutes=1)
# So many of one scan say that more may wait. What comes one by one is gathered for a tick: a round of all scans costs
# as much as doing dozens of rows.
MANY = 100
# This one does many rows together, and stops at more.
MANY_ESTIMATES = 1000
# Between two tries to reach a database that is away.
RETRY_SECONDS = 1.0
# A word of a new job that comes just while the worker finds none is forgotten, and the job then waits for this look.
LOOKS_AGAIN_SECONDS = 0.5


class Round:
    """One look at all that time sets off."""

    def __init__(self) -> None:
        self._clockwork = Clockwork(scan for scan in DUE_SCANS if isinstance(scan, Scan))
        self._whole_at: datetime | None = None

    def __call__(self) -> bool:
        """Runs each scan that has something due; True when more may wait. One that fails does not stop the others."""
        now, may_wait = timezone.now(), False
        is_due = self._due(now)
        is_whole = self._whole_at is None or abs(now - self._whole_at) >= WHOLE_EVERY
        for scan in DUE_SCANS:
            if is_whole or not isinstance(scan, Scan) or is_due(scan):
                may_wait |= _run(scan)
        if is_whole:
            self._whole_at = now
        return may_wait

    def _due(self, now: datetime) -> Callable[[Scan], bool]:
        try:
            with in_whole_installation("time passes in every business"):
                return self._clockwork.due(now)
        except ProgrammingError:
            # A table that is not as it should be stops its own scan, not time.
            logger.exception("worker.moments_failed")
            return lambda scan: True


def _run(scan: DueWork) -> bool:
    """Whether more of it may wait."""
    try:
        with in_whole_installation("time passes in every business"):
            return scan(timezone.now()) >= (MANY_ESTIMATES if scan is make_due_estimates else MANY)
    except Exception:
        logger.exception("worker.scan_failed", extra={"scan": getattr(scan, "name", type(scan).__name__)})
        return False


def _tick(look: Round) -> bool:
    close_old_connections()
    try:
        return look()
    finally:
        close_old_connections()


async def _run_ticks() -> None:
    look = Round()
    while True:
        try:
            may_wait = await asyncio.to_thread(_tick, look)
        except Exception:
            # Time goes on whatever happened: without ticks nothing held would ever leave.
            logger.exception("worker.tick_failed")
            may_wait = False
        if not may_wait:
            await asyncio.sleep(TICK_SECONDS)


async def run_worker(concurrency: int) -> None:
    """Works until asked to stop, however often the database goes away meanwhile. Any number may run at once."""
    ticks = asyncio.create_task(_run_ticks())
    try:
        while not await _has_worked_to_the_end(concurrency):
            await asyncio.sleep(RETRY_SECONDS)
    finally:
        ticks.cancel()


async def _has_worked_to_the_end(concurrency: int) -> bool:
    """Runs jobs until asked to stop; False when the database was lost."""
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    try:
        with app.replace_connector(connector) as jobs:
            async with jobs.open_async():
                await _run_jobs(jobs, concurrency)
    except (ConnectorException, psycopg.Error, OSError) as error:
        logger.warning("worker.database_lost", extra={"reason": type(error).__name__})
        return False
    return True


async def _run_jobs(jobs: App, concurrency: int) -> None:
    await jobs.run_worker_async(
        concurrency=concurrency,
        install_signal_handlers=True,
        fetch_job_polling_interval=LOOKS_AGAIN_SECONDS,
    )
