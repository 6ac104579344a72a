"""Merging cases and splitting messages off, both undoable: pointers change, nothing is thrown away."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moked.cases.access import get_case, get_message
from moked.cases.domain.states import LIVE, CaseState, Move, Mover
from moked.cases.errors import MergeImpossible
from moked.cases.events import (
    CaseDetailsChanged,
    CaseMerged,
    CaseResumed,
    CaseUnmerged,
    CustomerWrote,
    MessageJoinedBack,
    MessageSplit,
)
from moked.cases.models import Case, CaseMerge, Direction, Message
from moked.cases.services.arriving import open_case
from moked.cases.services.moves import move_case
from moked.cases.services.weighing import matter_carried
from moked.customers.selectors import canonical_ids
from moked.journal.record import record
from moked.lib.errors import Conflict, Invalid
from moked.lib.forest import followers_of
from moked.lib.rows import assign
from moked.staff.actors import StaffActor
from moked.staff.permissions import Permission


@transaction.atomic
def merge_cases(*, actor: StaffActor, case_id: UUID, into_id: UUID) -> Case:
    """Says that two cases are one matter: the first points to the second, whose timeline shows both.

    What waited for us goes on waiting there, and a time that a law set runs on there. Raises MergeImpossible for
    cases of different customers or businesses, for a case into itself, and into one that is settled or set aside:
    merging must not close anything.
    """
    # Locked in one order whoever asks, so that two merges cannot wait for each other.
    locked = {key: get_case(actor, key, to=Permission.CASES_ARRANGE, lock=True) for key in sorted({case_id, into_id})}
    case, into = locked[case_id], locked[into_id]
    if case is into or case.business_id != into.business_id or into.case_state not in LIVE:
        raise MergeImpossible
    if into.customer_id not in canonical_ids(case.customer):
        raise MergeImpossible
    waited_for_us = case.case_state in (CaseState.NEW, CaseState.OPEN)
    facts = matter_carried(case, into) if waited_for_us or case.case_state is CaseState.WAITING else {}
    move_case(case, Move.MERGE, Mover.AGENT)
    case.canonical = into
    case.save()
    CaseMerge.objects.create(
        business_id=case.business_id,
        case=case,
        into=into,
        merged_by_id=actor.person_id,
        is_matter_carried=bool(facts),
        former_matter=into.matter if facts else "",
        former_since=into.matter_since if facts else None,
        was_registered=into.is_notice_registered if facts else False,
    )
    # A chain would make reads walk: what was merged here goes on there, and the history says where it was.
    Case.objects.filter(canonical=case).update(canonical=into)
    into.last_activity_at = max(into.last_activity_at, case.last_activity_at)
    if waited_for_us:
        # The customer's unanswered words stand in this case now.
        move_case(into, Move.WRITE, Mover.CUSTOMER)
        into.customer_wrote_at = max(filter(None, (into.customer_wrote_at, case.customer_wrote_at)), default=None)
    carried = assign(into, facts)
    into.save()
    record(CaseMerged(**_about(case, actor), into_id=into.pk))
    if carried:
        record(CaseDetailsChanged(**_about(into, actor), fields=carried))
    if waited_for_us:
        record(CaseResumed(**_about(into, actor)))
    return into


def _about(case: Case, actor: StaffActor) -> dict[str, Any]:
    return {"business_id": case.business_id, "actor": actor.code, "case_id": case.pk, "person_id": case.assignee_id}


def _lock_both(actor: StaffActor, *case_ids: UUID) -> dict[UUID, Case]:
    """The cases, locked in one order whoever asks, so that two people cannot wait for each other."""
    return {key: get_case(actor, key, to=Permission.CASES_ARRANGE, lock=True) for key in sorted(set(case_ids))}


@transaction.atomic
def unmerge_case(*, actor: StaffActor, case_id: UUID) -> Case:
    """Takes a merge back: the case stands where it stood, with whatever had been merged into it.

    What was written since stands where it was read and answered, in the case that went on; it can be split off.
    """
    case = get_case(actor, case_id, to=Permission.CASES_ARRANGE, lock=True)
    merge = CaseMerge.objects.select_for_update().filter(case=case, undone_at=None).first()
    former = case.canonical_id
    if former is None or merge is None:
        raise MergeImpossible
    # The one it goes on in too: what else was merged there is read below, and must not change meanwhile.
    lead = get_case(actor, former, to=Permission.CASES_ARRANGE, lock=True)
    holding = CaseMerge.objects.filter(case__canonical_id=former, undone_at=None)
    followers = followers_of(case.pk, holding.values_list("case_id", "into_id"))
    merge.undone_at, merge.undone_by_id = timezone.now(), actor.person_id
    merge.save(update_fields=["undone_at", "undone_by"])
    move_case(case, Move.UNMERGE, Mover.AGENT)
    case.canonical = None
    case.save()
    Case.objects.filter(pk__in=followers).update(canonical=case)
    record(
        CaseUnmerged(
            business_id=case.business_id,
            actor=actor.code,
            case_id=case.pk,
            person_id=case.assignee_id,
            from_id=former,
        )
    )
    _give_matter_back(actor, lead, case, merge)
    return case


def _give_matter_back(actor: StaffActor, lead: Case, case: Case, merge: CaseMerge) -> None:
    """The time of a law that went on in the lead goes on in its own case again, unless somebody changed it since.
    What else was merged there may still need it."""
    began = case.matter_since or case.opened_at
    is_as_carried = (lead.matter, lead.matter_since) == (case.matter, began)
    if not (merge.is_matter_carried and merge.into_id == lead.pk and is_as_carried):
        return
    former = {
        "matter": merge.former_matter,
        "matter_since": merge.former_since,
        "is_notice_registered": merge.was_registered,
    }
    changed = set(assign(lead, former))
    for other in Case.objects.filter(canonical=lead).order_by("pk"):
        changed |= set(assign(lead, matter_carried(other, lead)))
    lead.save(update_fields=list(former))
    record(CaseDetailsChanged(**_about(lead, actor), fields=tuple(sorted(changed))))


@transaction.atomic
def split_message(*, actor: StaffActor, message_id: UUID) -> Case:
    """Gives a message of the customer, about another matter, a case of its own. Raises Invalid for others."""
    message = get_message(actor, message_id, to=Permission.CASES_ARRANGE, lock=True)
    origin = get_case(actor, message.case_id, to=Permission.CASES_ARRANGE, lock=True)
    if message.direction != Direction.IN or message.contact_point is None:
        raise Invalid(_("Only what a customer wrote can be split off."))
    case = open_case(
        actor=actor,
        business_id=origin.business_id,
        contact_point=message.contact_point,
        channel=message.channel,
        account_id=origin.account_id,
        subject=first_line(message) or origin.subject,
        language=message.language or origin.language,
        follows=origin,
        customer=origin.customer,
        at=message.created_at,
    )
    _move_message(message, case, split_from=origin)
    case.customer_wrote_at = message.created_at
    case.save(update_fields=["customer_wrote_at"])
    record(
        MessageSplit(
            business_id=origin.business_id,
            actor=actor.code,
            case_id=origin.pk,
            person_id=origin.assignee_id,
            message_id=message.pk,
            to_case_id=case.pk,
        )
    )
    record(
        CustomerWrote(
            business_id=case.business_id,
            actor=actor.code,
            case_id=case.pk,
            person_id=case.assignee_id,
            message_id=message.pk,
            channel=message.channel,
        )
    )
    return case


@transaction.atomic
def join_message_back(*, actor: StaffActor, message_id: UUID) -> Case:
    """Takes a split back: the message returns, and the case made for it is merged into where it came from."""
    split_off, origin_id = _split_off(get_message(actor, message_id, to=Permission.CASES_ARRANGE))
    origin = _lock_both(actor, split_off, origin_id)[origin_id]
    message = get_message(actor, message_id, to=Permission.CASES_ARRANGE, lock=True)
    if _split_off(message) != (split_off, origin_id):
        raise Conflict
    _move_message(message, origin, split_from=None)
    merge_cases(actor=actor, case_id=split_off, into_id=origin.pk)
    record(
        MessageJoinedBack(
            business_id=origin.business_id,
            actor=actor.code,
            case_id=origin.pk,
            person_id=origin.assignee_id,
            message_id=message.pk,
            from_case_id=split_off,
        )
    )
    return origin


def _split_off(message: Message) -> tuple[UUID, UUID]:
    """The case of a message that was split off, and the case it was split from."""
    if message.split_from_id is None:
        raise Invalid(_("This message was not split off."))
    return message.case_id, message.split_from_id


def _move_message(message: Message, case: Case, *, split_from: Case | None) -> None:
    message.case = case
    message.split_from = split_from
    message.save(update_fields=["case", "split_from"])
    message.attachments.update(case=case)


def first_line(message: Message) -> str:
    """The beginning of a message, as a subject for lack of a better one."""
    return next((line.strip() for line in message.text.splitlines() if line.strip()), "")[:120]
