"""Tasks: of a case, with how they ended, and of whoever sits at the desk."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from moked.cases.models import Case, Task
from moked.staff.actors import PersonActor
from moked.staff.models import Person
from moked.staff.permissions import Permission
from moked.updates.models import Update

NEAREST = 8
ICONS = {Task.Kind.RECOVERY.value: "heart", Task.Kind.CALL.value: "phone"}


@dataclass(frozen=True)
class TaskLine:
    """One open task. Without an address there is nothing to do."""

    id: UUID
    what: str
    is_recovery: bool
    icon: str
    owner: str
    due_at: datetime
    is_late: bool
    zone: str
    case_url: str
    who: str
    # Of a call: the number, and what is to be said.
    phone: str = ""
    words: str = ""
    end_url: str = ""
    give_url: str = ""


def tasks_of_case(actor: PersonActor, case: Case) -> tuple[TaskLine, ...]:
    """What is to be done about a case and those merged into it, the nearest first. One query."""
    rows = _open().filter(Q(case=case) | Q(case__canonical=case))
    may_act = actor.may(Permission.CASES_ANSWER, case.business_id)
    return tuple(_line(row, may_act=may_act) for row in rows)


def tasks_of_person(person: Person) -> tuple[TaskLine, ...]:
    """What a person has to do, the nearest few. One query."""
    return tuple(_line(row, may_act=False) for row in _open().filter(owner=person)[:NEAREST])


def update_to_tell(task: Task) -> Update | None:
    """What the customer is to hear by this call; None for any other task."""
    return getattr(task, "update_to_tell", None)


def _open() -> QuerySet[Task]:
    rows = Task.objects.filter(state=Task.State.OPEN)
    related = ("owner", "case__business", "case__customer__canonical", "update_to_tell__contact_point")
    return rows.select_related(*related).order_by("due_at")


def _line(row: Task, *, may_act: bool) -> TaskLine:
    told = update_to_tell(row)
    return TaskLine(
        id=row.pk,
        what=row.says,
        is_recovery=row.kind == Task.Kind.RECOVERY,
        icon=ICONS.get(row.kind, "task"),
        owner=row.owner.full_name if row.owner else "",
        due_at=row.due_at,
        is_late=row.due_at <= timezone.now(),
        zone=row.case.business.time_zone,
        case_url=reverse("workspace:case", args=[row.case_id]),
        who=row.case.customer.known_as.name,
        phone=told.contact_point.shown if told and told.contact_point else "",
        words=told.text if told else "",
        end_url=reverse("workspace:end_task", args=[row.pk]) if may_act else "",
        give_url=reverse("workspace:give_task", args=[row.pk]) if may_act else "",
    )
