"""The only door to a customer. Missing and forbidden give the same error."""

from uuid import UUID

from moked.customers.models import ContactPoint, Customer
from moked.lib.errors import NotAllowed, NotFound
from moked.staff.actors import Actor
from moked.staff.permissions import Permission


def get_customer(actor: Actor, customer_id: UUID, *, to: Permission, lock: bool = False) -> Customer:
    """The customer, when the actor may do that in its business.

    Raises NotFound when there is none in scope or the actor may not even see it, NotAllowed for less.
    """
    rows = Customer.objects.select_for_update(of=("self",)) if lock else Customer.objects
    customer = rows.select_related("business").filter(pk=customer_id).first()
    if customer is None or not actor.may(Permission.CASES_READ, customer.business_id):
        raise NotFound
    if not actor.may(to, customer.business_id):
        raise NotAllowed
    return customer


def get_point(contact_point_id: UUID) -> ContactPoint:
    """An address in scope, with its customer, whose door is still to be asked. Raises NotFound."""
    point = ContactPoint.objects.select_related("customer").filter(pk=contact_point_id).first()
    if point is None:
        raise NotFound
    return point
