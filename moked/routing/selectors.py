"""Reads about work."""

from uuid import UUID

from moked.routing.models import Offer


def open_offers_of(person_id: UUID) -> list[Offer]:
    """What is offered to a person now, oldest first, with its case and customer."""
    return list(
        Offer.objects.filter(person_id=person_id, ended_at=None)
        .select_related("item__case__business", "item__case__customer", "item__case__topic", "item__task")
        .order_by("offered_at")
    )
