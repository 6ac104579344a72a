"""How well ranges held and how much they said."""

from collections.abc import Hashable, Iterable
from dataclasses import asdict, dataclass
from typing import TypeVar

import numpy as np

from .calibration import PENALTY, Verdict
from .history import Floats

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Score:
    """Of ranges told. `coverage` is the share that held; the rest are days.

    `mean_interval_score` is width plus ten times the miss; less is better. `middle_mae` is the mean absolute error of
    the middle, `middle_median_error` the median one.
    """

    told: int
    coverage: float
    median_width_days: float
    mean_interval_score: float
    middle_mae: float
    middle_median_error: float

    def as_facts(self) -> dict[str, object]:
        """For JSON."""
        return {name: round(value, 4) for name, value in asdict(self).items()}


def score_of(ranges: Floats, took: Floats) -> Score:
    """Scores rows of (soonest, likely, latest) against the days it really took. At least one row."""
    soonest, likely, latest = ranges.T
    early, late = np.maximum(soonest - took, 0), np.maximum(took - latest, 0)
    miss = np.abs(took - likely)
    return Score(
        told=len(took),
        coverage=float(np.mean((early == 0) & (late == 0))),
        median_width_days=float(np.median(latest - soonest)),
        mean_interval_score=float(np.mean(latest - soonest + PENALTY * (early + late))),
        middle_mae=float(miss.mean()),
        middle_median_error=float(np.median(miss)),
    )


@dataclass(frozen=True)
class Held:
    """Of ranges told whose end has passed: how many there were, and in how many the case was solved within."""

    told: int
    held: int

    @property
    def share(self) -> float:
        return self.held / self.told


def held_by(verdicts: Iterable[tuple[K, Verdict]]) -> dict[K, Held]:
    """The same for each team, topic or whatever stands beside the verdicts."""
    found: dict[K, Held] = {}
    for key, verdict in verdicts:
        before = found.get(key, Held(0, 0))
        found[key] = Held(before.told + 1, before.held + (verdict is Verdict.HELD))
    return found
