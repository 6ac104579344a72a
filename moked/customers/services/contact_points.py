"""Addresses of customers: found, made with whoever has them, added, confirmed and proven."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from moked.customers.access import get_customer
from moked.customers.domain.addresses import AddressInvalid, name_from_address, normalise_address
from moked.customers.duplicates import look_for_doubles_of_new
from moked.customers.errors import AddressTaken, AddressUnusable, NotIdentified
from moked.customers.events import ContactPointAdded, ContactPointConfirmed, ContactPointVerified, CustomerCreated
from moked.customers.models import ContactPoint, Customer
from moked.customers.selectors import canonical_ids, is_identified_elsewhere
from moked.journal.record import record
from moked.lib.errors import NotFound
from moked.staff.actors import Actor, StaffActor
from moked.staff.permissions import Permission

# One statement, since every stranger's mail makes both. The addresses go first, in their order: two arrivals at once
# meet there, and neither waits for the other.
INSERT_BOTH = """
WITH wanted AS (
  SELECT * FROM json_to_recordset(%(rows)s::json)
    AS row (point uuid, customer uuid, shown text, normal text, kind text, name text, language text, form text)
), point AS (
  INSERT INTO customers_contactpoint
    (id, business_id, customer_id, kind, shown, normal, verified_by, tie, created_at)
  SELECT point, %(business)s, customer, %(way)s, shown, normal, '', %(tie)s, %(at)s FROM wanted ORDER BY normal
  ON CONFLICT (business_id, kind, normal) DO NOTHING
  RETURNING customer_id
), written AS (
  INSERT INTO customers_customer (id, business_id, kind, name, language, form_of_address, about, created_at)
  SELECT customer, %(business)s, kind, name, language, form, '', %(at)s
  FROM wanted JOIN point ON point.customer_id = wanted.customer
)
SELECT customer_id FROM point
"""


@dataclass(frozen=True)
class NewAddress:
    """An address that was just found unknown, and what its first words say of who has it."""

    value: str
    name: str = ""
    language: str = ""


def _normal(kind: str, value: str) -> str:
    try:
        return normalise_address(kind, value)
    except AddressInvalid as error:
        raise AddressUnusable from error


def find_contact_point(*, business_id: UUID, kind: str, value: str) -> ContactPoint | None:
    """The contact point of this address, if the business knows it. Raises AddressUnusable."""
    return _known_points(business_id, kind, _normal(kind, value)).first()


@transaction.atomic(savepoint=False)
def find_or_create_contact_point(
    *, actor: Actor, business_id: UUID, kind: str, value: str, name: str = "", language: str = ""
) -> ContactPoint:
    """The contact point of this address, with its customer; both are made when the address is new.

    Raises AddressUnusable.
    """
    found = find_contact_point(business_id=business_id, kind=kind, value=value)
    if found is not None:
        return found
    address = NewAddress(value, name, language)
    (point,) = create_contact_points(actor=actor, business_id=business_id, kind=kind, addresses=[address]).values()
    return point


def _known_points(business_id: UUID, kind: str, normal: str) -> QuerySet[ContactPoint]:
    return ContactPoint.objects.select_related("customer").filter(business_id=business_id, kind=kind, normal=normal)


def create_contact_points(
    *, actor: Actor, business_id: UUID, kind: str, addresses: Sequence[NewAddress]
) -> dict[str, ContactPoint]:
    """New addresses and their customers, for a caller that just found them unknown; in its transaction.

    Gives them by their normal form; what stands twice is made once. Two arrivals at once make one: the loser of the
    race takes the winner's. Raises AddressUnusable.
    """
    made: dict[str, ContactPoint] = {}
    for address in addresses:
        normal = _normal(kind, address.value)
        if normal not in made:
            made[normal] = _new_point(business_id, kind, normal, address)
    written = _insert_both(business_id, kind, list(made.values()))
    new = [point for point in made.values() if point.customer_id in written]
    for point in new:
        record(CustomerCreated(business_id=business_id, actor=actor.code, customer_id=point.customer_id))
    look_for_doubles_of_new(new)
    lost = [normal for normal, point in made.items() if point.customer_id not in written]
    return made | {normal: _known_points(business_id, kind, normal).get() for normal in lost}


def _new_point(business_id: UUID, kind: str, normal: str, address: NewAddress) -> ContactPoint:
    customer = Customer(
        business_id=business_id,
        name=(address.name.strip() or name_from_address(kind, address.value))[:160],
        language=address.language,
        created_at=timezone.now(),
    )
    return ContactPoint(
        business_id=business_id,
        customer=customer,
        kind=kind,
        shown=address.value.strip()[:254],
        normal=normal,
        created_at=customer.created_at,
    )


def _insert_both(business_id: UUID, kind: str, points: Sequence[ContactPoint]) -> set[UUID]:
    """Writes addresses and their customers, neither where somebody was faster. Gives the customers that are new."""
    if not points:
        return set()
    rows = [
        {
            "point": str(point.pk),
            "customer": str(point.customer_id),
            "shown": point.shown,
            "normal": point.normal,
            "kind": point.customer.kind,
            "name": point.customer.name,
            "language": point.customer.language,
            "form": point.customer.form_of_address,
        }
        for point in points
    ]
    facts: dict[str, Any] = {
        "rows": json.dumps(rows, ensure_ascii=False),
        "business": business_id,
        "way": kind,
        "tie": points[0].tie,
        "at": points[0].created_at,
    }
    with connection.cursor() as cursor:
        cursor.execute(INSERT_BOTH, facts)
        new = {row[0] for row in cursor.fetchall()}
    for point in points:
        point.customer._state.adding = point._state.adding = point.customer_id not in new
    return new


@transaction.atomic
def add_contact_point(*, actor: Actor, customer_id: UUID, kind: str, value: str) -> ContactPoint:
    """Another address of a customer; until it is confirmed it opens nothing but what came from it.

    Raises AddressTaken when somebody else has it.
    """
    customer = get_customer(actor, customer_id, to=Permission.CUSTOMERS_EDIT)
    normal = _normal(kind, value)
    point, is_new = ContactPoint.objects.get_or_create(
        business_id=customer.business_id,
        kind=kind,
        normal=normal,
        defaults={"customer": customer, "shown": value.strip()[:254], "tie": ContactPoint.Tie.ADDED},
    )
    if point.customer_id != customer.pk:
        raise AddressTaken
    if is_new:
        record(
            ContactPointAdded(
                business_id=customer.business_id,
                actor=actor.code,
                customer_id=customer.pk,
                contact_point_id=point.pk,
            )
        )
    return point


@transaction.atomic
def confirm_contact_point(*, actor: StaffActor, contact_point_id: UUID) -> ContactPoint:
    """A colleague, or a machine of ours, says that an added address is the customer's, who is identified by another.

    Raises NotIdentified while nothing but the address itself speaks for it.
    """
    point = ContactPoint.objects.select_for_update(of=("self",)).filter(pk=contact_point_id).first()
    if point is None:
        raise NotFound
    customer = get_customer(actor, point.customer_id, to=Permission.CUSTOMERS_IDENTIFY)
    if point.is_tied:
        return point
    if not is_identified_elsewhere(canonical_ids(customer), point):
        raise NotIdentified
    point.tie = ContactPoint.Tie.CONFIRMED
    point.save(update_fields=["tie"])
    record(
        ContactPointConfirmed(
            business_id=point.business_id,
            actor=actor.code,
            customer_id=point.customer_id,
            contact_point_id=point.pk,
        )
    )
    return point


@transaction.atomic
def mark_verified(*, actor: Actor, contact_point: ContactPoint, by: str) -> None:
    """The customer proved that this address is theirs; a first proof is kept, later ones change nothing."""
    proven = ContactPoint.objects.filter(pk=contact_point.pk, verified_at=None).update(
        verified_at=timezone.now(), verified_by=by
    )
    if proven:
        record(
            ContactPointVerified(
                business_id=contact_point.business_id,
                actor=actor.code,
                customer_id=contact_point.customer_id,
                contact_point_id=contact_point.pk,
                by=by,
            )
        )
