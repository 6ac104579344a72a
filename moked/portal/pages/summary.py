"""The matter in short, for somebody who was not there: a customer's own manager, for example."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import get_language, gettext, pgettext

from moked.diagnosis.models import Diagnosis
from moked.portal.pages.frame import Frame, frame_of
from moked.portal.visit import Visit
from moked.updates.domain.wording import moment_words, update_wording
from moked.updates.domain.words import SummaryLine, as_of, summary_lines
from moked.updates.matters import case_in_view, facts_at, last_said, next_expected
from moked.updates.models import Update, UpdateWatch


@dataclass(frozen=True)
class SummaryPage:
    frame: Frame
    case_url: str
    pdf_url: str
    as_of: str
    lines: Sequence[SummaryLine]


def summary_page(visit: Visit, now: datetime) -> SummaryPage:
    """What stands of the case at this moment, in the page's language."""
    watch = UpdateWatch.objects.filter(case=visit.case).first()
    view = case_in_view(visit.case, watch, now)
    held = Update.objects.filter(case=visit.case, state=Update.State.HELD).first()
    language, next_by = get_language() or "", next_expected(view, held, now)
    facts = facts_at(view, now, changes=view.matter.changes, is_formal=True, next_by=next_by, language=language)
    closed_at = visit.case.closed_at.astimezone(view.zone) if visit.case.closed_at and view.matter.is_over else None
    return SummaryPage(
        frame=frame_of(visit, current="case"),
        case_url=reverse("portal:case", args=[visit.token]),
        pdf_url=reverse("portal:summary_pdf", args=[visit.token]),
        as_of=as_of(now.astimezone(view.zone), language),
        lines=(
            *summary_lines(replace(facts, said=last_said(visit.case), closed_at=closed_at)),
            *_agreed_lines(visit, now, view.zone, language),
        ),
    )


def _agreed_lines(visit: Visit, now: datetime, zone: ZoneInfo, language: str) -> Iterator[SummaryLine]:
    """What was found together and agreed, and what follows from it until when."""
    words = update_wording(language)
    for row in visit.diagnoses:
        if row.state == Diagnosis.State.AGREED:
            *_earlier, last = row.findings.all()
            is_past = last.due_at < now
            by = pgettext("a deadline", "was due") if is_past else pgettext("until when something is promised", "by")
            until = f"{by} {moment_words(last.due_at.astimezone(zone), words)}"
            yield SummaryLine(gettext("What we found together"), last.found)
            yield SummaryLine(gettext("What follows from it"), f"{last.next_step}, {until}")


def document_of(page: SummaryPage, reference: str) -> dict[str, object]:
    """What the page says, for the typesetter."""
    return {
        "language": get_language() or "",
        "title": gettext("Summary of the case"),
        "reference": reference,
        "business": page.frame.business_name,
        "as-of": page.as_of,
        "lines": [[line.label, line.words] for line in page.lines],
    }
