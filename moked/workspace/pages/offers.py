"""What the router offers: the next case and the sentence of why it comes to this person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moked.routing.domain.why import WhyCode
from moked.routing.models import Offer
from moked.routing.selectors import open_offers_of
from moked.staff.models import Person

# Said to the person themselves; the log says the same of them by name.
WHY_YOU: Mapping[WhyCode, str | Promise] = {
    WhyCode.HANDED_OVER: _("A colleague handed this over to you."),
    WhyCode.HAS_THE_CASE: _("The customer wrote again in a case of yours."),
    WhyCode.KNOWS_CUSTOMER: _("It comes to you because you know this customer."),
    WhyCode.ONLY_ONE_FREE: _("Of those who can take this, only you are free now."),
    WhyCode.LEAST_BUSY: _("Of those who can take this, you have the least in hand."),
    WhyCode.BEST_SKILLED: _("Of those who are free, your skills fit this best."),
    WhyCode.LONGEST_IDLE: _("Of those who can take this, you have been free the longest."),
}


@dataclass(frozen=True)
class OfferCard:
    """One offer. Opening the case accepts it."""

    offer_id: UUID
    channel: str
    who: str
    subject: str
    why: str
    offered_at: datetime
    accept_url: str
    decline_url: str


def _subject(offer: Offer) -> str:
    task = offer.item.task
    return task.says if task else offer.item.case.subject or offer.item.case.reference


def _why(offer: Offer) -> str:
    """What is aimed at its owner because it is their task was handed over by nobody."""
    is_own_task = offer.item.task is not None and offer.item.task.owner_id == offer.person_id
    return gettext("It is a task of yours.") if is_own_task else str(WHY_YOU.get(WhyCode(offer.why_code), ""))


def offers_to(person: Person) -> tuple[OfferCard, ...]:
    """Offers that wait for this person's word, oldest first. One query."""
    offers = open_offers_of(person.pk)
    return tuple(
        OfferCard(
            offer_id=offer.pk,
            channel=offer.item.case.channel,
            who=offer.item.case.customer.name,
            subject=_subject(offer),
            why=_why(offer),
            offered_at=offer.offered_at,
            accept_url=reverse("workspace:accept", args=[offer.pk]),
            decline_url=reverse("workspace:decline", args=[offer.pk]),
        )
        for offer in offers
    )
