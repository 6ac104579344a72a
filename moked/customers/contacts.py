"""Who speaks for an organisation."""

from uuid import UUID

from django.db import transaction

from moked.customers.access import get_customer
from moked.customers.events import ContactSet
from moked.customers.models import OrganisationContact
from moked.journal.record import record
from moked.lib.rows import assign
from moked.staff.actors import Actor
from moked.staff.permissions import Permission


@transaction.atomic
def set_contact(
    *,
    actor: Actor,
    organisation_id: UUID,
    person_id: UUID,
    title: str,
    is_authorised: bool,
    decides: str | None = None,
) -> OrganisationContact:
    """Says that a person speaks for an organisation, in which position, whether they may decide for it, and what.

    What they may decide stays as it was while `decides` is None.
    """
    organisation = get_customer(actor, organisation_id, to=Permission.CUSTOMERS_EDIT)
    person = get_customer(actor, person_id, to=Permission.CUSTOMERS_EDIT)
    contact, is_new = OrganisationContact.objects.select_for_update(of=("self",)).get_or_create(
        organisation=organisation, person=person, defaults={"business_id": organisation.business_id}
    )
    facts: dict[str, object] = {"title": title.strip()[:80], "is_authorised": is_authorised}
    if decides is not None:
        facts["decides"] = decides.strip()[:200]
    changed = assign(contact, facts)
    if is_new or changed:
        contact.save(update_fields=changed or None)
        record(
            ContactSet(
                business_id=organisation.business_id,
                actor=actor.code,
                customer_id=organisation.pk,
                contact_id=person.pk,
                is_authorised=is_authorised,
            )
        )
    return contact
