"""The finding: put into words by the agent, agreed by the customer, or sent back with a remark."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moked.cases.models import Case
from moked.cases.services import wake_case
from moked.diagnosis.access import Opened, find_for_customer, get_diagnosis
from moked.diagnosis.errors import DueTooEarly, FindingIncomplete, FindingMoved, RemarkMissing
from moked.diagnosis.events import DiagnosisTurnedToUs, FindingAgreed, FindingProposed, FindingQuestioned
from moked.diagnosis.models import LONGEST, Diagnosis, Finding
from moked.diagnosis.services.walking import TO, check_open, facts_of, touch
from moked.flows.services import finish_walk
from moked.journal.record import record
from moked.staff.actors import ContactActor, StaffActor


@transaction.atomic
def propose_finding(
    *, actor: StaffActor, diagnosis_id: UUID, found: str, next_step: str, due_at: datetime, after: int
) -> Finding:
    """What was found, what happens next and by when, for the customer to agree to.

    `after` is the number of the finding the writer saw, 0 before the first. The same words twice are
    once. Raises FindingIncomplete, DueTooEarly, FindingMoved, DiagnosisOver; WalkIncomplete while a step is open.
    """
    words = {"found": found.strip()[:LONGEST], "next_step": next_step.strip()[:LONGEST], "due_at": due_at}
    if not words["found"] or not words["next_step"]:
        raise FindingIncomplete
    if due_at <= timezone.now():
        raise DueTooEarly
    opened = get_diagnosis(actor, diagnosis_id, to=TO, lock=True)
    check_open(opened)
    diagnosis = opened.diagnosis
    latest = diagnosis.findings.last()
    if latest is not None and latest.answer == "" and all(getattr(latest, name) == words[name] for name in words):
        return latest
    if (latest.number if latest else 0) != after:
        raise FindingMoved
    if diagnosis.walk.finished_at is None:
        finish_walk(actor=actor.code, walk_id=diagnosis.walk_id)
    finding = Finding.objects.create(
        business_id=diagnosis.business_id,
        diagnosis=diagnosis,
        number=after + 1,
        proposed_by_id=actor.person_id,
        **words,
    )
    diagnosis.state = Diagnosis.State.PROPOSED
    touch(diagnosis, "state")
    record(FindingProposed(**facts_of(opened.case, diagnosis, actor), number=finding.number))
    return finding


@transaction.atomic
def agree_finding(*, actor: ContactActor, case: Case, diagnosis_id: UUID, number: int) -> Finding:
    """The customer agrees to the finding they read; twice is once. Raises FindingMoved, DiagnosisOver."""
    opened = find_for_customer(case, diagnosis_id)
    finding = _read(opened, number)
    if finding.answer == Finding.Answer.AGREED:
        return finding
    _answer(opened, finding, actor, Finding.Answer.AGREED)
    opened.diagnosis.state = Diagnosis.State.AGREED
    touch(opened.diagnosis, "state")
    facts = facts_of(opened.case, opened.diagnosis, actor)
    record(FindingAgreed(**facts, number=number))
    record(DiagnosisTurnedToUs(**facts))
    return finding


@transaction.atomic
def question_finding(*, actor: ContactActor, case: Case, diagnosis_id: UUID, number: int, remark: str) -> Finding:
    """Not quite: the agent puts it anew. Raises RemarkMissing, FindingMoved, DiagnosisOver."""
    opened = find_for_customer(case, diagnosis_id)
    if not remark.strip():
        raise RemarkMissing
    finding = _read(opened, number)
    if finding.answer == Finding.Answer.QUESTIONED and finding.remark == remark.strip()[:LONGEST]:
        return finding
    _answer(opened, finding, actor, Finding.Answer.QUESTIONED, remark)
    opened.diagnosis.state = Diagnosis.State.RUNNING
    touch(opened.diagnosis, "state")
    facts = facts_of(opened.case, opened.diagnosis, actor)
    record(FindingQuestioned(**facts, number=number))
    record(DiagnosisTurnedToUs(**facts))
    return finding


def _read(opened: Opened, number: int) -> Finding:
    """The finding the customer read, when it still is the latest."""
    finding = opened.diagnosis.findings.last()
    if finding is None or finding.number != number:
        raise FindingMoved
    return finding


def _answer(opened: Opened, finding: Finding, actor: ContactActor, answer: str, remark: str = "") -> None:
    check_open(opened)
    if finding.answer:
        raise FindingMoved
    finding.answer, finding.remark = answer, remark.strip()[:LONGEST]
    finding.contact_point_id, finding.answered_at = actor.contact_point_id, timezone.now()
    finding.save(update_fields=["answer", "remark", "contact_point", "answered_at"])
    wake_case(actor=actor, case=opened.case)
