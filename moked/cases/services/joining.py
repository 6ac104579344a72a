"""A person's word that two open cases of a customer are not one matter."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moked.cases.access import get_case
from moked.cases.errors import MergeImpossible
from moked.cases.events import JoinDismissed
from moked.cases.models import JoinDismissal
from moked.customers.selectors import canonical_ids
from moked.journal.record import record
from moked.staff.actors import StaffActor
from moked.staff.permissions import Permission


@transaction.atomic
def dismiss_join(*, actor: StaffActor, case_id: UUID, other_id: UUID) -> JoinDismissal:
    """The two are different matters and are not offered for joining again. Raises MergeImpossible for strangers."""
    first, second = sorted((case_id, other_id))
    case = get_case(actor, case_id, to=Permission.CASES_ARRANGE)
    other = get_case(actor, other_id, to=Permission.CASES_ARRANGE)
    if case.pk == other.pk or other.customer_id not in canonical_ids(case.customer):
        raise MergeImpossible
    row, _is_new = JoinDismissal.objects.update_or_create(
        first_id=first,
        second_id=second,
        defaults={
            "business_id": case.business_id,
            "dismissed_by_id": actor.person_id,
            "dismissed_at": timezone.now(),
            "undone_at": None,
        },
    )
    record(JoinDismissed(business_id=case.business_id, actor=actor.code, case_id=case.pk, other_id=other.pk))
    return row


@transaction.atomic
def return_join(*, actor: StaffActor, case_id: UUID, other_id: UUID) -> None:
    """Takes that word back: the two may be offered again."""
    first, second = sorted((case_id, other_id))
    get_case(actor, case_id, to=Permission.CASES_ARRANGE)
    JoinDismissal.objects.filter(first_id=first, second_id=second).update(undone_at=timezone.now())
