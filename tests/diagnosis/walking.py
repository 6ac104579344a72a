"""A guide and a case to walk it in, with both sides at hand."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.files import IncomingFile
from moked.cases.models import Case
from moked.diagnosis.domain.guides import Asks, Side, StepDraft
from moked.diagnosis.models import Diagnosis, Finding, Guide
from moked.diagnosis.services import (
    agree_finding,
    answer_as_agent,
    answer_as_customer,
    create_guide,
    propose_finding,
    question_finding,
    start_diagnosis,
    take_step_back,
)
from moked.staff.actors import ContactActor, PersonActor
from moked.staff.models import Person
from moked.staff.permissions import ADMINISTRATOR
from tests import builders

STEPS = (
    StepDraft("האם נורת האינטרנט דולקת?", Side.CUSTOMER, Asks.YES_NO, ("כן = 3",)),
    StepDraft("צלמו את הנורות", Side.CUSTOMER, Asks.PHOTO),
    StepDraft("מה מראה בדיקת הקו?", Side.AGENT, Asks.CHOICE, ("תקין", "רועש")),
)
PHOTO = IncomingFile("נורות.txt", "text/plain", b"red light")
FACTS = {"name": "אין אינטרנט", "topic_id": None, "system": "", "is_active": True}


@dataclass(frozen=True)
class Together:
    """Both sides of one case, and what they may do; each act in the business's scope."""

    business: Business
    noa: Person
    case: Case
    guide: Guide

    @property
    def agent(self) -> PersonActor:
        return builders.actor_of(self.noa)

    @property
    def customer(self) -> ContactActor:
        return builders.contact_actor(self.case)

    def begin(self) -> Diagnosis:
        with in_scope([self.business.pk]):
            return start_diagnosis(actor=self.agent, case_id=self.case.pk, guide_id=self.guide.pk)

    def customer_says(self, diagnosis: Diagnosis, step: str, value: str, *files: IncomingFile) -> None:
        with in_scope([self.business.pk]):
            answer_as_customer(
                actor=self.customer, case=self.case, diagnosis_id=diagnosis.pk, step=step, value=value, files=files
            )

    def agent_says(self, diagnosis: Diagnosis, step: str, value: str, *files: IncomingFile) -> None:
        with in_scope([self.business.pk]):
            answer_as_agent(actor=self.agent, diagnosis_id=diagnosis.pk, step=step, value=value, files=files)

    def take_back(self, diagnosis: Diagnosis, step: str) -> None:
        with in_scope([self.business.pk]):
            take_step_back(actor=self.agent, diagnosis_id=diagnosis.pk, step=step)

    def walked(self) -> Diagnosis:
        """Every step answered."""
        diagnosis = self.begin()
        self.customer_says(diagnosis, "s1", "yes")
        self.agent_says(diagnosis, "s3", "o2")
        return diagnosis

    def propose(
        self, diagnosis: Diagnosis, found: str = "יש רעש בקו", after: int = 0, due_at: datetime | None = None
    ) -> Finding:
        due_at = due_at or timezone.now() + timedelta(days=1)
        with in_scope([self.business.pk]):
            return propose_finding(
                actor=self.agent,
                diagnosis_id=diagnosis.pk,
                found=found,
                next_step="טכנאי יחליף את הכבל",
                due_at=due_at,
                after=after,
            )

    def agree(self, diagnosis: Diagnosis, number: int = 1) -> Finding:
        with in_scope([self.business.pk]):
            return agree_finding(actor=self.customer, case=self.case, diagnosis_id=diagnosis.pk, number=number)

    def question(self, diagnosis: Diagnosis, remark: str = "זה קורה גם בלילה", number: int = 1) -> Finding:
        with in_scope([self.business.pk]):
            return question_finding(
                actor=self.customer, case=self.case, diagnosis_id=diagnosis.pk, number=number, remark=remark
            )

    def fresh(self, diagnosis: Diagnosis) -> Diagnosis:
        with in_scope([self.business.pk]):
            return Diagnosis.objects.select_related("walk", "case").get(pk=diagnosis.pk)


def a_guide(business: Business, administrator: Person | None = None, *, name: str = "", **facts: object) -> Guide:
    person = administrator or builders.a_person(business, permissions=list(ADMINISTRATOR))
    given = {**FACTS, **({"name": name} if name else {}), **facts}
    with in_scope([business.pk]):
        return create_guide(actor=builders.actor_of(person), business_id=business.pk, facts=given, steps=STEPS)


def a_pair() -> Together:
    business = builders.a_business()
    noa = builders.a_person(business, language="en")
    return Together(business, noa, builders.a_case(business, assignee=noa), a_guide(business))


def things_of_diagnosis(business: Business, case: Case, person: Person, mark: str) -> dict[str, UUID]:
    """A guide, and a diagnosis by it whose finding waits."""
    guide = a_guide(business, name=f"מדריך {mark}")
    pair = Together(business, person, case, guide)
    diagnosis = pair.walked()
    pair.propose(diagnosis, found=f"ממצא {mark}")
    return {"guide_id": guide.pk, "diagnosis_id": diagnosis.pk}
