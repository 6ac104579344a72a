"""What estimates are learned from: moments at which cases stood open, and when those cases were solved.

Moments are counted in days from any fixed instant, the same for a whole history; lengths of time are days.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int32]

OPENING = "opening"
EVENT = "event"
STAGES = (OPENING, EVENT)


@dataclass(frozen=True)
class Facts:
    """What is known of an open case at a moment: when it was opened, or when something happened to it.

    `labels` are its topic, criticality, team, channel, last activity and the like; any names will do. `age` is days
    since the opening, `load` how many cases stand open.
    """

    stage: str
    labels: Mapping[str, str]
    age: float
    load: float


@dataclass(frozen=True)
class Moment:
    """An open case at one moment. `ended`: when it was solved, None while it is open."""

    case: str
    at: float
    facts: Facts
    ended: float | None


@dataclass(frozen=True)
class History:
    """Moments in columns, by time. `labels` has a row for each of `names`, holding places in its tuple of `words`."""

    names: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    at: Floats
    # Infinite while the case is open.
    ended: Floats
    age: Floats
    load: Floats
    stage: Codes
    labels: Codes

    def __len__(self) -> int:
        return len(self.at)

    def picked(self, which: npt.NDArray[np.intp] | npt.NDArray[np.bool_] | slice) -> "History":
        """Some of the moments."""
        return replace(
            self,
            at=self.at[which],
            ended=self.ended[which],
            age=self.age[which],
            load=self.load[which],
            stage=self.stage[which],
            labels=self.labels[:, which],
        )

    def seen_at(self, now: float) -> "History":
        """The history as it was known then: nothing later, and what was solved later is open."""
        past = self.picked(slice(0, int(np.searchsorted(self.at, now, side="left"))))
        return replace(past, ended=np.where(past.ended <= now, past.ended, np.inf))

    def facts(self, place: int) -> Facts:
        """What was known at one of the moments."""
        codes = self.labels[:, place]
        return Facts(
            STAGES[self.stage[place]],
            {name: words[code] for name, words, code in zip(self.names, self.words, codes, strict=True) if code >= 0},
            float(self.age[place]),
            float(self.load[place]),
        )


def history_of(moments: Sequence[Moment]) -> History:
    """The moments in columns. A label that a moment lacks is like no other."""
    ordered = sorted(moments, key=lambda moment: moment.at)
    names = tuple(sorted({name for moment in ordered for name in moment.facts.labels}))
    words = tuple(tuple(sorted({m.facts.labels[name] for m in ordered if name in m.facts.labels})) for name in names)
    places = [{word: place for place, word in enumerate(each)} for each in words]
    return History(
        names=names,
        words=words,
        at=np.array([moment.at for moment in ordered], dtype=np.float64),
        ended=np.array([np.inf if m.ended is None else m.ended for m in ordered], dtype=np.float64),
        age=np.array([moment.facts.age for moment in ordered], dtype=np.float64),
        load=np.array([moment.facts.load for moment in ordered], dtype=np.float64),
        stage=np.array([STAGES.index(moment.facts.stage) for moment in ordered], dtype=np.int32),
        labels=np.array(
            [
                [known.get(moment.facts.labels.get(name, ""), -1) for moment in ordered]
                for name, known in zip(names, places, strict=True)
            ],
            dtype=np.int32,
        ).reshape(len(names), len(ordered)),
    )
