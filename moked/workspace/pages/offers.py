"""What the router offers: the next case and the sentence of why it comes to this person."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from moked.routing.selectors import open_offers_of, people_named_in, why_sentence
from moked.staff.models import Person


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


def offers_to(person: Person) -> tuple[OfferCard, ...]:
    """Offers that wait for this person's word, oldest first. Two queries."""
    offers = open_offers_of(person.pk)
    names = people_named_in(offers)
    return tuple(
        OfferCard(
            offer_id=offer.pk,
            channel=offer.item.case.channel,
            who=offer.item.case.customer.name,
            subject=offer.item.case.subject or offer.item.case.reference,
            why=why_sentence(offer, names),
            offered_at=offer.offered_at,
            accept_url=reverse("workspace:accept", args=[offer.pk]),
            decline_url=reverse("workspace:decline", args=[offer.pk]),
        )
        for offer in offers
    )
