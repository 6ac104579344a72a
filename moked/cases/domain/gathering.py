"""Which cases belong to an incident, and why; and who of them is written to.

An incident names what its cases have in common: a topic, a system, words. What a case does not say (nobody gave it a
topic yet) speaks neither for nor against it; what it says otherwise speaks against it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from moked.cases.domain.said import Said
from moked.cases.domain.states import LIVE, CaseState

PART = re.compile(r"[,;\n]")


class Reason(StrEnum):
    """What a case has in common with an incident. The order is that of weight."""

    WORDS = "words"
    SYSTEM = "system"
    TOPIC = "topic"
    # The words, but apart or in doubt.
    APART = "apart"
    # It goes on in a case of the incident, or the other way round.
    MERGED = "merged"


@dataclass(frozen=True)
class Pattern:
    """What an incident gathers by; empty where it does not narrow."""

    topic: str = ""
    system: str = ""
    has_words: bool = False


@dataclass(frozen=True)
class Candidate:
    """A case as it is compared. `system` and `topic` are empty where nobody said; `words`: how surely it says one."""

    topic: str = ""
    system: str = ""
    words: Said = Said.NOT


@dataclass(frozen=True)
class Fit:
    """What a case has in common, and what it says otherwise."""

    reasons: tuple[Reason, ...]
    against: tuple[Reason, ...]

    @property
    def is_suggested(self) -> bool:
        """Whether a person should look at it."""
        return bool(self.reasons)

    @property
    def is_sure(self) -> bool:
        """Whether it may be taken in without asking: something speaks for it, nothing against it or in doubt."""
        return bool(self.reasons) and not self.against and Reason.APART not in self.reasons

    @property
    def score(self) -> int:
        """The greater, the likelier."""
        weights = {Reason.WORDS: 4, Reason.SYSTEM: 3, Reason.TOPIC: 2, Reason.APART: 1, Reason.MERGED: 5}
        return sum(weights[each] for each in self.reasons) - sum(weights[each] for each in self.against)


def fit_of(pattern: Pattern, case: Candidate) -> Fit:
    """How a case fits an incident."""
    in_doubt = case.words is Said.APART
    said = {
        Reason.WORDS: case.words is Said.TOGETHER if pattern.has_words and not in_doubt else None,
        Reason.SYSTEM: _agrees(pattern.system, case.system),
        Reason.TOPIC: _agrees(pattern.topic, case.topic),
        Reason.APART: (pattern.has_words and in_doubt) or None,
    }
    return Fit(
        tuple(reason for reason, agrees in said.items() if agrees),
        tuple(reason for reason, agrees in said.items() if agrees is False),
    )


def _agrees(wanted: str, said: str) -> bool | None:
    return _plain(wanted) == _plain(said) if wanted and said else None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def phrases_of(words: str) -> tuple[str, ...]:
    """The phrases of an incident's words, which commas part."""
    return tuple(phrase for part in PART.split(words) if (phrase := " ".join(part.split())))


class Skip(StrEnum):
    """Why somebody was not written to."""

    ENDED = "ended"  # closed, merged, set aside or given up meanwhile
    LEFT = "left"  # taken out of the incident meanwhile
    NO_ADDRESS = "no_address"
    ASKED = "asked"  # already asked whether it is solved


def reason_to_skip(state: CaseState, *, is_in: bool, has_address: bool, asks: bool) -> Skip | None:
    """Why a case is not written to; None when it is. `asks`: whether it is solved."""
    if state not in LIVE:
        return Skip.ENDED
    if not is_in:
        return Skip.LEFT
    if not has_address:
        return Skip.NO_ADDRESS
    return Skip.ASKED if asks and state is CaseState.PROPOSED else None


@dataclass(frozen=True)
class Recipient:
    """Whom an update goes to: the language they write in and the channel they came by."""

    language: str
    channel: str


@dataclass(frozen=True)
class Group:
    """Customers who get the same words by the same road. `is_their_language` False: there is no text in theirs."""

    language: str
    written_in: str
    channel: str
    count: int

    @property
    def is_their_language(self) -> bool:
        """Whether the text is in the language they write in."""
        return self.language == self.written_in


def groups_of(recipients: Iterable[tuple[Recipient, int]], texts: Mapping[str, str], own: str) -> tuple[Group, ...]:
    """Who gets which text, the greatest group first. `own` is the business's language, for whom there is no text."""
    groups = [
        Group(each.language, each.language if texts.get(each.language) else own, each.channel, count)
        for each, count in recipients
    ]
    return tuple(sorted(groups, key=lambda group: (-group.count, group.language, group.channel)))
