"""Deferring jobs that drain all there is: one waiting is enough."""

from functools import partial

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

DRAIN_INBOUND = "channels.drain_inbound"
SEND_DELIVERIES = "channels.send_deliveries"
FETCH_MAILBOX = "channels.fetch_mailbox"
SEND_CODE = "channels.send_code"


def defer_once(name: str, *, lock: str = "", **arguments: str) -> bool:
    """Defers the job once what it is to find is committed, unless the same one waits already.

    Not inside the transaction: a worker defers by a connection of its own, and the job would start before the rows
    can be seen. Should the process die in between, the scan of due rows (`due.py`) finds them a second later.
    """
    lock = lock or name
    if ProcrastinateJob.objects.filter(queueing_lock=lock, status="todo").exists():
        return False
    transaction.on_commit(partial(_defer, name, lock, arguments), robust=True)
    return True


def _defer(name: str, lock: str, arguments: dict[str, str]) -> None:
    try:
        app.configure_task(name, allow_unknown=False, queueing_lock=lock).defer(**arguments)
    except AlreadyEnqueued:
        # Somebody else's will find our rows too.
        return


def defer_job(name: str, **arguments: str) -> None:
    """Defers a job with its own arguments once the surrounding transaction is committed.

    After the commit for the same reason as above, but no scan looks for what it was to do: should the process die in
    between, it is lost. So it suits only what a person waits for and asks for again, as they do for a code.
    """
    transaction.on_commit(partial(app.configure_task(name, allow_unknown=False).defer, **arguments))
