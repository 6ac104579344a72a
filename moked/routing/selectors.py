"""Reads about work."""

from uuid import UUID

from django.utils.translation import gettext as _

from moked.routing.domain.why import FACTS, FactKind, Why, WhyCode, sentence
from moked.routing.models import Offer
from moked.staff.models import Person, PresenceKind


def open_offers_of(person_id: UUID) -> list[Offer]:
    """What is offered to a person now, oldest first, with its case and customer."""
    return list(
        Offer.objects.filter(person_id=person_id, ended_at=None)
        .select_related("item__case__business", "item__case__customer", "item__case__topic")
        .order_by("offered_at")
    )


def why_sentence(offer: Offer, names: dict[UUID, str]) -> str:
    """The reason of an offer as a sentence; `names` holds full names by person, see `people_named_in`."""
    code = WhyCode(offer.why_code)
    msgid, facts = sentence(Why(code, offer.why_facts))
    shown = {key: _shown(FACTS[code][key], value, names) for key, value in facts.items()}
    return _(msgid) % shown


def people_named_in(offers: list[Offer]) -> dict[UUID, str]:
    """Full names of everybody the reasons mention. One query."""
    keys = {
        UUID(str(offer.why_facts[key]))
        for offer in offers
        for key, kind in FACTS[WhyCode(offer.why_code)].items()
        if kind is FactKind.PERSON
    }
    return {person.pk: person.full_name for person in Person.objects.filter(pk__in=keys)}


def _shown(kind: FactKind, value: str | int, names: dict[UUID, str]) -> str:
    if kind is FactKind.PERSON:
        return names.get(UUID(str(value)), _("A colleague"))
    if kind is FactKind.PRESENCE:
        return str(PresenceKind(str(value)).label)
    return str(value)
