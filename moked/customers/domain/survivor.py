"""Under whose name two merged customers are read, when nobody chose."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Standing:
    """What a customer brings: a proven address, a full name, cases, and since when we know them."""

    has_proven: bool
    has_full_name: bool
    cases: int
    known_since: datetime


def goes_on(one: Standing, other: Standing) -> bool:
    """Whether the first of the two goes on: the better known, then the one with more cases, then the older."""
    return _rank(one) >= _rank(other)


def _rank(standing: Standing) -> tuple[bool, bool, int, float]:
    return (standing.has_proven, standing.has_full_name, standing.cases, -standing.known_since.timestamp())
