"""Joint diagnoses at the desk: a strip over the conversation, and the walk in a dialog."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from moked.cases.domain.states import LIVE
from moked.cases.models import Attachment, Case
from moked.diagnosis.domain.guides import Side
from moked.diagnosis.models import Diagnosis, Guide, StepTaken
from moked.diagnosis.selectors import diagnoses_shown, taken_of, walked_of
from moked.guidance.domain.hints import WordingHint
from moked.staff.actors import PersonActor
from moked.staff.permissions import Permission
from moked.ui.diagnosis import Joint, joint_of


@dataclass(frozen=True)
class DiagnosisLine:
    """One diagnosis over the conversation: how it stands, or what was agreed."""

    id: UUID
    name: str
    state: str
    standing: str
    url: str
    found: str = ""
    next_step: str = ""
    due_at: datetime | None = None
    is_past: bool = False


@dataclass(frozen=True)
class WalkPage:
    """The walk as it stands. An empty address is not offered; `error` is why the last answer was not taken."""

    joint: Joint
    topic: str
    url: str
    answer_url: str
    propose_url: str
    set_aside_url: str
    # For the last answer alone, while it can still be one.
    take_back_url: str
    last_step: str
    error: str = ""


@dataclass(frozen=True)
class GuideChoice:
    id: UUID
    name: str
    detail: str


@dataclass(frozen=True)
class StartPage:
    action: str
    guides: tuple[GuideChoice, ...]
    error: str = ""


@dataclass(frozen=True)
class ProposePage:
    """The form of a finding. `hint` is about its words; with `remark` the customer sent the one before back; the
    first one may begin with what the guide says at this ending."""

    form: object
    action: str
    back: str
    remark: str
    is_of_guide: bool
    hint: WordingHint | None = None


def diagnoses_of_case(case: Case) -> tuple[DiagnosisLine, ...]:
    """What is looked into together, and what was agreed; the newest first. Two queries."""
    return tuple(_line(row) for row in diagnoses_shown(case))


def walk_page(actor: PersonActor, case: Case, diagnosis: Diagnosis, *, error: str = "") -> WalkPage:
    """The walk. Four queries."""
    joint = joint_of(diagnosis, taken_of([diagnosis.pk]), who=_who, file_url=_file_url)
    goes_on = diagnosis.state in (Diagnosis.State.RUNNING, Diagnosis.State.PROPOSED) and case.case_state in LIVE
    may_answer = goes_on and actor.may(Permission.CASES_ANSWER, case.business_id)

    def address(name: str, is_offered: bool) -> str:
        return reverse(f"workspace:{name}", args=[diagnosis.pk]) if may_answer and is_offered else ""

    return WalkPage(
        joint=joint,
        topic=f"case:{case.pk}",
        url=reverse("workspace:diagnosis", args=[diagnosis.pk]),
        answer_url=address("answer_step", joint.question is not None),
        propose_url=address("propose_finding", joint.question is None and joint.state == Diagnosis.State.RUNNING),
        set_aside_url=address("set_diagnosis_aside", True),
        take_back_url=address("take_step_back", _may_take_back(joint)),
        last_step=joint.answers[-1].step if joint.answers else "",
        error=error,
    )


def _may_take_back(joint: Joint) -> bool:
    """A file that was given stays, and so do the answers a finding was put on."""
    return bool(joint.answers) and not joint.answers[-1].files and joint.finding is None


def start_page(case: Case, guides: Sequence[Guide], *, error: str = "") -> StartPage:
    """The guides to begin with, in the order given."""
    return StartPage(
        reverse("workspace:start_diagnosis", args=[case.pk]),
        tuple(
            GuideChoice(
                each.pk, each.name, " · ".join(filter(None, (each.topic.name if each.topic else "", each.system)))
            )
            for each in guides
        ),
        error,
    )


def _line(row: Diagnosis) -> DiagnosisLine:
    latest = max(row.findings.all(), key=lambda finding: finding.number, default=None)
    is_agreed = row.state == Diagnosis.State.AGREED and latest is not None
    return DiagnosisLine(
        id=row.pk,
        name=row.guide.name,
        state=row.state,
        standing=_standing(row, has_finding=latest is not None),
        url=reverse("workspace:diagnosis", args=[row.pk]),
        found=latest.found if is_agreed and latest else "",
        next_step=latest.next_step if is_agreed and latest else "",
        due_at=latest.due_at if is_agreed and latest else None,
        is_past=latest is not None and latest.due_at < timezone.now(),
    )


def _standing(row: Diagnosis, *, has_finding: bool) -> str:
    if row.state == Diagnosis.State.AGREED:
        return _("Agreed with the customer")
    if row.state == Diagnosis.State.PROPOSED:
        return _("The finding waits for the customer's word")
    question = walked_of(row, language="").now
    if question is None:
        return _("The customer says: not quite. Put the finding anew") if has_finding else _("Put the finding")
    said = {"position": question.position, "ask": question.ask}
    if question.by == Side.CUSTOMER:
        return _("Step %(position)s, the customer checks: %(ask)s") % said
    return _("Step %(position)s, we check: %(ask)s") % said


def _who(row: StepTaken) -> str:
    if row.contact_point_id is not None:
        return _("the customer")
    name = row.written_by.full_name if row.written_by else _machine(row)
    if row.said_by == StepTaken.Side.AGENT:
        return name
    return _("the customer, told to %(name)s") % {"name": name}


def _machine(row: StepTaken) -> str:
    """A system of the business's own wrote it, by the name of its token."""
    return " · ".join(filter(None, (row.token.name if row.token else "", _("by the API"))))


def _file_url(attachment: Attachment) -> str:
    return reverse("workspace:file", args=[attachment.pk])
