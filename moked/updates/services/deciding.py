"""What a person does about an update that waits: sends it now in their own words, leaves it out, gives it time."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moked.cases.access import get_case
from moked.cases.models import Case
from moked.staff.actors import StaffActor
from moked.staff.permissions import Permission
from moked.updates.errors import SkipUnexplained, UpdateEmpty, UpdateOver
from moked.updates.matters import case_in_view
from moked.updates.models import Update, UpdateWatch
from moked.updates.services.sending import send_update
from moked.updates.services.sweeping import put_off
from moked.updates.services.watching import State, end_update

MORE_TIME = timedelta(minutes=10)


def _get_held(actor: StaffActor, case_id: UUID, update_id: UUID) -> tuple[Case, Update]:
    case = get_case(actor, case_id, to=Permission.CASES_ANSWER, lock=True)
    # One that somebody is to call with ends with the task.
    rows = Update.objects.select_for_update(of=("self",)).select_related("contact_point")
    update = rows.filter(pk=update_id, case=case, state=State.HELD, call=None).first()
    if update is None:
        raise UpdateOver
    return case, update


@transaction.atomic
def send_now(*, actor: StaffActor, case_id: UUID, update_id: UUID, text: str) -> Update:
    """The update leaves at once, in the words of `text`. Raises UpdateOver, UpdateEmpty."""
    case, update = _get_held(actor, case_id, update_id)
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise UpdateEmpty
    update.is_improved, update.text = words != update.text, words
    now = timezone.now()
    view = case_in_view(case, UpdateWatch.objects.filter(case=case).first(), now)
    send_update(view, update, now, actor_code=actor.code, person_id=actor.person_id)
    _look_again(case)
    return update


@transaction.atomic
def skip_update(*, actor: StaffActor, case_id: UUID, update_id: UUID, reason: str) -> Update:
    """The customer does not hear this one; `reason` says why, to colleagues. Raises UpdateOver, SkipUnexplained.

    Nothing of it is told later. Its rhythm begins anew, so that it does not come back at once.
    """
    case, update = _get_held(actor, case_id, update_id)
    if not reason.strip():
        raise SkipUnexplained
    update.reason, update.decided_by_id = reason.strip()[: Update.LONGEST_REASON], actor.person_id
    end_update(update, State.SKIPPED, timezone.now(), actor_code=actor.code)
    _look_again(case)
    return update


@transaction.atomic
def give_time(*, actor: StaffActor, case_id: UUID, update_id: UUID) -> Update:
    """The update waits ten minutes longer. Raises UpdateOver."""
    case, update = _get_held(actor, case_id, update_id)
    now = timezone.now()
    watch = UpdateWatch.objects.get(case=case)
    leave_at = put_off(case_in_view(case, watch, now), update, max(update.leave_at, now) + MORE_TIME)
    UpdateWatch.objects.filter(case=case).update(next_check_at=leave_at)
    return update


def _look_again(case: Case) -> None:
    UpdateWatch.objects.filter(case=case).update(next_check_at=timezone.now())
