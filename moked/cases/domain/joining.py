"""Whether two open cases of one customer are about one matter. Never by a like subject alone, never joined by itself.

What counts is that both live at once, how soon one followed the other, how many telling words they share, and whether
one names the other's number: people write again, from elsewhere, with another subject, minutes later.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from moked.lib.hebrew.search_words import fold, words_to_find

SOON = timedelta(minutes=60)
SAME_DAYS = timedelta(days=3)
LONG_AGO = timedelta(days=14)
LEAST = 4
# Words that stand in every letter say nothing about the matter.
_EVERYDAY = (
    "שלום תודה היי אשמח בבקשה אני אנחנו שלי שלכם לי לכם את זה זאת הזה לא כן גם עם על של כי אבל או אם מה מתי איך "
    "יש אין היה הייתה להיות עוד כבר רק כל מאוד מאד רוצה אפשר יכול יכולה עדיין שוב היום אתמול מחר לעזור עזרה "
    "פנייה פניתי בנוגע לגבי לקוח שירות מוקד הודעה שולח שולחת hello hi thanks thank you please the and for with "
    "my our your have has had was were are is not but this that from can could would will any again still today "
    "need help regarding about re fw fwd dear regards best"
)
_EMPTY = frozenset(fold(word) for word in _EVERYDAY.split())


class JoinReason(StrEnum):
    """Why two cases may be one matter."""

    SOON_AFTER = "soon_after"
    SAME_DAYS = "same_days"
    WORDS = "words"
    SAME_TOPIC = "same_topic"
    REPLIED = "replied"
    NAMED = "named"
    OTHER_TOPIC = "other_topic"
    OTHER_NUMBER = "other_number"
    LONG_AGO = "long_ago"


WEIGHTS = {
    JoinReason.SOON_AFTER: 2,
    JoinReason.SAME_DAYS: 1,
    JoinReason.SAME_TOPIC: 1,
    JoinReason.REPLIED: 5,
    JoinReason.NAMED: 5,
    JoinReason.OTHER_TOPIC: -3,
    JoinReason.OTHER_NUMBER: -4,
    JoinReason.LONG_AGO: -2,
}


@dataclass(frozen=True)
class Matter:
    """What is compared of a case: what the customer wrote first with its subject, its topic, when it came, when the
    customer wrote last, and the number people call it by."""

    text: str
    at: datetime
    topic: str = ""
    last_at: datetime | None = None
    reference: str = ""


@dataclass(frozen=True)
class Offer:
    """What speaks for one matter. `count` of the words both use; `gap` between the younger and what was written
    nearest to it in the older."""

    reasons: tuple[JoinReason, ...]
    count: int
    gap: timedelta
    score: int


def telling_words(text: str) -> frozenset[str]:
    """The words a matter is known by, without prefixes and without what stands in every letter."""
    found = set()
    for forms in words_to_find(text):
        if any(form in _EMPTY for form in forms) or len(forms[0]) < 3 or forms[0].isdigit():
            continue
        found.add(min(forms, key=len))
    return frozenset(found)


def _numbers(text: str) -> frozenset[str]:
    """Order, invoice and device numbers: five digits or more."""
    digits = "".join(letter if letter.isdigit() else " " for letter in text)
    return frozenset(word for word in digits.split() if len(word) >= 5)


def _mention(reference: str) -> re.Pattern[str]:
    """A case's number in a text, also with a Hebrew preposition grown onto it."""
    return re.compile(rf"(?<![A-Za-z]){re.escape(reference)}(?!\d)", re.IGNORECASE)


def _names(text: str, reference: str) -> bool:
    return bool(reference) and _mention(reference).search(text) is not None


def _without(text: str, *references: str) -> str:
    """The text without these cases' numbers, which are nobody's order or invoice."""
    for reference in filter(None, references):
        text = _mention(reference).sub(" ", text)
    return text


def may_be_one_matter(one: Matter, other: Matter, *, has_replied: bool = False) -> Offer | None:
    """What speaks for joining two open cases of one customer; None when it is too little."""
    first, second = sorted((one, other), key=lambda matter: matter.at)
    gap = min(abs(second.at - moment) for moment in (first.at, first.last_at or first.at))
    names_other = _names(one.text, other.reference) or _names(other.text, one.reference)
    text, other_text = (_without(each.text, one.reference, other.reference) for each in (one, other))
    shared = telling_words(text) & telling_words(other_text)
    numbers, others = _numbers(text), _numbers(other_text)
    score = min(len(shared), 4)
    reasons = [JoinReason.WORDS] if shared else []
    for reason, holds in (
        (JoinReason.REPLIED, has_replied),
        (JoinReason.NAMED, names_other),
        (JoinReason.SOON_AFTER, gap <= SOON),
        (JoinReason.SAME_DAYS, SOON < gap <= SAME_DAYS),
        (JoinReason.LONG_AGO, gap > LONG_AGO),
        (JoinReason.SAME_TOPIC, bool(one.topic) and one.topic == other.topic),
        (JoinReason.OTHER_TOPIC, bool(one.topic and other.topic) and one.topic != other.topic),
        (JoinReason.OTHER_NUMBER, bool(numbers and others) and not numbers & others),
    ):
        if holds:
            reasons.append(reason)
            score += WEIGHTS[reason]
    if numbers & others:
        score += 3
    if not (shared or has_replied or names_other or numbers & others):
        return None
    return Offer(tuple(reasons), len(shared), gap, score) if score >= LEAST else None
