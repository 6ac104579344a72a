"""The meeting itself: a version is begun, filled in step by step, and thrown away or sent."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from moked.agreements.access import TO, get_agreement
from moked.agreements.domain.checks import faults_of
from moked.agreements.errors import AgreementSettled
from moked.agreements.events import AgreementStarted, AgreementWithdrawn
from moked.agreements.meeting import Offered, current_form, offered_in
from moked.agreements.models import Agreement
from moked.agreements.selectors import versions_of
from moked.businesses.selectors import today_in
from moked.customers.access import get_customer
from moked.customers.models import Customer
from moked.flows import services as flows
from moked.flows.domain.answers import Checked, steps_that_hold
from moked.flows.models import FlowVersion
from moked.journal.record import record
from moked.staff.actors import PersonActor, StaffActor

# What a further version does not take over: the dates are settled anew.
SETTLED_ANEW = ("effective_from", "renew_on")


@transaction.atomic
def start_agreement(*, actor: PersonActor, customer_id: UUID) -> Agreement:
    """A further version of a customer's agreement, from the latest one; or the one that is under way."""
    # One at a time for a customer: two meetings at once would write two versions of one number.
    customer = get_customer(actor, customer_id, to=TO, lock=True)
    if customer.canonical_id:
        customer = get_customer(actor, customer.canonical_id, to=TO, lock=True)
    drafted = versions_of(customer).filter(state=Agreement.State.DRAFT).first()
    if drafted is not None:
        return drafted
    version = current_form(actor, customer.business_id)
    answers, is_further = _start_of(customer)
    done = _holding(customer, version, answers) if is_further else ()
    walk = flows.start_walk(actor=actor.code, version=version, answers=answers, done=done)
    highest = versions_of(customer).aggregate(highest=Max("number"))["highest"]
    agreement = Agreement.objects.create(
        business_id=customer.business_id,
        customer=customer,
        number=(highest or 0) + 1,
        walk=walk,
        owner_id=actor.person_id,
    )
    record(
        AgreementStarted(
            business_id=agreement.business_id,
            actor=actor.code,
            person_id=actor.person_id,
            agreement_id=agreement.pk,
            customer_id=customer.pk,
            number=agreement.number,
        )
    )
    return agreement


def _start_of(customer: Customer) -> tuple[dict[str, Any], bool]:
    """What stood in the latest version, and that it did; else what is known of the customer."""
    latest = versions_of(customer).select_related("walk").order_by("-number", "-made_at").first()
    if latest is not None:
        return {code: value for code, value in latest.walk.answers.items() if code not in SETTLED_ANEW}, True
    systems = customer.systems.filter(is_active=True).values("name", "criticality")
    language = customer.language or customer.business.language
    known = {
        **({"has_systems": "yes", "systems": list(systems)} if systems else {}),
        "language": language if language in ("he", "en") else "he",
    }
    return known, False


def _holding(customer: Customer, version: FlowVersion, answers: Mapping[str, Any]) -> tuple[str, ...]:
    """The steps of a further version that stand as they were: one goes straight to what changes."""
    faulty = faults_of(answers, today_in(customer.business))
    sources = codes_of(offered_in(customer.business_id))
    return steps_that_hold(flows.document_of(version.document).steps, answers, sources, faulty)


def save_step(*, actor: PersonActor, agreement_id: UUID, step_code: str, given: Mapping[str, Any]) -> Checked:
    """Keeps what holds of a step's answers, and says what does not. Raises AgreementSettled once it was sent."""
    with transaction.atomic():
        agreement = get_draft(actor, agreement_id, lock=True)
        offered = offered_in(agreement.business_id)
        today = today_of(agreement)
        return flows.save_step(
            actor=actor.code,
            walk_id=agreement.walk_id,
            step_code=step_code,
            given=given,
            sources=codes_of(offered),
            further=lambda answers: faults_of(answers, today),
        )


@transaction.atomic
def withdraw_agreement(*, actor: StaffActor, agreement_id: UUID) -> Agreement:
    """Takes back a draft, or what waits for the customer. Raises AgreementSettled for what was answered."""
    agreement = get_agreement(actor, agreement_id, to=TO, lock=True)
    if agreement.state not in (Agreement.State.DRAFT, Agreement.State.SENT):
        raise AgreementSettled
    agreement.state = Agreement.State.WITHDRAWN
    agreement.save(update_fields=["state"])
    record(
        AgreementWithdrawn(
            business_id=agreement.business_id,
            actor=actor.code,
            person_id=agreement.owner_id,
            agreement_id=agreement.pk,
            customer_id=agreement.customer_id,
        )
    )
    return agreement


def get_draft(actor: StaffActor, agreement_id: UUID, *, lock: bool = False) -> Agreement:
    """A version that is still being written. Raises AgreementSettled for any other."""
    agreement = get_agreement(actor, agreement_id, to=TO, lock=lock)
    if agreement.state != Agreement.State.DRAFT:
        raise AgreementSettled
    return agreement


def codes_of(offered: Offered) -> dict[str, tuple[str, ...]]:
    """The keys of what is offered, by source."""
    return {source: tuple(names) for source, names in offered.items()}


def today_of(agreement: Agreement) -> date:
    """The day it is where the business is."""
    return today_in(agreement.customer.business)
