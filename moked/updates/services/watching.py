"""What happens to a case, as updates see it: something to tell, or nothing to be told any more."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from moked.cases import events as happened
from moked.cases.domain.hand_overs import TAKE_BACK_WITHIN
from moked.cases.domain.states import LIVE
from moked.cases.models import MessageState, WaitingFor
from moked.cases.services import drop_task
from moked.channels.outbox import withdraw_message
from moked.customers.events import SegmentSet
from moked.customers.models import Customer
from moked.customers.selectors import canonical_ids
from moked.journal.events import Event
from moked.journal.record import for_many, record
from moked.promises.events import EstimateTold, ProfileSet
from moked.promises.models import ServiceProfile
from moked.promises.services.estimating import SLIP
from moked.promises.services.terms import concerned_by
from moked.staff.actors import SystemActor
from moked.updates.domain.rhythm import Change
from moked.updates.events import UpdateDropped
from moked.updates.models import Update, UpdateWatch

UPDATES = SystemActor("updates")
State = Update.State
WAITS = {
    WaitingFor.COLLEAGUE.value: Change.ASKED_COLLEAGUE,
    WaitingFor.SUPPLIER.value: Change.ASKED_OUTSIDE,
    WaitingFor.MOMENT.value: Change.PUT_OFF,
}

# One statement, since every mail that comes in asks. The worker looks; whoever wrote does not wait for it.
LOOK = """
INSERT INTO updates_updatewatch (case_id, business_id, changes, is_promised, next_check_at)
SELECT "case", business, %(changes)s, FALSE, %(now)s
FROM unnest(%(cases)s::uuid[], %(businesses)s::uuid[]) AS event ("case", business)
ON CONFLICT (case_id) DO UPDATE
SET changes = updates_updatewatch.changes || excluded.changes, next_check_at = excluded.next_check_at
"""
# What a program wrote is no answer, and ends nothing; a person's word to many at once is one.
ANSWERED = """
UPDATE updates_updatewatch SET changes = '{}', next_check_at = %(now)s
WHERE case_id = %(case)s
  AND (%(message)s::uuid IS NULL OR EXISTS (
    SELECT FROM cases_message WHERE id = %(message)s AND (NOT is_automatic OR author_id IS NOT NULL)
  ))
"""


@for_many
def look_again(events: Sequence[Event]) -> None:
    """Reaction: customers wrote, or another rhythm may hold from now on; the worker looks into it."""
    _look(events)


def look_at_promised(event: Event) -> None:
    """Reaction: other promises may hold from now on; the worker looks at the open cases they may concern."""
    rows = UpdateWatch.objects.filter(business_id=event.business_id, case__state__in=LIVE)
    rows.filter(_concerned_by(event)).update(next_check_at=timezone.now())


def _concerned_by(event: Event) -> Q:
    """The cases whose promises changed; all of them when nothing narrower is known."""
    if isinstance(event, SegmentSet):
        return Q(case__customer__in=canonical_ids(Customer.objects.get(pk=event.customer_id)))
    if not isinstance(event, ProfileSet):
        return Q()
    profile = ServiceProfile.objects.select_related("customer").get(pk=event.profile_id)
    if profile.customer is not None:
        return Q(case__customer__in=concerned_by(profile.customer))
    if profile.segment_id is not None:
        return Q(case__customer__segment=profile.segment_id)
    return Q(case__system=profile.system_id) if profile.system_id is not None else Q()


def tell_change(event: Event) -> None:
    """Reaction: something happened that the customer wants to know of. The case is locked by who recorded it."""
    change = _change_of(event)
    if change is not None:
        _look([event], change)


def _change_of(event: Event) -> Change | None:
    match event:
        case happened.CaseAssigned(person_id=UUID(), previous_id=None):
            return Change.TAKEN
        case happened.CaseAssigned(person_id=UUID()) | happened.CaseHandedOver():
            return Change.PASSED_ON
        case happened.CaseWaiting(for_promise=False):
            return WAITS.get(event.waiting_for)
        case happened.CaseResumed():
            return Change.GOES_ON
        case EstimateTold() if event.why == SLIP:
            return Change.LATER
    return Change.NEW_TIME if event.code == "commitment_moved" else None


def untell_hand_over(event: happened.HandOverTakenBack) -> None:
    """Reaction: it was not passed on after all, so what waits to say that says the rest alone. Whoever heard of it
    already hears who has it now. The case is locked by who recorded it."""
    case, told, now = event.case_id, Change.PASSED_ON.value, timezone.now()
    watch = UpdateWatch.objects.select_for_update(of=("self",)).filter(case=case).first()
    if watch is None:
        return
    updates = Update.objects.filter(case=case, changes__contains=[told])
    held = updates.select_for_update(of=("self",)).filter(state=State.HELD).first()
    if held is not None:
        end_update(held, State.NEEDLESS, now)
        watch.changes = [*held.changes, *watch.changes]
    elif told not in watch.changes:
        if updates.filter(state=State.SENT, made_at__gte=now - TAKE_BACK_WITHIN).exists():
            _look([event], Change.PASSED_ON)
        return
    # The last one alone: what was passed on before that stays so.
    last = len(watch.changes) - 1 - watch.changes[::-1].index(told)
    watch.changes = [*watch.changes[:last], *watch.changes[last + 1 :]]
    watch.next_check_at = now
    watch.save(update_fields=["changes", "next_check_at"])


def _look(events: Sequence[Event], *changes: Change) -> None:
    businesses = {event.case_id: event.business_id for event in events}
    facts: dict[str, Any] = {
        "cases": list(businesses),
        "businesses": list(businesses.values()),
        "now": timezone.now(),
        "changes": list(changes),
    }
    with connection.cursor() as cursor:
        cursor.execute(LOOK, facts)


def drop_update(event: Event) -> None:
    """Reaction: a person of ours answered, or the case is over: whatever waits or is still here is not needed."""
    if event.case_id is None or (isinstance(event, happened.CaseWaiting) and event.waiting_for in WAITS):
        return
    if isinstance(event, happened.MessageReleased) and event.is_by_program:
        return
    message_id = event.message_id if isinstance(event, happened.MessageReleased) else None
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(ANSWERED, {"case": event.case_id, "now": now, "message": message_id})
        if not cursor.rowcount:
            return
    here = Q(state=State.HELD) | Q(state=State.SENT, message__state=MessageState.QUEUED)
    rows = Update.objects.select_for_update(of=("self",)).select_related("message").filter(here, case=event.case_id)
    for update in rows:
        if update.message is None or withdraw_message(update.message):
            end_update(update, State.NEEDLESS, now)


def end_update(update: Update, state: Update.State, now: datetime, *, actor_code: str = UPDATES.code) -> None:
    """An update does not leave. The row is locked by the caller."""
    update.state, update.ended_at = state, now
    update.save(update_fields=["state", "ended_at", "decided_by", "reason"])
    if update.call is not None:
        drop_task(actor=UPDATES, task=update.call)
    record(
        UpdateDropped(
            business_id=update.business_id,
            actor=actor_code,
            case_id=update.case_id,
            update_id=update.pk,
            became=state.value,
        )
    )
