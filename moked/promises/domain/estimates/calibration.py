"""Keeping a stated 80 % at 80 %: the levels at which ranges are cut follow how the last ranges held.

Adaptive conformal inference (Gibbs and Candès 2021), with one change: a range is judged when its told end passes, not
when its case is solved. Quick cases are solved first; judging them first would make every range look too wide.
"""

from dataclasses import dataclass
from enum import Enum

# How far one judged range moves a level: two hundred that were all missed, by ten points. Quicker steps keep closer
# to 80 % over a month and pay for it with wider ranges on the whole.
STEP = 0.0005
NARROWEST, WIDEST = 0.25, 0.04


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


def verdict_on(*, begins: float, ends: float, solved: float) -> Verdict:
    """How a range from `begins` to `ends` held, for a case solved at `solved`; infinite when it still is not."""
    if solved < begins:
        return Verdict.EARLY
    return Verdict.HELD if solved <= ends else Verdict.LATE


def _kept_sane(level: float) -> float:
    return min(max(level, WIDEST), NARROWEST)
