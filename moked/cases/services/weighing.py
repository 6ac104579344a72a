"""How much hangs on a case, which of the customer's systems it is about, and whether a law sets it a time."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moked.businesses.models import Criticality, Matter, Topic
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
    """Says which system a case is about, if any, and its criticality; an empty one is what system and topic ask,
    and from then on follows them.

    Its open clocks follow. Raises Invalid for a system that is not the customer's and for an unknown criticality.
    """
    case = get_case(actor, case_id, to=Permission.CASES_ANSWER, lock=True)
    system = _system(case, system_id)
    weight = criticality or weight_asked(system, case.topic)
    if weight not in WEIGHTS:
        raise Invalid
    _save(actor, case, {"system": system, "criticality": weight, "is_weight_chosen": bool(criticality)})
    return case


@transaction.atomic
def raise_weight(*, actor: StaffActor, case_id: UUID) -> Case:
    """Makes a case one step more critical, unless it is at the top; its open clocks follow.

    Whoever a ladder calls may, also managers who answer no customers.
    """
    case = get_case(actor, case_id, to=Permission.CASES_READ, lock=True)
    higher = WEIGHTS[min(WEIGHTS.index(case.criticality) + 1, len(WEIGHTS) - 1)]
    if higher != case.criticality:
        _save(actor, case, {"criticality": higher, "is_weight_chosen": True})
    return case


@transaction.atomic
def set_matter(
    *, actor: StaffActor, case_id: UUID, matter: str, since: datetime | None = None, by_registered: bool = False
) -> Case:
    """Says that a law sets a time for this case, or with an empty `matter` that none does. The time runs from
    `since`, the notice; from the opening when it is None. `by_registered`: it came by registered mail.

    Raises Invalid for an unknown kind and a notice that is still to come.
    """
    case = get_case(actor, case_id, to=Permission.CASES_ANSWER, lock=True)
    if matter and matter not in Matter.values:
        raise Invalid
    began = (since or case.opened_at) if matter else None
    if began is not None and began > timezone.now():
        raise Invalid(_("The notice cannot have come later than now."))
    _save(
        actor, case, {"matter": matter, "matter_since": began, "is_notice_registered": bool(matter) and by_registered}
    )
    return case


def _save(actor: StaffActor, case: Case, facts: Mapping[str, object]) -> None:
    changed = assign(case, facts)
    if not changed:
        return
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


def _system(case: Case, system_id: UUID | None) -> System | None:
    if system_id is None or system_id == case.system_id:
        return case.system if system_id else None
    system = systems_about(canonical_ids(case.customer)).filter(pk=system_id).first()
    if system is None:
        raise Invalid
    return system


def weight_asked(system: System | None, topic: Topic | None) -> str:
    """The heavier of what the system and the topic ask."""
    asked = [thing.criticality for thing in (system, topic) if thing is not None]
    return max(asked, key=WEIGHTS.index, default=Criticality.NORMAL.value)


def facts_by_topic(case: Case, topic: Topic) -> dict[str, object]:
    """What of a case follows from its topic. A person's own choice stays, and so does a time that a law once set."""
    facts: dict[str, object] = {}
    if not case.is_weight_chosen:
        facts["criticality"] = weight_asked(case.system, topic)
    if topic.matter and not case.matter:
        facts |= {"matter": topic.matter, "matter_since": case.opened_at}
    return facts


def matter_carried(case: Case, into: Case) -> dict[str, object]:
    """What of a law's time goes on in the case another one is merged into: a matter it is not yet, or the earlier
    notice of the same. A case is one matter only; it stays what it is when the other is a different one."""
    if not case.matter or into.matter not in ("", case.matter):
        return {}
    began = case.matter_since or case.opened_at
    known = (into.matter_since or into.opened_at) if into.matter else None
    if known is not None and known <= began:
        return {}
    return {"matter": case.matter, "matter_since": began, "is_notice_registered": case.is_notice_registered}
