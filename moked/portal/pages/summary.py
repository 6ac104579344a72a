"""The matter in short, for somebody who was not there: a customer's own manager, for example."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language

from moked.portal.pages.frame import Frame, frame_of
from moked.portal.visit import Visit
from moked.updates.domain.words import SummaryLine, summary_lines
from moked.updates.matters import case_in_view, facts_at
from moked.updates.models import UpdateWatch


@dataclass(frozen=True)
class SummaryPage:
    frame: Frame
    case_url: str
    at: datetime
    lines: Sequence[SummaryLine]


def summary_page(visit: Visit, now: datetime) -> SummaryPage:
    """What stands of the case at this moment, in the page's language."""
    watch = UpdateWatch.objects.filter(case=visit.case).first()
    view = case_in_view(visit.case, watch, now)
    facts = facts_at(view, now, changes=view.matter.changes, is_formal=True, language=get_language() or "")
    return SummaryPage(
        frame=frame_of(visit, current="case"),
        case_url=reverse("portal:case", args=[visit.token]),
        at=now,
        lines=summary_lines(facts),
    )
