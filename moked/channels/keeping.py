"""Mails handed in while others are being kept are kept together: one transaction, and the disk is reached once."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from moked.channels.intake import Handed, Receipt, accept_mails
from moked.lib import tracing

logger = logging.getLogger(__name__)

# Transactions at a time: while one waits for somebody's lock or for the disk, others go on.
AT_ONCE = 2
# Of one transaction.
MOST_MAILS = 50
MOST_BYTES = 4 * 1024 * 1024

_Answer = asyncio.Future[list[Receipt]]
InThread = Callable[[Callable[[], Any]], Awaitable[Any]]


class Keeper:
    """Keeps mails in the order they are handed in. One alone goes at once; only those that come meanwhile gather."""

    def __init__(self, in_thread: InThread) -> None:
        self._in_thread = in_thread
        self._waiting: deque[tuple[Handed, _Answer]] = deque()
        self._working: set[asyncio.Task[None]] = set()

    async def keep(self, mail: Handed) -> list[Receipt]:
        """A receipt for each recipient once the mail is committed. Raises what kept it from being kept."""
        answer: _Answer = asyncio.get_running_loop().create_future()
        self._waiting.append((mail, answer))
        if len(self._working) < AT_ONCE:
            task = asyncio.create_task(self._work())
            self._working.add(task)
            task.add_done_callback(self._working.discard)
        return await answer

    async def _work(self) -> None:
        while self._waiting:
            taken = self._take()
            if len(taken) == 1 or not await self._is_kept(taken):
                for each in taken:
                    await self._keep_alone(*each)

    def _take(self) -> list[tuple[Handed, _Answer]]:
        taken: list[tuple[Handed, _Answer]] = []
        size = 0
        while self._waiting and len(taken) < MOST_MAILS:
            size += len(self._waiting[0][0].raw)
            if taken and size > MOST_BYTES:
                break
            taken.append(self._waiting.popleft())
        return taken

    async def _is_kept(self, taken: list[tuple[Handed, _Answer]]) -> bool:
        """False when one of them failed, and so all: which one shows when each is kept alone."""
        try:
            receipts = await self._in_thread(partial(_accept, [mail for mail, _ in taken]))
        except Exception as error:
            logger.info("mail.not_kept_together", extra={"mails": len(taken), "reason": type(error).__name__})
            return False
        for (_, answer), told in zip(taken, receipts, strict=True):
            _tell(answer, told)
        return True

    async def _keep_alone(self, mail: Handed, answer: _Answer) -> None:
        try:
            (told,) = await self._in_thread(partial(_accept, [mail]))
        except Exception as error:
            if not answer.done():
                answer.set_exception(error)
        else:
            _tell(answer, told)


def _tell(answer: _Answer, told: list[Receipt]) -> None:
    # Whoever hung up meanwhile does not hear it, and comes again.
    if not answer.done():
        answer.set_result(told)


def _accept(mails: list[Handed]) -> list[list[Receipt]]:
    # What they share stands in the trace of the first.
    with tracing.span("mail.store", str(mails[0].transport.get(tracing.FIELD, ""))):
        return accept_mails(mails)
