"""Doing what has come due, one row a transaction, so that one bad row stalls nobody."""

import logging
from collections.abc import Callable
from typing import TypeVar

from django.db import models, transaction

logger = logging.getLogger(__name__)

M = TypeVar("M", bound=models.Model)

MOST = 100


def run_each(
    due: Callable[[], models.QuerySet[M]],
    handle: Callable[[M], None],
    postpone: Callable[[M], None],
    *,
    most: int = MOST,
    locks: tuple[str, ...] = ("self",),
) -> int:
    """Handles due rows in the order of `due`, each locked and in a transaction of its own. Gives how many.

    `locks` names what is locked with a row; a row of which somebody holds a part is left for the next time.

    Any number of workers may do this at once: a row that another one holds is skipped. When a row fails, what it
    did is undone, the failure is logged, and `postpone` moves its moment ahead before the next one's turn.
    """
    for done in range(most):
        with transaction.atomic():
            row = due().select_for_update(of=locks, skip_locked=True).first()
            if row is None:
                return done
            try:
                with transaction.atomic():
                    handle(row)
            except Exception:
                logger.exception("due.row_failed", extra={"table": row._meta.label, "key": str(row.pk)})
                postpone(row)
    return most
