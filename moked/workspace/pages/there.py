"""What there is to show at all, asked in one statement: most of what a page could show of a case is rarely there, and
a dozen questions that find nothing take longer than the page.

Each name here says no more than that looking is worth while: what is found is narrowed further where it is shown.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from moked.cases.domain.hand_overs import TAKE_BACK_WITHIN
from moked.cases.events import GIVING, CaseHandedOver
from moked.cases.models import Case
from moked.customers.models import Customer
from moked.staff.actors import Actor

OF_CASE = """
WITH family AS (SELECT id FROM cases_case WHERE id = %(case)s OR canonical_id = %(case)s)
SELECT EXISTS (SELECT FROM cases_task WHERE case_id IN (TABLE family) AND state = 'open'),
  EXISTS (SELECT FROM promises_commitment WHERE case_id IN (TABLE family) AND settled_at IS NULL),
  EXISTS (SELECT FROM promises_escalation WHERE case_id = %(case)s),
  EXISTS (SELECT FROM diagnosis_diagnosis WHERE case_id IN (TABLE family)),
  EXISTS (SELECT FROM cases_incidentcase WHERE case_id = %(case)s)
    OR EXISTS (SELECT FROM cases_incident WHERE business_id = %(business)s AND over_at IS NULL),
  EXISTS (SELECT FROM cases_casemove WHERE case_id = %(case)s AND undone_at IS NULL),
  coalesce((
    SELECT code = %(handed_over)s AND actor = %(actor)s FROM journal_entry
    WHERE case_id = %(case)s AND at >= %(lately)s AND code = ANY(%(giving)s) ORDER BY id DESC LIMIT 1), FALSE)
"""
OF_CUSTOMER = """
WITH known AS (SELECT id FROM customers_customer WHERE id = %(root)s OR canonical_id = %(root)s)
SELECT ARRAY (SELECT id FROM known),
  EXISTS (SELECT FROM customers_organisationcontact WHERE person_id IN (TABLE known)),
  EXISTS (SELECT FROM customers_organisationcontact WHERE organisation_id IN (TABLE known)),
  EXISTS (SELECT FROM customers_identification WHERE customer_id IN (TABLE known) AND confirmed_at IS NOT NULL),
  EXISTS (
    SELECT FROM customers_mergesuggestion
    WHERE (first_id IN (TABLE known) OR second_id IN (TABLE known)) AND state = 'suggested'),
  EXISTS (SELECT FROM customers_customermerge WHERE customer_id IN (TABLE known) OR into_id IN (TABLE known))
    OR EXISTS (
      SELECT FROM cases_casemove WHERE from_customer_id IN (TABLE known) OR to_customer_id IN (TABLE known))
"""
OF_PERSON = """
SELECT EXISTS (SELECT FROM routing_offer WHERE person_id = %(person)s AND ended_at IS NULL),
  EXISTS (SELECT FROM cases_task WHERE owner_id = %(person)s AND state = 'open'),
  EXISTS (SELECT FROM promises_commitment WHERE owner_id = %(person)s AND settled_at IS NULL)
"""


@dataclass(frozen=True)
class OfCase:
    """About a case or what was merged into it."""

    tasks: bool
    commitments: bool
    calls: bool
    diagnoses: bool
    incidents: bool
    moves: bool
    # Whoever looks was the last to give it away, just now.
    own_hand_over: bool


@dataclass(frozen=True)
class OfCustomer:
    """About a customer and everybody merged into them, whose keys are `ids`."""

    ids: list[UUID]
    organisations: bool
    contacts: bool
    identifications: bool
    suggestions: bool
    # Merges, and cases that came or went.
    history: bool


@dataclass(frozen=True)
class OfPerson:
    """On somebody's desk besides their cases."""

    offers: bool
    tasks: bool
    commitments: bool


def there_is_of_case(actor: Actor, case: Case) -> OfCase:
    """One query."""
    row = _row(
        OF_CASE,
        case=case.pk,
        business=case.business_id,
        actor=actor.code,
        lately=timezone.now() - TAKE_BACK_WITHIN,
        handed_over=CaseHandedOver.code,
        giving=list(GIVING),
    )
    return OfCase(*row)


def there_is_of_customer(customer: Customer) -> OfCustomer:
    """One query."""
    return OfCustomer(*_row(OF_CUSTOMER, root=customer.canonical_id or customer.pk))


def there_is_of_person(person_id: UUID) -> OfPerson:
    """One query."""
    return OfPerson(*_row(OF_PERSON, person=person_id))


def _row(statement: str, **values: UUID | str | datetime | list[str]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()
