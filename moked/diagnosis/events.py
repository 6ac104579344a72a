"""What happens to guides and joint diagnoses. `person_id` is who has the case."""

from dataclasses import dataclass
from uuid import UUID

from moked.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class GuideCreated(Event):
    """A diagnosis guide was written."""

    guide_id: UUID


@dataclass(frozen=True, kw_only=True)
class GuideChanged(Event):
    """A guide was changed; `fields` names which of its facts, `version` among them when its steps."""

    guide_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DiagnosisStarted(Event):
    """An agent began a joint diagnosis."""

    diagnosis_id: UUID
    guide_id: UUID


@dataclass(frozen=True, kw_only=True)
class DiagnosisStepTaken(Event):
    """A step was answered; `said_by` is agent or customer, whoever wrote it."""

    diagnosis_id: UUID
    step: str
    said_by: str


@dataclass(frozen=True, kw_only=True)
class DiagnosisStepTakenBack(Event):
    """The last answer was a slip, and the step is asked again."""

    diagnosis_id: UUID
    step: str


@dataclass(frozen=True, kw_only=True)
class DiagnosisTurnedToUs(Event):
    """The customer did their part; the next step, or the finding, is ours."""

    diagnosis_id: UUID


@dataclass(frozen=True, kw_only=True)
class FindingProposed(Event):
    """An agent put into words what was found, and what happens next."""

    diagnosis_id: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class FindingAgreed(Event):
    """The customer agreed to the finding."""

    diagnosis_id: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class FindingQuestioned(Event):
    """The customer said that the finding is not quite right, with a remark."""

    diagnosis_id: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class DiagnosisSetAside(Event):
    """A diagnosis ended without a finding, for a reason."""

    diagnosis_id: UUID
