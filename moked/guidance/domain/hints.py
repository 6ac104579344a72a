"""What the composer says about a draft's words: which they are, in their clause, and what may stand there instead."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from moked.guidance.domain.better_words import BETTER_WORDS
from moked.guidance.domain.wording import OWN_PHRASE
from moked.lib.recognise import Recogniser

_BREAKS = re.compile(r"[,;.!?\n]| [-–—] ")
# How far a clause is looked for: a draft without full stops is no clause.
_REACH = 160
SEPARATOR = "="


@dataclass(frozen=True)
class OwnPhrase:
    """A phrase a business does not want to hear, and its better words, if it gave any."""

    words: str
    better: str = ""


@dataclass(frozen=True)
class WordingHint:
    """Words of the family `family`, with what stands before and after them in their clause.

    `better` are words that may stand in place of the whole clause; without any, `advice` says what to look for.
    """

    family: str
    before: str
    words: str
    after: str
    better: tuple[str, ...]
    advice: str = ""

    @property
    def clause(self) -> str:
        """What better words replace: whole sentences do not fit within another one."""
        return f"{self.before}{self.words}{self.after}"


def read_phrase(line: str) -> OwnPhrase:
    """A phrase as an office writes it: `the phrase`, or `the phrase = better words`."""
    words, _separator, better = line.partition(SEPARATOR)
    return OwnPhrase(" ".join(words.split()), better.strip())


def wording_hint(
    text: str, recogniser: Recogniser, own: Sequence[OwnPhrase] = (), default_language: str = "he"
) -> WordingHint | None:
    """The first words of a draft that put a fault on somebody else; None when there are none."""
    found = recogniser(text)
    if found is None:
        return None
    start, end = _clause_round(text, found.start, found.end)
    words = text[found.start : found.end]
    language = _language_of(words, default_language)
    standard = tuple(BETTER_WORDS[found.code][language])
    of_business = tuple(phrase.better for phrase in own if phrase.better and _same(phrase.words, words))
    is_own = found.code == OWN_PHRASE
    return WordingHint(
        family=found.code,
        before=text[start : found.start],
        words=words,
        after=text[found.end : end],
        better=of_business if is_own else standard,
        advice=standard[0] if is_own and not of_business else "",
    )


def _clause_round(text: str, start: int, end: int) -> tuple[int, int]:
    reach = max(0, start - _REACH)
    before = text[reach:start]
    first = reach + max((match.end() for match in _BREAKS.finditer(before)), default=0 if reach == 0 else len(before))
    stop = _BREAKS.search(text, end, end + _REACH)
    last = stop.start() if stop else (len(text) if end + _REACH >= len(text) else end)
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last


def _language_of(words: str, default: str) -> str:
    if re.search("[א-ת]", words):
        return "he"
    return "en" if re.search("[A-Za-z]", words) else default


def _same(phrase: str, words: str) -> bool:
    # The recogniser allows prefixes and points, so that one is found within the other.
    return phrase.casefold() in words.casefold() or words.casefold() in phrase.casefold()
