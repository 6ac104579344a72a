"""What customers told us about how it went."""

from dataclasses import dataclass

from moked.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class SurveyAnswered(Event):
    """A customer answered, or changed their answer. `ease` is 1 to 5; `kept` is yes, partly, no or empty."""

    ease: int | None
    kept: str
    has_comment: bool
