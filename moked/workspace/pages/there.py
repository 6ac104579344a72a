"""What there is to show at all, asked in one statement: most of what a page could show of a case is rarely there, and
a dozen questions that find nothing take longer than the page.

Each name here says no more than that looking is worth while: what is found is narrowed further where it is shown.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from moked.cases.models import Case
from moked.customers.models import Customer

OF_CASE = """
WITH family AS (SELECT id FROM cases_case WHERE id = %(case)s OR canonical_id = %(case)s)
SELECT EXISTS (SELECT FROM cases_task WHERE case_id IN (TABLE family) AND state = 'open'),
  EXISTS (SELECT FROM promises_commitment WHERE case_id IN (TABLE family) AND settled_at IS NULL),
  EXISTS (SELECT FROM promises_escalation WHERE case_id = %(case)s),
  EXISTS (SELECT FROM diagnosis_diagnosis WHERE case_id IN (TABLE family)),
  EXISTS (SELECT FROM cases_incidentcase WHERE case_id = %(case)s)
    OR EXISTS (SELECT FROM cases_incident WHERE business_id = %(business)s AND over_at IS NULL),
  EXISTS (SELECT FROM cases_casemove WHERE case_id = %(case)s AND undone_at IS NULL)
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


def there_is_of_case(case: Case) -> OfCase:
    """One query."""
    return OfCase(*_row(OF_CASE, case=case.pk, business=case.business_id))


def there_is_of_customer(customer: Customer) -> OfCustomer:
    """One query."""
    return OfCustomer(*_row(OF_CUSTOMER, root=customer.canonical_id or customer.pk))


def there_is_of_person(person_id: UUID) -> OfPerson:
    """One query."""
    return OfPerson(*_row(OF_PERSON, person=person_id))


def _row(statement: str, **values: UUID) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()
