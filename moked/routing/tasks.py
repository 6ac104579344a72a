"""Tasks in the one queue: each has a work item, which waits for its owner until it is due."""

from django.utils import timezone

from moked.cases.events import TaskEnded, TaskGiven, TaskOpened
from moked.cases.models import Task
from moked.lib.postgres.wake import wake
from moked.routing.models import Offer, WorkItem
from moked.routing.services import WAKE_CHANNEL, end_offer
from moked.staff.models import Presence


def queue_task(event: TaskOpened) -> None:
    """Reaction: the task stands in the line, for its owner when it has one. Its case is locked."""
    task = Task.objects.select_related("case__business").get(pk=event.task_id)
    item = WorkItem(
        business_id=task.business_id,
        pool_id=task.case.business.pool_id,
        case_id=task.case_id,
        task=task,
        mode=WorkItem.Mode.DEFERRED,
        language=task.case.language,
        team_id=None if task.owner_id else task.case.team_id,
        waiting_since=timezone.now(),
    )
    _aim(item, task)
    item.save(force_insert=True)
    wake(WAKE_CHANNEL)


def follow_task(event: TaskGiven) -> None:
    """Reaction: whoever took the task has its item in hand already; for anybody else it waits."""
    item = _open_item(event)
    if item is None or item.holder_id == event.person_id:
        return
    _end_offers(item)
    put_task_back(item)


def finish_task(event: TaskEnded) -> None:
    """Reaction: nobody is needed for it any more."""
    item = _open_item(event)
    if item is None:
        return
    now = timezone.now()
    _end_offers(item)
    if item.holder_id:
        Presence.objects.filter(person_id=item.holder_id).update(idle_since=now)
    item.state, item.holder, item.done_at = WorkItem.State.DONE, None, now
    item.save(update_fields=["state", "holder", "done_at"])
    wake(WAKE_CHANNEL)


def put_task_back(item: WorkItem) -> None:
    """The item waits again, for the task's owner until it is due. Its row is locked."""
    task = Task.objects.get(work_items=item)
    item.state, item.holder, item.held_since = WorkItem.State.WAITING, None, None
    _aim(item, task)
    item.save()
    wake(WAKE_CHANNEL)


def _aim(item: WorkItem, task: Task) -> None:
    item.aimed_at_id = task.owner_id
    # Past its time anybody who can may be offered it; until then it waits for its owner, who may be away.
    item.aimed_until = item.aimed_away_until = task.due_at if task.owner_id else None


def _open_item(event: TaskGiven | TaskEnded) -> WorkItem | None:
    rows = WorkItem.objects.select_for_update(of=("self",)).filter(task_id=event.task_id)
    return rows.exclude(state=WorkItem.State.DONE).first()


def _end_offers(item: WorkItem) -> None:
    for offer in Offer.objects.filter(item=item, ended_at=None):
        end_offer(offer, Offer.Outcome.TAKEN_BACK, actor_code="system:routing", case_id=item.case_id)
