"""Moving a case to the customer it really belongs to, and taking that back.

The former customer loses it whole: their links open it no longer and answers go to the new one. What they wrote stays
in it. Cases merged into it go along.
"""

from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moked.cases.access import get_case, locked_cases
from moked.cases.events import CaseMovedToCustomer, CaseMoveTakenBack
from moked.cases.models import Case, CaseLink, CaseMove
from moked.cases.services.indexing import index_words
from moked.customers.access import get_customer
from moked.customers.models import ContactPoint, Customer
from moked.customers.selectors import answer_point_of, canonical_ids
from moked.journal.record import record
from moked.lib.errors import Invalid, NotFound
from moked.staff.actors import StaffActor
from moked.staff.permissions import Permission


@transaction.atomic
def change_customer(*, actor: StaffActor, case_id: UUID, customer_id: UUID, reason: str = "") -> Case:
    """Moves a case, with what was merged into it. Raises Invalid for another business or the same customer."""
    case = get_case(actor, case_id, to=Permission.CASES_ARRANGE, lock=True)
    customer = get_customer(actor, customer_id, to=Permission.CASES_READ)
    theirs = canonical_ids(customer)
    if customer.business_id != case.business_id or case.customer_id in theirs or case.canonical_id:
        raise Invalid(_("This case is that customer's already, or goes on in another one."))
    lead = _move(actor, case, customer, theirs, reason.strip()[:300])
    for follower in locked_cases().filter(canonical=case).order_by("pk"):
        _move(actor, follower, customer, theirs, lead.reason, lead=lead)
    index_words(case, customer.name)
    record(
        CaseMovedToCustomer(
            business_id=case.business_id,
            actor=actor.code,
            case_id=case.pk,
            person_id=case.assignee_id,
            from_customer_id=lead.from_customer_id,
            to_customer_id=lead.to_customer_id,
            move_id=lead.pk,
        )
    )
    return case


def _move(
    actor: StaffActor,
    case: Case,
    customer: Customer,
    theirs: list[UUID],
    reason: str,
    *,
    lead: CaseMove | None = None,
) -> CaseMove:
    links = CaseLink.objects.filter(case=case, revoked_at=None).exclude(contact_point__customer_id__in=theirs)
    closed = list(links.values_list("pk", flat=True))
    point = answer_point_after_move(case, theirs)
    move = CaseMove.objects.create(
        business_id=case.business_id,
        case=case,
        lead=lead,
        from_customer_id=case.customer_id,
        to_customer=customer,
        from_contact_point_id=case.contact_point_id,
        to_contact_point=point,
        reason=reason,
        closed_links=closed,
        moved_by_id=actor.person_id,
    )
    CaseLink.objects.filter(pk__in=closed).update(revoked_at=move.moved_at)
    case.customer, case.contact_point = customer, point
    case.save(update_fields=["customer", "contact_point"])
    return move


def answer_point_after_move(case: Case, theirs: list[UUID]) -> ContactPoint | None:
    """Where answers go: to the new customer. Who sits in a chat is still who we talk with."""
    current = case.contact_point
    if current is not None and (current.customer_id in theirs or current.kind == ContactPoint.Kind.CHAT):
        return current
    return answer_point_of(theirs)


@transaction.atomic
def take_move_back(*, actor: StaffActor, case_id: UUID) -> Case:
    """The case is the former customer's again, and the links that the move closed open it.

    Answers go where they went before, unless somebody wrote from elsewhere since. Raises NotFound when it was never
    moved, Invalid when it was moved along with another one.
    """
    case = get_case(actor, case_id, to=Permission.CASES_ARRANGE, lock=True)
    moves = CaseMove.objects.select_for_update().filter(case=case, undone_at=None).order_by("-moved_at")
    move = moves.first()
    if move is None:
        raise NotFound
    if move.lead_id is not None:
        raise Invalid
    now = timezone.now()
    for each in CaseMove.objects.select_related("case").filter(Q(pk=move.pk) | Q(lead=move), undone_at=None):
        _put_back(each)
        each.undone_at, each.undone_by_id = now, actor.person_id
        each.save(update_fields=["undone_at", "undone_by"])
    record(
        CaseMoveTakenBack(
            business_id=case.business_id,
            actor=actor.code,
            case_id=case.pk,
            person_id=case.assignee_id,
            from_customer_id=move.to_customer_id,
            to_customer_id=move.from_customer_id,
            move_id=move.pk,
        )
    )
    return get_case(actor, case_id, to=Permission.CASES_ARRANGE)


def _put_back(move: CaseMove) -> None:
    case = move.case
    case.customer_id = move.from_customer_id
    if case.contact_point_id == move.to_contact_point_id:
        case.contact_point_id = move.from_contact_point_id
    case.save(update_fields=["customer", "contact_point"])
    CaseLink.objects.filter(pk__in=move.closed_links, revoked_at=move.moved_at).update(revoked_at=None)
