"""The customer's word: approved or not, by somebody who proved their address, and what follows."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from moked.agreements.errors import AgreementSettled, MayNotApprove, RemarkMissing
from moked.agreements.events import AgreementApproved, AgreementRefused
from moked.agreements.models import Agreement, AgreementMail, Party
from moked.agreements.selectors import versions_of
from moked.agreements.services.effect import tell_owner
from moked.agreements.services.sending import queue_mails
from moked.customers.errors import NotIdentified
from moked.customers.models import Identification
from moked.journal.record import record
from moked.staff.models import Notice
from moked.staff.permissions import Permission

LONGEST_REMARK = 4000
# A code that was confirmed serves the answer it was asked for, and no later one.
FRESH = timedelta(minutes=15)


@dataclass(frozen=True)
class PartyActor:
    """Somebody of the customer's side, by the link of a mail; sees one agreement."""

    contact_point_id: UUID

    @property
    def code(self) -> str:
        return f"contact:{self.contact_point_id}"

    def may(self, permission: Permission, business_id: UUID) -> bool:
        return False


@transaction.atomic
def approve_agreement(*, actor: PartyActor, party_id: UUID, identification_id: UUID, came_from: str) -> Agreement:
    """The customer approves; what was agreed takes effect on its date, or at once when that has come.

    `came_from` is the network address. Raises MayNotApprove, NotIdentified unless a code was asked for this very
    agreement, and AgreementSettled unless it waits.
    """
    agreement, facts = _answer(actor, party_id, identification_id, came_from, Agreement.State.APPROVED, "")
    record(AgreementApproved(**facts, identification_id=identification_id, document_hash=agreement.document_hash))
    tell_owner(agreement, Notice.Kind.AGREEMENT_APPROVED)
    queue_mails(agreement, AgreementMail.About.APPROVED)
    # One that was approved for a later day gives way: the newest word of the customer counts.
    overtaken = versions_of(agreement.customer).filter(state=Agreement.State.APPROVED)
    overtaken.exclude(pk=agreement.pk).update(state=Agreement.State.REPLACED, next_check_at=None)
    # The sweep lets it take effect: what fails there is tried again, and the customer's word stands.
    agreement.next_check_at = max(_begins_at(agreement), timezone.now())
    agreement.save(update_fields=["next_check_at"])
    return agreement


@transaction.atomic
def refuse_agreement(
    *, actor: PartyActor, party_id: UUID, identification_id: UUID, came_from: str, remark: str
) -> Agreement:
    """The customer does not approve, and says what should be different. Raises as above, and RemarkMissing."""
    if not remark.strip():
        raise RemarkMissing
    agreement, facts = _answer(actor, party_id, identification_id, came_from, Agreement.State.REFUSED, remark)
    record(AgreementRefused(**facts, identification_id=identification_id))
    tell_owner(agreement, Notice.Kind.AGREEMENT_REFUSED)
    return agreement


def _answer(
    actor: PartyActor, party_id: UUID, identification_id: UUID, came_from: str, state: str, remark: str
) -> tuple[Agreement, dict[str, Any]]:
    party = Party.objects.get(pk=party_id)
    loaded = Agreement.objects.select_for_update(of=("self",)).defer("document").select_related("customer__business")
    agreement = loaded.get(pk=party.agreement_id)
    if not party.may_approve or party.contact_point_id != actor.contact_point_id:
        raise MayNotApprove
    if agreement.state != Agreement.State.SENT:
        raise AgreementSettled
    now = timezone.now()
    proofs = Identification.objects.filter(
        pk=identification_id,
        contact_point=actor.contact_point_id,
        about_id=agreement.pk,
        confirmed_at__gt=now - FRESH,
    )
    if not proofs.exists():
        raise NotIdentified
    agreement.state, agreement.answered_by, agreement.answered_at = state, party, now
    agreement.answered_from, agreement.identification_id = came_from[:64], identification_id
    agreement.remark = remark.replace("\0", "").strip()[:LONGEST_REMARK]
    agreement.save(
        update_fields=["state", "answered_by", "answered_at", "answered_from", "identification_id", "remark"]
    )
    return agreement, {
        "business_id": agreement.business_id,
        "actor": actor.code,
        "person_id": agreement.owner_id,
        "agreement_id": agreement.pk,
        "customer_id": agreement.customer_id,
        "party_id": party.pk,
    }


def _begins_at(agreement: Agreement) -> datetime:
    """The first moment of the day it takes effect, where the business is."""
    assert agreement.effective_from is not None, "it was sent"
    zone = ZoneInfo(agreement.customer.business.time_zone)
    return datetime.combine(agreement.effective_from, time(), zone)
