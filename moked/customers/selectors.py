"""Reads about customers."""

import re
from collections.abc import Iterable
from uuid import UUID

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from moked.customers.models import (
    ContactPoint,
    Customer,
    Identification,
    MergeSuggestion,
    OrganisationContact,
    System,
)
from moked.lib.hebrew.phone_words import is_phone, phone_key
from moked.lib.postgres.questions import asked_often

# What LIKE would read as a sign, and how it is told that a letter is meant.
LIKE_SIGN = re.compile(r"[%_\\]")
ESCAPED = r"\\\g<0>"
BETWEEN_WORDS = re.compile(r"[\s\u05be-]+")


def canonical_ids(customer: Customer) -> list[UUID]:
    """The customer and everybody merged into them: the set that reads take."""
    return _known_as(customer.canonical_id or customer.pk)


@asked_often
def _known_as(root: UUID) -> QuerySet[Customer, UUID]:
    return Customer.objects.filter(Q(pk=root) | Q(canonical_id=root)).values_list("pk", flat=True)


def merged_into(customer: Customer) -> list[Customer]:
    """Customers that colleagues said are this one, by name."""
    return list(Customer.objects.filter(canonical=customer).order_by("name", "id"))


def contact_points_of(customer_ids: list[UUID]) -> list[ContactPoint]:
    """Their addresses and numbers, verified ones first."""
    return _contact_points(customer_ids)


@asked_often
def _contact_points(customer_ids: list[UUID]) -> QuerySet[ContactPoint]:
    rows = ContactPoint.objects.filter(customer_id__any_of=customer_ids)
    return rows.order_by("-verified_at", "kind", "created_at")


def addresses_by_customer(customer_ids: list[UUID]) -> dict[UUID, list[str]]:
    """The addresses and numbers of each as they are written, oldest first: what tells namesakes apart. One query."""
    found: dict[UUID, list[str]] = {}
    for customer_id, shown in _addresses(customer_ids) if customer_ids else ():
        found.setdefault(customer_id, []).append(shown)
    return found


def addresses_of(customer: Customer) -> list[str]:
    """As `addresses_by_customer`, of one customer with everybody merged into them. Two queries."""
    return [shown for _customer_id, shown in _addresses(canonical_ids(customer))]


@asked_often
def _addresses(customer_ids: list[UUID]) -> QuerySet[ContactPoint, tuple[UUID, str]]:
    rows = ContactPoint.objects.filter(customer_id__any_of=customer_ids).exclude(kind=ContactPoint.Kind.CHAT)
    return rows.order_by("created_at").values_list("customer_id", "shown")


def organisations_of(customer_ids: list[UUID]) -> list[OrganisationContact]:
    """Organisations these people speak for."""
    return list(
        OrganisationContact.objects.filter(person_id__in=customer_ids)
        .select_related("organisation")
        .order_by("organisation__name")
    )


def contacts_of(organisation_ids: list[UUID]) -> list[OrganisationContact]:
    """People who speak for an organisation, authorised ones first."""
    return list(
        OrganisationContact.objects.filter(organisation_id__in=organisation_ids)
        .select_related("person")
        .order_by("-is_authorised", "person__name")
    )


def valid_identification(customer_ids: list[UUID]) -> Identification | None:
    """The strongest identification that still holds."""
    return (
        _holding_identifications(customer_ids)
        .select_related("contact_point", "asked_by")
        .order_by("-risk", "-confirmed_at")
        .first()
    )


def is_identified_elsewhere(customer_ids: list[UUID], point: ContactPoint) -> bool:
    """Whether the customer proved themselves, for personal details at least, by another address than this one."""
    return (
        _holding_identifications(customer_ids)
        .filter(contact_point__isnull=False, risk__gte=Identification.Risk.PERSONAL)
        .exclude(contact_point=point)
        .exists()
    )


def _holding_identifications(customer_ids: list[UUID]) -> QuerySet[Identification]:
    # A code read at an address that was only added proves the address, not the customer.
    return Identification.objects.filter(
        customer_id__in=customer_ids, confirmed_at__isnull=False, expires_at__gt=timezone.now()
    ).exclude(contact_point__tie=ContactPoint.Tie.ADDED)


def list_customers(*, words: str = "", after: tuple[str, UUID] | None = None, limit: int = 50) -> list[Customer]:
    """Customers by name, from a key on; with words those in whose name, address or number all stand. Two queries.

    A telephone number is found however it is written. One or two letters must begin a word.
    Merged customers are seen through their canonical one.
    """
    name, key = after or ("", None)
    parts = _parts(words)
    patterns = [f"%{LIKE_SIGN.sub(ESCAPED, part).upper()}%" for part in parts]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT customer_id FROM moked_find_customers(%s, %s, %s, %s, %s)", (parts, patterns, name, key, limit)
        )
        keys = [row[0] for row in cursor.fetchall()]
    found = {customer.pk: customer for customer in _customers(keys)} if keys else {}
    return [found[key] for key in keys if key in found]


def _parts(words: str) -> list[str]:
    """What must occur in a name, an address or a number, each in any place."""
    if is_phone(words):
        return [phone_key(words)]
    return list(filter(None, BETWEEN_WORDS.split(words))) or list(filter(None, [words]))


@asked_often
def _customers(keys: list[UUID]) -> QuerySet[Customer]:
    return Customer.objects.select_related("business").filter(pk__any_of=keys)


def answer_point_of(customer_ids: list[UUID]) -> ContactPoint | None:
    """Where a customer can be written to: an e-mail address that is theirs, a proven one before others."""
    rows = ContactPoint.objects.filter(customer_id__in=customer_ids, kind=ContactPoint.Kind.EMAIL)
    usable = rows.filter(undeliverable_since=None).exclude(tie=ContactPoint.Tie.ADDED)
    return usable.order_by(F("verified_at").asc(nulls_last=True), "created_at").first()


def standing_suggestions(customer_ids: list[UUID], *, limit: int) -> list[MergeSuggestion]:
    """Who else these customers may be, the surest first."""
    rows = MergeSuggestion.objects.filter(
        Q(first__in=customer_ids) | Q(second__in=customer_ids), state=MergeSuggestion.State.SUGGESTED
    )
    # A pair of one customer is merged and stands no longer; one that lingers is not shown.
    rows = rows.exclude(first__in=customer_ids, second__in=customer_ids)
    return list(rows.select_related("first__canonical", "second__canonical").order_by("-score", "-id")[:limit])


def list_suggestions(
    business_ids: Iterable[UUID], *, after: tuple[int, UUID] | None = None, limit: int = 50
) -> QuerySet[MergeSuggestion]:
    """All suggestions that stand in these businesses, the surest first, from a key on."""
    rows = MergeSuggestion.objects.filter(business_id__in=list(business_ids), state=MergeSuggestion.State.SUGGESTED)
    rows = rows.select_related("first__canonical", "second__canonical").order_by("-score", "-id")
    if after:
        score, key = after
        rows = rows.filter(Q(score__lt=score) | Q(score=score, id__lt=key))
    return rows[:limit]


def systems_of(customer_ids: list[UUID]) -> list[System]:
    """Their own systems, those in use first."""
    return list(System.objects.filter(customer_id__in=customer_ids).order_by("-is_active", "name"))


def systems_about(customer_ids: list[UUID]) -> QuerySet[System]:
    """What a matter of theirs may be about: systems in use of theirs, and of organisations they speak for."""
    organisations = OrganisationContact.objects.filter(person_id__in=customer_ids).values("organisation")
    concerned = Q(customer_id__in=customer_ids) | Q(customer_id__in=organisations)
    return System.objects.filter(concerned, is_active=True).order_by("name")
