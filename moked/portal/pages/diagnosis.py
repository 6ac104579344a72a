"""A joint diagnosis on the customer's page: their steps, what was answered, and the finding to agree to."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from moked.cases.domain.states import LIVE
from moked.cases.models import Attachment
from moked.diagnosis.models import StepTaken
from moked.diagnosis.selectors import taken_of
from moked.portal.visit import Visit
from moked.ui.diagnosis import Joint, joint_of


@dataclass(frozen=True)
class JointSaid:
    """One diagnosis. An empty address is not the reader's to use; `refusal` is why the last act was not taken."""

    joint: Joint
    answer_url: str
    agree_url: str
    not_quite_url: str
    refusal: str

    @property
    def is_asked(self) -> bool:
        """Whether the reader is to act: then it stands before everything else."""
        return bool(self.answer_url or self.agree_url)


def joints_said(visit: Visit, refusal: str = "") -> tuple[JointSaid, ...]:
    """The diagnoses of the case, the newest first. Two queries beside the visit's own."""
    taken = taken_of([row.pk for row in visit.diagnoses])
    goes_on = visit.case.case_state in LIVE

    def file_url(attachment: Attachment) -> str:
        return reverse("portal:file", args=[visit.token, attachment.pk])

    said = []
    for at, row in enumerate(visit.diagnoses):
        joint = joint_of(row, taken, who=_who, file_url=file_url)
        is_asked = goes_on and joint.is_customers_turn
        said.append(
            JointSaid(
                joint=joint,
                answer_url=_url(visit, "answer_step", joint) if is_asked and joint.question else "",
                agree_url=_url(visit, "agree_finding", joint) if goes_on and joint.state == "proposed" else "",
                not_quite_url=_url(visit, "question_finding", joint) if goes_on and joint.state == "proposed" else "",
                refusal="" if at else refusal,
            )
        )
    return tuple(said)


def _url(visit: Visit, name: str, joint: Joint) -> str:
    return reverse(f"portal:{name}", args=[visit.token, joint.id])


def _who(row: StepTaken) -> str:
    name = row.written_by.first_name if row.written_by else ""
    if row.said_by == StepTaken.Side.AGENT:
        return name or gettext("Our team")
    if row.contact_point_id is not None:
        return gettext("your answer")
    return gettext("as told to %(name)s") % {"name": name} if name else gettext("by the API")
