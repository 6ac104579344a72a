"""Living through a history again: at every step the model is trained anew, ranges are told, ended ranges judged.

The training job replays the last months to find the tunings it starts with; a trial replays them to be scored.
"""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .calibration import STRENGTHS, Tuning, interval_score, verdict_on
from .history import STAGES, History
from .model import Estimate, Model, train

# Days lived through before a model's tunings are trusted.
REPLAYED = 180.0


@dataclass(frozen=True)
class Told:
    """A range told at the moment standing at `place` in the history, by what was known at `known_at`."""

    place: int
    known_at: float
    estimate: Estimate


class Replay:
    """One walk through a history. `tunings` are those reached so far."""

    def __init__(self, history: History, *, every: float = 1.0) -> None:
        """`every`: days between two trainings."""
        self.history = history
        self.every = every
        self.tunings: Mapping[str, Tuning] = {stage: Tuning() for stage in STAGES}
        self._unjudged: list[tuple[float, int, Estimate, Sequence[Estimate]]] = []

    def told_between(self, since: float, until: float) -> Iterator[Told]:
        """Tells a range at every moment from `since` until before `until`; no step knows what came after it began."""
        at = self.history.at
        place, last = (int(each) for each in np.searchsorted(at, [since, until]))
        while place < last:
            now = since + self.every * np.floor((at[place] - since) / self.every)
            self._judge(now)
            model = train(self.history, now=now, tunings=self.tunings)
            until_place = max(place + 1, min(last, int(np.searchsorted(at, now + self.every))))
            for each in range(place, until_place):
                yield Told(each, now, self._tell(model, each))
            place = until_place

    def _tell(self, model: Model, place: int) -> Estimate:
        facts = self.history.facts(place)
        ranges = model.estimates(facts, strengths=STRENGTHS)
        told = ranges[STRENGTHS.index(self.tunings[facts.stage].strength)]
        ends = float(self.history.at[place]) + max(each.latest for each in ranges)
        heapq.heappush(self._unjudged, (ends, place, told, ranges))
        return told

    def _judge(self, now: float) -> None:
        """Judges the moments whose ranges have all ended. What took longer than any is the same miss more for all."""
        tunings = dict(self.tunings)
        while self._unjudged and self._unjudged[0][0] < now:
            _, place, told, ranges = heapq.heappop(self._unjudged)
            took = float(min(self.history.ended[place], now) - self.history.at[place])
            losses = [interval_score(soonest=each.soonest, latest=each.latest, took=took) for each in ranges]
            verdict = verdict_on(begins=told.soonest, ends=told.latest, solved=took)
            stage = STAGES[self.history.stage[place]]
            tunings[stage] = tunings[stage].after(verdict, losses)
        self.tunings = tunings


def train_calibrated(history: History, *, now: float) -> Model:
    """What the scheduled job makes: a model whose tunings were found by living through the last months."""
    replay = Replay(history.seen_at(now))
    for _ in replay.told_between(now - REPLAYED, now):
        pass
    return train(history, now=now, tunings=replay.tunings)
