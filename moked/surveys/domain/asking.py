"""Which questions a customer is asked after a case: few, not each time, and never two surveys in a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random


class Question(StrEnum):
    """What may be asked. The order is that in which somebody who was never asked meets them."""

    EASE = "ease"
    KEPT = "kept"
    SATISFACTION = "satisfaction"
    AGAIN = "again"
    RECOMMEND = "recommend"
    SWITCH = "switch"


ABOUT_THE_MATTER = (Question.EASE, Question.KEPT, Question.SATISFACTION)
# How the customer stands to the business as a whole.
ABOUT_US = (Question.AGAIN, Question.RECOMMEND, Question.SWITCH)


@dataclass(frozen=True)
class Policy:
    """How a business asks. `share` is percent of the closed cases whose customer may be asked at all."""

    at_once: int = 2
    share: int = 100
    rest: timedelta = timedelta(days=30)
    about_us_every: timedelta = timedelta(days=90)


@dataclass(frozen=True)
class Asked:
    """One earlier survey of the customer, answered or not."""

    at: datetime
    questions: tuple[Question, ...]


def questions_to_ask(history: Sequence[Asked], policy: Policy, *, now: datetime, seed: int) -> tuple[Question, ...]:
    """The questions for a case closed `now`; none while the customer rests, or when the case is not drawn.

    The one about the matter that was asked longest ago comes first. With room for a second, it is one about the
    business when none was asked for a while; whoever is asked for the first time is asked about the matter alone.
    """
    if any(now - asked.at < policy.rest for asked in history) or not _is_drawn(policy.share, seed):
        return ()
    last = {question: asked.at for asked in sorted(history, key=lambda each: each.at) for question in asked.questions}
    matter = _longest_ago(ABOUT_THE_MATTER, last)
    if policy.at_once < 2:
        return matter[:1]
    spoken = [last[question] for question in ABOUT_US if question in last]
    is_due = bool(history) and all(now - at >= policy.about_us_every for at in spoken)
    return (matter[0], _longest_ago(ABOUT_US, last)[0]) if is_due else matter[:2]


def _is_drawn(share: int, seed: int) -> bool:
    return Random(seed).randrange(100) < share  # noqa: S311 - which cases are asked about is no secret


def _longest_ago(among: Sequence[Question], last: dict[Question, datetime]) -> tuple[Question, ...]:
    """Those never asked first, then the longest ago; in the order given where nothing tells them apart."""
    return tuple(sorted(among, key=lambda each: (each in last, last[each].timestamp() if each in last else 0.0)))
