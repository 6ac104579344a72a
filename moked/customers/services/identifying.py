"""How sure we are who somebody is: a code they read back, or a colleague who knows them."""

import secrets
from datetime import timedelta
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone

from moked.businesses.models import Business
from moked.customers import ports
from moked.customers.errors import AddressNotConfirmed, CodeExpired, CodeWrong, NotAuthorised
from moked.customers.events import CodeRequested, CustomerIdentified, IdentificationFailed
from moked.customers.models import ContactPoint, Identification, OrganisationContact
from moked.customers.services.contact_points import mark_verified
from moked.journal.record import record
from moked.lib.errors import NotFound
from moked.staff.actors import Actor, PersonActor, StaffActor
from moked.staff.permissions import Permission

CODE_LIFETIME = timedelta(minutes=10)
CODE_ATTEMPTS = 5
# How long a caller counts as identified; after that they are asked again.
IDENTIFIED_FOR = timedelta(hours=1)


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
