"""What was promised: in a case, and by whoever sits at the desk."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from moked.cases.models import Case
from moked.promises.models import Commitment
from moked.staff.actors import PersonActor
from moked.staff.models import Person
from moked.staff.permissions import Permission

NEAREST = 5


@dataclass(frozen=True)
class CommitmentLine:
    """One commitment nobody has settled. Without an address there is nothing to do."""

    id: UUID
    what: str
    owner: str
    due_at: datetime
    is_broken: bool
    zone: str
    case_url: str
    who: str
    keep_url: str = ""
    change_url: str = ""


def commitments_of_case(actor: PersonActor, case: Case) -> tuple[CommitmentLine, ...]:
    """What is still owed in a case and in those merged into it, the nearest first. One query."""
    rows = _owed().filter(Q(case=case) | Q(case__canonical=case))
    may_settle = actor.may(Permission.CASES_ANSWER, case.business_id)
    return tuple(_line(row, may_settle=may_settle) for row in rows)


def commitments_of_person(person: Person) -> tuple[CommitmentLine, ...]:
    """What a person owes, the nearest few. One query."""
    return tuple(_line(row, may_settle=False) for row in _owed().filter(owner=person)[:NEAREST])


def _owed() -> QuerySet[Commitment]:
    rows = Commitment.objects.filter(settled_at=None)
    return rows.select_related("owner", "case__business", "case__customer__canonical").order_by("due_at")


def _line(row: Commitment, *, may_settle: bool) -> CommitmentLine:
    return CommitmentLine(
        id=row.pk,
        what=row.what,
        owner=row.owner.full_name,
        due_at=row.due_at,
        is_broken=row.state == Commitment.State.BROKEN,
        zone=row.case.business.time_zone,
        case_url=reverse("workspace:case", args=[row.case_id]),
        who=row.case.customer.known_as.name,
        keep_url=reverse("workspace:keep_commitment", args=[row.pk]) if may_settle else "",
        change_url=reverse("workspace:change_commitment", args=[row.pk]) if may_settle else "",
    )
