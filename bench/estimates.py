"""How long one estimate takes, from a model as full as models get."""

import random
import time
from collections.abc import Iterator

import numpy as np

from bench.frame import Row
from bench.installation import Installation
from moked.promises.domain.estimates.history import EVENT, OPENING, Facts, Moment, history_of
from moked.promises.domain.estimates.model import MOST_MOMENTS, train

ASKED = 1_000
DAYS = 300.0


def measure(_: Installation) -> Iterator[Row]:
    """Milliseconds of one core; the limit is sorting the same number of values, as a plain quantile must."""
    chance = random.Random(7)
    history = history_of([_moment(chance, number) for number in range(MOST_MOMENTS + 1_000)])
    model = train(history, now=DAYS, tunings={})
    asked = [history.facts(chance.randrange(len(history))) for _ in range(ASKED)]
    values = np.array([chance.random() for _ in range(MOST_MOMENTS)])
    model.estimate(asked[0])

    begun = time.process_time()
    for _each in asked:
        np.sort(values)
    bare = 1_000 * (time.process_time() - begun) / ASKED

    begun = time.process_time()
    for facts in asked:
        model.estimate(facts)
    taken = 1_000 * (time.process_time() - begun) / ASKED
    yield Row("estimate.ms_per_case", taken, "ms", reference=bare, goal="<= 1")


def _moment(chance: random.Random, number: int) -> Moment:
    at = chance.uniform(0, DAYS)
    labels = {
        "topic": f"topic {chance.randrange(30)}",
        "criticality": str(chance.randrange(4)),
        "team": f"team {chance.randrange(6)}",
        "channel": str(chance.randrange(8)),
    }
    stage = chance.choice((OPENING, EVENT))
    facts = Facts(stage, labels, 0.0 if stage == OPENING else chance.expovariate(0.2), chance.randrange(200))
    return Moment(str(number), at, facts, at + chance.lognormvariate(1, 1.5))
