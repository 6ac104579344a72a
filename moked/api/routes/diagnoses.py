"""Joint diagnoses of a case: what agent and customer checked together, and what was found."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Router, Schema

from moked.api.gate import ApiRequest, needs
from moked.api.schemas.basis import NamedOut
from moked.cases.access import get_case
from moked.diagnosis.domain.guides import Side
from moked.diagnosis.models import Diagnosis, Finding, StepTaken
from moked.diagnosis.selectors import diagnoses_shown, taken_of, walked_of
from moked.staff.permissions import Permission
from moked.staff.token_scopes import TokenScope

router = Router(tags=["cases"])
# Of a question to be answered by yes or no.
YES_NO = ("yes", "no")


class DiagnosisStepOut(Schema):
    """A step that was answered. `answer` is in the words of the guide, or yes or no; files are attachments."""

    position: int
    ask: str
    by: Side
    answer: str
    said_by: Side
    at: datetime
    attachment_ids: list[UUID]


class FindingOut(Schema):
    """What was found and what happens next. `answer` is the customer's word, empty until they said it."""

    found: str
    next_step: str
    due_at: datetime
    proposed_at: datetime
    answer: Literal["", "agreed", "questioned"]
    remark: str
    answered_at: datetime | None

    @classmethod
    def of(cls, row: Finding) -> "FindingOut":
        return cls(**{name: getattr(row, name) for name in cls.model_fields})


class DiagnosisOut(Schema):
    """A guide walked by agent and customer together. The latest finding counts."""

    id: UUID
    guide: NamedOut
    state: Literal["running", "proposed", "agreed"]
    started_at: datetime
    steps: list[DiagnosisStepOut]
    findings: list[FindingOut]

    @classmethod
    def of(cls, row: Diagnosis, taken: Mapping[tuple[UUID, str], StepTaken], language: str) -> "DiagnosisOut":
        """Needs its guide, walk and findings loaded."""
        answered = walked_of(row, language=language).answered
        return cls(
            guide=NamedOut(id=row.guide_id, name=row.guide.name),
            **{name: getattr(row, name) for name in ("id", "state", "started_at")},
            steps=[
                DiagnosisStepOut(
                    position=asked.position,
                    ask=asked.ask,
                    by=asked.by,
                    answer=asked.words(value, YES_NO),
                    said_by=Side(taken[row.pk, asked.code].said_by),
                    at=taken[row.pk, asked.code].at,
                    attachment_ids=[each.attachment_id for each in taken[row.pk, asked.code].evidence.all()],
                )
                for asked, value in answered
            ],
            findings=[FindingOut.of(each) for each in row.findings.all()],
        )


class DiagnosesOut(Schema):
    items: list[DiagnosisOut]


@router.get(
    "/cases/{uuid:case_id}/diagnoses",
    response=DiagnosesOut,
    auth=needs(TokenScope.READ_CASES),
    operation_id="list_diagnoses",
    summary="Joint diagnoses of a case",
)
def diagnoses(request: ApiRequest, case_id: UUID) -> DiagnosesOut:
    """Those of the case and of cases merged into it that were not set aside, the newest first."""
    case = get_case(request.actor, case_id, to=Permission.CASES_READ)
    rows = list(diagnoses_shown(case))
    taken = taken_of([row.pk for row in rows])
    return DiagnosesOut(items=[DiagnosisOut.of(row, taken, case.language) for row in rows])
