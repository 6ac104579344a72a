"""The demo's customers and organisations, with every address they write from."""

from collections.abc import Mapping
from uuid import UUID

from demo.content.customers import CUSTOMERS, ORGANISATIONS
from demo.content.shapes import Customer as CustomerContent
from demo.content.shapes import Organisation
from demo.structure import SETUP
from moked.businesses.models import Business
from moked.customers.models import ContactPoint, Customer, OrganisationContact
from moked.customers.services import (
    add_contact_point,
    change_customer,
    find_or_create_contact_point,
    mark_verified,
)
from moked.staff.models import FormOfAddress


def add_customers(business: Business, contents: tuple[CustomerContent, ...]) -> dict[str, UUID]:
    """Code of the content -> key of the customer."""
    return {content.code: _add_customer(business.pk, content) for content in contents}


def add_organisations(business: Business, customer_ids: Mapping[str, UUID]) -> None:
    """Tapuz's organisations; the first who writes for one may decide for it."""
    for content in ORGANISATIONS:
        organisation = _add_organisation(business.pk, content)
        contacts = [each for each in CUSTOMERS if each.organisation == content.code]
        for position, contact in enumerate(contacts):
            OrganisationContact.objects.create(
                business=business,
                organisation=organisation,
                person_id=customer_ids[contact.code],
                title=contact.position[:80],
                is_authorised=position == 0,
            )


def _add_organisation(business_id: UUID, content: Organisation) -> Customer:
    return Customer.objects.create(
        business_id=business_id,
        kind=Customer.Kind.ORGANISATION,
        name=content.name,
        language="he",
        about=f"{content.plan} · {content.street}, {content.city}",
    )


def _add_customer(business_id: UUID, content: CustomerContent) -> UUID:
    """A customer whose usual address is proven; the further ones are only known."""
    usual = find_or_create_contact_point(
        actor=SETUP,
        business_id=business_id,
        kind=ContactPoint.Kind.EMAIL,
        value=content.emails[0],
        name=f"{content.first_name} {content.last_name}",
        language=content.language,
    )
    mark_verified(actor=SETUP, contact_point=usual, by="code")
    further = [
        *((ContactPoint.Kind.EMAIL, value) for value in content.emails[1:]),
        *((ContactPoint.Kind.PHONE, value) for value in content.phones),
    ]
    for kind, value in further:
        add_contact_point(actor=SETUP, customer_id=usual.customer_id, kind=kind, value=value)
    about = (content.title, content.position, content.plan, content.manner)
    change_customer(
        actor=SETUP,
        customer_id=usual.customer_id,
        form_of_address=content.gender if content.form_of_address == "by_gender" else FormOfAddress.NEUTRAL,
        about=" · ".join(each for each in about if each)[:200],
    )
    return usual.customer_id
