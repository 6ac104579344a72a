"""Whether ladders shorten the time to solution: cases with and without, compared among alike ones.

Cases are alike in topic and criticality. Those that are not solved yet count too, as long as they were watched, by
the product-limit estimate (Kaplan and Meier 1958): leaving them out would make whoever is slow look quick.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

QUARTERS = (0.25, 0.5, 0.75)
# Fewer in a group of alike cases say more about single ones than about the group.
FEWEST_ALIKE = 5
# Fewer altogether are told, with the warning that they prove nothing.
FEWEST = 20
# Shares are sums of many small weights.
HARDLY_ANYTHING = 1e-9


@dataclass(frozen=True)
class Watched:
    """A case: how long it was watched, until its solution when it was solved."""

    alike: Hashable
    lasted: timedelta
    is_solved: bool


@dataclass(frozen=True)
class Spread:
    """After how long a quarter, half and three quarters of the cases were solved; None when not so many were."""

    cases: int
    quarter: timedelta | None
    half: timedelta | None
    three_quarters: timedelta | None


@dataclass(frozen=True)
class Compared:
    """Two sets of cases side by side. `alike` None: all that have a counterpart, the second set weighted as the first
    is made up."""

    alike: Hashable | None
    first: Spread
    second: Spread


@dataclass(frozen=True)
class Comparison:
    """`whole` None: no group of alike cases is large enough on both sides. `left_out` cases had no counterpart."""

    whole: Compared | None
    groups: tuple[Compared, ...]
    left_out: int

    @property
    def is_small(self) -> bool:
        """Whether so few cases prove nothing."""
        return self.whole is None or min(self.whole.first.cases, self.whole.second.cases) < FEWEST


def comparison_of(first: Sequence[Watched], second: Sequence[Watched]) -> Comparison:
    """Both sets among alike cases, the largest group first."""
    ours, theirs = _by_likeness(first), _by_likeness(second)
    shared = [alike for alike in ours if min(len(ours[alike]), len(theirs.get(alike, ()))) >= FEWEST_ALIKE]
    shared.sort(key=lambda alike: (-len(ours[alike]) - len(theirs[alike]), str(alike)))
    groups = tuple(Compared(alike, spread_of(ours[alike]), spread_of(theirs[alike])) for alike in shared)
    counted = sum(len(ours[alike]) + len(theirs[alike]) for alike in shared)
    left_out = len(first) + len(second) - counted
    if not shared:
        return Comparison(None, (), left_out)
    chosen = [case for alike in shared for case in ours[alike]]
    others = [case for alike in shared for case in theirs[alike]]
    weights = {alike: len(ours[alike]) / len(theirs[alike]) for alike in shared}
    whole = Compared(None, spread_of(chosen), spread_of(others, [weights[case.alike] for case in others]))
    return Comparison(whole, groups, left_out)


def _by_likeness(cases: Iterable[Watched]) -> dict[Hashable, list[Watched]]:
    found: defaultdict[Hashable, list[Watched]] = defaultdict(list)
    for case in cases:
        found[case.alike].append(case)
    return dict(found)


def spread_of(cases: Sequence[Watched], weights: Sequence[float] | None = None) -> Spread:
    """The quarters of the time to solution, each case counting as much as its weight; 1 when there are none."""
    reached = _quantiles(cases, weights or [1.0] * len(cases))
    return Spread(len(cases), *reached)


def _quantiles(cases: Sequence[Watched], weights: Sequence[float]) -> tuple[timedelta | None, ...]:
    solved: Counter[timedelta] = Counter()
    ended: Counter[timedelta] = Counter()
    for case, weight in zip(cases, weights, strict=True):
        ended[case.lasted] += weight  # type: ignore[assignment]  # a counter of weights
        if case.is_solved:
            solved[case.lasted] += weight  # type: ignore[assignment]
    watched, unsolved = float(sum(weights)), 1.0
    found: list[timedelta] = []
    for lasted in sorted(ended):
        if watched > HARDLY_ANYTHING:
            unsolved *= max(1 - solved[lasted] / watched, 0.0)
        watched -= ended[lasted]
        while len(found) < len(QUARTERS) and unsolved <= 1 - QUARTERS[len(found)] + HARDLY_ANYTHING:
            found.append(lasted)
    return (*found, *[None] * (len(QUARTERS) - len(found)))
