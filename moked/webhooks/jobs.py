"""The job that sends, and deferring it once however much is due."""

from functools import partial

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

SEND_WEBHOOKS = "webhooks.send_webhooks"


def defer_sending() -> bool:
    """Defers the job after the commit, unless one waits already. Whatever gets lost the worker's scan finds."""
    if ProcrastinateJob.objects.filter(queueing_lock=SEND_WEBHOOKS, status="todo").exists():
        return False
    transaction.on_commit(partial(_defer), robust=True)
    return True


def _defer() -> None:
    try:
        app.configure_task(SEND_WEBHOOKS, allow_unknown=False, queueing_lock=SEND_WEBHOOKS).defer()
    except AlreadyEnqueued:
        return
