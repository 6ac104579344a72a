"""Histories made up by chance, of which the truth is known."""

import random
from collections.abc import Callable

from moked.promises.domain.estimates.history import OPENING, Facts, History, Moment, history_of


def made_history(
    scale_at: Callable[[float], float], *, days: int = 400, a_day: int = 6, topics: int = 3, seed: int = 7
) -> History:
    """Openings only; a case of topic n takes about `scale_at(day) * (n + 1)` days, with a heavy tail."""
    chance = random.Random(seed)
    moments = []
    for day in range(days):
        for _ in range(a_day):
            at, topic = day + chance.random(), chance.randrange(topics)
            took = scale_at(at) * (topic + 1) * chance.lognormvariate(0, 1)
            facts = Facts(OPENING, {"topic": str(topic)}, 0.0, 10.0)
            moments.append(Moment(f"{day}-{len(moments)}", at, facts, at + took))
    return history_of(moments)
