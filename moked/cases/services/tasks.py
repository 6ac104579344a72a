"""Tasks: opened with an owner and a time, given, called to mind, missed, and ended with a note."""

from datetime import datetime, timedelta
from typing import TypedDict
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moked.cases.access import get_case, locked_cases
from moked.cases.domain.tasks import remind_at, say_again_at
from moked.cases.errors import MomentPassed, NoteMissing, OwnerMissing, TaskOver
from moked.cases.events import TaskDueSoon, TaskEnded, TaskGiven, TaskMissed, TaskOpened
from moked.cases.models import Task
from moked.journal.record import record
from moked.lib.due import run_each
from moked.lib.errors import Invalid, NotAllowed, NotFound
from moked.lib.scans import Moment, due_by
from moked.staff.actors import Actor, StaffActor
from moked.staff.models import Membership, Notice
from moked.staff.notices import write_notice
from moked.staff.permissions import Permission

TO = Permission.CASES_ANSWER
ACTOR = "system:tasks"
# When a look fails, it is tried again this much later.
AGAIN_IN = timedelta(minutes=5)


def get_task(actor: Actor, task_id: UUID, *, lock: bool = False) -> Task:
    """The task, for whoever may answer its customer, with case and owner; its case is locked first when asked for.

    Raises NotFound, NotAllowed.
    """
    found = Task.objects.filter(pk=task_id).first()
    if found is None or not actor.may(Permission.CASES_READ, found.business_id):
        raise NotFound
    if not actor.may(TO, found.business_id):
        raise NotAllowed
    if lock:
        locked_cases().filter(pk=found.case_id).first()
    rows = Task.objects.select_for_update(of=("self",)) if lock else Task.objects
    return rows.select_related("case__business", "owner").get(pk=task_id)


@transaction.atomic
def open_task(
    *,
    actor: Actor,
    case_id: UUID,
    kind: str,
    due_at: datetime,
    owner_id: UUID | None = None,
    what: str = "",
    opened_by_id: UUID | None = None,
) -> Task:
    """Something to be done about a case until `due_at` (aware). Its owner, if one is named, hears of it.

    Raises MomentPassed; Invalid for an unknown kind or for plain work without words; OwnerMissing for somebody who
    does not serve the business.
    """
    case = get_case(actor, case_id, to=TO, lock=True)
    now = timezone.now()
    if kind not in Task.Kind.values or (kind == Task.Kind.WORK and not what.strip()):
        raise Invalid
    if due_at <= now:
        raise MomentPassed
    _check_owner(case.business_id, owner_id)
    task = Task.objects.create(
        business_id=case.business_id,
        case=case,
        kind=kind,
        what=what.strip()[: Task.LONGEST],
        owner_id=owner_id,
        due_at=due_at,
        opened_at=now,
        opened_by_id=opened_by_id,
        next_check_at=remind_at(now, due_at),
    )
    record(TaskOpened(**_facts(task, actor.code), due=int(due_at.timestamp())))
    _tell_owner(task, Notice.Kind.TASK, by_id=opened_by_id)
    return task


@transaction.atomic
def give_task(*, actor: StaffActor, task_id: UUID, owner_id: UUID) -> Task:
    """The task is that person's from now on; giving it to whoever has it changes nothing. TaskOver, OwnerMissing."""
    task = _get_open(actor, task_id)
    if task.owner_id == owner_id:
        return task
    _check_owner(task.business_id, owner_id)
    previous, task.owner_id = task.owner_id, owner_id
    task.save(update_fields=["owner"])
    record(TaskGiven(**_facts(task, actor.code), previous_id=previous))
    if owner_id != actor.person_id:
        _tell_owner(task, Notice.Kind.TASK, by_id=actor.person_id)
    return task


@transaction.atomic
def end_task(*, actor: StaffActor, task_id: UUID, note: str, learned: str = "", is_dropped: bool = False) -> Task:
    """It was done, or is no longer needed; `note` says what was done or why. Raises TaskOver, NoteMissing."""
    if not note.strip():
        raise NoteMissing
    task = _get_open(actor, task_id)
    task.state = Task.State.DROPPED if is_dropped else Task.State.DONE
    task.note, task.learned = note.strip()[:2000], learned.strip()[:2000]
    task.ended_at, task.ended_by_id, task.next_check_at = timezone.now(), actor.person_id, None
    task.save(update_fields=["state", "note", "learned", "ended_at", "ended_by", "next_check_at"])
    record(TaskEnded(**_facts(task, actor.code), outcome=str(task.state), is_late=task.ended_at > task.due_at))
    return task


def drop_task(*, actor: Actor, task: Task, by_id: UUID | None = None, note: str = "") -> None:
    """Nobody needs to do it any more; one that ended stays as it did. Its case is locked by the caller."""
    now = timezone.now()
    rows = Task.objects.filter(pk=task.pk, state=Task.State.OPEN)
    facts = {"note": note, "ended_at": now, "ended_by_id": by_id, "next_check_at": None}
    if rows.update(state=Task.State.DROPPED, **facts):
        record(TaskEnded(**_facts(task, actor.code), outcome=Task.State.DROPPED.value, is_late=now > task.due_at))


@due_by(Moment(Task, "next_check_at"))
def sweep_tasks(now: datetime) -> int:
    """Reminds the owners of what is due soon, and says of what is late that it is. Gives how many."""
    return run_each(
        lambda: Task.objects.select_related("case").filter(next_check_at__lte=now).order_by("next_check_at"),
        lambda task: _look(task, now),
        lambda task: _postpone(task, now),
        # A missed one calls people of its case.
        locks=("self", "case"),
    )


def _look(task: Task, now: datetime) -> None:
    if now < task.due_at:
        task.reminded_at, task.next_check_at = now, task.due_at
        task.save(update_fields=["reminded_at", "next_check_at"])
        _tell_owner(task, Notice.Kind.TASK_DUE)
        record(TaskDueSoon(**_facts(task, ACTOR)))
        return
    task.times_missed += 1
    task.next_check_at = say_again_at(now, task.times_missed)
    task.save(update_fields=["times_missed", "next_check_at"])
    _tell_owner(task, Notice.Kind.TASK_MISSED)
    record(TaskMissed(**_facts(task, ACTOR), times=task.times_missed))


def _postpone(task: Task, now: datetime) -> None:
    Task.objects.filter(pk=task.pk).update(next_check_at=now + AGAIN_IN)


def _get_open(actor: Actor, task_id: UUID) -> Task:
    task = get_task(actor, task_id, lock=True)
    if task.state != Task.State.OPEN:
        raise TaskOver
    return task


def _check_owner(business_id: UUID, owner_id: UUID | None) -> None:
    serving = Membership.objects.filter(business_id=business_id, is_active=True, person__is_active=True)
    if owner_id is not None and not serving.filter(person_id=owner_id).exists():
        raise OwnerMissing


def _tell_owner(task: Task, kind: Notice.Kind, by_id: UUID | None = None) -> None:
    if task.owner_id is not None and task.owner_id != by_id:
        write_notice(
            business_id=task.business_id,
            person_id=task.owner_id,
            kind=kind,
            case_id=task.case_id,
            about_id=task.pk,
            by_id=by_id,
        )


class _Facts(TypedDict):
    business_id: UUID
    actor: str
    case_id: UUID
    person_id: UUID | None
    task_id: UUID
    kind: str


def _facts(task: Task, actor: str) -> _Facts:
    """What every event of a task says."""
    return _Facts(
        business_id=task.business_id,
        actor=actor,
        case_id=task.case_id,
        person_id=task.owner_id,
        task_id=task.pk,
        kind=str(task.kind),
    )
