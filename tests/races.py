"""Calls that happen beside one another, each with a connection of its own."""

import threading
from collections.abc import Callable

from django.db import connection

from moked.businesses.models import Business
from moked.businesses.scope import in_scope


def at_once(business: Business, *calls: Callable[[], object]) -> list[Exception]:
    """Runs the calls in the business's scope, all at once; gives what they raised."""
    raised: list[Exception] = []

    def run(call: Callable[[], object]) -> None:
        try:
            with in_scope([business.pk]):
                call()
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return raised
