"""Joint diagnoses of a case: what agent and customer checked together, and what was found."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from moked.api.gate import ApiRequest, needs
from moked.api.paging import USUAL, page_of
from moked.api.routes.cases import Cursor, Limit
from moked.api.schemas.basis import Input, Moment, NamedOut, Text
from moked.cases.access import get_case
from moked.diagnosis.access import get_diagnosis
from moked.diagnosis.domain.guides import Side
from moked.diagnosis.domain.walk import Question
from moked.diagnosis.models import LONGEST, Diagnosis, Finding, Guide, StepTaken
from moked.diagnosis.selectors import diagnoses_shown, taken_of, walked_of
from moked.diagnosis.services import answer_as_agent, propose_finding, start_diagnosis
from moked.staff.permissions import Permission
from moked.staff.token_scopes import TokenScope

router = Router(tags=["cases"])
READ, WRITE = needs(TokenScope.READ_CASES), needs(TokenScope.WRITE_CASES)
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

    number: int
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


class OptionOut(Schema):
    value: str
    words: str


class QuestionOut(Schema):
    """The step that is asked now; answered by a `value` of the options, yes or no, a number in `unit`, or a text."""

    step: str
    position: int
    ask: str
    by: Side
    asks: Literal["yes_no", "choice", "number", "text", "photo"]
    options: list[OptionOut]
    unit: str

    @classmethod
    def of(cls, asked: Question) -> "QuestionOut":
        options = [OptionOut(value=value, words=words) for value, words in asked.options]
        own = {name: getattr(asked, name) for name in ("position", "ask", "by", "unit")}
        return cls(step=asked.code, asks=asked.asks.value, options=options, **own)


class DiagnosisOut(Schema):
    """A guide walked by agent and customer together. The latest finding counts.

    `asked` is empty when every step is answered."""

    id: UUID
    case_id: UUID
    guide: NamedOut
    state: Literal["running", "proposed", "agreed", "set_aside"]
    started_at: datetime
    asked: QuestionOut | None
    steps: list[DiagnosisStepOut]
    findings: list[FindingOut]

    @classmethod
    def of(cls, row: Diagnosis, taken: Mapping[tuple[UUID, str], StepTaken], language: str) -> "DiagnosisOut":
        """Needs its guide, walk and findings loaded."""
        so_far = walked_of(row, language=language)
        return cls(
            guide=NamedOut(id=row.guide_id, name=row.guide.name),
            asked=QuestionOut.of(so_far.now) if so_far.now else None,
            **{name: getattr(row, name) for name in ("id", "case_id", "state", "started_at")},
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
                for asked, value in so_far.answered
            ],
            findings=[FindingOut.of(each) for each in row.findings.all()],
        )


class GuideOut(Schema):
    """How something is looked into; for a topic, or for systems of this name, where it says so."""

    id: UUID
    name: str
    topic_id: UUID | None
    system: str
    is_active: bool


class GuidePage(Schema):
    items: list[GuideOut]
    next_cursor: str | None


class StartIn(Input):
    guide_id: UUID


class StepIn(Input):
    """`step` is the one that is asked now."""

    step: Annotated[Text, Field(min_length=1, max_length=40)]
    value: Annotated[Text, Field(max_length=4000)]


class FindingIn(Input):
    """`after` is the number of the latest finding you read, 0 before the first."""

    found: Annotated[Text, Field(min_length=1, max_length=LONGEST, pattern=r"\S")]
    next_step: Annotated[Text, Field(min_length=1, max_length=LONGEST, pattern=r"\S")]
    due_at: Moment
    after: Annotated[int, Field(strict=True, ge=0, le=32767)] = 0


class DiagnosesOut(Schema):
    items: list[DiagnosisOut]


@router.get(
    "/cases/{uuid:case_id}/diagnoses",
    response=DiagnosesOut,
    auth=READ,
    operation_id="list_diagnoses",
    summary="Joint diagnoses of a case",
)
def diagnoses(request: ApiRequest, case_id: UUID) -> DiagnosesOut:
    """Those of the case and of cases merged into it that were not set aside, the newest first."""
    case = get_case(request.actor, case_id, to=Permission.CASES_READ)
    rows = list(diagnoses_shown(case))
    taken = taken_of([row.pk for row in rows])
    return DiagnosesOut(items=[DiagnosisOut.of(row, taken, case.language) for row in rows])


@router.get("/guides", response=GuidePage, auth=READ, operation_id="list_guides", summary="List guides of diagnosis")
def guides(request: ApiRequest, cursor: Cursor = None, limit: Limit = USUAL) -> GuidePage:
    """Guides by name, also those out of use. They are written in the office."""
    shown, following = page_of(request, Guide.objects.all(), by="name", cursor=cursor, limit=limit)
    items = [GuideOut(**{name: getattr(row, name) for name in GuideOut.model_fields}) for row in shown]
    return GuidePage(items=items, next_cursor=following)


@router.post(
    "/cases/{uuid:case_id}/diagnoses",
    response={201: DiagnosisOut},
    auth=WRITE,
    operation_id="start_diagnosis",
    summary="Begin a joint diagnosis",
)
def start(request: ApiRequest, case_id: UUID, body: StartIn) -> Status[Any]:
    """Begins a guide with the customer, who is asked their steps on their page. The same guide twice is once; while
    another runs it is refused: `diagnosis_running`."""
    made = start_diagnosis(actor=request.actor, case_id=case_id, guide_id=body.guide_id)
    return Status(201, _diagnosis(request, made.pk))


@router.get(
    "/diagnoses/{uuid:diagnosis_id}",
    response=DiagnosisOut,
    auth=READ,
    operation_id="get_diagnosis",
    summary="Get a joint diagnosis",
)
def get(request: ApiRequest, diagnosis_id: UUID) -> DiagnosisOut:
    """One diagnosis: what was answered, and what is asked now of whom."""
    return _diagnosis(request, diagnosis_id)


def _diagnosis(request: ApiRequest, diagnosis_id: UUID) -> DiagnosisOut:
    opened = get_diagnosis(request.actor, diagnosis_id, to=Permission.CASES_READ)
    return DiagnosisOut.of(opened.diagnosis, taken_of([diagnosis_id]), opened.case.language)


@router.post(
    "/diagnoses/{uuid:diagnosis_id}/answer",
    response=DiagnosisOut,
    auth=WRITE,
    operation_id="answer_step",
    summary="Answer the step that is asked",
)
def answer(request: ApiRequest, diagnosis_id: UUID, body: StepIn) -> DiagnosisOut:
    """Our answer to a step of ours, or what the customer told us at one of theirs. A step that is asked no more is
    refused: `step_moved`. A photo is given on the desk or on the customer's page."""
    answer_as_agent(actor=request.actor, diagnosis_id=diagnosis_id, step=body.step, value=body.value)
    return _diagnosis(request, diagnosis_id)


@router.post(
    "/diagnoses/{uuid:diagnosis_id}/finding",
    response=DiagnosisOut,
    auth=WRITE,
    operation_id="propose_finding",
    summary="Say what was found",
)
def find(request: ApiRequest, diagnosis_id: UUID, body: FindingIn) -> DiagnosisOut:
    """What was found together, what happens next and by when, for the customer to agree to on their page. Refused are
    `walk_incomplete` while a step is asked, and `finding_moved` when another finding came between."""
    propose_finding(actor=request.actor, diagnosis_id=diagnosis_id, **body.model_dump())
    return _diagnosis(request, diagnosis_id)
