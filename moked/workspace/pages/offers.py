"""What the router offers: the next case and the sentence of why it comes to this person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moked.promises.selectors import NextPromise
from moked.routing.domain.why import WhyCode
from moked.routing.models import Offer
from moked.workspace.pages.words import promise_tone

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
    """One offer. Opening the case accepts it. `due_at` is when what is promised about it ends, or a task's time; None
    where nothing is. `tone` says that it is near or was broken: warn, error or empty."""

    offer_id: UUID
    channel: str
    who: str
    subject: str
    why: str
    due_at: datetime | None
    is_late: bool
    tone: str
    zone: str
    accept_url: str
    decline_url: str


def _subject(offer: Offer) -> str:
    task = offer.item.task
    return task.says if task else offer.item.case.title


def _why(offer: Offer) -> str:
    """What is aimed at its owner because it is their task was handed over by nobody."""
    is_own_task = offer.item.task is not None and offer.item.task.owner_id == offer.person_id
    return gettext("It is a task of yours.") if is_own_task else str(WHY_YOU.get(WhyCode(offer.why_code), ""))


def offer_cards(offers: Sequence[Offer], promised: Mapping[UUID, NextPromise]) -> tuple[OfferCard, ...]:
    """Offers that wait for somebody's word, as `open_offers_of` gives them, with what is promised of their cases."""
    return tuple(_card(offer, promised.get(offer.item.case_id)) for offer in offers)


def _card(offer: Offer, promise: NextPromise | None) -> OfferCard:
    case, task = offer.item.case, offer.item.task
    due_at = task.due_at if task else (promise.due_at if promise else None)
    is_late = due_at is not None and due_at <= timezone.now()
    tone = ("error" if is_late else "") if task else promise_tone(promise)
    return OfferCard(
        offer_id=offer.pk,
        channel=case.channel,
        who=case.customer.name,
        subject=_subject(offer),
        why=_why(offer),
        due_at=due_at,
        is_late=is_late,
        tone=tone,
        zone=case.business.time_zone,
        accept_url=reverse("workspace:accept", args=[offer.pk]),
        decline_url=reverse("workspace:decline", args=[offer.pk]),
    )
