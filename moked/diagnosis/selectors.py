"""Reads about guides and diagnoses, each in a fixed number of queries."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from moked.cases.models import Attachment, Case
from moked.diagnosis.access import diagnoses_of
from moked.diagnosis.domain.walk import Walked, walked
from moked.diagnosis.models import Diagnosis, Guide, StepTaken
from moked.flows.services import document_of

OPEN = (Diagnosis.State.RUNNING, Diagnosis.State.PROPOSED)


def guides_for(case: Case) -> list[Guide]:
    """The guides in use, those that suit the case's system or topic first. One query."""
    system = case.system.name.casefold() if case.system else ""

    def fits(guide: Guide) -> bool:
        is_of_system = bool(guide.system) and guide.system.casefold() in system
        return is_of_system or (guide.topic_id is not None and guide.topic_id == case.topic_id)

    guides = Guide.objects.filter(business_id=case.business_id, is_active=True).select_related("topic")
    return sorted(guides, key=lambda guide: (not fits(guide), guide.name))


def diagnoses_shown(case: Case) -> QuerySet[Diagnosis]:
    """Those of a case that were not set aside, the newest first, with all that is shown of them. Two queries."""
    rows = diagnoses_of(case).exclude(state=Diagnosis.State.SET_ASIDE)
    return rows.select_related("guide", "walk__version").prefetch_related("findings").order_by("-started_at")


def running_diagnosis(case: Case) -> Diagnosis | None:
    """The one under way, of which a case has one at most. One query."""
    return diagnoses_of(case).filter(state__in=OPEN).first()


def walked_of(diagnosis: Diagnosis, *, language: str) -> Walked:
    """How far a diagnosis came. No query when its walk is loaded."""
    stored: Mapping[str, Any] = diagnosis.walk.version.document
    walk = diagnosis.walk
    return walked(document_of(stored), stored, walk.answers, walk.done, language=language)


def taken_of(diagnosis_ids: list[UUID]) -> dict[tuple[UUID, str], StepTaken]:
    """Who answered what, by diagnosis and step, with the files given. Two queries."""
    rows = StepTaken.objects.filter(diagnosis_id__in=diagnosis_ids).select_related("written_by", "token")
    rows = rows.prefetch_related("evidence__attachment__file")
    return {(row.diagnosis_id, row.step): row for row in rows}


def evidence_in(case: Case, attachment_id: UUID) -> tuple[Attachment, bool] | None:
    """A file given with a step of the case's diagnoses, and whether it is ours; None for any other key."""
    rows = StepTaken.objects.filter(diagnosis__in=diagnoses_of(case), evidence__attachment=attachment_id)
    taken = rows.first()
    if taken is None:
        return None
    attachment = Attachment.objects.select_related("file").get(pk=attachment_id)
    return attachment, taken.contact_point_id is None
