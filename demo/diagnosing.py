"""Joint diagnoses of the demo: guides, one that was agreed after a remark, and one that waits for its customer."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from demo.clock import at
from demo.content import guides as content
from demo.drawings import draw_photo
from moked.cases.files import IncomingFile
from moked.cases.models import Case
from moked.diagnosis.models import Guide
from moked.diagnosis.services import (
    agree_finding,
    answer_as_agent,
    answer_as_customer,
    create_guide,
    propose_finding,
    question_finding,
    start_diagnosis,
)
from moked.staff.actors import Actor, ContactActor, PersonActor


def write_guides(actor: Actor, business_id: UUID, topics: Mapping[str, UUID]) -> None:
    """The guides the business keeps."""
    for each in content.GUIDES:
        facts = {"name": each.name, "topic_id": topics.get(each.topic), "system": each.system, "is_active": True}
        create_guide(actor=actor, business_id=business_id, facts=facts, steps=each.steps)


def diagnose(agents: Mapping[UUID, PersonActor], business_id: UUID, now: datetime) -> None:
    """A walk that waits for its customer, and one that was agreed, by whoever has the cases; `agents` are by person."""
    guide = Guide.objects.get(business_id=business_id, name=content.NO_INTERNET.name)
    cases = Case.objects.select_related("business").filter(business_id=business_id)
    for subject, walk in ((content.BEGUN_IN, _begin), (content.AGREED_IN, _agree)):
        case = cases.get(subject=subject)
        assert case.assignee_id is not None, "somebody answered it"
        walk(agents[case.assignee_id], case, guide, now)


def _begin(agent: PersonActor, case: Case, guide: Guide, now: datetime) -> UUID:
    """The customer answered what they see, and is asked for a photo."""
    with at(now - timedelta(minutes=50)):
        diagnosis = start_diagnosis(actor=agent, case_id=case.pk, guide_id=guide.pk)
    for minutes, (step, value) in zip((42, 37), (("s1", "o2"), ("s2", "no")), strict=True):
        with at(now - timedelta(minutes=minutes)):
            _customer_says(case, diagnosis.pk, step, value)
    return diagnosis.pk


def _agree(agent: PersonActor, case: Case, guide: Guide, now: datetime) -> None:
    """Walked to its end, put into words, questioned once, and agreed."""
    diagnosis_id = _begin(agent, case, guide, now)
    photo = draw_photo(case.reference)
    with at(now - timedelta(minutes=33)):
        _customer_says(case, diagnosis_id, "s3", "", [IncomingFile("הכבל בקיר.png", "image/png", photo)])
    for minutes, step, value in ((29, "s4", "o3"), (26, "s6", content.STREET)):
        with at(now - timedelta(minutes=minutes)):
            answer_as_agent(actor=agent, diagnosis_id=diagnosis_id, step=step, value=value)
    customer = _customer(case)
    for minutes, number, found in ((24, 1, content.BROKEN_FIBRE), (16, 2, content.BROKEN_FIBRE_AGAIN)):
        with at(now - timedelta(minutes=minutes)):
            propose_finding(
                actor=agent,
                diagnosis_id=diagnosis_id,
                found=found,
                next_step=content.NEXT,
                due_at=(now + timedelta(days=1)).replace(minute=0, second=0, microsecond=0),
                after=number - 1,
            )
        if number == 1:
            with at(now - timedelta(minutes=20)):
                question_finding(
                    actor=customer, case=case, diagnosis_id=diagnosis_id, number=1, remark=content.REMARK
                )
    with at(now - timedelta(minutes=12)):
        agree_finding(actor=customer, case=case, diagnosis_id=diagnosis_id, number=2)


def _customer_says(case: Case, diagnosis_id: UUID, step: str, value: str, files: Sequence[IncomingFile] = ()) -> None:
    answer_as_customer(
        actor=_customer(case), case=case, diagnosis_id=diagnosis_id, step=step, value=value, files=files
    )


def _customer(case: Case) -> ContactActor:
    assert case.contact_point_id is not None, "chosen so"
    return ContactActor(contact_point_id=case.contact_point_id, case_id=case.pk)
