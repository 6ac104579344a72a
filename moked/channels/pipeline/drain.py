"""Bringing in all that is due: claim, process in one transaction, settle; a mail that fails holds up no other."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from moked.businesses.scope import in_scope, in_whole_installation
from moked.channels.domain.backoff import INTAKE, delay_after, is_spent
from moked.channels.errors import Unprocessable
from moked.channels.events import InboundNeedsALook
from moked.channels.models import Account, Inbound
from moked.channels.pipeline.arrival import PIPELINE, Outcome, load_arrival
from moked.channels.pipeline.bounces import take_bounce
from moked.channels.pipeline.placing import place_mail
from moked.channels.pipeline.returned import recognise_duplicate, recognise_own_mail
from moked.journal.record import record
from moked.lib.errors import MokedError

logger = logging.getLogger(__name__)

# In order; the first that knows what the mail is decides.
STEPS = (recognise_own_mail, recognise_duplicate, take_bounce)
# Longer than any mail takes; a worker that died leaves its mail to another after that.
LEASE = timedelta(minutes=2)
BATCH = 1000


class ClaimLost(Exception):
    """Another worker settled the mail meanwhile; what was done here is rolled back."""


def drain_inbound() -> int:
    """Brings in the mails that are due, oldest first. Many workers may do this at once. Gives how many were tried."""
    for tried in range(BATCH):
        inbound = _claim()
        if inbound is None:
            return tried
        with in_scope([inbound.business_id]):
            _bring_in_or_put_off(inbound)
    return BATCH


def _claim() -> Inbound | None:
    """Takes the next mail and counts the attempt before making it, so that a mail that kills workers runs out."""
    now = timezone.now()
    with in_whole_installation("mail is brought in for every business"), transaction.atomic():
        inbound = (
            Inbound.objects.select_for_update(of=("self",), skip_locked=True)
            .select_related("account__mailbox", "business")
            .filter(state=Inbound.State.RECEIVED, next_attempt_at__lte=now, account__kind=Account.Kind.MAIL)
            .order_by("next_attempt_at")
            .first()
        )
        if inbound is not None:
            inbound.attempts += 1
            inbound.next_attempt_at = now + max(LEASE, delay_after(inbound.attempts, INTAKE))
            inbound.save(update_fields=["attempts", "next_attempt_at"])
    return inbound


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
    arrival = load_arrival(inbound)
    for step in STEPS:
        outcome = step(arrival)
        if outcome is not None:
            break
    else:
        outcome = place_mail(arrival)
    _settle(inbound, state=Inbound.State.DONE, problem=outcome.note, message=outcome.message)
    return outcome


def _settle(inbound: Inbound, **facts: object) -> None:
    """Only the claim that is still the latest may settle."""
    mine = Inbound.objects.filter(pk=inbound.pk, state=Inbound.State.RECEIVED, attempts=inbound.attempts)
    if not mine.update(**facts):
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
