"""Writes about customers: who they are, by which addresses, and how sure we are."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from moked.businesses.models import Business
from moked.customers import ports
from moked.customers.access import get_customer
from moked.customers.domain.addresses import AddressInvalid, name_from_address, normalise_address
from moked.customers.duplicates import look_for_doubles_of_new
from moked.customers.errors import (
    AddressNotConfirmed,
    AddressTaken,
    AddressUnusable,
    CodeExpired,
    CodeWrong,
    NotAuthorised,
    NotIdentified,
)
from moked.customers.events import (
    CodeRequested,
    ContactPointAdded,
    ContactPointConfirmed,
    ContactPointVerified,
    CustomerChanged,
    CustomerCreated,
    CustomerIdentified,
    IdentificationFailed,
)
from moked.customers.merging import merge_customers, unmerge_customer
from moked.customers.models import ContactPoint, Customer, Identification, OrganisationContact
from moked.customers.selectors import canonical_ids, is_identified_elsewhere
from moked.customers.systems import add_system, change_system
from moked.journal.record import record
from moked.lib.errors import NotFound
from moked.staff.actors import Actor, PersonActor, StaffActor
from moked.staff.permissions import Permission

__all__ = [
    "IDENTIFIED_FOR",
    "add_contact_point",
    "add_system",
    "change_customer",
    "change_system",
    "confirm_contact_point",
    "confirm_identification",
    "find_or_create_contact_point",
    "identify_authorised_contact",
    "mark_verified",
    "merge_customers",
    "send_identification_code",
    "unmerge_customer",
]

CODE_LIFETIME = timedelta(minutes=10)
CODE_ATTEMPTS = 5
# How long a caller counts as identified; after that they are asked again.
IDENTIFIED_FOR = timedelta(hours=1)

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
    return found or create_contact_point(
        actor=actor, business_id=business_id, kind=kind, value=value, name=name, language=language
    )


def _known_points(business_id: UUID, kind: str, normal: str) -> QuerySet[ContactPoint]:
    return ContactPoint.objects.select_related("customer").filter(business_id=business_id, kind=kind, normal=normal)


def create_contact_point(
    *, actor: Actor, business_id: UUID, kind: str, value: str, name: str = "", language: str = ""
) -> ContactPoint:
    """A new address and its customer, for a caller that just found it unknown; in its transaction.

    Two arrivals at once make one: the loser of the race takes the winner's. Raises AddressUnusable.
    """
    address = NewAddress(value, name, language)
    (point,) = create_contact_points(actor=actor, business_id=business_id, kind=kind, addresses=[address]).values()
    return point


def create_contact_points(
    *, actor: Actor, business_id: UUID, kind: str, addresses: Sequence[NewAddress]
) -> dict[str, ContactPoint]:
    """The same for several, by their normal form; what stands twice is made once. Raises AddressUnusable."""
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


@transaction.atomic
def send_identification_code(
    *,
    actor: Actor,
    contact_point: ContactPoint,
    risk: int,
    case_id: UUID | None = None,
    about_id: UUID | None = None,
) -> Identification:
    """Sends a six-digit code to a known address of the customer; whoever reads it back is the customer. `about_id`:
    what it serves alone, where that is no case.

    Raises AddressNotConfirmed when a colleague or a machine asks by an address that was only added.
    """
    if isinstance(actor, StaffActor) and not contact_point.is_tied:
        raise AddressNotConfirmed
    code = f"{secrets.randbelow(1_000_000):06d}"
    identification = Identification.objects.create(
        business_id=contact_point.business_id,
        customer_id=contact_point.customer_id,
        case_id=case_id,
        about_id=about_id,
        contact_point=contact_point,
        risk=risk,
        method=Identification.Method.CODE,
        asked_by_id=actor.person_id if isinstance(actor, StaffActor) else None,
        asked_by_token_id=actor.token_id if isinstance(actor, StaffActor) else None,
        code_hash=make_password(code),
        expires_at=timezone.now() + CODE_LIFETIME,
    )
    language = contact_point.customer.language
    if not language:
        language = Business.objects.values_list("language", flat=True).get(pk=contact_point.business_id)
    ports.code_sender.send(contact_point, code, language)
    record(
        CodeRequested(
            business_id=contact_point.business_id,
            actor=actor.code,
            case_id=case_id,
            identification_id=identification.pk,
            contact_point_id=contact_point.pk,
        )
    )
    return identification


def confirm_identification(
    *, actor: Actor, identification_id: UUID, case_id: UUID | None, code: str
) -> Identification:
    """Compares the code that was asked for in a case. A wrong one counts, and the count outlives the refusal.

    Raises NotFound for a code of another case, or of a business where a colleague may not identify; CodeExpired when
    it is too late or was tried too often, CodeWrong when it differs.
    """
    with transaction.atomic():
        identification = (
            Identification.objects.select_for_update(of=("self",))
            .select_related("contact_point")
            .filter(pk=identification_id, case_id=case_id)
            .first()
        )
        if identification is None or not _may_confirm(actor, identification):
            raise NotFound
        now = timezone.now()
        is_spent = identification.attempts >= CODE_ATTEMPTS or identification.confirmed_at is not None
        if is_spent or identification.expires_at <= now:
            raise CodeExpired
        if check_password(code.strip(), identification.code_hash):
            _confirm(actor, identification)
            return identification
        identification.attempts += 1
        identification.save(update_fields=["attempts"])
        record(
            IdentificationFailed(
                business_id=identification.business_id,
                actor=actor.code,
                case_id=identification.case_id,
                customer_id=identification.customer_id,
                identification_id=identification.pk,
                attempts=identification.attempts,
            )
        )
    raise CodeWrong


def _may_confirm(actor: Actor, identification: Identification) -> bool:
    # Whoever is neither a colleague nor a machine of ours stands behind a door of their own: the link to the case.
    is_staff = isinstance(actor, StaffActor)
    return not is_staff or actor.may(Permission.CUSTOMERS_IDENTIFY, identification.business_id)


def _confirm(actor: Actor, identification: Identification) -> None:
    identification.confirmed_at = timezone.now()
    identification.expires_at = identification.confirmed_at + IDENTIFIED_FOR
    identification.code_hash = ""
    identification.save(update_fields=["confirmed_at", "expires_at", "code_hash"])
    if identification.contact_point:
        mark_verified(actor=actor, contact_point=identification.contact_point, by="code")
    record(
        CustomerIdentified(
            business_id=identification.business_id,
            actor=actor.code,
            case_id=identification.case_id,
            customer_id=identification.customer_id,
            identification_id=identification.pk,
            method=identification.method,
            risk=identification.risk,
        )
    )


@transaction.atomic
def identify_authorised_contact(
    *, actor: PersonActor, organisation_contact_id: UUID, risk: int, case_id: UUID | None = None
) -> Identification:
    """Records that the agent recognised an authorised contact of an organisation. Raises NotAuthorised."""
    contact = OrganisationContact.objects.select_related("person").filter(pk=organisation_contact_id).first()
    if contact is None or not actor.may(Permission.CUSTOMERS_IDENTIFY, contact.business_id):
        raise NotFound
    if not contact.is_authorised:
        raise NotAuthorised
    identification = Identification.objects.create(
        business_id=contact.business_id,
        customer_id=contact.person_id,
        case_id=case_id,
        risk=risk,
        method=Identification.Method.AUTHORISED,
        asked_by_id=actor.person_id,
        expires_at=timezone.now() + IDENTIFIED_FOR,
    )
    _confirm(actor, identification)
    return identification
