"""The doors to a diagnosis: a colleague's, by the case it is read with; the customer's, by the case of their link."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from moked.cases.access import get_case, locked_cases
from moked.cases.models import Case
from moked.diagnosis.models import Diagnosis
from moked.lib.errors import NotFound
from moked.staff.actors import Actor
from moked.staff.permissions import Permission


@dataclass(frozen=True)
class Opened:
    """A diagnosis with the case it is read with, which is another than its own after a merge."""

    case: Case
    diagnosis: Diagnosis


def diagnoses_of(case: Case) -> QuerySet[Diagnosis]:
    """Those of a case and of the cases merged into it."""
    return Diagnosis.objects.filter(Q(case=case) | Q(case__canonical=case))


def get_diagnosis(actor: Actor, diagnosis_id: UUID, *, to: Permission, lock: bool = False) -> Opened:
    """For whoever may do that with its case; the case is locked first when asked for. NotFound, NotAllowed."""
    found = Diagnosis.objects.select_related("case").filter(pk=diagnosis_id).first()
    if found is None:
        raise NotFound
    case = get_case(actor, found.case.canonical_id or found.case_id, to=to, lock=lock)
    return Opened(case, _load(diagnosis_id, lock=lock))


def find_for_customer(case: Case, diagnosis_id: UUID) -> Opened:
    """For the customer whose link opens this case; both are locked. Raises NotFound for any other case's."""
    locked = locked_cases().select_related("business").get(pk=case.pk)
    if not diagnoses_of(locked).filter(pk=diagnosis_id).exists():
        raise NotFound
    return Opened(locked, _load(diagnosis_id, lock=True))


def _load(diagnosis_id: UUID, *, lock: bool) -> Diagnosis:
    rows = Diagnosis.objects.select_for_update(of=("self",)) if lock else Diagnosis.objects
    return rows.select_related("guide", "walk__version").get(pk=diagnosis_id)
