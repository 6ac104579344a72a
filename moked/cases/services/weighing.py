"""How much hangs on a case, and which of the customer's systems it is about."""

from uuid import UUID

from django.db import transaction

from moked.businesses.models import Criticality
from moked.cases.access import get_case
from moked.cases.events import CaseDetailsChanged
from moked.cases.models import Case
from moked.customers.models import System
from moked.customers.selectors import canonical_ids, systems_about
from moked.journal.record import record
from moked.lib.errors import Invalid
from moked.lib.rows import assign
from moked.staff.actors import StaffActor
from moked.staff.permissions import Permission

WEIGHTS = list(Criticality.values)


@transaction.atomic
def weigh_case(*, actor: StaffActor, case_id: UUID, system_id: UUID | None, criticality: str = "") -> Case:
    """Says which system a case is about, if any, and its criticality; an empty one is what system and topic ask.

    Its open clocks follow. Raises Invalid for a system that is not the customer's and for an unknown criticality.
    """
    case = get_case(actor, case_id, to=Permission.CASES_ANSWER, lock=True)
    system = _system(case, system_id)
    weight = criticality or _asked_for(case, system)
    if weight not in WEIGHTS:
        raise Invalid
    changed = assign(case, {"system": system, "criticality": weight})
    if changed:
        case.save(update_fields=changed)
        record(
            CaseDetailsChanged(
                business_id=case.business_id,
                actor=actor.code,
                case_id=case.pk,
                person_id=case.assignee_id,
                fields=changed,
            )
        )
    return case


def _system(case: Case, system_id: UUID | None) -> System | None:
    if system_id is None or system_id == case.system_id:
        return case.system if system_id else None
    system = systems_about(canonical_ids(case.customer)).filter(pk=system_id).first()
    if system is None:
        raise Invalid
    return system


def _asked_for(case: Case, system: System | None) -> str:
    """The heavier of what the system and the topic ask."""
    asked = [thing.criticality for thing in (system, case.topic) if thing is not None]
    return max(asked, key=WEIGHTS.index, default=Criticality.NORMAL.value)
