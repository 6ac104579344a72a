"""Deferring jobs that drain all there is: one waiting is enough."""

from functools import partial

from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

DRAIN_INBOUND = "channels.drain_inbound"
SEND_DELIVERIES = "channels.send_deliveries"
FETCH_MAILBOX = "channels.fetch_mailbox"
SEND_CODE = "channels.send_code"

# By hand, since every mail asks.
WAITING = "SELECT 1 FROM procrastinate_jobs WHERE queueing_lock = %s AND status = 'todo'"


def defer_once(name: str, *, lock: str = "", **arguments: str) -> bool:
    """Defers the job once what it is to find is committed, unless the same one waits already. False when it does.

    Not inside the transaction: a worker defers by a connection of its own, and the job would start before the rows
    can be seen. For the same reason only a job that still waits after the commit finds them. Should the process die
    in between, the scan of due rows (`due.py`) finds them a second later.
    """
    defer = partial(_defer, name, lock or name, arguments)
    if not connection.in_atomic_block:
        return defer()
    transaction.on_commit(defer, robust=True)
    return True


def _defer(name: str, lock: str, arguments: dict[str, str]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITING, (lock,))
        if cursor.fetchone() is not None:
            return False
    try:
        app.configure_task(name, allow_unknown=False, queueing_lock=lock).defer(**arguments)
    except AlreadyEnqueued:
        # Somebody else's will find our rows too.
        return False
    return True


def defer_job(name: str, **arguments: str) -> None:
    """Defers a job with its own arguments once the surrounding transaction is committed.

    After the commit for the same reason as above, but no scan looks for what it was to do: should the process die in
    between, it is lost. So it suits only what a person waits for and asks for again, as they do for a code.
    """
    transaction.on_commit(partial(app.configure_task(name, allow_unknown=False).defer, **arguments))
