"""Customers who want to hear by telephone: somebody is asked to call, and what was said is kept."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moked.cases.events import TaskEnded
from moked.cases.models import Case, Task
from moked.cases.services import drop_task, get_task, note_told, open_task
from moked.staff.actors import StaffActor
from moked.staff.models import Membership
from moked.updates.domain.ways import Instead
from moked.updates.domain.words import written_instead
from moked.updates.errors import NoOtherWay, UpdateOver
from moked.updates.matters import CaseInView, case_in_view
from moked.updates.models import Update, UpdateWatch
from moked.updates.services.sending import note_sent, send_update, words_of
from moked.updates.services.watching import UPDATES, State, end_update
from moked.updates.ways import way_out


def announce_call(view: CaseInView, held: Update) -> None:
    """Whoever has the case, or else whoever is free, is asked to call until the update is due."""
    held.call = open_task(
        actor=UPDATES,
        case_id=held.case_id,
        kind=Task.Kind.CALL,
        due_at=held.leave_at,
        owner_id=_owner(view.case),
    )
    held.save(update_fields=["call"])


def _owner(case: Case) -> UUID | None:
    serving = Membership.objects.filter(business_id=case.business_id, is_active=True, person__is_active=True)
    return case.assignee_id if serving.filter(person=case.assignee_id).exists() else None


def follow_call(event: TaskEnded) -> None:
    """Reaction: the customer was called, or need not be. The case is locked by whoever ended the task."""
    if event.kind != Task.Kind.CALL:
        return
    # One that was written meanwhile, or is not needed, has ended already.
    held = Update.objects.select_for_update(of=("self",)).filter(call=event.task_id, state=State.HELD).first()
    if held is None:
        return
    now, task = timezone.now(), Task.objects.get(pk=event.task_id)
    if task.state == Task.State.DONE:
        _note_call(held, task, now, actor_code=event.actor)
    else:
        held.reason, held.decided_by_id = task.note[: Update.LONGEST_REASON], task.ended_by_id
        end_update(held, State.SKIPPED, now, actor_code=event.actor)
    _look_again(held.case_id)


def _note_call(held: Update, task: Task, now: datetime, *, actor_code: str) -> None:
    case = Case.objects.select_related("business", "customer__canonical", "contact_point").get(pk=held.case_id)
    view = case_in_view(case, UpdateWatch.objects.filter(case=case).first(), now)
    held.is_improved, held.text = task.note != held.text.strip(), task.note
    message = note_told(case=case, text=task.note, language=held.language, author_id=task.ended_by_id)
    note_sent(view, held, message, now, actor_code=actor_code, person_id=task.ended_by_id)


@transaction.atomic
def write_instead(*, actor: StaffActor, task_id: UUID) -> None:
    """The customer did not answer the call, and hears in writing at once. Raises UpdateOver, NoOtherWay."""
    task = get_task(actor, task_id, lock=True)
    held = Update.objects.select_for_update(of=("self",)).filter(call=task, state=State.HELD).first()
    if held is None:
        raise UpdateOver
    now = timezone.now()
    view = case_in_view(_case(held), UpdateWatch.objects.filter(case=held.case_id).first(), now)
    if not write_in_its_place(view, held, Instead.NOT_REACHED, now, by=actor):
        raise NoOtherWay
    _look_again(held.case_id)


def write_in_its_place(
    view: CaseInView, held: Update, why: Instead, now: datetime, *, by: StaffActor | None = None
) -> bool:
    """The update goes in writing instead of by telephone. False where it cannot. The rows are locked."""
    out = way_out(view.case, view.manner.road, in_writing=True)
    if out is None or held.call is None:
        return False
    call = held.call
    held.way, held.contact_point, held.instead, held.call = out.way, out.point, why, None
    held.text = written_instead(words_of(view, held), held.language, why)
    person_id = by.person_id if by else None
    send_update(view, held, now, actor_code=by.code if by else UPDATES.code, person_id=person_id)
    drop_task(actor=by or UPDATES, task=call, by_id=person_id)
    return True


def _case(held: Update) -> Case:
    related = ("business", "customer__canonical", "contact_point", "assignee", "team")
    return Case.objects.select_related(*related).get(pk=held.case_id)


def _look_again(case_id: UUID) -> None:
    UpdateWatch.objects.filter(case=case_id).update(next_check_at=timezone.now())
