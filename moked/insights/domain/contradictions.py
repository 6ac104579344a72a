"""Where our measure and the customer's disagree: we kept what we promised and they are unhappy, or the reverse."""

from enum import StrEnum

from moked.surveys.domain.marks import Marks, score_of

# From this on, of 100, a customer is happy.
HIGH = 75.0


class Contradiction(StrEnum):
    """What disagrees."""

    KEPT_BUT_LOW = "kept_but_low"
    BROKEN_BUT_HIGH = "broken_but_high"


def contradiction_of(marks: Marks, *, is_low: bool, promises: int, broken: int) -> Contradiction | None:
    """How the marks of a case stand against its promises; None where they agree or nothing was promised."""
    score = score_of(marks)
    if not promises or score is None:
        return None
    if not broken:
        return Contradiction.KEPT_BUT_LOW if is_low else None
    return Contradiction.BROKEN_BUT_HIGH if not is_low and score >= HIGH else None
