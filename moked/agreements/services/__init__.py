"""Writes about service agreements, by what they are about."""

from moked.agreements.services.answering import PartyActor, approve_agreement, refuse_agreement
from moked.agreements.services.effect import sweep_agreements
from moked.agreements.services.mailing import send_agreement_mails, send_mails_again
from moked.agreements.services.sending import send_agreement, written_so_far
from moked.agreements.services.writing import get_draft, save_step, start_agreement, withdraw_agreement

__all__ = [
    "PartyActor",
    "approve_agreement",
    "get_draft",
    "refuse_agreement",
    "save_step",
    "send_agreement",
    "send_agreement_mails",
    "send_mails_again",
    "start_agreement",
    "sweep_agreements",
    "withdraw_agreement",
    "written_so_far",
]
