"""A customer's marks with what followed each: whose the recovery is, how it ended, and what was learned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from moked.cases.models import Task
from moked.customers.models import Customer
from moked.insights.selectors import following_of, lessons_of
from moked.lib.languages import set_apart
from moked.staff.actors import PersonActor
from moked.staff.permissions import Permission
from moked.surveys.domain.marks import score_of
from moked.surveys.models import SurveyResponse

LATEST = 20


@dataclass(frozen=True)
class MarkLine:
    """One answered survey. `recovery` says whose the task is, or how it ended; empty without one."""

    reference: str
    case_url: str
    score: int
    is_low: bool
    comment: str
    recovery: str
    learned: str
    at: datetime


@dataclass(frozen=True)
class LessonLine:
    learned: str
    change: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Following:
    """Whether the business follows this customer. Empty addresses leave their control out."""

    is_followed: bool
    owner: str
    url: str
    lessons: tuple[LessonLine, ...]


def marks_of(customer_ids: Sequence[UUID]) -> tuple[MarkLine, ...]:
    """The latest answers of a customer, newest first. Two queries."""
    rows = (
        SurveyResponse.objects.filter(case__customer__in=customer_ids, answered_at__isnull=False)
        .select_related("case__business")
        .order_by("-answered_at")[:LATEST]
    )
    responses = list(rows)
    tasks: dict[UUID, Task] = {}
    recoveries = Task.objects.filter(
        case__in=[row.case_id for row in responses], kind=Task.Kind.RECOVERY
    ).select_related("owner", "ended_by")
    for task in recoveries.order_by("opened_at"):
        tasks[task.case_id] = task
    return tuple(_line(row, tasks.get(row.case_id)) for row in responses)


def _line(row: SurveyResponse, task: Task | None) -> MarkLine:
    assert row.answered_at is not None
    return MarkLine(
        reference=row.case.reference,
        case_url=reverse("workspace:case", args=[row.case_id]),
        score=round(score_of(row.marks) or 0),
        is_low=row.is_low,
        comment=row.comment,
        recovery=_recovery(task) if task else "",
        learned=task.learned if task else "",
        at=row.answered_at,
    )


def _recovery(task: Task) -> str:
    if task.state == Task.State.OPEN:
        if task.owner is None:
            return _("To be won back; nobody has it yet")
        return _("%(who)s is to win them back") % {"who": set_apart(task.owner.full_name)}
    said = {"who": set_apart(task.ended_by.full_name) if task.ended_by else "", "note": set_apart(task.note)}
    return _("%(who)s ended it: %(note)s") % said


def following_for(actor: PersonActor, customer: Customer) -> Following:
    """Whether the customer is followed, and what was learned from them. Four queries."""
    followed = following_of(customer)
    slug = customer.business.slug
    url = ""
    if actor.may(Permission.PROFILES_EDIT, customer.business_id):
        args = [slug, followed.pk] if followed else [slug, customer.pk]
        url = reverse("office:reference" if followed else "office:new_reference", args=args)
    return Following(
        is_followed=followed is not None,
        owner=followed.owner.full_name if followed and followed.owner else "",
        url=url,
        lessons=tuple(
            LessonLine(each.learned, each.change, each.made_by.full_name if each.made_by else "", each.made_at)
            for each in lessons_of(customer)
        ),
    )
