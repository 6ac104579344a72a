"""The customer beside the case: who they are, how sure we are of it, and what else they came with."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from moked.cases.models import Case
from moked.cases.selectors import cases_of_customers
from moked.customers.models import ContactPoint, Customer, Identification
from moked.customers.naming import CHAT_VISITOR
from moked.customers.selectors import (
    contact_points_of,
    contacts_of,
    merged_into,
    organisations_of,
    valid_identification,
)
from moked.staff.actors import PersonActor
from moked.staff.permissions import Permission
from moked.ui.expectation import Expectation, expectation_of
from moked.workspace.pages.duplicates import SuggestionLine, panel_suggestions
from moked.workspace.pages.promises import PromiseCard, promise_card
from moked.workspace.pages.service import ServicePanel, service_panel
from moked.workspace.pages.there import OfCustomer, there_is_of_customer
from moked.workspace.pages.updates import UpdatesCard, updates_card
from moked.workspace.pages.work import WorkRow, work_rows

EARLIER = 6


@dataclass(frozen=True)
class PointLine:
    id: UUID
    kind: str
    icon: str
    shown: str
    is_verified: bool
    is_undeliverable: bool
    can_receive_code: bool
    is_tied: bool
    confirm_url: str = ""


@dataclass(frozen=True)
class ContactLine:
    """An organisation the customer speaks for, or a person who speaks for it."""

    id: UUID
    name: str
    title: str
    is_authorised: bool
    url: str


@dataclass(frozen=True)
class MergedLine:
    """A customer who is this one by a colleague's word. `unmerge_url` is empty where it may not be taken back."""

    name: str
    url: str
    unmerge_url: str


@dataclass(frozen=True)
class IdentityState:
    """How sure we are who this is. `until` is set while an identification holds."""

    until: datetime | None = None
    risk_words: str = ""
    method_words: str = ""
    by: str = ""


@dataclass(frozen=True)
class CustomerPanel:
    customer_id: UUID
    case_id: UUID | None
    fragment_url: str
    topic: str
    name: str
    about: str
    is_organisation: bool
    language_words: str
    address_words: str
    points: tuple[PointLine, ...]
    organisations: tuple[ContactLine, ...]
    contacts: tuple[ContactLine, ...]
    expectation: Expectation | None
    identity: IdentityState
    identify_url: str
    edit_url: str
    page_url: str
    merge_url: str
    merged: tuple[MergedLine, ...]
    into: MergedLine | None
    suggestions: tuple[SuggestionLine, ...]
    service: ServicePanel
    earlier: tuple[WorkRow, ...]
    has_more: bool
    # What was promised in the case beside it.
    promise: PromiseCard | None
    updates: UpdatesCard | None


POINT_ICONS = {
    ContactPoint.Kind.EMAIL: "mail",
    ContactPoint.Kind.PHONE: "phone",
    ContactPoint.Kind.CHAT: "chat",
}


def customer_panel(
    actor: PersonActor, customer: Customer, *, case: Case | None = None, there: OfCustomer | None = None
) -> CustomerPanel:
    """The panel of a customer, beside one of their cases when there is one. Twenty-two queries at most.

    Who they were identified as and their other cases stand there beside a case alone.
    """
    there = there or there_is_of_customer(customer)
    customer_ids = there.ids
    others = _others(case, customer_ids) if case else []
    may_edit = actor.may(Permission.CUSTOMERS_EDIT, customer.business_id)
    is_canonical = customer.canonical_id is None
    may_identify = actor.may(Permission.CUSTOMERS_IDENTIFY, customer.business_id)
    return CustomerPanel(
        customer_id=customer.pk,
        case_id=case.pk if case else None,
        fragment_url=(
            reverse("workspace:panel", args=[case.pk])
            if case
            else reverse("workspace:customer_panel", args=[customer.pk])
        ),
        topic=f"service:{case.pk} customer:{customer.known_as.pk}" if case else "",
        name=customer.name,
        about=customer.about,
        is_organisation=customer.kind == Customer.Kind.ORGANISATION,
        language_words=str(customer.get_language_display()) if customer.language else "",
        address_words=str(customer.get_form_of_address_display()) if customer.form_of_address != "n" else "",
        points=tuple(point_line(point, may_confirm=may_identify) for point in contact_points_of(customer_ids)),
        organisations=tuple(
            _contact_line(link.pk, link.organisation, link.title, is_authorised=link.is_authorised)
            for link in (organisations_of(customer_ids) if there.organisations else ())
        ),
        contacts=tuple(
            _contact_line(link.pk, link.person, link.title, is_authorised=link.is_authorised)
            for link in (contacts_of(customer_ids) if there.contacts else ())
        ),
        expectation=expectation_of(case, timezone.now()) if case else None,
        identity=_identity(valid_identification(customer_ids) if case and there.identifications else None),
        identify_url=reverse("workspace:identify", args=[case.pk]) if case and may_identify else "",
        edit_url=reverse("workspace:edit_customer", args=[customer.pk]) if may_edit else "",
        page_url=reverse("workspace:customer", args=[customer.pk]),
        merge_url=reverse("workspace:merge_customer", args=[customer.pk]) if may_edit and is_canonical else "",
        merged=tuple(
            _merged_line(one, one, may_edit=may_edit)
            for one in (merged_into(customer) if len(customer_ids) > 1 else ())
        ),
        into=_merged_line(customer.canonical, customer, may_edit=may_edit) if customer.canonical else None,
        suggestions=panel_suggestions(actor, customer_ids) if there.suggestions else (),
        service=service_panel(actor, customer, customer_ids, case),
        earlier=work_rows(others[:EARLIER]),
        has_more=len(others) > EARLIER,
        promise=promise_card(case.pk) if case else None,
        updates=updates_card(actor, case) if case else None,
    )


def _others(case: Case, customer_ids: list[UUID]) -> list[Case]:
    """The customer's latest other cases, and one more than are shown."""
    return [row for row in cases_of_customers(customer_ids, limit=EARLIER + 2) if row.pk != case.pk]


def point_line(point: ContactPoint, *, may_confirm: bool = False) -> PointLine:
    """A contact point as a line. A code goes only where it can be read by the customer alone."""
    kind = ContactPoint.Kind(point.kind)
    return PointLine(
        id=point.pk,
        kind=point.kind,
        icon=POINT_ICONS[kind],
        shown=_(CHAT_VISITOR) if kind is ContactPoint.Kind.CHAT else point.shown,
        is_verified=point.verified_at is not None,
        is_undeliverable=point.undeliverable_since is not None,
        can_receive_code=(kind is ContactPoint.Kind.EMAIL and point.undeliverable_since is None and point.is_tied),
        is_tied=point.is_tied,
        confirm_url=(
            reverse("workspace:confirm_address", args=[point.pk]) if may_confirm and not point.is_tied else ""
        ),
    )


def _contact_line(key: UUID, customer: Customer, title: str, *, is_authorised: bool) -> ContactLine:
    return ContactLine(key, customer.name, title, is_authorised, reverse("workspace:customer", args=[customer.pk]))


def _merged_line(shown: Customer, merged: Customer, *, may_edit: bool) -> MergedLine:
    return MergedLine(
        name=shown.name,
        url=reverse("workspace:customer", args=[shown.pk]),
        unmerge_url=reverse("workspace:unmerge_customer", args=[merged.pk]) if may_edit else "",
    )


def _identity(identification: Identification | None) -> IdentityState:
    if identification is None:
        return IdentityState()
    return IdentityState(
        until=identification.expires_at,
        risk_words=str(Identification.Risk(identification.risk).label),
        method_words=str(Identification.Method(identification.method).label),
        by=identification.asked_by.full_name if identification.asked_by else "",
    )
