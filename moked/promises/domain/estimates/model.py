"""From the history to a range: how long cases like this one still took, those still open counted as such.

Every past moment weighs by how lately it was, and how like the case at hand it is. The weighted moments give a
Kaplan-Meier curve; the range is cut from it. Solved cases alone would be biased to quick ones, more so the fresher.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from .calibration import Tuning
from .history import STAGES, Codes, Facts, Floats, History

FORMAT = 1
# After so many days a moment weighs half; older than six times that, it is left out.
HALF_LIFE = 180.0
# More are thinned evenly: the error of a quantile is small by then, and an estimate stays under a millisecond.
MOST_MOMENTS = 4000
# Fewer solved cases say less than what was promised.
FEWEST = 10
# What a moment weighs that differs in a label, or in the stage.
OTHER_LABEL = 0.2
OTHER_STAGE = 0.02
# Ages and loads are compared by their logarithms; the shift is half an hour.
AGE_SHIFT, AGE_WIDTH, AGE_FLOOR = 0.02, 0.5, 0.02
LOAD_WIDTH, LOAD_FLOOR = 0.5, 0.1


class ModelUnreadable(ValueError):
    """A stored model of another format, or none at all."""


@dataclass(frozen=True)
class Basis:
    """Why a range is what it is. `solved`: how many solved moments it leans on.

    Codes: `cases_like_it`, `all_cases`, `promise` (too little history: from the target), `nothing_known` (neither),
    `older_than_any` (the case is older than everything learned from).
    """

    code: str
    solved: int


@dataclass(frozen=True)
class Estimate:
    """Days from now until the case is solved: `soonest` and `latest` bound the range, `likely` is its middle."""

    soonest: float
    likely: float
    latest: float
    basis: Basis


@dataclass(frozen=True)
class Model:
    """What was learned at `trained_at`: moments by how long they still took, with their weights."""

    trained_at: float
    names: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    # Days until solved, or until nobody knew more; ascending, solved ones first among equals.
    took: Floats
    is_solved: Floats
    weight: Floats
    stage: Codes
    labels: Codes
    log_age: Floats
    log_load: Floats
    tunings: Mapping[str, Tuning] = field(default_factory=dict)

    def estimate(self, facts: Facts, *, waited: float = 0.0, target: float | None = None) -> Estimate:
        """The range for a case, `waited` days after the moment of its facts. `target`: days promised in all."""
        strengths = (self._tuning(facts).strength,)
        return self.estimates(facts, strengths=strengths, waited=waited, target=target)[0]

    def estimates(
        self, facts: Facts, *, strengths: Sequence[float], waited: float = 0.0, target: float | None = None
    ) -> Sequence[Estimate]:
        """The range for each strength: the power to which the likeness of past cases is taken."""
        solved = int(self.is_solved.sum())
        if solved < FEWEST:
            return [estimate_from_target(target, age=facts.age + waited, solved=solved)] * len(strengths)
        unlike = (self.labels != self._codes(facts)[:, np.newaxis]).sum(axis=0)
        same_stage = self.stage == STAGES.index(facts.stage)
        alike = int(self.is_solved[(unlike == 0) & same_stage].sum())
        basis = Basis("cases_like_it", alike) if alike >= FEWEST else Basis("all_cases", solved)
        weight = np.where(same_stage, self.weight, OTHER_STAGE * self.weight)
        likeness = self._likeness(facts, unlike)
        return [self._cut(facts, weight * likeness**strength, waited, basis) for strength in strengths]

    def _cut(self, facts: Facts, weights: Floats, waited: float, basis: Basis) -> Estimate:
        curve = self._solved_share(weights)
        start = int(np.searchsorted(self.took, waited, side="right"))
        reached = float(curve[start - 1]) if start else 0.0
        if start >= len(curve) or curve[-1] - reached < 1e-6:
            return _as_long_again(facts.age + waited, basis.solved)
        levels = self._tuning(facts).levels
        shares = reached + (1 - reached) * np.array([levels.below, 0.5, 1 - levels.above])
        places = np.searchsorted(curve, shares).clip(start, len(curve) - 1)
        soonest, likely, latest = (self.took[places] - waited).tolist()
        return Estimate(soonest, likely, latest, basis)

    def _tuning(self, facts: Facts) -> Tuning:
        return self.tunings.get(facts.stage, Tuning())

    def _codes(self, facts: Facts) -> Codes:
        known = (
            words.index(facts.labels[name]) if facts.labels.get(name) in words else -2
            for name, words in zip(self.names, self.words, strict=True)
        )
        return np.fromiter(known, dtype=np.int32, count=len(self.names))

    def _likeness(self, facts: Facts, unlike: npt.NDArray[np.intp]) -> Floats:
        likeness: Floats = np.power(OTHER_LABEL, np.arange(len(self.names) + 1), dtype=np.float64)[unlike]
        likeness *= _nearness(self.log_age, math.log(facts.age + AGE_SHIFT), AGE_WIDTH) + AGE_FLOOR
        likeness *= _nearness(self.log_load, math.log1p(facts.load), LOAD_WIDTH) + LOAD_FLOOR
        return likeness

    def _solved_share(self, weights: Floats) -> Floats:
        """Kaplan and Meier 1958, weighted: the share solved within each of `took`."""
        at_risk = np.cumsum(weights[::-1])[::-1]
        left: Floats = np.cumprod(1 - self.is_solved * weights / at_risk, dtype=np.float64)
        return 1.0 - left


def train(history: History, *, now: float, tunings: Mapping[str, Tuning]) -> Model:
    """A model of what was known at `now`."""
    seen = history.seen_at(now)
    seen = seen.picked(seen.at > now - 6 * HALF_LIFE)
    if len(seen) > MOST_MOMENTS:
        seen = seen.picked(np.linspace(0, len(seen) - 1, MOST_MOMENTS).astype(np.intp))
    is_solved = np.isfinite(seen.ended)
    took = np.where(is_solved, seen.ended, now) - seen.at
    order = np.lexsort((~is_solved, took))
    seen = seen.picked(order)
    return Model(
        trained_at=now,
        names=seen.names,
        words=seen.words,
        took=took[order],
        is_solved=is_solved[order].astype(np.float64),
        weight=0.5 ** ((now - seen.at) / HALF_LIFE),
        stage=seen.stage,
        labels=seen.labels,
        log_age=np.log(seen.age + AGE_SHIFT),
        log_load=np.log1p(seen.load),
        tunings=dict(tunings),
    )


def estimate_from_target(target: float | None, *, age: float, solved: int = 0) -> Estimate:
    """A range without a history: within what was promised, or within a week. Also for a model that cannot be read."""
    code, in_all = ("nothing_known", 7.0) if target is None else ("promise", target)
    if age >= in_all:
        return _as_long_again(age, solved)
    left = in_all - age
    return Estimate(left / 10, left / 2, left, Basis(code, solved))


def _as_long_again(age: float, solved: int) -> Estimate:
    """What has lasted longer than all before it is expected to last as long again, at the latest twice that."""
    return Estimate(0.0, age, 2 * age, Basis("older_than_any", solved))


def _nearness(values: Floats, value: float, width: float) -> Floats:
    nearness: Floats = np.exp(-0.5 * np.square((values - value) / width))
    return nearness
