"""Doing what has come due, so that one bad row stalls nobody."""

import logging
from collections.abc import Callable, Sequence
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
    at_once: int = 1,
) -> int:
    """Handles due rows in the order of `due`, each locked and undone alone when it fails. Gives how many.

    `locks` names what is locked with a row; a row of which somebody holds a part is left for the next time.
    `at_once` rows share a transaction: more for what is many and small, one for what others may wait for.

    Any number of workers may do this at once: a row that another one holds is skipped. When a row fails, what it
    did is undone, the failure is logged, and `postpone` moves its moment ahead before the next one's turn.
    """
    done = 0
    while done < most:
        with transaction.atomic():
            rows = list(due().select_for_update(of=locks, skip_locked=True)[: min(at_once, most - done)])
            for row in rows:
                _handle_alone(row, handle, postpone)
        done += len(rows)
        if not rows:
            break
    return done


def run_together(
    due: Callable[[], models.QuerySet[M]],
    handle: Callable[[Sequence[M]], None],
    postpone: Callable[[M], None],
    *,
    most: int = MOST,
    locks: tuple[str, ...] = ("self",),
    at_once: int,
) -> int:
    """As `run_each`, for what costs less together: `handle` gets up to `at_once` rows, in a transaction of their own.

    When it fails, all it did is undone, and of these rows each is handled alone: the one that fails again is logged
    and postponed, the others are done. Rows are not locked by their keys: while many are held, others that point to
    them are written beside us.
    """
    done = alone = 0
    while done < most:
        with transaction.atomic():
            size = min(1 if alone else at_once, most - done)
            rows = list(due().select_for_update(of=locks, skip_locked=True, no_key=True)[:size])
            if not rows:
                break
            if len(rows) == 1:
                _handle_alone(rows[0], lambda row: handle([row]), postpone)
            elif not _is_handled(rows, handle):
                # Read anew: what the failure left in memory is not so.
                alone = len(rows)
                continue
        alone = max(alone - 1, 0)
        done += len(rows)
        if len(rows) < size:
            # There are no more, or somebody else has them.
            break
    return done


def _is_handled(rows: Sequence[M], handle: Callable[[Sequence[M]], None]) -> bool:
    try:
        with transaction.atomic():
            handle(rows)
    except Exception:
        logger.warning("due.rows_failed_together", exc_info=True)
        return False
    return True


def _handle_alone(row: M, handle: Callable[[M], None], postpone: Callable[[M], None]) -> None:
    try:
        with transaction.atomic():
            handle(row)
    except Exception:
        logger.exception("due.row_failed", extra={"table": row._meta.label, "key": str(row.pk)})
        postpone(row)
