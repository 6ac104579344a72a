"""What could not be processed, in the hands of a person."""

import logging
from uuid import UUID

from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from moked.cases.models import Case
from moked.channels.errors import AddressOurs, AlreadySettled, MailRefused, NotAMail
from moked.channels.events import CaseOpenedFromInbound, InboundDismissed, InboundRetried
from moked.channels.jobs import DRAIN_INBOUND, defer_once
from moked.channels.models import Account, Inbound
from moked.channels.pipeline.by_hand import open_case_for
from moked.channels.selectors import get_inbound, mailboxes_for
from moked.journal.record import record
from moked.staff.actors import StaffActor

logger = logging.getLogger(__name__)


def _take(actor: StaffActor, inbound_id: UUID) -> Inbound:
    inbound = get_inbound(actor, inbound_id, lock=True)
    if inbound.state != Inbound.State.NEEDS_A_LOOK:
        raise AlreadySettled
    return inbound


@transaction.atomic
def retry_inbound(actor: StaffActor, inbound_id: UUID) -> Inbound:
    """Tries once more from the start, for example after a mistake of ours was put right. Raises AlreadySettled."""
    inbound = _take(actor, inbound_id)
    inbound.state = Inbound.State.RECEIVED
    inbound.attempts = 0
    inbound.next_attempt_at = timezone.now()
    inbound.problem = ""
    inbound.save(update_fields=["state", "attempts", "next_attempt_at", "problem"])
    record(InboundRetried(business_id=inbound.business_id, actor=actor.code, inbound_id=inbound.pk))
    defer_once(DRAIN_INBOUND)
    return inbound


@transaction.atomic
def open_case_from(actor: StaffActor, inbound_id: UUID, address: str) -> Case:
    """Opens a case from a mail for whoever has the address. Once: of a mail that became a message, gives its case.

    Raises AddressUnusable, AddressOurs for a mailbox of a business that the actor serves, NotAMail, AlreadySettled,
    and MailRefused for what the database will not hold.
    """
    inbound = get_inbound(actor, inbound_id, lock=True)
    if inbound.state == Inbound.State.DONE and inbound.message is not None:
        return inbound.message.case
    if inbound.state != Inbound.State.NEEDS_A_LOOK:
        raise AlreadySettled
    if inbound.account.kind != Account.Kind.MAIL:
        raise NotAMail
    if mailboxes_for([address.strip()]):
        raise AddressOurs
    try:
        inbound.message = open_case_for(inbound, address)
    except (DataError, IntegrityError) as error:
        logger.exception("mail.not_opened", extra={"inbound": str(inbound.pk)})
        raise MailRefused from error
    inbound.state = Inbound.State.DONE
    inbound.problem = ""
    inbound.save(update_fields=["state", "problem", "message"])
    case = inbound.message.case
    record(
        CaseOpenedFromInbound(
            business_id=inbound.business_id, actor=actor.code, case_id=case.pk, inbound_id=inbound.pk
        )
    )
    return case


@transaction.atomic
def dismiss_inbound(actor: StaffActor, inbound_id: UUID, reason: str) -> Inbound:
    """Says that this is nothing to be answered, and why. It stays kept. Raises AlreadySettled."""
    inbound = _take(actor, inbound_id)
    inbound.state = Inbound.State.DISMISSED
    inbound.envelope = {**inbound.envelope, "dismissed_because": reason.strip()[:300]}
    inbound.save(update_fields=["state", "envelope"])
    record(InboundDismissed(business_id=inbound.business_id, actor=actor.code, inbound_id=inbound.pk))
    return inbound
