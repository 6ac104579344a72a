"""A joint diagnosis in words, for whichever side reads it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language, gettext

from moked.cases.models import Attachment
from moked.diagnosis.domain.guides import Asks, Side
from moked.diagnosis.domain.walk import Question
from moked.diagnosis.models import Diagnosis, Finding, StepTaken
from moked.diagnosis.selectors import walked_of

# Who answered a step, in the words of whoever reads it.
WhoWords = Callable[[StepTaken], str]


@dataclass(frozen=True)
class EvidenceLink:
    """A file given with a step. `held` says why nobody gets it."""

    name: str
    size: int
    url: str
    held: str = ""


@dataclass(frozen=True)
class AnswerLine:
    """A step that was answered: what was asked, what was said, and by whom."""

    step: str
    position: int
    ask: str
    words: str
    is_number: bool
    who: str
    at: datetime
    files: tuple[EvidenceLink, ...]


@dataclass(frozen=True)
class FindingLine:
    """What was found, what happens next, and what the customer said of it."""

    number: int
    found: str
    next_step: str
    due_at: datetime
    answer: str
    remark: str
    answered_at: datetime | None
    is_past: bool


@dataclass(frozen=True)
class Joint:
    """A diagnosis as it stands. `question` is what is asked now; None when all is answered, and then `by_guide` is
    what the guide says was found, until somebody put a finding."""

    id: UUID
    name: str
    state: str
    answers: tuple[AnswerLine, ...]
    question: Question | None
    is_customers_turn: bool
    finding: FindingLine | None
    by_guide: str

    @property
    def goes_on(self) -> bool:
        """Whether anything is still to be said of it."""
        return self.state in (Diagnosis.State.RUNNING, Diagnosis.State.PROPOSED)


def joint_of(
    diagnosis: Diagnosis,
    taken: Mapping[tuple[UUID, str], StepTaken],
    *,
    who: WhoWords,
    file_url: Callable[[Attachment], str],
) -> Joint:
    """A diagnosis in the reader's language, and whose turn it is. Asks nothing of the database: all is loaded."""
    so_far = walked_of(diagnosis, language=get_language() or "")
    yes_no = (gettext("Yes"), gettext("No"))
    lines = [
        _line(question, question.words(value, yes_no), taken[diagnosis.pk, question.code], who, file_url)
        for question, value in so_far.answered
    ]
    latest = max(diagnosis.findings.all(), key=lambda finding: finding.number, default=None)
    is_proposed = diagnosis.state == Diagnosis.State.PROPOSED
    return Joint(
        id=diagnosis.pk,
        name=diagnosis.guide.name,
        state=diagnosis.state,
        answers=tuple(lines),
        question=so_far.now if diagnosis.state == Diagnosis.State.RUNNING else None,
        is_customers_turn=is_proposed or (so_far.now is not None and so_far.now.by == Side.CUSTOMER),
        finding=_finding(latest) if latest else None,
        by_guide="" if latest else so_far.found,
    )


def _line(
    question: Question, words: str, row: StepTaken, who: WhoWords, file_url: Callable[[Attachment], str]
) -> AnswerLine:
    files = tuple(
        EvidenceLink(
            attachment.name,
            attachment.file.size,
            file_url(attachment),
            "" if attachment.file.is_open else attachment.file.get_verdict_display(),
        )
        for attachment in (each.attachment for each in row.evidence.all())
    )
    return AnswerLine(
        step=question.code,
        position=question.position,
        ask=question.ask,
        words=words,
        is_number=question.asks == Asks.NUMBER,
        who=who(row),
        at=row.at,
        files=files,
    )


def _finding(row: Finding) -> FindingLine:
    facts = {name: getattr(row, name) for name in ("number", "found", "next_step", "due_at", "answer", "remark")}
    return FindingLine(**facts, answered_at=row.answered_at, is_past=row.due_at < timezone.now())
