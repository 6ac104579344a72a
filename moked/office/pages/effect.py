"""The effect of a ladder on time to solution, drawn and in numbers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from moked.businesses.models import Criticality
from moked.office.frame import Frame
from moked.promises.domain.effects import Compared, Comparison, Spread

# The drawing's own units.
WIDTH = 100.0


@dataclass(frozen=True)
class Bar:
    """One side of a comparison. `start`, `middle` and `end` are places of the drawing from 0 to 100; `middle` None:
    not even half of the cases are solved. `is_open`: three quarters are not."""

    label: str
    spread: Spread
    start: float
    middle: float | None
    end: float
    is_open: bool

    @property
    def width(self) -> float:
        return self.end - self.start


@dataclass(frozen=True)
class EffectRow:
    title: str
    bars: tuple[Bar, Bar]


@dataclass(frozen=True)
class Chart:
    """`rows` begins with the whole; empty when nothing can be compared. `longest` is what the drawing's width is."""

    title: str
    lead: str
    rows: tuple[EffectRow, ...]
    longest: timedelta
    left_out: int
    is_small: bool


@dataclass(frozen=True)
class EffectPage:
    frame: Frame
    title: str
    back_url: str
    since: datetime
    active_since: datetime | None
    charts: tuple[Chart, ...]


def chart_of(comparison: Comparison, title: str, lead: str, labels: tuple[str, str]) -> Chart:
    """A comparison as it is drawn; `labels` name its two sides."""
    compared = (*((comparison.whole,) if comparison.whole else ()), *comparison.groups)
    ends = [
        moment
        for each in compared
        for spread in (each.first, each.second)
        for moment in (spread.quarter, spread.half, spread.three_quarters)
        if moment is not None
    ]
    longest = max(ends, default=timedelta(0)) or timedelta(minutes=1)
    return Chart(
        title,
        lead,
        tuple(_row(each, labels, longest) for each in compared),
        longest,
        comparison.left_out,
        comparison.is_small,
    )


def _row(compared: Compared, labels: tuple[str, str], longest: timedelta) -> EffectRow:
    return EffectRow(
        _title(compared),
        (_bar(compared.first, labels[0], longest), _bar(compared.second, labels[1], longest)),
    )


def _title(compared: Compared) -> str:
    if not isinstance(compared.alike, tuple):
        return _("All that can be compared")
    topic, criticality = compared.alike
    return f"{topic or _('without a topic')} · {Criticality(criticality).label}"


def _bar(spread: Spread, label: str, longest: timedelta) -> Bar:
    def place(moment: timedelta | None) -> float:
        return WIDTH if moment is None else round(moment / longest * WIDTH, 2)

    return Bar(
        label,
        spread,
        place(spread.quarter),
        None if spread.half is None else place(spread.half),
        place(spread.three_quarters),
        spread.three_quarters is None,
    )
