"""Reads about cases. Each gives rows with everything a page shows, in a fixed number of queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects
from django.db.models.expressions import RawSQL
from django.db.models.functions import Substr

from moked.cases.domain.joining import Matter, Offer, may_be_one_matter
from moked.cases.domain.states import LIVE, CaseState
from moked.cases.listing import CaseFilter, CaseKey, page_of_keys
from moked.cases.models import (
    Attachment,
    Case,
    CaseClosing,
    CaseMove,
    Direction,
    JoinDismissal,
    Message,
    MessageState,
)
from moked.customers.models import ContactPoint, Customer
from moked.customers.selectors import canonical_ids
from moked.journal.models import JournalEntry
from moked.lib.postgres.questions import asked_often

PAGE = 50
# Of a customer with very many open cases, how many are compared, and how much of each.
MOST_COMPARED = 12
MOST_LETTERS = 2_000
LIVE_VALUES = [state.value for state in LIVE]


def cases_with_people() -> QuerySet[Case]:
    """Cases with what every list shows of them."""
    return Case.objects.select_related("business", "customer__canonical", "topic", "team", "assignee")


def list_cases(wanted: CaseFilter, *, after: CaseKey | None = None, limit: int = PAGE) -> list[Case]:
    """Cases by latest activity, from a key on. One row more than `limit` says that there is another page."""
    keys = page_of_keys(wanted, after=after, limit=limit + 1)
    cases = {case.pk: case for case in _with_people(keys)} if keys else {}
    return [cases[key] for key in keys if key in cases]


@asked_often
def _with_people(keys: list[UUID]) -> QuerySet[Case]:
    return cases_with_people().filter(pk__any_of=keys)


def cases_of_person(person_id: UUID, *, limit: int = PAGE) -> list[Case]:
    """What a person has on their desk, latest activity first, with its customer."""
    return _on_desk(person_id, limit)


@asked_often
def _on_desk(person_id: UUID, limit: int) -> QuerySet[Case]:
    rows = Case.objects.select_related("business", "customer__canonical")
    return rows.filter(assignee_id=person_id, state__in=LIVE_VALUES).order_by("-last_activity_at")[:limit]


def cases_of_customers(
    customer_ids: list[UUID],
    *,
    limit: int = PAGE,
    contact_point: ContactPoint | None = None,
    after: tuple[datetime, UUID] | None = None,
) -> list[Case]:
    """A customer's cases, newest first, from a key on; those of one contact point alone where one is given."""
    if contact_point is None and after is None:
        return _latest_of(customer_ids, limit, limit)
    rows = cases_with_people().filter(customer_id__in=customer_ids, canonical=None)
    if contact_point:
        rows = rows.filter(contact_point=contact_point)
    if after:
        opened_at, key = after
        rows = rows.filter(Q(opened_at__lt=opened_at) | Q(opened_at=opened_at, pk__lt=key))
    return list(rows.order_by("-opened_at", "-pk")[:limit])


# Of each customer as many as are wanted, in the order of their index: of somebody who came three thousand times all
# would be read and sorted otherwise.
LATEST_OF_EACH = """
ARRAY (
  SELECT latest.id FROM unnest(%s::uuid[]) AS of (customer_id) CROSS JOIN LATERAL (
    SELECT id FROM cases_case WHERE customer_id = of.customer_id AND canonical_id IS NULL
    ORDER BY opened_at DESC, id DESC LIMIT %s
  ) AS latest
)
"""


@asked_often
def _latest_of(customer_ids: list[UUID], of_each: int, limit: int) -> QuerySet[Case]:
    keys = RawSQL(LATEST_OF_EACH, [customer_ids, of_each])  # noqa: S611 - a text of ours, with values beside it
    rows = cases_with_people().filter(pk__any_of=keys)
    return rows.order_by("-opened_at", "-pk")[:limit]


def was_moved_from(case: Case, customer: Customer) -> bool:
    """Whether the case, or one merged into it, was this customer's and was moved away from them."""
    return CaseMove.objects.filter(
        case=case, undone_at=None, from_customer_id__in=canonical_ids(customer)
    ).exists() and case.customer_id not in canonical_ids(customer)


def writers_of(case: Case) -> list[Customer]:
    """Customers from whose addresses the case's messages came, under whom they are read. Usually just its own."""
    rows = Message.objects.filter(case=case, direction=Direction.IN, contact_point__isnull=False)
    keys = rows.values("contact_point__customer")
    found = Customer.objects.filter(pk__in=keys).select_related("canonical", "business")
    return list({one.known_as.pk: one.known_as for one in found[:8]}.values())


def timeline(case: Case, *, before: UUID | None = None, limit: int = PAGE) -> list[Message]:
    """The last messages of a case and of those merged into it, oldest first; `before` pages upwards.

    Each comes with its author, contact point, token, attachments and deliveries. Three queries, whatever the length,
    and one more where machines wrote.
    """
    pivot = Message.objects.filter(pk=before).values_list("created_at", flat=True).first() if before else None
    if before and pivot:
        rows = _said_in(case.pk).filter(Q(created_at__lt=pivot) | Q(created_at=pivot, id__lt=before))
        messages = list(rows[:limit])
    else:
        messages = _said_last(case.pk, limit)
    if with_files := [message for message in messages if message.has_files]:  # type: ignore[attr-defined]
        files = Attachment.objects.select_related("file").order_by("created_at", "id")
        prefetch_related_objects(with_files, Prefetch("attachments", queryset=files))
    prefetch_related_objects([message for message in messages if message.direction == Direction.OUT], "deliveries")
    prefetch_related_objects([message for message in messages if message.token_id], "token")
    for message in messages:
        # Where there is nothing, nobody need ask.
        known = message.__dict__.setdefault("_prefetched_objects_cache", {})
        known.setdefault("attachments", NOTHING)
        known.setdefault("deliveries", NOTHING)
    return messages[::-1]


# Rows that were looked for and are not there.
NOTHING: QuerySet[Any] = QuerySet(Attachment).none()
NOTHING._result_cache = []


def _said_in(case_id: UUID) -> QuerySet[Message]:
    """Messages of a case and of those merged into it, the newest first, and whether each has files."""
    family = family_of(case_id).values("pk")
    return (
        Message.objects.filter(case_id__in=family)
        .exclude(state=MessageState.CANCELLED)
        .select_related("author", "contact_point__customer")
        .annotate(has_files=Exists(Attachment.objects.filter(message=OuterRef("pk"))))
        .order_by("-created_at", "-id")
    )


@asked_often
def _said_last(case_id: UUID, limit: int) -> QuerySet[Message]:
    return _said_in(case_id)[:limit]


def family_of(case_id: UUID) -> QuerySet[Case]:
    """The case and those merged into it."""
    return Case.objects.filter(Q(pk=case_id) | Q(canonical_id=case_id))


@asked_often
def merged_cases(case_id: UUID) -> QuerySet[Case]:
    """Cases that were merged into this one, with their business."""
    return Case.objects.select_related("business").filter(canonical_id=case_id)


def customer_timeline(case: Case) -> list[Message]:
    """What the customer may see of a case: both sides' messages that arrived or left, never notes."""
    return [
        message
        for message in timeline(case, limit=500)
        if message.direction == Direction.IN
        or (message.direction == Direction.OUT and message.state in (MessageState.QUEUED, MessageState.DONE))
    ]


def proof_of_closing(case: Case) -> CaseClosing | None:
    """Who closed it, when and from where; None while it is not closed."""
    if case.state != CaseState.CLOSED:
        return None
    return _closings(case.pk)[0]


@asked_often
def _closings(case_id: UUID) -> QuerySet[CaseClosing]:
    return CaseClosing.objects.select_related("contact_point").filter(case_id=case_id, undone_at=None).order_by("-at")


def cases_by_key(keys: list[UUID]) -> list[Case]:
    """These cases as every list shows them, in no order."""
    return list(_with_people(keys)) if keys else []


@dataclass(frozen=True)
class JoinOffer:
    """An open case of the same customer that may be about the same matter, and why."""

    case: Case
    offer: Offer


def join_offers(case: Case, others: Iterable[Case]) -> list[JoinOffer]:
    """Which of a customer's other open cases may be one matter with this one, the likeliest first. Three queries.

    What nobody but us opened, or a person said is another matter, is not offered.
    """
    open_ones = [other for other in others if other.case_state in LIVE and other.pk != case.pk]
    if case.case_state not in LIVE or not open_ones:
        return []
    dismissed = _dismissed(case)
    open_ones = [other for other in open_ones if other.pk not in dismissed][:MOST_COMPARED]
    texts = _first_words([case, *open_ones])
    replied = _replied(case, open_ones)
    mine = _matter(case, texts)
    found = [
        JoinOffer(other, offer)
        for other in open_ones
        if (offer := may_be_one_matter(mine, _matter(other, texts), has_replied=other.pk in replied))
    ]
    return sorted(found, key=lambda each: -each.offer.score)


def _matter(case: Case, texts: Mapping[UUID, str]) -> Matter:
    return Matter(
        text=f"{case.subject}\n{texts.get(case.pk, '')}",
        at=case.opened_at,
        topic=str(case.topic_id or ""),
        last_at=case.customer_wrote_at,
        reference=case.reference,
    )


def _dismissed(case: Case) -> set[UUID]:
    return {key for pair in _parted_from(case.pk) for key in pair}


@asked_often
def _parted_from(case_id: UUID) -> QuerySet[JoinDismissal, tuple[UUID, UUID]]:
    rows = JoinDismissal.objects.filter(Q(first_id=case_id) | Q(second_id=case_id), undone_at=None)
    return rows.values_list("first_id", "second_id")


def _first_words(cases: list[Case]) -> dict[UUID, str]:
    """What the customer wrote first in each case, as far as it is compared."""
    return dict(_beginnings([case.pk for case in cases]))


@asked_often
def _beginnings(case_ids: list[UUID]) -> QuerySet[Message, tuple[UUID, str]]:
    rows = Message.objects.filter(case_id__any_of=case_ids, direction=Direction.IN)
    first = rows.order_by("case_id", "created_at", "id").distinct("case_id")
    return first.annotate(start=Substr("text", 1, MOST_LETTERS)).values_list("case_id", "start")


def said_by_customers(case_ids: Iterable[UUID]) -> dict[UUID, str]:
    """All that the customers wrote in these cases, the beginning of each message. One query."""
    rows = Message.objects.filter(case_id__in=list(case_ids), direction=Direction.IN).order_by("created_at")
    texts: dict[UUID, list[str]] = {}
    for case_id, start in rows.annotate(start=Substr("text", 1, MOST_LETTERS)).values_list("case_id", "start"):
        texts.setdefault(case_id, []).append(start)
    return {case_id: "\n\n".join(parts) for case_id, parts in texts.items()}


def _replied(case: Case, others: list[Case]) -> set[UUID]:
    """Cases in whose conversation this one answered, or that answered in this one's."""
    keys = [case.pk, *(other.pk for other in others)]
    pairs = [(row.case_id, UUID(row.facts["related_id"])) for row in _related_found(keys)]
    return {a if b == case.pk else b for a, b in pairs if a is not None and case.pk in (a, b)}


@asked_often
def _related_found(case_ids: list[UUID]) -> QuerySet[JournalEntry]:
    return JournalEntry.objects.filter(case_id__any_of=case_ids, code="related_case_found")
