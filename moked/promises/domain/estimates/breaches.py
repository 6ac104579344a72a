"""Living through a history again to see which breaches of a promise were foreseen, and which alarms were false."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from moked.promises.domain.foresight import DAY, look_ahead_at, will_break

from .history import History
from .model import Model, train

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Foresight:
    """Of promises tried: how many were broken, and how many of these foreseen in time; alarms on kept ones are false.

    `foreseen_share` is of the broken ones, `false_alarm_rate` of the kept ones, `precision` of the alarms; each 1, 0
    and 1 where there is nothing to count. `median_hours_ahead` is of those foreseen in time.
    """

    promises: int
    broken: int
    foreseen: int
    false_alarms: int
    foreseen_share: float
    false_alarm_rate: float
    precision: float
    median_hours_ahead: float | None

    def as_facts(self) -> dict[str, object]:
        """For JSON."""
        return {name: round(value, 4) if isinstance(value, float) else value for name, value in asdict(self).items()}


@dataclass(frozen=True)
class Watched:
    """A promise that was lived through: when it ended, when it was due, and when an alarm was raised."""

    solved: datetime
    due: datetime
    alarm: datetime | None

    @property
    def is_broken(self) -> bool:
        return self.solved > self.due

    @property
    def ahead(self) -> timedelta | None:
        return None if self.alarm is None else self.due - self.alarm


def try_foresight(
    history: History, *, cases: Sequence[str], since: float, target: timedelta, ahead: timedelta
) -> Foresight:
    """Promises every case opened at `since` or later its solution within `target`, by the clock on the wall.

    `cases` names the case of each moment. No look knows what came after it; the model is trained anew every day.
    """
    watched = [_watch(history, moments, models, target) for moments, models in _cases_of(history, cases, since)]
    return foresight_of(watched, ahead=ahead)


def foresight_of(watched: Sequence[Watched], *, ahead: timedelta) -> Foresight:
    """Counts: a breach is foreseen when its alarm came at least `ahead` before the promise ended."""
    broken = [each for each in watched if each.is_broken]
    notices = [each.ahead for each in broken if each.ahead is not None and each.ahead >= ahead]
    alarms = sum(each.alarm is not None for each in watched)
    false = sum(each.alarm is not None for each in watched if not each.is_broken)
    kept = len(watched) - len(broken)
    return Foresight(
        promises=len(watched),
        broken=len(broken),
        foreseen=len(notices),
        false_alarms=false,
        foreseen_share=len(notices) / len(broken) if broken else 1.0,
        false_alarm_rate=false / kept if kept else 0.0,
        precision=1 - false / alarms if alarms else 1.0,
        median_hours_ahead=float(np.median([each / timedelta(hours=1) for each in notices])) if notices else None,
    )


class _Models(dict[int, Model]):
    """The model of each day, trained when it is first asked for."""

    def __init__(self, history: History) -> None:
        super().__init__()
        self.history = history

    def __missing__(self, day: int) -> Model:
        self[day] = train(self.history, now=float(day), tunings={})
        return self[day]


def _cases_of(
    history: History, cases: Sequence[str], since: float
) -> Iterator[tuple[Sequence[int], Mapping[int, Model]]]:
    models = _Models(history)
    places: dict[str, list[int]] = defaultdict(list)
    for place, case in enumerate(cases):
        if history.at[place] - history.age[place] >= since - 1e-9 and np.isfinite(history.ended[place]):
            places[case].append(place)
    return ((each, models) for each in places.values())


def _watch(history: History, moments: Sequence[int], models: Mapping[int, Model], target: timedelta) -> Watched:
    """Looks at one case as the worker does: when something happens, and in between until the promise ends."""
    happened = [_moment(float(history.at[place])) for place in moments]
    solved, due = _moment(float(history.ended[moments[0]])), happened[0] + target
    for place, at, until in zip(moments, happened, [*happened[1:], solved], strict=True):
        look: datetime | None = at
        while look is not None and (look == at or look < until) and look < due:
            estimate = models[(look - EPOCH) // DAY].estimate(history.facts(place), waited=(look - at) / DAY)
            if will_break(estimate, now=look, due=due, target=target):
                return Watched(solved, due, look)
            look = look_ahead_at(look, due=due, target=target)
    return Watched(solved, due, None)


def _moment(days: float) -> datetime:
    return EPOCH + timedelta(days=days)
