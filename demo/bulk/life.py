"""How a made-up case goes on: its state by its age, and who says what when."""

from dataclasses import dataclass
from random import Random

from moked.cases.domain.states import CaseState

DAY = 86_400_000
MINUTE = 60_000
# Younger than so many days: this share still lives.
LIVES = ((1, 0.6), (3, 0.35), (10, 0.15), (40, 0.03))
LIVING = (CaseState.NEW, CaseState.OPEN, CaseState.WAITING, CaseState.PROPOSED)
LIVING_WEIGHTS = (20, 40, 76, 100)
SETTLED = (CaseState.CLOSED, CaseState.UNCONFIRMED, CaseState.SET_ASIDE)
SETTLED_WEIGHTS = (84, 92, 100)


@dataclass(frozen=True)
class Course:
    """Moments in milliseconds. `turns` are (moment, direction); `ended` is when it settled, 0 while it lives."""

    state: CaseState
    turns: tuple[tuple[int, str], ...]
    ended: int

    @property
    def last(self) -> int:
        return max(self.ended, self.turns[-1][0])


def course_of(rng: Random, opened: int, end: int) -> Course:
    """What became of a case opened then, seen at `end`."""
    age = (end - opened) / DAY
    chance = next((share for days, share in LIVES if age < days), 0.0)
    lives = rng.random() < chance
    states, weights = (LIVING, LIVING_WEIGHTS) if lives else (SETTLED, SETTLED_WEIGHTS)
    state = rng.choices(states, cum_weights=weights)[0]
    if state in (CaseState.NEW, CaseState.SET_ASIDE):
        turns: tuple[tuple[int, str], ...] = ((opened, "in"),)
    else:
        turns = _turns(rng, opened, end, "in" if state == CaseState.OPEN else "out")
    ended = 0 if lives else min(end - 500, turns[-1][0] + rng.randrange(10 * MINUTE, 2 * DAY))
    return Course(state, turns, ended)


def _turns(rng: Random, opened: int, end: int, last: str) -> tuple[tuple[int, str], ...]:
    """Two to four turns, the customer's first. A note takes an answer's place now and then."""
    directions = ["in", "out"]
    more = rng.random()
    if last == "in":
        directions.append("in")
    elif more < 0.5:
        directions += ["in", "out"]
    elif more < 0.65:
        directions.insert(1, "note")
    found, at = [], opened
    for direction in directions:
        found.append((at, direction))
        at = min(end - 1000, at + rng.randrange(5 * MINUTE, 600 * MINUTE))
    return tuple(found)
