"""Bringing in all that is due: claim, process in one transaction, settle; a mail that fails holds up no other."""

import logging
from datetime import timedelta
from itertools import takewhile
from typing import Any

from django.db import connection, transaction
from django.db.models.functions import Length
from django.utils import timezone

from moked.businesses.scope import in_scope, in_whole_installation
from moked.channels.domain.backoff import INTAKE, delay_after, is_spent
from moked.channels.errors import Unprocessable
from moked.channels.events import InboundNeedsALook
from moked.channels.models import Account, Inbound
from moked.channels.pipeline.arrival import PIPELINE, Arrival, Outcome, load_arrival
from moked.channels.pipeline.bounces import take_bounce
from moked.channels.pipeline.placing import place_mail
from moked.channels.pipeline.returned import recognise_duplicate, recognise_own_mail
from moked.journal.record import record, written_together
from moked.lib import measures, tracing
from moked.lib.errors import MokedError

logger = logging.getLogger(__name__)

# In order; the first that knows what the mail is decides.
STEPS = (recognise_own_mail, recognise_duplicate, take_bounce)
# Longer than any claim takes; a worker that died leaves its mails to another after that.
LEASE = timedelta(minutes=2)
BATCH = 1000
# Claimed at once, and of these the small ones are read at once; a large one is read alone, at its turn.
CLAIMED_AT_ONCE = 10
SMALL = 256 * 1024

# The settling of a mail and the id by which answers to it will find their case. Only the claim that is still the
# latest may settle: when it is not, nothing is written and no row comes back.
SETTLE = """
WITH mine AS (
  UPDATE contact_channels_inbound SET state = %(state)s, problem = %(problem)s, message_id = %(message)s::uuid::uuid
  WHERE id = %(inbound)s AND state = 'received' AND attempts = %(attempts)s
  RETURNING business_id
), known AS (
  INSERT INTO contact_channels_mailreference (business_id, mail_id, case_id, message_id)
  SELECT business_id, %(mail_id)s::text, %(case)s::uuid, %(message)s::uuid FROM mine WHERE %(mail_id)s::text <> ''
  ON CONFLICT DO NOTHING
)
SELECT 1 FROM mine
"""
BRINGING_IN = measures.duration("mail_pipeline", "From claiming a mail to what became of it.")


class ClaimLost(Exception):
    """Another worker settled the mail meanwhile; what was done here is rolled back."""


def drain_inbound() -> int:
    """Brings in the mails that are due, oldest first. Many workers may do this at once. Gives how many were tried."""
    tried = 0
    while tried < BATCH:
        claimed = claim()
        if not claimed:
            break
        for inbound in claimed:
            with (
                in_scope([inbound.business_id]),
                tracing.span("mail.bring_in", inbound.envelope.get(tracing.FIELD, ""), inbound=str(inbound.pk)),
            ):
                _bring_in_or_put_off(inbound)
        tried += len(claimed)
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
            .select_related("account__mailbox", "business")
            .defer("raw")
            .filter(state=Inbound.State.RECEIVED, next_attempt_at__lte=now, account__kind=Account.Kind.MAIL)
            .order_by("next_attempt_at")[:CLAIMED_AT_ONCE]
        )
        claimed = list(takewhile(lambda inbound: inbound.attempts == 0, due)) or due[:1]
        for inbound in claimed:
            inbound.attempts += 1
            inbound.next_attempt_at = now + max(LEASE, delay_after(inbound.attempts, INTAKE))
        if claimed:
            _store_claim(claimed)
    return claimed


def _store_claim(claimed: list[Inbound]) -> None:
    rows = Inbound.objects.filter(pk__in=[inbound.pk for inbound in claimed])
    rows.update(attempts=claimed[0].attempts, next_attempt_at=claimed[0].next_attempt_at)
    small = dict(rows.alias(size=Length("raw")).filter(size__lte=SMALL).values_list("pk", "raw"))
    for inbound in claimed:
        if inbound.pk in small:
            inbound.raw = small[inbound.pk]


@measures.timed(BRINGING_IN)
def _bring_in_or_put_off(inbound: Inbound) -> None:
    if is_spent(inbound.attempts, INTAKE):
        _give_up(inbound, inbound.problem or "worker_lost")
        return
    try:
        bring_in(inbound)
    except ClaimLost:
        logger.info("mail.claim_lost", extra={"inbound": str(inbound.pk)})
    except Unprocessable as error:
        _give_up(inbound, error.code)
    except MokedError as error:
        _give_up(inbound, f"refused:{error.code}")
    except Exception as error:
        # Whatever a stranger's mail sets off must not stop those behind it.
        logger.exception("mail.not_processed", extra={"inbound": str(inbound.pk)})
        _put_off(inbound, f"error:{type(error).__name__}")


@transaction.atomic
def bring_in(inbound: Inbound) -> Outcome:
    """Makes the claimed mail what it is, once. Its business is in scope.

    Raises Unprocessable for what no repetition helps, ClaimLost when another worker was faster.
    """
    with tracing.span("mail.read"):
        arrival = load_arrival(inbound)
    with written_together():
        for step in STEPS:
            with tracing.span(f"mail.step.{step.__name__}"):
                outcome = step(arrival)
            if outcome is not None:
                break
        else:
            with tracing.span("mail.place"):
                outcome = place_mail(arrival)
    _settle(arrival, outcome)
    return outcome


def _settle(arrival: Arrival, outcome: Outcome) -> None:
    """Marks the mail as brought in. Raises ClaimLost unless the claim is still the latest."""
    inbound, message = arrival.inbound, outcome.message
    is_new = message is not None and not outcome.note and arrival.own_reference is None
    facts: dict[str, Any] = {
        "inbound": inbound.pk,
        "attempts": inbound.attempts,
        "state": Inbound.State.DONE.value,
        "problem": outcome.note,
        "message": message.pk if message else None,
        "case": message.case_id if message else None,
        "mail_id": arrival.own_key if is_new else "",
    }
    with connection.cursor() as cursor:
        cursor.execute(SETTLE, facts)
        if cursor.fetchone() is None:
            raise ClaimLost


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
