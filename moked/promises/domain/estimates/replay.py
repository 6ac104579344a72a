"""Living through a history again: at every step the model is trained anew, ranges are told, ended ranges judged.

The training job replays the last months to find the levels it starts with; a trial replays them to be scored.
"""

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from .calibration import Levels, Verdict, verdict_on
from .history import STAGES, History
from .model import Estimate, Model, train

# Days lived through before a model's levels are trusted.
REPLAYED = 180.0


@dataclass(frozen=True)
class Told:
    """A range told at the moment standing at `place` in the history, by what was known at `known_at`."""

    place: int
    known_at: float
    estimate: Estimate


class Replay:
    """One walk through a history. `levels` are those reached so far."""

    def __init__(self, history: History, *, every: float = 1.0) -> None:
        """`every`: days between two trainings."""
        self.history = history
        self.every = every
        self.levels: Mapping[str, Levels] = {stage: Levels() for stage in STAGES}
        self._ends: list[tuple[float, float, int]] = []

    def told_between(self, since: float, until: float) -> Iterator[Told]:
        """Tells a range at every moment from `since` until before `until`; no step knows what came after it began."""
        at = self.history.at
        place, last = (int(each) for each in np.searchsorted(at, [since, until]))
        while place < last:
            now = since + self.every * np.floor((at[place] - since) / self.every)
            self._judge(now)
            model = train(self.history, now=now, levels=self.levels)
            until_place = max(place + 1, min(last, int(np.searchsorted(at, now + self.every))))
            for each in range(place, until_place):
                yield Told(each, now, self._tell(model, each))
            place = until_place

    def _tell(self, model: Model, place: int) -> Estimate:
        estimate = model.estimate(self.history.facts(place))
        begun = self.history.at[place]
        heapq.heappush(self._ends, (begun + estimate.latest, begun + estimate.soonest, place))
        return estimate

    def _judge(self, now: float) -> None:
        levels = dict(self.levels)
        while self._ends and self._ends[0][0] < now:
            ends, begins, place = heapq.heappop(self._ends)
            stage = STAGES[self.history.stage[place]]
            verdict: Verdict = verdict_on(begins=begins, ends=ends, solved=float(self.history.ended[place]))
            levels[stage] = levels[stage].after(verdict)
        self.levels = levels


def train_calibrated(history: History, *, now: float) -> Model:
    """What the scheduled job makes: a model whose levels were found by living through the last months."""
    replay = Replay(history.seen_at(now))
    for _ in replay.told_between(now - REPLAYED, now):
        pass
    return train(history, now=now, levels=replay.levels)
