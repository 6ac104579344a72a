"""Trying estimates on a history they have not seen, beside plain quantiles told at the same moments.

A plain quantile is the 10 %, 50 % or 90 % of how long cases solved by then still took, from moments of the same
stage: from the opening for an opening, from an event for an event. The window counts back from the moment of telling,
by when cases were solved. Plain quantiles are renewed as often as the model is trained.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .history import OPENING, STAGES, Floats, History
from .replay import REPLAYED, Replay, Told
from .score import Score, score_of

WINDOWS: Mapping[str, float] = {"30_days": 30.0, "90_days": 90.0, "all": float("inf")}
# What somebody would fix beforehand who has no other estimate: long enough to be steady, short enough to follow.
USUAL_WINDOW = "90_days"
QUANTILES = (0.1, 0.5, 0.9)
# A window with fewer solved moments is widened to all of them.
FEWEST_IN_WINDOW = 20


@dataclass(frozen=True)
class StageTrial:
    """What was told at one stage. `baseline` names the window fixed beforehand, `best` the one that did best."""

    told: Score
    baselines: Mapping[str, Score]
    baseline: str = USUAL_WINDOW

    @property
    def best(self) -> str:
        """The plain window with the best score, which nobody could know beforehand."""
        return min(WINDOWS, key=lambda name: self.baselines[name].mean_interval_score)

    def improvement_over(self, name: str) -> float | None:
        """By what share the mean interval score is smaller than a baseline's; None where that one is perfect."""
        other = self.baselines[name].mean_interval_score
        return round(1 - self.told.mean_interval_score / other, 4) if other else None


def try_out(history: History, *, since: float, every: float) -> Mapping[str, StageTrial]:
    """Tells ranges for cases opened at `since` or later, and scores them, by stage. Only solved cases are scored."""
    opened = history.at - history.age
    # Rounding, when a moment less an age gives the opening.
    scored = (opened >= since - 1e-9) & np.isfinite(history.ended)
    replay = Replay(history, every=every)
    plain = PlainQuantiles(history)
    told: list[Told] = []
    rows: list[dict[str, Floats]] = []
    for each in replay.told_between(since - REPLAYED, float(history.at[-1]) + 1e-9):
        if scored[each.place]:
            told.append(each)
            rows.append(plain.ranges(each))
    return {stage: trial for stage in STAGES if (trial := _trial_of(stage, history, told, rows)) is not None}


def _trial_of(stage: str, history: History, told: list[Told], rows: list[dict[str, Floats]]) -> StageTrial | None:
    mine = [place for place, each in enumerate(told) if STAGES[history.stage[each.place]] == stage]
    if not mine:
        return None
    places = [told[each].place for each in mine]
    took = history.ended[places] - history.at[places]
    estimates = [told[each].estimate for each in mine]
    score = score_of(np.array([[each.soonest, each.likely, each.latest] for each in estimates]), took)
    baselines = {name: score_of(np.array([rows[each][name] for each in mine]), took) for name in rows[mine[0]]}
    return StageTrial(score, baselines)


class PlainQuantiles:
    """Quantiles of solved cases, kept while the moment of knowing stays the same."""

    def __init__(self, history: History) -> None:
        self.history = history
        self._known_at = float("nan")
        self._kept: dict[tuple[object, ...], Floats] = {}
        self._seen = history

    def ranges(self, told: Told) -> dict[str, Floats]:
        """By name: each window; events also by their labels, and as the range of the opening less the age."""
        if told.known_at != self._known_at:
            self._known_at, self._kept = told.known_at, {}
            self._seen = self.history.seen_at(told.known_at)
        stage = int(self.history.stage[told.place])
        ranges = {name: self._quantiles(stage, window) for name, window in WINDOWS.items()}
        if STAGES[stage] != OPENING:
            codes = tuple(self.history.labels[:, told.place].tolist())
            ranges["all_by_labels"] = self._quantiles(stage, WINDOWS["all"], codes)
            in_all = self._quantiles(STAGES.index(OPENING), WINDOWS["90_days"])
            ranges["opening_less_age"] = np.maximum(in_all - self.history.age[told.place], 0)
        return ranges

    def _quantiles(self, stage: int, window: float, codes: tuple[int, ...] = ()) -> Floats:
        key = (stage, window, codes)
        if key not in self._kept:
            self._kept[key] = self._make_quantiles(stage, window, codes)
        return self._kept[key]

    def _make_quantiles(self, stage: int, window: float, codes: tuple[int, ...]) -> Floats:
        seen = self._seen
        solved = (seen.stage == stage) & np.isfinite(seen.ended)
        chosen = solved & (seen.ended > self._known_at - window)
        if codes:
            chosen &= (seen.labels == np.array(codes)[:, np.newaxis]).all(axis=0)
        if chosen.sum() < FEWEST_IN_WINDOW:
            chosen = solved
        took = (seen.ended - seen.at)[chosen]
        quantiles: Floats = np.quantile(took, QUANTILES) if len(took) else np.zeros(len(QUANTILES))
        return quantiles
