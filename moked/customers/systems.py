"""What customers have that we serve: the systems of their service file."""

from uuid import UUID

from django.db import transaction

from moked.businesses.models import Criticality
from moked.customers.access import get_customer
from moked.customers.events import SystemAdded, SystemChanged
from moked.customers.models import System
from moked.journal.record import record
from moked.lib.errors import Invalid, NotFound
from moked.lib.rows import assign, once
from moked.staff.actors import Actor
from moked.staff.errors import NameTaken
from moked.staff.permissions import Permission


@transaction.atomic
def add_system(*, actor: Actor, customer_id: UUID, name: str, criticality: str) -> System:
    """A further system of a customer. Raises NameTaken; Invalid without a name or with an
    unknown criticality."""
    customer = get_customer(actor, customer_id, to=Permission.CUSTOMERS_EDIT)
    system = System(business_id=customer.business_id, customer=customer, name=name.strip(), criticality=criticality)
    _check(system)
    with once("system_name_once", NameTaken):
        system.save(force_insert=True)
    record(
        SystemAdded(business_id=customer.business_id, actor=actor.code, customer_id=customer.pk, system_id=system.pk)
    )
    return system


@transaction.atomic
def change_system(*, actor: Actor, system_id: UUID, name: str, criticality: str, is_active: bool) -> System:
    """Renames a system, weighs it anew, or takes it out of use; cases keep what they were given. Raises
    Invalid and NameTaken."""
    system = get_system(actor, system_id, to=Permission.CUSTOMERS_EDIT, lock=True)
    changed = assign(system, {"name": name.strip(), "criticality": criticality, "is_active": is_active})
    if changed:
        _check(system)
        with once("system_name_once", NameTaken):
            system.save(update_fields=changed)
        record(
            SystemChanged(
                business_id=system.business_id,
                actor=actor.code,
                customer_id=system.customer_id,
                system_id=system.pk,
                fields=changed,
            )
        )
    return system


def get_system(actor: Actor, system_id: UUID, *, to: Permission, lock: bool = False) -> System:
    """A system, by the door of its customer. Raises NotFound and NotAllowed."""
    rows = System.objects.select_for_update(of=("self",)) if lock else System.objects
    system = rows.filter(pk=system_id).first()
    if system is None:
        raise NotFound
    get_customer(actor, system.customer_id, to=to)
    return system


def _check(system: System) -> None:
    if not system.name or len(system.name) > 120 or system.criticality not in Criticality.values:
        raise Invalid
