"""What customers told us about how it went."""

from dataclasses import dataclass

from moked.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class SurveyAnswered(Event):
    """A customer answered, or changed their answer. `ease` and `satisfaction` are 1 to 5, `recommend` 0 to 10.

    `kept` is yes, partly, no or empty; `again` and `switch` yes, perhaps, no or empty. `is_low` by the measure of
    the business.
    """

    ease: int | None
    kept: str
    satisfaction: int | None = None
    again: str = ""
    recommend: int | None = None
    switch: str = ""
    has_comment: bool
    is_low: bool = False


@dataclass(frozen=True, kw_only=True)
class SurveyPolicyChanged(Event):
    """A business changed how it asks its customers."""

    fields: tuple[str, ...]
