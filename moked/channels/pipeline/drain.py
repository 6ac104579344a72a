"""Bringing in all that is due: claim, process, settle; a mail that fails holds up no other."""

import logging
import threading
import time
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import takewhile
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Length
from django.utils import timezone
from psycopg.errors import LockNotAvailable

from moked.businesses.scope import in_scope, in_whole_installation
from moked.channels.domain.backoff import INTAKE, delay_after, is_spent
from moked.channels.errors import Unprocessable
from moked.channels.events import InboundNeedsALook
from moked.channels.jobs import DRAIN_INBOUND, defer_once
from moked.channels.models import Account, Inbound
from moked.channels.pipeline.arrival import PIPELINE, WORKER_LOST, ReadMail, read_mail
from moked.channels.pipeline.bringing import SMALL, ClaimLost, bring_in, in_groups
from moked.journal.record import record
from moked.lib import measures, tracing
from moked.lib.errors import MokedError

logger = logging.getLogger(__name__)

# Longer than any claim takes; a worker that died leaves its mails to another after that.
LEASE = timedelta(minutes=2)
BATCH = 1000
# Claimed at once; of these the small ones are loaded at once, a large one at its turn.
CLAIMED_AT_ONCE = 120

# A round that takes longer than this, in seconds, holds up no other.
PATIENCE = 2.0
# A job that finds another at work keeps its place for so long: were it free at once, each mail would bring a job that
# has nothing to do. Then others' jobs have their turn, codes and answers among them.
REST = 0.3

BRINGING_IN = measures.duration("mail_pipeline", "From a mail that was read to what became of it.")


class _Rounds:
    """Who brings in, of the jobs of one process: one at a time, round after round.

    Rounds side by side would only share among them what one brings in together, and take the places of other jobs.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        # When the round that a thread is in began.
        self._since: dict[int, float] = {}
        self._is_wanted = False

    def enter(self) -> bool:
        """Whether the caller begins a round. If not, whoever is at work looks once more before they end."""
        with self._lock:
            return self._begin()

    def goes_on(self, *, has_found: bool) -> bool:
        """Whether the caller begins another round; if not, they have left.

        Not where nothing was found and nobody asked meanwhile, nor where another goes on anyway.
        """
        with self._lock:
            if has_found or self._is_wanted:
                return self._begin()
            self._forget()
            return False

    def leave(self) -> None:
        """However it ended. The scan of due rows (`channels/due.py`) finds what was asked for meanwhile."""
        with self._lock:
            self._forget()

    def _begin(self) -> bool:
        me, now = threading.get_ident(), time.monotonic()
        self._is_wanted = any(now - since < PATIENCE for thread, since in self._since.items() if thread != me)
        if self._is_wanted:
            self._forget()
        else:
            self._since[me] = now
        return not self._is_wanted

    def _forget(self) -> None:
        self._since.pop(threading.get_ident(), None)


_rounds = _Rounds()


def drain_inbound() -> int:
    """Brings in the mails that are due, oldest first. Many workers may do this at once. Gives how many were tried."""
    if not _rounds.enter():
        time.sleep(REST)
        return 0
    tried = 0
    try:
        while tried < BATCH:
            claimed = claim()
            for business_id, theirs in _by_business(claimed):
                with in_scope([business_id]):
                    _bring_in_claimed(theirs)
            tried += len(claimed)
            if not _rounds.goes_on(has_found=bool(claimed)):
                return tried
    finally:
        _rounds.leave()
    # More may wait; the jobs that came meanwhile go first.
    defer_once(DRAIN_INBOUND)
    return tried


def claim() -> list[Inbound]:
    """Takes the next mails and counts the attempt before making it, so that a mail that kills workers runs out.

    Those never tried come together. One that was tried before comes alone: if it is the one that kills, it takes no
    other along.
    """
    now = timezone.now()
    with in_whole_installation("mail is brought in for every business"), transaction.atomic():
        due = list(
            Inbound.objects.select_for_update(of=("self",), skip_locked=True)
            .defer("raw")
            .filter(state=Inbound.State.RECEIVED, next_attempt_at__lte=now, account__kind=Account.Kind.MAIL)
            .order_by("next_attempt_at")[:CLAIMED_AT_ONCE]
        )
        claimed = list(takewhile(lambda inbound: inbound.attempts == 0, due)) or due[:1]
        for inbound in claimed:
            inbound.attempts += 1
            if not is_spent(inbound.attempts, INTAKE):
                # What is left in the end is what became of the last attempt: nothing where it killed its worker.
                inbound.problem = ""
            inbound.next_attempt_at = now + max(LEASE, delay_after(inbound.attempts, INTAKE))
        if claimed:
            _with_accounts(claimed)
            _store_claim(claimed)
    return claimed


def _with_accounts(claimed: Sequence[Inbound]) -> None:
    """Few mailboxes receive many mails: each is read once."""
    accounts = Account.objects.select_related("mailbox", "business")
    by_key = accounts.in_bulk({inbound.account_id for inbound in claimed})
    for inbound in claimed:
        inbound.account = by_key[inbound.account_id]
        inbound.business = inbound.account.business


def _store_claim(claimed: list[Inbound]) -> None:
    rows = Inbound.objects.filter(pk__in=[inbound.pk for inbound in claimed])
    first = claimed[0]
    rows.update(attempts=first.attempts, next_attempt_at=first.next_attempt_at, problem=first.problem)
    small = dict(rows.alias(size=Length("raw")).filter(size__lte=SMALL).values_list("pk", "raw"))
    for inbound in claimed:
        if inbound.pk in small:
            inbound.raw = small[inbound.pk]


def _by_business(claimed: Sequence[Inbound]) -> Iterable[tuple[UUID, list[Inbound]]]:
    grouped: dict[UUID, list[Inbound]] = {}
    for inbound in claimed:
        grouped.setdefault(inbound.business_id, []).append(inbound)
    return grouped.items()


def _bring_in_claimed(claimed: Sequence[Inbound]) -> None:
    """In their order: together what has nothing to do with each other, each alone where that fails."""
    for mails in in_groups(mail for inbound in claimed if (mail := _read(inbound))):
        if len(mails) == 1 or not _bring_in_together(mails):
            for mail in mails:
                _bring_in_alone(mail)
        for mail in mails:
            # A large one is not kept while the others are brought in.
            del mail.inbound.raw


def _read(inbound: Inbound) -> ReadMail | None:
    if is_spent(inbound.attempts, INTAKE):
        _give_up(inbound, inbound.problem or WORKER_LOST)
        return None
    try:
        with tracing.span("mail.read", inbound.envelope.get(tracing.FIELD, "")):
            return read_mail(inbound)
    except Unprocessable as error:
        _give_up(inbound, error.code)
    except Exception as error:
        _not_processed(inbound, error)
    return None


def _bring_in_together(mails: Sequence[ReadMail]) -> bool:
    """False when one of them failed, and so all of them; which one shows when each is brought in alone."""
    begun = time.perf_counter()
    try:
        bring_in(mails)
    except (ClaimLost, MokedError) as error:
        logger.info("mail.not_together", extra={"mails": len(mails), "reason": type(error).__name__})
        return False
    except Exception as error:
        # Somebody had a row for long, or a fault that may show only here.
        is_plain = isinstance(error.__cause__, LockNotAvailable)
        reason = type(error.__cause__ or error).__name__
        logger.log(
            logging.INFO if is_plain else logging.WARNING,
            "mail.not_together",
            extra={"mails": len(mails), "reason": reason},
            exc_info=not is_plain,
        )
        return False
    for _ in mails:
        BRINGING_IN.observe(time.perf_counter() - begun)
    return True


@measures.timed(BRINGING_IN)
def _bring_in_alone(mail: ReadMail) -> None:
    inbound = mail.inbound
    try:
        bring_in([mail])
    except ClaimLost:
        logger.info("mail.claim_lost", extra={"inbound": str(inbound.pk)})
    except Unprocessable as error:
        _give_up(inbound, error.code)
    except MokedError as error:
        _give_up(inbound, f"refused:{error.code}")
    except Exception as error:
        _not_processed(inbound, error)


def _not_processed(inbound: Inbound, error: Exception) -> None:
    """Whatever a stranger's mail sets off must not stop those behind it."""
    logger.exception("mail.not_processed", extra={"inbound": str(inbound.pk)})
    _put_off(inbound, f"error:{type(error).__name__}")


def _put_off(inbound: Inbound, problem: str) -> None:
    Inbound.objects.filter(pk=inbound.pk, state=Inbound.State.RECEIVED, attempts=inbound.attempts).update(
        next_attempt_at=timezone.now() + delay_after(inbound.attempts, INTAKE), problem=problem
    )


@transaction.atomic
def _give_up(inbound: Inbound, problem: str) -> None:
    """Leaves the mail to a person, who sees it in the tray."""
    mine = Inbound.objects.filter(pk=inbound.pk, state=Inbound.State.RECEIVED, attempts=inbound.attempts)
    if mine.update(state=Inbound.State.NEEDS_A_LOOK, problem=problem):
        record(
            InboundNeedsALook(
                business_id=inbound.business_id, actor=PIPELINE.code, inbound_id=inbound.pk, problem=problem
            )
        )
