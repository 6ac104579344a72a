"""Deferring a job that drains all there is: one waiting is enough."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

DRAIN_INBOUND = "channels.drain_inbound"
SEND_DELIVERIES = "channels.send_deliveries"
FETCH_MAILBOX = "channels.fetch_mailbox"
SEND_CODE = "channels.send_code"


def defer_once(name: str, *, lock: str = "", **arguments: str) -> bool:
    """Defers the job unless the same one waits already. It appears with the surrounding commit.

    A job that starts just before this commit may miss the row; the scan of due rows (`due.py`) finds it then.
    """
    lock = lock or name
    job = app.configure_task(name, allow_unknown=False, queueing_lock=lock)
    # Asking first is cheaper than being refused, which costs a savepoint.
    if ProcrastinateJob.objects.filter(queueing_lock=lock, status="todo").exists():
        return False
    try:
        with transaction.atomic():
            job.defer(**arguments)
    except AlreadyEnqueued:
        return False
    return True


def defer_job(name: str, **arguments: str) -> None:
    """Defers a job with its own arguments. It appears with the surrounding commit."""
    app.configure_task(name, allow_unknown=False).defer(**arguments)
