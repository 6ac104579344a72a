"""What is kept about a customer besides their addresses."""

from uuid import UUID

from django.db import transaction

from moked.customers.access import get_customer
from moked.customers.events import CustomerChanged
from moked.customers.models import Customer
from moked.journal.record import record
from moked.staff.actors import Actor
from moked.staff.permissions import Permission


@transaction.atomic
def change_customer(*, actor: Actor, customer_id: UUID, **changes: str) -> Customer:
    """Changes name, language, form of address or the line about a customer."""
    customer = get_customer(actor, customer_id, to=Permission.CUSTOMERS_EDIT, lock=True)
    changed = tuple(field for field, value in changes.items() if getattr(customer, field) != value)
    for field in changed:
        setattr(customer, field, changes[field])
    if changed:
        customer.full_clean(exclude=["business", "canonical"])
        customer.save(update_fields=changed)
        record(
            CustomerChanged(
                business_id=customer.business_id, actor=actor.code, customer_id=customer.pk, fields=changed
            )
        )
    return customer
