"""Writes about work: when a case needs a person, when it no longer does, and what people say to offers."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moked.businesses.scope import in_whole_installation
from moked.cases.access import locked_cases
from moked.cases.domain.states import CaseState
from moked.cases.events import (
    CaseAssigned,
    CaseHandedOver,
    CaseWaiting,
    CustomerWrote,
    HandOverTakenBack,
    MessageReleased,
)
from moked.cases.models import Case, Channel
from moked.cases.services import assign_case, give_task
from moked.channels.chat.events import VisitorLeft, VisitorReturned
from moked.channels.chat.presence import is_present
from moked.journal.events import Event
from moked.journal.record import for_many, record
from moked.lib.errors import Invalid
from moked.lib.postgres.inserting import insert_all
from moked.lib.postgres.wake import wake
from moked.routing.errors import OfferGone
from moked.routing.events import OfferEnded, PresenceChanged
from moked.routing.models import Offer, WorkItem
from moked.routing.need import Need, read_needs
from moked.staff.actors import PersonActor
from moked.staff.models import Membership, Presence, PresenceKind

WAKE_CHANNEL = "moked_router"
# How long a reply waits for the person who has the case before somebody else may take it.
OWNER_FIRST = {WorkItem.Mode.LIVE: timedelta(minutes=2), WorkItem.Mode.DEFERRED: timedelta(hours=4)}
# How long a new matter waits for whoever served this customer last, when they are busy.
ACQUAINTANCE_FIRST = {WorkItem.Mode.LIVE: timedelta(seconds=20), WorkItem.Mode.DEFERRED: timedelta(minutes=15)}
# How long a hand-over binds to the colleague named; then anybody with the skills may take it.
HANDED_OVER_FOR = {WorkItem.Mode.LIVE: timedelta(minutes=5), WorkItem.Mode.DEFERRED: timedelta(hours=8)}
# How long a hand-over waits for a colleague who is away.
ABSENT_FOR = {WorkItem.Mode.LIVE: timedelta(minutes=1), WorkItem.Mode.DEFERRED: timedelta(hours=1)}
NEEDS_PERSON = (CaseState.NEW, CaseState.OPEN)


def _case_id(event: Event) -> UUID:
    """The case an event is about. Raises ValueError for an event about none: the table of reactions is wrong."""
    if event.case_id is None:
        raise ValueError(f"{event.code} concerns no case")
    return event.case_id


def lock_cases(case_ids: Iterable[UUID]) -> None:
    """Locks cases, in the order of their ids, before anything about their work is. Everybody begins with the case:
    whoever began with its item would wait for a customer's message that waits for them."""
    list(locked_cases().filter(pk__in=list(case_ids)).order_by("pk").only("pk"))


def _open_item(case_id: UUID) -> WorkItem | None:
    """The case's own open item, locked after the case."""
    lock_cases([case_id])
    rows = WorkItem.objects.select_for_update(of=("self",)).filter(case_id=case_id, task=None)
    return rows.exclude(state=WorkItem.State.DONE).first()


@for_many
def need_person(events: Sequence[Event]) -> None:
    """Reaction: the cases need a person, unless somebody has them in hand already.

    They are locked by whoever recorded the events, so what is read here stays.
    """
    # Of several events of one case the latest says how its customer is reached.
    latest = {_case_id(event): event for event in events}
    needs = read_needs(list(latest))
    new: list[WorkItem] = []
    is_needed = False
    for case_id, event in latest.items():
        need = needs[case_id]
        if need.state not in NEEDS_PERSON:
            continue
        is_needed = True
        mode = _mode(event, case_id)
        if need.open_item is None:
            new.append(_new_item(need, mode))
        elif need.mode != mode:
            WorkItem.objects.filter(pk=need.open_item).update(mode=mode)
    insert_all(new)
    if is_needed:
        wake(WAKE_CHANNEL)


def _new_item(need: Need, mode: WorkItem.Mode) -> WorkItem:
    """The item of a case that nobody has in hand, not yet stored."""
    now = timezone.now()
    acquaintances = [need.acquaintance] if need.acquaintance and not need.assignee_id else []
    return WorkItem(
        business_id=need.business_id,
        pool_id=need.pool_id,
        case_id=need.case_id,
        mode=mode,
        language=need.language,
        team_id=need.team_id,
        waiting_since=now,
        preferred=acquaintances,
        preferred_until=now + ACQUAINTANCE_FIRST[mode] if acquaintances else None,
        aimed_at_id=need.assignee_id,
        aimed_until=now + OWNER_FIRST[mode] if need.assignee_id else None,
    )


def _mode(event: Event, case_id: UUID) -> WorkItem.Mode:
    """Live while somebody waits in the chat; a chat whose visitor left is answered like a letter."""
    is_live = event.channel == Channel.CHAT if isinstance(event, CustomerWrote) else is_present(case_id)
    return WorkItem.Mode.LIVE if is_live else WorkItem.Mode.DEFERRED


def look_at_staffing(_event: Event) -> None:
    """Reaction: other people may take the work now."""
    wake(WAKE_CHANNEL)


def visitor_returned(event: VisitorReturned) -> None:
    """Reaction: what is still to answer is a conversation again. Somebody who never wrote has nothing to answer."""
    if event.case_id is not None:
        lock_cases([event.case_id])
        need_person(event)


def visitor_left(event: VisitorLeft) -> None:
    """Reaction: what is still to answer becomes a letter; a person who only stayed on the line is free."""
    if event.case_id is None:
        return
    item = _open_item(event.case_id)
    case = Case.objects.only("state").get(pk=event.case_id)
    if CaseState(case.state) not in NEEDS_PERSON:
        finish(event)
    elif item is not None:
        item.mode = WorkItem.Mode.DEFERRED
        item.save(update_fields=["mode"])
        wake(WAKE_CHANNEL)


def let_go(event: Event) -> None:
    """Reaction: somebody else is to act now. A chat stays with its person until the visitor leaves."""
    if isinstance(event, MessageReleased) and event.is_by_program:
        # It moves no case: whoever waits for a person still does.
        return
    case = Case.objects.only("state").get(pk=_case_id(event))
    if case.state == CaseState.WAITING and is_present(case.pk):
        return
    if CaseState(case.state) not in NEEDS_PERSON:
        finish(event)


def stand_back(event: CaseWaiting) -> None:
    """Reaction: the case waits. A chat that goes on stays with its person, whatever was promised in it."""
    if not (event.for_promise and is_present(_case_id(event))):
        finish(event)


def finish(event: Event) -> None:
    """Reaction: nobody is needed any more."""
    item = _open_item(_case_id(event))
    if item is None:
        return
    now = timezone.now()
    _end_offer_of(item, Offer.Outcome.TAKEN_BACK)
    if item.holder_id:
        Presence.objects.filter(person_id=item.holder_id).update(idle_since=now)
    item.state, item.holder, item.done_at = WorkItem.State.DONE, None, now
    item.save(update_fields=["state", "holder", "done_at"])
    wake(WAKE_CHANNEL)


def pass_on(event: CaseHandedOver) -> None:
    """Reaction to a hand-over: the item waits for that colleague, or for the team's best."""
    item = _open_item(_case_id(event))
    if item is None:
        need_person(event)
        return
    _end_offer_of(item, Offer.Outcome.TAKEN_BACK)
    item.state, item.holder, item.held_since = WorkItem.State.WAITING, None, None
    now, mode = timezone.now(), WorkItem.Mode(item.mode)
    item.aimed_at_id = event.to_person_id
    item.aimed_until = now + HANDED_OVER_FOR[mode] if event.to_person_id else None
    item.aimed_away_until = now + ABSENT_FOR[mode] if event.to_person_id else None
    item.team_id = event.to_team_id
    item.preferred, item.preferred_until = [], None
    item.save()
    wake(WAKE_CHANNEL)


def give_back(event: HandOverTakenBack) -> None:
    """Reaction: whoever took their hand-over back has the item in hand; anybody else who had it is asked first."""
    item = _open_item(_case_id(event))
    if item is None:
        return
    _end_offer_of(item, Offer.Outcome.TAKEN_BACK)
    now, owner = timezone.now(), event.person_id
    is_at_hand = owner is not None and event.actor == f"person:{owner}"
    item.state = WorkItem.State.HELD if is_at_hand else WorkItem.State.WAITING
    item.holder_id, item.held_since = (owner, now) if is_at_hand else (None, None)
    item.aimed_at_id = None if is_at_hand else owner
    item.aimed_until = now + OWNER_FIRST[WorkItem.Mode(item.mode)] if item.aimed_at_id else None
    item.aimed_away_until = None
    item.team_id = event.team_id
    item.save()
    wake(WAKE_CHANNEL)


def hold_for_assignee(event: CaseAssigned) -> None:
    """Reaction: whoever the case was given to has its work item in hand; given to nobody, it waits again."""
    item = _open_item(_case_id(event))
    if item is None or item.holder_id == event.person_id:
        return
    _end_offer_of(item, Offer.Outcome.TAKEN_BACK)
    item.state = WorkItem.State.HELD if event.person_id else WorkItem.State.WAITING
    item.holder_id = event.person_id
    item.held_since = timezone.now() if event.person_id else None
    item.aimed_at, item.aimed_until, item.aimed_away_until = None, None, None
    item.save()
    wake(WAKE_CHANNEL)


def _end_offer_of(item: WorkItem, outcome: str) -> None:
    for offer in Offer.objects.filter(item=item, ended_at=None):
        end_offer(offer, outcome, actor_code="system:routing", case_id=item.case_id)


def end_offer(offer: Offer, outcome: str, *, actor_code: str, case_id: UUID) -> bool:
    """Ends an open offer, once: whoever comes second changes nothing and gets False."""
    ended = Offer.objects.filter(pk=offer.pk, ended_at=None).update(ended_at=timezone.now(), outcome=outcome)
    if ended:
        record(
            OfferEnded(
                business_id=offer.business_id,
                actor=actor_code,
                case_id=case_id,
                person_id=offer.person_id,
                offer_id=offer.pk,
                outcome=outcome,
            )
        )
    return bool(ended)


def _own_offer(actor: PersonActor, offer_id: UUID) -> Offer:
    """The offer with its item, when it is this person's and still open once the case and the item are locked."""
    own = Offer.objects.filter(pk=offer_id, person_id=actor.person_id, ended_at=None)
    lock_cases(own.values_list("item__case_id", flat=True))
    offer = own.select_for_update(of=("self", "item")).select_related("item").first()
    if offer is None:
        raise OfferGone
    return offer


@transaction.atomic
def accept_offer(*, actor: PersonActor, offer_id: UUID) -> Case:
    """Takes what was offered; the case, or the task of it, is the person's from now on.

    Raises OfferGone when it was taken back.
    """
    offer = _own_offer(actor, offer_id)
    now = timezone.now()
    end_offer(offer, Offer.Outcome.ACCEPTED, actor_code=actor.code, case_id=offer.item.case_id)
    WorkItem.objects.filter(pk=offer.item_id).update(
        state=WorkItem.State.HELD,
        holder_id=actor.person_id,
        held_since=now,
        aimed_at=None,
        aimed_until=None,
        aimed_away_until=None,
    )
    Presence.objects.filter(person_id=actor.person_id).update(seen_at=now)
    wake(WAKE_CHANNEL)
    if offer.item.task_id is not None:
        return give_task(actor=actor, task_id=offer.item.task_id, owner_id=actor.person_id).case
    return assign_case(actor=actor, case_id=offer.item.case_id, person_id=actor.person_id)


@transaction.atomic
def decline_offer(*, actor: PersonActor, offer_id: UUID) -> None:
    """'Not now', which costs nothing: others are asked first. Raises OfferGone."""
    offer = _own_offer(actor, offer_id)
    end_offer(offer, Offer.Outcome.DECLINED, actor_code=actor.code, case_id=offer.item.case_id)
    WorkItem.objects.filter(pk=offer.item_id).update(state=WorkItem.State.WAITING)
    wake(WAKE_CHANNEL)


@transaction.atomic
def accept_own_offer(*, actor: PersonActor, case_id: UUID) -> bool:
    """Accepts what is offered to the person about this case, when anything is: whoever begins to write has it."""
    lock_cases([case_id])
    own = Offer.objects.filter(item__case_id=case_id, item__task=None, person_id=actor.person_id, ended_at=None)
    offer = own.first()
    if offer is None:
        return False
    accept_offer(actor=actor, offer_id=offer.pk)
    return True


@transaction.atomic
def take_case(*, actor: PersonActor, case_id: UUID) -> Case:
    """Takes a case by hand, for example from a search, whoever it was offered to."""
    accept_own_offer(actor=actor, case_id=case_id)
    return assign_case(actor=actor, case_id=case_id, person_id=actor.person_id)


@transaction.atomic
def set_presence(*, actor: PersonActor, kind: str) -> Presence:
    """What the person says they can be given now. Their own word; nobody approves a break."""
    if kind not in PresenceKind.values or kind == PresenceKind.NOT_ANSWERING:
        raise Invalid
    now = timezone.now()
    presence, _ = Presence.objects.update_or_create(
        person_id=actor.person_id, defaults={"kind": kind, "since": now, "seen_at": now, "idle_since": now}
    )
    record_presence(actor.person_id, kind, actor_code=actor.code)
    wake(WAKE_CHANNEL)
    return presence


def record_presence(person_id: UUID, kind: str, *, actor_code: str) -> None:
    """Records a change of presence in every business the person serves: each has a right to its own history."""
    with in_whole_installation("a person's presence concerns all businesses they serve"):
        for business_id in Membership.objects.filter(person_id=person_id, is_active=True).values_list(
            "business_id", flat=True
        ):
            record(PresenceChanged(business_id=business_id, actor=actor_code, person_id=person_id, kind=kind))


def touch_presence(person_id: UUID) -> None:
    """The person's screen is open and connected. Somebody who was thought gone is back in the router's eyes."""
    Presence.objects.filter(person_id=person_id).update(seen_at=timezone.now())
