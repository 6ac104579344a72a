"""Walking a guide together: each side answers its own steps, and ours may write down what the customer told."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation

from moked.cases.access import get_case
from moked.cases.domain.states import LIVE
from moked.cases.files import IncomingFile, attach
from moked.cases.models import Case
from moked.cases.services import wake_case
from moked.diagnosis.access import Opened, find_for_customer, get_diagnosis
from moked.diagnosis.domain.guides import Asks, Side, field_of
from moked.diagnosis.domain.walk import Question, Walked
from moked.diagnosis.errors import (
    AnswerRefused,
    DiagnosisOver,
    DiagnosisRunning,
    EvidenceKept,
    EvidenceMissing,
    GuideOutOfUse,
    NotYourStep,
    ReasonMissing,
    StepMoved,
)
from moked.diagnosis.events import (
    DiagnosisSetAside,
    DiagnosisStarted,
    DiagnosisStepTaken,
    DiagnosisStepTakenBack,
    DiagnosisTurnedToUs,
)
from moked.diagnosis.models import LONGEST, Diagnosis, Evidence, Guide, StepTaken
from moked.diagnosis.selectors import OPEN, running_diagnosis, walked_of
from moked.flows.services import reopen_step, save_step, start_walk
from moked.flows.wording import sentence_of
from moked.journal.record import record
from moked.lib.errors import NotFound
from moked.staff.actors import Actor, ContactActor, PersonActor, StaffActor, SystemActor
from moked.staff.permissions import Permission

TO = Permission.CASES_ANSWER
# Whose files stand in nobody's composer: they belong to a step from the beginning.
KEEPER = SystemActor("diagnosis")


@transaction.atomic
def start_diagnosis(*, actor: StaffActor, case_id: UUID, guide_id: UUID) -> Diagnosis:
    """Begins a guide for a case; the same guide twice is once. DiagnosisRunning, GuideOutOfUse, DiagnosisOver."""
    case = get_case(actor, case_id, to=TO, lock=True)
    _check_live(case)
    running = running_diagnosis(case)
    if running is not None and running.guide_id == guide_id:
        return running
    if running is not None:
        raise DiagnosisRunning
    guide = Guide.objects.select_related("version").filter(business_id=case.business_id, pk=guide_id).first()
    if guide is None:
        raise NotFound
    if not guide.is_active:
        raise GuideOutOfUse
    diagnosis = Diagnosis.objects.create(
        business_id=case.business_id,
        case=case,
        guide=guide,
        walk=start_walk(actor=actor.code, version=guide.version),
        started_by_id=actor.person_id,
    )
    record(DiagnosisStarted(**facts_of(case, diagnosis, actor), guide_id=guide.pk))
    return diagnosis


@transaction.atomic
def answer_as_agent(
    *, actor: StaffActor, diagnosis_id: UUID, step: str, value: str, files: Sequence[IncomingFile] = ()
) -> Diagnosis:
    """Our answer to a step of ours; to a step of the customer's, what they told us.

    The same answer twice is once. Raises StepMoved, AnswerRefused, EvidenceMissing, DiagnosisOver.
    """
    opened = get_diagnosis(actor, diagnosis_id, to=TO, lock=True)
    question = _asked_now(opened, step, value)
    if question is not None:
        taken = StepTaken(said_by=question.by, written_by_id=actor.person_id, token_id=actor.token_id)
        _take(opened, actor, question, value, files, taken)
    return opened.diagnosis


@transaction.atomic
def answer_as_customer(
    *,
    actor: ContactActor,
    case: Case,
    diagnosis_id: UUID,
    step: str,
    value: str,
    files: Sequence[IncomingFile] = (),
) -> Diagnosis:
    """The customer's own answer, to a step of theirs. Raises as above, and NotYourStep."""
    opened = find_for_customer(case, diagnosis_id)
    question = _asked_now(opened, step, value)
    if question is None:
        return opened.diagnosis
    if question.by != Side.CUSTOMER:
        raise NotYourStep
    taken = StepTaken(said_by=StepTaken.Side.CUSTOMER, contact_point_id=actor.contact_point_id)
    now = _take(opened, actor, question, value, files, taken).now
    if now is None or now.by != Side.CUSTOMER:
        wake_case(actor=actor, case=opened.case)
        record(DiagnosisTurnedToUs(**facts_of(opened.case, opened.diagnosis, actor)))
    return opened.diagnosis


@transaction.atomic
def take_step_back(*, actor: PersonActor, diagnosis_id: UUID, step: str) -> Diagnosis:
    """The last answer was a slip: its step is asked again; twice is once.

    Raises StepMoved for any other step, EvidenceKept, DiagnosisOver; WalkOver once a finding was put.
    """
    opened = get_diagnosis(actor, diagnosis_id, to=TO, lock=True)
    check_open(opened)
    diagnosis, so_far = opened.diagnosis, _walked(opened.diagnosis)
    if so_far.now is not None and so_far.now.code == step:
        return diagnosis
    if not so_far.answered or so_far.answered[-1][0].code != step:
        raise StepMoved
    taken = StepTaken.objects.get(diagnosis=diagnosis, step=step)
    if taken.evidence.exists():
        raise EvidenceKept
    taken.delete()
    reopen_step(actor=actor.code, walk_id=diagnosis.walk_id, step_code=step)
    touch(diagnosis)
    record(DiagnosisStepTakenBack(**facts_of(opened.case, diagnosis, actor), step=step))
    return diagnosis


@transaction.atomic
def set_aside(*, actor: PersonActor, diagnosis_id: UUID, reason: str) -> Diagnosis:
    """Ends it without a finding. Raises ReasonMissing, and DiagnosisOver for one that was agreed."""
    if not reason.strip():
        raise ReasonMissing
    opened = get_diagnosis(actor, diagnosis_id, to=TO, lock=True)
    diagnosis = opened.diagnosis
    if diagnosis.state == Diagnosis.State.SET_ASIDE:
        return diagnosis
    if diagnosis.state not in OPEN:
        raise DiagnosisOver
    diagnosis.state, diagnosis.reason = Diagnosis.State.SET_ASIDE, reason.strip()[:LONGEST]
    touch(diagnosis, "state", "reason")
    record(DiagnosisSetAside(**facts_of(opened.case, diagnosis, actor)))
    return diagnosis


def touch(diagnosis: Diagnosis, *fields: str) -> None:
    """Saves the fields, and that something changed that both sides see."""
    diagnosis.changed_at = timezone.now()
    diagnosis.save(update_fields=[*fields, "changed_at"])


def check_open(opened: Opened) -> None:
    """Raises DiagnosisOver unless both it and its case go on."""
    _check_live(opened.case)
    if opened.diagnosis.state not in OPEN:
        raise DiagnosisOver


def facts_of(case: Case, diagnosis: Diagnosis, actor: Actor) -> dict[str, Any]:
    """What every event of a diagnosis says."""
    return {
        "business_id": case.business_id,
        "actor": actor.code,
        "case_id": case.pk,
        "person_id": case.assignee_id,
        "diagnosis_id": diagnosis.pk,
    }


def _check_live(case: Case) -> None:
    if case.case_state not in LIVE:
        raise DiagnosisOver


def _asked_now(opened: Opened, step: str, value: str) -> Question | None:
    """The question that is asked now; None when the step was answered just so before."""
    check_open(opened)
    so_far = _walked(opened.diagnosis)
    if so_far.now is not None and so_far.now.code == step:
        return so_far.now
    before = {question.code: said for question, said in so_far.answered}
    if step in before and str(before[step]) == value.strip():
        return None
    raise StepMoved


def _walked(diagnosis: Diagnosis) -> Walked:
    return walked_of(diagnosis, language=translation.get_language() or "")


def _take(
    opened: Opened, actor: Actor, question: Question, value: str, files: Sequence[IncomingFile], taken: StepTaken
) -> Walked:
    diagnosis = opened.diagnosis
    if question.asks == Asks.PHOTO and not files:
        raise EvidenceMissing
    field = field_of(question.code)
    checked = save_step(
        actor=actor.code,
        walk_id=diagnosis.walk_id,
        step_code=question.code,
        given={field: value},
        sources={},
    )
    if field in checked.faults:
        raise AnswerRefused(sentence_of(checked.faults[field]))
    taken.business_id, taken.diagnosis, taken.step = opened.case.business_id, diagnosis, question.code
    taken.save(force_insert=True)
    for file in files:
        attachment = attach(actor=KEEPER, case=opened.case, file=file)
        Evidence.objects.create(business_id=taken.business_id, taken=taken, attachment=attachment)
    touch(diagnosis)
    record(
        DiagnosisStepTaken(**facts_of(opened.case, diagnosis, actor), step=question.code, said_by=str(taken.said_by))
    )
    diagnosis.walk.refresh_from_db()
    return _walked(diagnosis)
