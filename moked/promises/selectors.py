"""Reads about promises, their clocks, and commitments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from moked.cases.models import Case, MessageState
from moked.cases.selectors import family_of
from moked.cases.services.releasing import WAITING_TO_LEAVE
from moked.lib.postgres.questions import asked_often
from moked.promises.domain.clocks import Phase
from moked.promises.domain.terms import ClockKind
from moked.promises.models import Clock, ClockStep, Commitment, Escalation, NoticedPromise, ServicePackage
from moked.staff.models import Team

SOON = 8
# Of commitments long kept, the customer sees the latest.
MOST = 10


@dataclass(frozen=True)
class NextPromise:
    """The promise of a case that ends first."""

    due_at: datetime
    is_broken: bool
    # Eight tenths of it are used up.
    is_near: bool


def clocks_of(case_id: UUID) -> list[Clock]:
    """Everything promised in a case, the latest of each kind last, with what happened to it. Two queries."""
    clocks = _clocks(case_id)
    if clocks:
        prefetch_related_objects(clocks, Prefetch("steps", ClockStep.objects.order_by("at", "id")))
    return clocks


@asked_often
def _clocks(case_id: UUID) -> QuerySet[Clock]:
    rows = Clock.objects.select_related("calendar").filter(of_case(case_id))
    return rows.exclude(phase=Phase.VOID.value).order_by("started_at", "id")


def of_case(case_id: UUID) -> Q:
    """A case's own clocks, and the law's times of what was merged into it as another matter."""
    return Q(case=case_id) | Q(case__canonical=case_id, kind=ClockKind.STATUTORY.value)


def running_clocks(case_id: UUID) -> list[Clock]:
    """What runs of what was promised in a case, the nearest end first. One query."""
    rows = Clock.objects.filter(of_case(case_id), phase=Phase.RUNNING.value, due_at__isnull=False)
    return list(rows.order_by("due_at"))


def next_promises(case_ids: Iterable[UUID]) -> dict[UUID, NextPromise]:
    """The promise that ends first, of those that run, for each of these cases. One query."""
    keys = list(case_ids)
    found: dict[UUID, NextPromise] = {}
    for own_id, into_id, due_at, broken_at, used in _ending(keys) if keys else ():
        case_id = into_id or own_id
        if due_at is not None:
            found.setdefault(case_id, NextPromise(due_at, is_broken=broken_at is not None, is_near=used >= SOON))
    return found


@asked_often
def _ending(case_ids: list[UUID]) -> QuerySet[Clock, tuple[UUID, UUID | None, datetime | None, datetime | None, int]]:
    """Also of what the law says of cases that were merged into these."""
    about = Q(case_id__any_of=case_ids) | Q(case__canonical_id__any_of=case_ids, kind=ClockKind.STATUTORY.value)
    rows = Clock.objects.filter(about, phase=Phase.RUNNING.value, due_at__isnull=False).order_by("due_at")
    return rows.values_list("case_id", "case__canonical_id", "due_at", "broken_at", "used")


def said_of(case_id: UUID) -> QuerySet[Commitment]:
    """The commitments of a case and of those merged into it, once the answers that said them have left."""
    rows = Commitment.objects.filter(Q(case=case_id) | Q(case__canonical=case_id))
    return rows.exclude(message__state__in=[*WAITING_TO_LEAVE, MessageState.CANCELLED])


def shown_to_customer(case: Case) -> list[Commitment]:
    """What was promised to the customer in a case, by time, with its owner; one query.

    A promise made by an answer is one once the answer has left, and what was released is none.
    """
    rows = said_of(case.pk).exclude(state=Commitment.State.RELEASED)
    return sorted(rows.select_related("owner").order_by("-due_at")[:MOST], key=lambda row: row.due_at)


def commitments_of(case_id: UUID) -> list[Commitment]:
    """Whatever people committed to in a case, by time, with its owner. One query."""
    return list(Commitment.objects.select_related("owner").filter(case_id=case_id).order_by("due_at", "id"))


@asked_often
def noticed_promises(case_id: UUID, now: datetime) -> QuerySet[NoticedPromise]:
    """Of the answers of a case and of those merged into it, the one whose promise is asked about first: the latest.

    With the answer and its writer. One query, and one row at most.
    """
    # The few cases first: asked for together, every promise that was ever noticed would be looked through.
    rows = NoticedPromise.objects.filter(case_id__any_of=ArraySubquery(family_of(case_id).values("pk")))
    rows = rows.filter(settled_at=None, over_at__gt=now).select_related("message__author")
    return rows.order_by("-message__created_at", "-id")[:1]


def open_calls_of(case_id: UUID) -> list[Escalation]:
    """Calls of a case that nobody confirmed yet, with whoever was called. Two queries."""
    rows = Escalation.objects.prefetch_related("people").filter(case_id=case_id, ended_at=None)
    return list(rows.order_by("fired_at", "id"))


def prepared_packages() -> QuerySet[ServicePackage]:
    """Packages that may hold in an emergency, by name."""
    return ServicePackage.objects.filter(is_active=True, is_default=False).order_by("name")


def teams_in_use() -> QuerySet[Team]:
    """Teams that may be called in, by name."""
    return Team.objects.filter(is_active=True).order_by("name")
