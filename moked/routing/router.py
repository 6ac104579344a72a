"""The router's shell: one active router per pool, which reads facts, lets the engine decide, and applies it.

The database is the truth: a router that starts or takes over reads all facts anew, and logs them as the first
entry of its epoch, so the log of an epoch can be replayed alone. Every step locks the lease's row, so a router
that lost its lease, however late it wakes, changes nothing.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from moked.businesses.models import Pool
from moked.businesses.scope import in_whole_installation
from moked.cases.models import Draft, Message
from moked.cases.services import assign_case
from moked.journal.record import record
from moked.lib import measures
from moked.lib.ids import new_id
from moked.routing.domain.changes import Decision, GiveBack, MarkNotAnswering, ReturnItem, TakeBack
from moked.routing.domain.changes import Offer as OfferDecision
from moked.routing.domain.codec import to_json
from moked.routing.domain.decide import next_check_at
from moked.routing.domain.log import step
from moked.routing.domain.state import PoolState, diff
from moked.routing.domain.why import WhyCode
from moked.routing.events import WorkOffered, WorkReturned
from moked.routing.facts import KnownItems, load_state
from moked.routing.models import Offer, RouterLease, RouterLogEntry, WorkItem
from moked.routing.services import end_offer, lock_cases, record_presence
from moked.routing.tasks import put_task_back
from moked.staff.actors import SystemActor
from moked.staff.models import Presence, PresenceKind

logger = logging.getLogger(__name__)

ACTOR = SystemActor("router")
LEASE = timedelta(seconds=6)
LONGEST_HALT = timedelta(seconds=20)
# Somebody who wrote this lately is at the desk, whatever passed unanswered beside it.
WRITING = timedelta(minutes=3)
# Silent connections and new pools are noticed by looking, not by being told.
LONGEST_SLEEP = timedelta(seconds=2)
# The log stands for so many epochs, each of at most so many entries: about a hundred thousand decisions.
EPOCH_LENGTH = 5_000
EPOCHS_KEPT = 20
STEP = measures.duration("router_step", "One look at one pool.")

Clock = Callable[[], datetime]


def _begin_step() -> datetime:
    """The one clock all routers share: those of their machines may be hours apart.

    A router that is halted in the middle of a step holds the lease's row. The database then ends its session, so that
    another can take over.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT clock_timestamp(), set_config('idle_in_transaction_session_timeout', %s, true)",
            (f"{LONGEST_HALT.total_seconds():.0f}s",),
        )
        now: datetime = cursor.fetchone()[0]
    return now


def _cases_of(decisions: Iterable[Decision]) -> QuerySet[WorkItem, UUID]:
    """The cases whose work the decisions are about."""
    items = [decision.item for decision in decisions if not isinstance(decision, MarkNotAnswering)]
    return WorkItem.objects.filter(pk__in=items).values_list("case_id", flat=True)


class Router:
    """Serves every pool whose lease it can get. Start as many as wanted; each pool has one active."""

    def __init__(self, clock: Clock = timezone.now) -> None:
        self.id: UUID = new_id()
        self._clock = clock
        self._known: dict[UUID, PoolState] = {}
        self._items: dict[UUID, KnownItems] = {}
        # Entries of the running epoch; past a length it is ended, so that older ones can go.
        self._logged: dict[UUID, int] = {}

    def run_once(self) -> timedelta:
        """One round over all pools; gives how long nothing will happen unless somebody wakes us."""
        with in_whole_installation("one router serves a pool of businesses"):
            for pool_id in Pool.objects.values_list("pk", flat=True):
                try:
                    self._serve(pool_id)
                except Exception:
                    # A pool that cannot be served must not stop the others; its facts are read anew next time.
                    self._forget(pool_id)
                    logger.exception("router.step_failed", extra={"pool": str(pool_id)})
        return self._sleep()

    def _sleep(self) -> timedelta:
        now = self._clock()
        moments = [moment for state in self._known.values() if (moment := next_check_at(state, now))]
        return min([LONGEST_SLEEP, *(moment - now for moment in moments)])

    @measures.timed(STEP)
    @transaction.atomic
    def _serve(self, pool_id: UUID) -> None:
        lease = self._lease(pool_id)
        if lease is None:
            self._forget(pool_id)
            return
        if self._logged.get(pool_id, 0) >= EPOCH_LENGTH:
            self._forget(pool_id)
        now = self._clock()
        known = self._known.get(pool_id)
        if known is None:
            self._begin_epoch(lease)
            known = PoolState()
        inputs = diff(known, load_state(pool_id, now, known=self._items[pool_id]))
        state, entry = step(known, inputs, now)
        lock_cases(_cases_of(entry.decisions))
        for decision in entry.decisions:
            self._apply(decision, now)
        if entry.inputs or entry.decisions:
            lease.last_number += 1
            self._logged[pool_id] += 1
            RouterLogEntry.objects.create(
                pool_id=pool_id, epoch=lease.epoch, number=lease.last_number, at=now, entry=to_json(entry)
            )
        lease.save()
        transaction.on_commit(lambda: self._known.__setitem__(pool_id, state))

    def _begin_epoch(self, lease: RouterLease) -> None:
        """Reads everything anew, and lets go of the log of epochs long past; one is kept or dropped as a whole."""
        lease.epoch += 1
        self._items[lease.pool_id], self._logged[lease.pool_id] = KnownItems(), 0
        RouterLogEntry.objects.filter(pool_id=lease.pool_id, epoch__lte=lease.epoch - EPOCHS_KEPT).delete()

    def _forget(self, pool_id: UUID) -> None:
        for memory in (self._known, self._items, self._logged):
            memory.pop(pool_id, None)

    def _lease(self, pool_id: UUID) -> RouterLease | None:
        """Our lease, renewed and locked; None while another router holds it."""
        RouterLease.objects.get_or_create(pool_id=pool_id)
        now = _begin_step()
        # A lease that ends later than any given now was given before the clock was set back.
        is_over = Q(expires_at__lt=now) | Q(expires_at__gt=now + 2 * LEASE)
        lease = (
            RouterLease.objects.select_for_update(skip_locked=True)
            .filter(Q(holder=self.id) | Q(holder=None) | is_over, pool_id=pool_id)
            .first()
        )
        if lease is None:
            return None
        if lease.holder != self.id:
            # What we knew is from before somebody else served the pool.
            self._forget(pool_id)
        lease.holder = self.id
        lease.expires_at = now + LEASE
        return lease

    def release(self) -> None:
        """Gives the leases back, so that another router takes over at once."""
        RouterLease.objects.filter(holder=self.id).update(holder=None)

    def _apply(self, decision: Decision, now: datetime) -> None:
        match decision:
            case OfferDecision():
                self._offer(decision, now)
            case GiveBack():
                self._give_back(decision, now)
            case TakeBack():
                self._take_back(decision)
            case ReturnItem():
                self._return(decision)
            case MarkNotAnswering(person):
                if self._is_at_work(person, now):
                    return
                Presence.objects.filter(person_id=person).update(kind=PresenceKind.NOT_ANSWERING, since=now)
                record_presence(person, PresenceKind.NOT_ANSWERING, actor_code=ACTOR.code)

    def _is_at_work(self, person_id: UUID, now: datetime) -> bool:
        """Whether the person wrote something lately: busy is not the same as gone."""
        lately = now - WRITING
        return (
            Draft.objects.filter(person_id=person_id, saved_at__gt=lately).exists()
            or Message.objects.filter(author_id=person_id, created_at__gt=lately).exists()
        )

    def _offer(self, decision: OfferDecision, now: datetime) -> None:
        # Only what still waits is offered: an item taken by hand meanwhile stays where it is.
        item = WorkItem.objects.select_for_update(of=("self",)).get(pk=decision.item)
        if item.state != WorkItem.State.WAITING:
            return
        item.state = WorkItem.State.OFFERED
        item.save(update_fields=["state"])
        offer = Offer.objects.create(
            business_id=item.business_id,
            item=item,
            person_id=decision.person,
            mode=decision.mode.value,
            why_code=decision.why.code.value,
            why_facts=dict(decision.why.facts),
            offered_at=now,
            expires_at=decision.expires_at,
        )
        record(
            WorkOffered(
                business_id=item.business_id,
                actor=ACTOR.code,
                case_id=item.case_id,
                person_id=decision.person,
                offer_id=offer.pk,
                why=offer.why_code,
            )
        )

    def _give_back(self, decision: GiveBack, now: datetime) -> None:
        # As with an offer; and only while the case or the task is still theirs.
        item = WorkItem.objects.select_for_update(of=("self",)).get(pk=decision.item)
        if item.state != WorkItem.State.WAITING or item.aimed_at_id != decision.person:
            return
        item.state, item.holder_id, item.held_since = WorkItem.State.HELD, decision.person, now
        item.aimed_at, item.aimed_until, item.aimed_away_until = None, None, None
        item.save()

    def _take_back(self, decision: TakeBack) -> None:
        item = WorkItem.objects.select_for_update(of=("self",)).get(pk=decision.item)
        offer = Offer.objects.filter(item=item, person_id=decision.person, ended_at=None).first()
        is_late = decision.why.code is WhyCode.NOT_ACCEPTED
        outcome = Offer.Outcome.EXPIRED if is_late else Offer.Outcome.TAKEN_BACK
        if offer and end_offer(offer, outcome, actor_code=ACTOR.code, case_id=item.case_id):
            item.state = WorkItem.State.WAITING
            item.save(update_fields=["state"])

    def _return(self, decision: ReturnItem) -> None:
        item = WorkItem.objects.select_for_update(of=("self",)).get(pk=decision.item)
        if item.holder_id != decision.person:
            return
        record(
            WorkReturned(
                business_id=item.business_id,
                actor=ACTOR.code,
                case_id=item.case_id,
                person_id=decision.person,
                why=decision.why.code.value,
            )
        )
        if item.task_id is not None:
            put_task_back(item)
            return
        # Giving the case to nobody puts its item back into the line, in its own place.
        assign_case(actor=ACTOR, case_id=item.case_id, person_id=None)
