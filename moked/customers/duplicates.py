"""Suggestions that two customers may be one: kept beside the customers, and looked at again when something changes.

Doubles are found by shared keys, never by comparing everybody: each key gives a handful of customers from an index.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from moked.customers.access import get_customer
from moked.customers.domain.duplicates import (
    CustomerFacts,
    KnownPoint,
    Likeness,
    SaidAddress,
    compare_customers,
    keys_of,
)
from moked.customers.events import (
    ContactPointAdded,
    ContactPointConfirmed,
    ContactPointVerified,
    CustomerChanged,
    CustomersMerged,
    CustomerUnmerged,
    MergeSuggested,
    MergeSuggestionDismissed,
    MergeSuggestionReturned,
)
from moked.customers.models import ContactPoint, Customer, CustomerKey, IdentityHint, MergeSuggestion
from moked.customers.selectors import canonical_ids
from moked.journal.record import record
from moked.lib.errors import NotFound
from moked.staff.actors import StaffActor, SystemActor
from moked.staff.permissions import Permission

DUPLICATES = SystemActor("duplicates")
# A key that more customers share picks nobody out: the further ones are not looked at.
MOST_OF_A_KEY = 20

# Writes the keys and reads who else had them before: one round trip for any number of new customers.
KEYS = """
WITH wanted AS (SELECT * FROM unnest(%(customers)s::uuid[], %(keys)s::text[]) AS each (customer_id, key)),
     written AS (
       INSERT INTO customers_customerkey (business_id, customer_id, key)
       SELECT %(business)s, customer_id, key FROM wanted ON CONFLICT DO NOTHING)
SELECT wanted.customer_id, wanted.key, other.customer_id
FROM wanted CROSS JOIN LATERAL (
  SELECT k.customer_id FROM customers_customerkey k
  WHERE k.business_id = %(business)s AND k.key = wanted.key AND k.customer_id <> wanted.customer_id
  ORDER BY k.customer_id DESC LIMIT %(most)s) AS other
"""


@dataclass(frozen=True)
class Neighbours:
    """Customers who share a key, and with how many the name is shared."""

    ids: frozenset[UUID]
    namesakes: int


def look_for_doubles(customer_id: UUID) -> None:
    """Brings a customer's keys and suggestions up to date. In scope of their business, inside a transaction."""
    facts = facts_of([customer_id]).get(customer_id)
    if facts is None:
        return
    customer = Customer.objects.only("business_id", "canonical_id").get(pk=customer_id)
    CustomerKey.objects.filter(customer_id=customer_id).exclude(key__in=keys_of(facts)).delete()
    near = _neighbours(customer.business_id, [facts])[customer_id]
    replies = facts.replied_to | set(_who_replied_to(customer))
    _compare(customer, facts, Neighbours(near.ids | replies, near.namesakes), _suggestions_of(customer_id))


def look_for_doubles_of_new(points: Sequence[ContactPoint]) -> None:
    """The same for customers of one business just made, of whom nothing but an address is known. One statement when
    nobody is like them."""
    if not points:
        return
    new = {
        point: CustomerFacts(
            id=point.customer_id,
            kind=point.customer.kind,
            name=point.customer.name,
            points=(KnownPoint(point.kind, point.normal),),
        )
        for point in points
    }
    near = _neighbours(points[0].business_id, list(new.values()))
    for point, facts in new.items():
        _compare(point.customer, facts, near[point.customer_id], [])


def look_again(
    event: CustomerChanged | ContactPointAdded | ContactPointConfirmed | ContactPointVerified,
) -> None:
    """Reaction: what is known of a customer changed, and with it who they may be."""
    look_for_doubles(event.customer_id)


def _compare(customer: Customer, facts: CustomerFacts, near: Neighbours, rows: list[MergeSuggestion]) -> None:
    known = {_other(row, customer.pk): row for row in rows}
    wanted = near.ids | set(known)
    if not wanted:
        return
    roots = dict(Customer.objects.filter(pk__in=wanted).values_list("pk", "canonical_id"))
    root = customer.canonical_id or customer.pk
    for key, other in facts_of(wanted).items():
        likeness = compare_customers(facts, other, namesakes=near.namesakes)
        is_one_already = (roots[key] or key) == root
        _keep(customer, key, known.get(key), likeness, is_one_already=is_one_already)


def _neighbours(business_id: UUID, customers: Sequence[CustomerFacts]) -> dict[UUID, Neighbours]:
    """Who shares a key with each of these; of themselves those that stand before, so each pair is seen once."""
    keys = [(facts.id, key) for facts in customers for key in sorted(keys_of(facts))]
    asked: dict[str, Any] = {
        "customers": [customer_id for customer_id, _ in keys],
        "keys": [key for _, key in keys],
        "business": business_id,
        "most": MOST_OF_A_KEY + 1,
    }
    crowds: dict[UUID, dict[str, set[UUID]]] = {facts.id: {} for facts in customers}
    with connection.cursor() as cursor:
        cursor.execute(KEYS, asked)
        for customer_id, key, other in cursor.fetchall():
            crowds[customer_id].setdefault(key, set()).add(other)
    having: dict[str, set[UUID]] = {}
    for customer_id, key in keys:
        earlier = having.setdefault(key, set())
        if earlier:
            crowds[customer_id].setdefault(key, set()).update(earlier)
        earlier.add(customer_id)
    return {customer_id: _near(crowd) for customer_id, crowd in crowds.items()}


def _near(crowd: Mapping[str, set[UUID]]) -> Neighbours:
    near = {other for others in crowd.values() if len(others) <= MOST_OF_A_KEY for other in others}
    namesakes = max((len(others) for key, others in crowd.items() if key.startswith("n:")), default=0)
    return Neighbours(frozenset(near), namesakes)


def _who_replied_to(customer: Customer) -> list[UUID]:
    rows = IdentityHint.objects.filter(business_id=customer.business_id, kind="customer", value=str(customer.pk))
    return list(rows.values_list("customer_id", flat=True)[:MOST_OF_A_KEY])


def _suggestions_of(customer_id: UUID) -> list[MergeSuggestion]:
    return list(MergeSuggestion.objects.select_for_update().filter(Q(first=customer_id) | Q(second=customer_id)))


def _other(row: MergeSuggestion, customer_id: UUID) -> UUID:
    return row.second_id if row.first_id == customer_id else row.first_id


def facts_of(customer_ids: Iterable[UUID]) -> dict[UUID, CustomerFacts]:
    """What a comparison needs of each customer. Three queries."""
    keys = list(customer_ids)
    points: dict[UUID, list[KnownPoint]] = {}
    for point in ContactPoint.objects.filter(customer_id__in=keys):
        proven = point.verified_at is not None and point.is_tied
        points.setdefault(point.customer_id, []).append(KnownPoint(point.kind, point.normal, proven))
    said: dict[UUID, list[SaidAddress]] = {}
    replied: dict[UUID, set[UUID]] = {}
    for hint in IdentityHint.objects.filter(customer_id__in=keys):
        if hint.kind == "customer":
            replied.setdefault(hint.customer_id, set()).add(UUID(hint.value))
        else:
            said.setdefault(hint.customer_id, []).append(SaidAddress(hint.source, hint.kind, hint.value))
    return {
        key: CustomerFacts(
            id=key,
            kind=kind,
            name=name,
            points=tuple(points.get(key, ())),
            said=tuple(said.get(key, ())),
            replied_to=frozenset(replied.get(key, ())),
        )
        for key, kind, name in Customer.objects.filter(pk__in=keys).values_list("pk", "kind", "name")
    }


def _keep(
    customer: Customer,
    other_id: UUID,
    row: MergeSuggestion | None,
    likeness: Likeness | None,
    *,
    is_one_already: bool,
) -> None:
    """Writes what was found, unless somebody decided and nothing new speaks for it."""
    state = MergeSuggestion.State
    if likeness is None:
        if row is not None and row.state == state.SUGGESTED:
            row.state = state.LAPSED
            row.save(update_fields=["state"])
        return
    first_id, second_id = sorted((customer.pk, other_id))
    if row is None and is_one_already:
        return
    if row is None:
        row = MergeSuggestion(business_id=customer.business_id, first_id=first_id, second_id=second_id, state="")
    before = row.state
    if is_one_already:
        row.state = state.MERGED
    elif before != state.DISMISSED or likeness.telling - set(row.dismissed_reasons):
        row.state = state.SUGGESTED
    row.confidence, row.score = likeness.confidence, likeness.score
    row.reasons = [each.code for each in likeness.evidence]
    row.save()
    if row.state == state.SUGGESTED and before != state.SUGGESTED:
        record(
            MergeSuggested(
                business_id=customer.business_id,
                actor=DUPLICATES.code,
                suggestion_id=row.pk,
                first_id=first_id,
                second_id=second_id,
                confidence=row.confidence,
            )
        )


def note_hints(
    *, business_id: UUID, customer_id: UUID, source: str, values: Iterable[tuple[str, str]], limit: int = 3
) -> None:
    """Keeps what was said about who a customer is, as (kind, normal), and looks again when it is new."""
    hints = [
        IdentityHint(business_id=business_id, customer_id=customer_id, source=source, kind=kind, value=value)
        for kind, value in list(values)[:limit]
    ]
    known = set(IdentityHint.objects.filter(customer_id=customer_id, source=source).values_list("kind", "value"))
    new = [hint for hint in hints if (hint.kind, hint.value) not in known]
    if new:
        IdentityHint.objects.bulk_create(new, ignore_conflicts=True)
        look_for_doubles(customer_id)


def _get_suggestion(actor: StaffActor, suggestion_id: UUID) -> MergeSuggestion:
    row = MergeSuggestion.objects.select_for_update().filter(pk=suggestion_id).first()
    if row is None:
        raise NotFound
    get_customer(actor, row.first_id, to=Permission.CUSTOMERS_EDIT)
    return row


@transaction.atomic
def dismiss_suggestion(*, actor: StaffActor, suggestion_id: UUID) -> MergeSuggestion:
    """A person says that the two are not the same. It is asked again only when something new speaks for it."""
    row = _get_suggestion(actor, suggestion_id)
    row.state = MergeSuggestion.State.DISMISSED
    row.dismissed_reasons = sorted({*row.dismissed_reasons, *row.reasons})
    row.decided_by_id, row.decided_at = actor.person_id, timezone.now()
    row.save()
    record(
        MergeSuggestionDismissed(
            business_id=row.business_id,
            actor=actor.code,
            suggestion_id=row.pk,
            first_id=row.first_id,
            second_id=row.second_id,
        )
    )
    return row


@transaction.atomic
def return_suggestion(*, actor: StaffActor, suggestion_id: UUID) -> MergeSuggestion:
    """Takes a dismissal back."""
    row = _get_suggestion(actor, suggestion_id)
    if row.state != MergeSuggestion.State.DISMISSED:
        return row
    row.state, row.dismissed_reasons = MergeSuggestion.State.SUGGESTED, []
    row.decided_by_id, row.decided_at = None, None
    row.save()
    record(
        MergeSuggestionReturned(
            business_id=row.business_id,
            actor=actor.code,
            suggestion_id=row.pk,
            first_id=row.first_id,
            second_id=row.second_id,
        )
    )
    return row


def follow_merge(event: CustomersMerged) -> None:
    """Reaction: pairs that are one now are suggested no longer."""
    customer = Customer.objects.get(pk=event.customer_id)
    together = canonical_ids(customer)
    MergeSuggestion.objects.filter(
        first__in=together, second__in=together, state=MergeSuggestion.State.SUGGESTED
    ).update(state=MergeSuggestion.State.MERGED, decided_at=timezone.now())


def follow_unmerge(event: CustomerUnmerged) -> None:
    """Reaction: pairs that were parted may be asked about again."""
    together = set(canonical_ids(Customer.objects.get(pk=event.customer_id)))
    rows = MergeSuggestion.objects.filter(Q(first__in=together) | Q(second__in=together))
    for row in rows.filter(state=MergeSuggestion.State.MERGED):
        if not {row.first_id, row.second_id} <= together:
            row.state, row.decided_at = MergeSuggestion.State.SUGGESTED, None
            row.save(update_fields=["state", "decided_at"])
