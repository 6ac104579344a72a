"""Reads for following customers: figures by month, beside everybody's, and where marks and promises disagree."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Count, Q

from moked.businesses.models import Business
from moked.customers.models import Customer, OrganisationContact
from moked.customers.selectors import canonical_ids
from moked.insights.domain.contradictions import Contradiction, contradiction_of
from moked.insights.domain.following import Tally
from moked.insights.models import Lesson, MonthFigures, ReferenceCustomer
from moked.promises.domain.clocks import Phase
from moked.surveys.models import SurveyResponse

# Each source gives the month, the followed customer or nothing for everybody, and its counts.
TALLY = """
WITH own (reference, customer) AS (SELECT * FROM unnest(%(references)s::uuid[], %(customers)s::uuid[]))
SELECT month, reference, sum(promises), sum(kept), sum(ease_sum), sum(ease_marks), sum(satisfaction_sum),
  sum(satisfaction_marks), sum(answers), sum(faulty)
FROM (
  SELECT date_trunc('month', k.stopped_at AT TIME ZONE %(zone)s)::date AS month, {reference} AS reference,
    count(*) AS promises, count(*) FILTER (WHERE k.broken_at IS NULL) AS kept, 0 AS ease_sum, 0 AS ease_marks,
    0 AS satisfaction_sum, 0 AS satisfaction_marks, 0 AS answers, 0 AS faulty
  FROM promises_clock k JOIN cases_case c ON c.id = k.case_id {theirs}
  WHERE k.business_id = %(business)s AND k.phase = 'stopped' AND k.stopped_at >= %(since)s
    AND k.stopped_at < %(until)s
  GROUP BY 1, 2
  UNION ALL
  SELECT date_trunc('month', s.answered_at AT TIME ZONE %(zone)s)::date, {reference}, 0, 0,
    coalesce(sum(s.ease), 0), count(s.ease), coalesce(sum(s.satisfaction), 0), count(s.satisfaction), 0, 0
  FROM surveys_surveyresponse s JOIN cases_case c ON c.id = s.case_id {theirs}
  WHERE s.business_id = %(business)s AND s.answered_at >= %(since)s AND s.answered_at < %(until)s GROUP BY 1, 2
  UNION ALL
  SELECT date_trunc('month', m.created_at AT TIME ZONE %(zone)s)::date, {reference}, 0, 0, 0, 0, 0, 0, count(*), 0
  FROM cases_message m JOIN cases_case c ON c.id = m.case_id {theirs}
  WHERE m.business_id = %(business)s AND m.direction = 'out' AND m.author_id IS NOT NULL AND m.state <> 'cancelled'
    AND m.created_at >= %(since)s AND m.created_at < %(until)s GROUP BY 1, 2
  UNION ALL
  SELECT date_trunc('month', j.at AT TIME ZONE %(zone)s)::date, {reference}, 0, 0, 0, 0, 0, 0, 0,
    count(DISTINCT j.facts ->> 'message_id')
  FROM journal_entry j JOIN cases_case c ON c.id = j.case_id {theirs}
  WHERE j.business_id = %(business)s AND j.code = 'words_sent' AND j.at >= %(since)s
    AND j.at < %(until)s
  GROUP BY 1, 2
) counted
GROUP BY 1, 2
"""
OF_FOLLOWED = TALLY.format(reference="own.reference", theirs="JOIN own ON own.customer = c.customer_id")
OF_EVERYBODY = TALLY.format(reference="NULL::uuid", theirs="")
MOST = 200
LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Followed:
    """Tallies by month: of each followed customer, by the key of its row, and of everybody, them included."""

    own: dict[UUID, dict[date, Tally]]
    everybody: dict[date, Tally]


def tallies_since(business: Business, references: Sequence[ReferenceCustomer], since: datetime) -> Followed:
    """What is counted of each month since then. Four queries, however many are followed.

    What everybody's months came to is kept, and only counted from where the nightly count stopped.
    """
    members = _members(references)
    found = Followed({reference.pk: {} for reference in references}, {})
    for month, reference, tally in _counted(OF_FOLLOWED, business, since, members) if members else ():
        months = found.own[reference]
        months[month] = months.get(month, Tally()) + tally
    first = since.astimezone(ZoneInfo(business.time_zone)).date().replace(day=1)
    kept = list(MonthFigures.objects.filter(business=business, month__gte=first))
    for row in kept:
        found.everybody[row.month] = row.tally
    until = max((row.until for row in kept), default=since)
    for month, tally in count_everybody(business, max(until, since)).items():
        found.everybody[month] = found.everybody.get(month, Tally()) + tally
    return found


def count_everybody(business: Business, since: datetime, until: datetime = LAST) -> dict[date, Tally]:
    """What is counted of all customers of each month between two moments. One query over all that happened."""
    return {month: tally for month, _reference, tally in _counted(OF_EVERYBODY, business, since, [], until)}


def _counted(
    query: str,
    business: Business,
    since: datetime,
    members: Sequence[tuple[UUID, UUID]],
    until: datetime = LAST,
) -> list[tuple[date, UUID, Tally]]:
    with connection.cursor() as cursor:
        cursor.execute(
            query,
            {
                "references": [reference for reference, _customer in members],
                "customers": [customer for _reference, customer in members],
                "zone": business.time_zone,
                "business": business.pk,
                "since": since,
                "until": until,
            },
        )
        return [
            (month, reference, Tally(*(int(each) for each in counts)))
            for month, reference, *counts in cursor.fetchall()
        ]


def _members(references: Sequence[ReferenceCustomer]) -> list[tuple[UUID, UUID]]:
    """Each followed customer with every record of theirs, an organisation also with who speaks for it.

    Somebody who speaks for two of them counts for the first, so that nobody counts twice.
    """
    roots = {each.customer.canonical_id or each.customer_id: each.pk for each in references}
    rows = Customer.objects.filter(
        Q(pk__in=roots) | Q(canonical__in=roots) | Q(organisations__organisation__in=roots)
    ).values_list("pk", "canonical", "organisations__organisation")
    found: dict[UUID, UUID] = {}
    for key, canonical, organisation in rows.order_by("pk"):
        root = next((each for each in (key, canonical, organisation) if each in roots), None)
        if root is not None:
            found.setdefault(key, roots[root])
    return [(reference, customer) for customer, reference in found.items()]


def followed_customers(business_id: UUID) -> list[ReferenceCustomer]:
    """The customers a business follows now, by name, with their owners. One query."""
    rows = ReferenceCustomer.objects.filter(business_id=business_id, ended_at=None)
    return list(rows.select_related("customer", "owner").order_by("customer__name", "pk"))


def following_of(customer: Customer) -> ReferenceCustomer | None:
    """The row by which this customer is followed now, under whatever record. One query."""
    rows = ReferenceCustomer.objects.filter(customer__in=canonical_ids(customer), ended_at=None)
    return rows.select_related("owner").first()


def lessons_of(customer: Customer) -> list[Lesson]:
    """What was learned from a customer, under whatever record, the newest first. Two queries."""
    rows = Lesson.objects.filter(customer__in=canonical_ids(customer))
    return list(rows.select_related("made_by").order_by("-made_at"))


@dataclass(frozen=True)
class Disagreement:
    """A case whose marks and promises disagree; `organisation` when the person served speaks for one."""

    kind: Contradiction
    response: SurveyResponse
    promises: int
    broken: int
    organisation: Customer | None


def disagreements(business_id: UUID, since: datetime) -> list[Disagreement]:
    """Cases answered since then where we kept our word and got a low mark, or broke it and got a high one.

    The latest first, of the latest answers that are many enough. Two queries.
    """
    ended = Q(case__clocks__phase=Phase.STOPPED.value)
    rows = (
        SurveyResponse.objects.filter(business_id=business_id, answered_at__gte=since)
        .annotate(
            promises=Count("case__clocks", filter=ended),
            broken=Count("case__clocks", filter=ended & Q(case__clocks__broken_at__isnull=False)),
        )
        .filter(promises__gt=0)
        .select_related("case__business", "case__customer__canonical", "case__assignee")
        .order_by("-answered_at")[:MOST]
    )
    found = [(row, row.promises, row.broken) for row in rows]
    judged = [
        (kind, row, promises, broken)
        for row, promises, broken in found
        if (kind := contradiction_of(row.marks, is_low=row.is_low, promises=promises, broken=broken))
    ]
    organisations = _organisations([row.case.customer.known_as for _kind, row, _promises, _broken in judged])
    return [
        Disagreement(kind, row, promises, broken, organisations.get(row.case.customer.known_as.pk))
        for kind, row, promises, broken in judged
    ]


def _organisations(people: Sequence[Customer]) -> dict[UUID, Customer]:
    """For whom each of them speaks; the first by name where there are several."""
    rows = OrganisationContact.objects.filter(person__in=[person.pk for person in people])
    found: dict[UUID, Customer] = {}
    for contact in rows.select_related("organisation").order_by("organisation__name"):
        found.setdefault(contact.person_id, contact.organisation)
    return found
