"""What a model learns from ranges once their ends have passed: where to cut, and how much likeness tells.

Keeping a stated 80 % at 80 %, the levels at which ranges are cut follow how the last ranges held:
Adaptive conformal inference (Gibbs and Candès 2021), with one change: a range is judged when its told end passes, not
when its case is solved. Quick cases are solved first; judging them first would make every range look too wide.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

# How far one judged range moves a level: two hundred that were all missed, by ten points. Quicker steps keep closer
# to 80 % over a month and pay for it with wider ranges on the whole.
STEP = 0.0005
NARROWEST, WIDEST = 0.25, 0.04
# Powers of the likeness of cases that compete; with 0 all cases of a stage count the same. The first one begins.
STRENGTHS = (1.0, 0.0, 3.0)
# What is left of a loss after the next one: half after some fourteen hundred.
MEMORY = 0.9995
PENALTY = 2 / 0.2


class Verdict(Enum):
    """How a told range turned out."""

    EARLY = "early"
    HELD = "held"
    LATE = "late"


@dataclass(frozen=True)
class Levels:
    """The shares of cases meant to be solved before a range begins, and after it ends."""

    below: float = 0.1
    above: float = 0.1

    def after(self, verdict: Verdict) -> "Levels":
        """The levels once a range was judged: one tail grows a little when it was missed less than meant."""
        return Levels(
            _kept_sane(self.below + STEP * (0.1 - (verdict is Verdict.EARLY))),
            _kept_sane(self.above + STEP * (0.1 - (verdict is Verdict.LATE))),
        )


@dataclass(frozen=True)
class Tuning:
    """What was learned for a stage. `losses`: interval scores of each strength's ranges, the older the less."""

    levels: Levels = field(default_factory=Levels)
    losses: tuple[float, ...] = (0.0,) * len(STRENGTHS)

    @property
    def strength(self) -> float:
        """How much likeness counts: the one whose ranges did best."""
        return STRENGTHS[self.losses.index(min(self.losses))]

    def after(self, verdict: Verdict, losses: Sequence[float]) -> "Tuning":
        """The tuning once the ranges of one moment were judged: the told one, and all strengths' beside it."""
        kept = tuple(MEMORY * old + new for old, new in zip(self.losses, losses, strict=True))
        return Tuning(self.levels.after(verdict), kept)


def interval_score(*, soonest: float, latest: float, took: float) -> float:
    """Of an 80 % range, in days: its width and ten times the miss; less is better. Gneiting and Raftery 2007."""
    return latest - soonest + PENALTY * (max(soonest - took, 0.0) + max(took - latest, 0.0))


def verdict_on(*, begins: float, ends: float, solved: float) -> Verdict:
    """How a range from `begins` to `ends` held, for a case solved at `solved`; infinite when it still is not."""
    if solved < begins:
        return Verdict.EARLY
    return Verdict.HELD if solved <= ends else Verdict.LATE


def _kept_sane(level: float) -> float:
    return min(max(level, WIDEST), NARROWEST)
