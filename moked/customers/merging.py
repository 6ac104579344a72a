"""Saying that two customers are one, and taking it back. Pointers change and a history grows; no row moves.

Everything else hangs on the contact point it came by: a case, a message or an address that arrives while two
customers are merged belongs to the customer of its contact point, and so goes back with them.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moked.businesses.models import Business
from moked.customers.access import get_customer
from moked.customers.errors import MergeImpossible
from moked.customers.events import CustomersMerged, CustomerUnmerged
from moked.customers.models import Customer, CustomerMerge
from moked.journal.record import record
from moked.lib.forest import followers_of
from moked.staff.actors import Actor, PersonActor
from moked.staff.permissions import Permission


@transaction.atomic
def merge_customers(*, actor: Actor, customer_id: UUID, into_id: UUID) -> None:
    """Says that the first customer is the second: from now on the two are read as one, under the second's name.

    Who is part of another already cannot be merged again. Raises MergeImpossible.
    """
    customer, into = _lock(actor, customer_id, into_id)
    root_id = into.canonical_id or into.pk
    if customer.business_id != into.business_id or customer.canonical_id or customer.pk == root_id:
        raise MergeImpossible
    CustomerMerge.objects.create(
        business_id=customer.business_id, customer=customer, into=into, merged_by_id=_person_id(actor)
    )
    # A chain would make reads walk: whoever pointed here points to the root now, and the history says to whom.
    Customer.objects.filter(canonical=customer).update(canonical_id=root_id)
    Customer.objects.filter(pk=customer.pk).update(canonical_id=root_id)
    record(
        CustomersMerged(business_id=customer.business_id, actor=actor.code, customer_id=customer.pk, into_id=into.pk)
    )


@transaction.atomic
def unmerge_customer(*, actor: Actor, customer_id: UUID) -> None:
    """Takes a customer's merge back: it stands alone again, with whoever had been merged into it.

    Raises MergeImpossible for a customer who is part of no other.
    """
    (customer,) = _lock(actor, customer_id)
    merge = CustomerMerge.objects.filter(customer=customer, undone_at=None).first()
    if customer.canonical_id is None or merge is None:
        raise MergeImpossible
    followers = followers_of(customer.pk, holding_merges(customer.canonical_id))
    merge.undone_at, merge.undone_by_id = timezone.now(), _person_id(actor)
    merge.save(update_fields=["undone_at", "undone_by"])
    Customer.objects.filter(pk__in=followers).update(canonical=customer)
    Customer.objects.filter(pk=customer.pk).update(canonical=None)
    record(
        CustomerUnmerged(
            business_id=customer.business_id, actor=actor.code, customer_id=customer.pk, from_id=merge.into_id
        )
    )


def holding_merges(root_id: UUID) -> list[tuple[UUID, UUID]]:
    """The merges that hold among those read through one customer, as (merged, into)."""
    rows = CustomerMerge.objects.filter(customer__canonical_id=root_id, undone_at=None)
    return list(rows.values_list("customer_id", "into_id"))


def _lock(actor: Actor, *customer_ids: UUID) -> list[Customer]:
    """The customers as they stand now, while nobody else merges in their business.

    One merge moves the pointers of customers it does not name, so locking the named ones is not enough.
    """
    named = [get_customer(actor, key, to=Permission.CUSTOMERS_EDIT) for key in customer_ids]
    businesses: Iterable[UUID] = sorted({customer.business_id for customer in named})
    # Without the key: rows that name the business go on being written meanwhile.
    list(Business.objects.select_for_update(no_key=True).filter(pk__in=businesses).order_by("pk").values_list("pk"))
    # In the order of their keys, whoever is merged into whom: others lock single customers too.
    locked = {key: get_customer(actor, key, to=Permission.CUSTOMERS_EDIT, lock=True) for key in sorted(customer_ids)}
    return [locked[key] for key in customer_ids]


def _person_id(actor: Actor) -> UUID | None:
    return actor.person_id if isinstance(actor, PersonActor) else None
