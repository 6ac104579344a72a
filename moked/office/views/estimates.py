"""How what was told of solutions held, by team and topic."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from moked.office.frame import Frame, Office, office_page
from moked.office.sections import ESTIMATES
from moked.promises.told import FEWEST, HeldBy, held_by, latest_model
from moked.ui.doors import StaffRequest

DAYS = 90


@dataclass(frozen=True)
class EstimatesPage:
    """Two tables. `trained_at` None: nothing was learned yet."""

    frame: Frame
    days: int
    fewest: int
    teams: HeldBy
    topics: HeldBy
    trained_at: datetime | None
    learned_from: int
    version: int


@office_page(ESTIMATES)
@require_GET
def estimates(request: StaffRequest, office: Office) -> HttpResponse:
    """The share of cases solved by the end of the range told first, of the last ninety days."""
    since = timezone.now() - timedelta(days=DAYS)
    model = latest_model(office.business.pk)
    page = EstimatesPage(
        frame=office.frame,
        days=DAYS,
        fewest=FEWEST,
        teams=held_by(office.business.pk, "team", since=since),
        topics=held_by(office.business.pk, "topic", since=since),
        trained_at=model.trained_at if model else None,
        learned_from=model.cases if model else 0,
        version=model.version if model else 0,
    )
    with timezone.override(office.business.time_zone):
        return render(request, "office/estimates.html", {"page": page, "shell": office.frame.shell})
