"""Mails handed in while others are being kept are kept together: one transaction, and the disk is reached once."""

import asyncio
import enum
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

from django.db import InterfaceError, OperationalError

from moked.channels.intake import Handed, Receipt, accept_mails
from moked.lib import tracing

logger = logging.getLogger(__name__)

# Transactions at a time: while one waits for somebody's lock, or writes a large mail, another goes on.
AT_ONCE = 2
# Of one transaction.
MOST_MAILS = 50
MOST_BYTES = 4 * 1024 * 1024

_Answer = asyncio.Future[list[Receipt]]
_Waiting = tuple[Handed, _Answer]
InThread = Callable[[Callable[[], Any]], Awaitable[Any]]


class NotKept(Exception):
    """A mail was not kept, and why stands in the log.

    New for each mail, and without what was going on: that would hold the mail, and be held by it, until Python's
    collector comes by.
    """


class Fate(enum.Enum):
    """What became of mails that were tried by one transaction."""

    KEPT = "kept"
    FAILED = "failed"  # one of them, and so all
    AWAY = "away"  # nothing is kept just now, whatever it is


class Keeper:
    """Keeps mails in the order they are handed in. One alone goes at once; only those that come meanwhile gather."""

    def __init__(self, in_thread: InThread) -> None:
        self._in_thread = in_thread
        self._waiting: deque[_Waiting] = deque()
        # Counted by hand: a task is known to be done only a while after it looked for more and found none.
        self._working = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def keep(self, mail: Handed) -> list[Receipt]:
        """A receipt for each recipient once the mail is committed. Raises NotKept."""
        answer: _Answer = asyncio.get_running_loop().create_future()
        self._waiting.append((mail, answer))
        if self._working < AT_ONCE:
            self._working += 1
            task = asyncio.create_task(self._work())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        try:
            return await answer
        finally:
            del answer

    async def _work(self) -> None:
        try:
            while taken := self._take():
                await self._keep(taken)
        finally:
            self._working -= 1

    def _take(self) -> list[_Waiting]:
        """The next ones, without those whose sender hung up before anything was done: they come again."""
        taken: list[_Waiting] = []
        size = 0
        while self._waiting and len(taken) < MOST_MAILS:
            mail, answer = self._waiting[0]
            size += len(mail.raw)
            if taken and size > MOST_BYTES:
                break
            self._waiting.popleft()
            if not answer.done():
                taken.append((mail, answer))
        return taken

    async def _keep(self, taken: Sequence[_Waiting]) -> None:
        """All of them or, where one fails, each alone, until one fails that says the others would."""
        try:
            fate = Fate.FAILED if len(taken) == 1 else await self._try(taken)
            for each in taken if fate is Fate.FAILED else ():
                if not each[1].done() and await self._try([each]) is Fate.AWAY:
                    # Each would wait for a connection as long as this one did.
                    break
        finally:
            for _, answer in taken:
                if not answer.done():
                    answer.set_exception(NotKept())

    async def _try(self, taken: Sequence[_Waiting]) -> Fate:
        try:
            receipts = await self._in_thread(partial(_accept, [mail for mail, _ in taken]))
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            # A library's panic is no Exception, and must not leave the others without an answer.
            fate = Fate.AWAY if _is_away(error) else Fate.FAILED
            is_sure = len(taken) == 1 or fate is Fate.AWAY
            logger.log(
                logging.ERROR if is_sure else logging.INFO,
                "mail.store_failed" if is_sure else "mail.not_kept_together",
                extra={"mails": len(taken), "reason": type(error).__name__},
                exc_info=is_sure,
            )
            return fate
        for (_, answer), told in zip(taken, receipts, strict=True):
            # Whoever hung up meanwhile does not hear it, and comes again.
            if not answer.done():
                answer.set_result(told)
        return Fate.KEPT


def _is_away(error: BaseException) -> bool:
    """Whether there is no database to keep anything: no statement was refused, the connection was."""
    is_database = isinstance(error, (OperationalError, InterfaceError))
    return is_database and getattr(error.__cause__, "sqlstate", None) is None


def _accept(mails: list[Handed]) -> list[list[Receipt]]:
    # What they share stands in the trace of the first.
    with tracing.span("mail.store", str(mails[0].transport.get(tracing.FIELD, ""))):
        return accept_mails(mails)
