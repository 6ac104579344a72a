"""Whether a customer's words hold a phrase of an incident: all of its words, near each other, and meant.

Somebody who asks how the phone works when there is no internet, or who has no trouble with it, names the same words.
What is not sure is for a person to look at, so doubt costs a look and certainty wrongly claimed writes to a stranger.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from moked.lib.hebrew.phrases import fold_text, sentences
from moked.lib.hebrew.search_words import FINALS, PREFIX, SHORTEST_STEM, WORD, fold


class Said(IntEnum):
    """How sure it is that a text says a phrase."""

    NOT = 0
    # Its words stand in one sentence, apart or in doubt.
    APART = 1
    TOGETHER = 2


def _folded(words: str) -> frozenset[str]:
    return frozenset(words.translate(FINALS).split())


DENYING = _folded(
    "אין אינו אינה אינם איננו לא בלי ללא אל מבלי no not without never none dont doesnt didnt isnt arent wasnt"
    " cant cannot couldnt wont havent hasnt hadnt"
)
# Too small to find a case by; each must stand as it is written.
SMALL = DENYING | _folded("יש זה את של עם על או גם כי אם the a an is are of in on at to and or my our")
SUPPOSING = _folded("אם האם אילו במידה if whether unless")
# Another thing begins to be said here.
TURNING = _folded("למה מדוע כי אבל אז אך why because but so yet and")
# What may stand after a denying word without making it deny something else: for whom, where, since when.
BETWEEN = SMALL - DENYING | _folded(
    "לי לך לו לה לנו לכם להם אצלי אצלנו אצלך אצלכם פה כאן שום בכלל כבר עדיין עוד שוב היום אתמול מאתמול הבוקר מהבוקר"
    " הערב הלילה עכשיו כרגע פשוט לגמרי ממש בבית בעסק במשרד בבניין ברחוב באזור בשכונה בעיר היה הייתה שעה שעתיים משעה"
    " יום יומיים ימים any all we i have has had there here still again now today since yesterday been working home"
    " proper stable single whole us me"
)
MOST_BETWEEN = 4
# Endings of a form of the same word; a short word has few, or it would be another word ("סיב", "סיבה").
HEBREW_ENDING = "(?:ה|ת|ות|ימ|י|יי|יה|יו|ו|נו|כמ|המ|תי|יות|יימ)?"
SHORT_HEBREW_ENDING = "(?:ימ|ות|ו|נו|יות)?"
ENGLISH_ENDING = "(?:s|es|ed|ing|ion|ions)?"
SHORT_WORD = 3
CLAUSE_END = re.compile(r"[,;:()]| - ")
# A line that ends without a mark ends a clause; an empty one ends the sentence.
LINE_END = re.compile(r"(?<![\r\n])\r?\n(?![\r\n])")


@dataclass(frozen=True)
class Phrase:
    """Words that are looked for, folded, as they were written."""

    words: tuple[str, ...]

    @property
    def finds(self) -> tuple[str, ...]:
        """The beginnings by which cases are looked up; none for small words alone, which are no phrase."""
        return tuple(_stem(word) for word in self.words if word not in SMALL)


def phrase_of(text: str) -> Phrase:
    """The phrase as it is compared."""
    return Phrase(tuple(_words(fold_text(text).text)))


def how_said(phrase: Phrase, text: str) -> Said:
    """How sure it is that the text says the phrase."""
    if not phrase.finds:
        return Said.NOT
    found = Said.NOT
    for sentence in sentences(fold_text(LINE_END.sub(", ", text))):
        clauses = [clause for part in CLAUSE_END.split(sentence.text) for clause in _clauses(_words(part))]
        if any(_is_together(phrase, clause) for clause in clauses):
            return Said.TOGETHER
        said = [word for clause in clauses for word in clause]
        if all(_places(word, said) for word in phrase.words):
            found = Said.APART
    return found


def _words(text: str) -> Iterator[str]:
    return (fold(match.group()) for match in WORD.finditer(text))


def _clauses(words: Iterator[str]) -> Iterator[list[str]]:
    clause: list[str] = []
    for word in words:
        if word in TURNING and clause:
            yield clause
            clause = []
        clause.append(word)
    yield clause


def _is_together(phrase: Phrase, clause: Sequence[str]) -> bool:
    places = [_places(word, clause) for word in phrase.words]
    if not all(places):
        return False
    denies = any(word in DENYING for word in phrase.words)
    # Nothing that denies or supposes stands before the phrase, so it begins at the first such word or earlier.
    doubtful = (place for place, word in enumerate(clause) if _is_any_of(word, DENYING | SUPPOSING))
    latest = next(doubtful, len(clause))
    for start in sorted({place for each in places for place in each if place <= latest}):
        window = range(start, start + len(phrase.words) + MOST_BETWEEN)
        chosen = _choose(places, window, in_order=denies)
        if chosen and min(chosen) <= latest and _holds(chosen, clause, denies=denies):
            return True
    return False


def _choose(places: Sequence[frozenset[int]], window: range, *, in_order: bool) -> list[int]:
    """A place of its own for each word, the first that is free; none when a word has none in the window."""
    chosen: list[int] = []
    # Where the order is free, words that stand in few places choose before those that have others.
    for each in places if in_order else sorted(places, key=len):
        after = chosen[-1] if in_order and chosen else -1
        place = next((at for at in window if at > after and at in each and at not in chosen), None)
        if place is None:
            return []
        chosen.append(place)
    return chosen


def _holds(chosen: Sequence[int], clause: Sequence[str], *, denies: bool) -> bool:
    between = [clause[place] for place in range(min(chosen), max(chosen)) if place not in chosen]
    if any(_is_any_of(word, DENYING) for word in between):
        return False
    return not denies or all(_is_any_of(word, BETWEEN) or word.isdecimal() for word in between)


def _places(word: str, words: Sequence[str]) -> frozenset[int]:
    pattern = _pattern(word)
    return frozenset(place for place, said in enumerate(words) if pattern.fullmatch(said))


def _is_any_of(word: str, few: frozenset[str]) -> bool:
    return word in few or (word[:1] in "וש" and word[1:] in few)


def _is_hebrew(word: str) -> bool:
    return "א" <= word[:1] <= "ת"


def _stem(word: str) -> str:
    """What the word's forms begin with."""
    if _is_hebrew(word):
        for ending in ("ימ", "ות", "ה"):
            if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
                return word.removesuffix(ending)
    elif len(word) > SHORT_WORD + 1 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


@lru_cache(maxsize=512)
def _pattern(word: str) -> re.Pattern[str]:
    before = f"(?:{PREFIX.pattern.removeprefix('^')})?" if _is_hebrew(word) else ""
    if word in SMALL:
        return re.compile(f"[וש]?{re.escape(word)}" if _is_hebrew(word) else re.escape(word))
    if _is_hebrew(word):
        ending = HEBREW_ENDING if len(word) > SHORT_WORD else SHORT_HEBREW_ENDING
    else:
        ending = ENGLISH_ENDING if word.isalpha() else ""
    return re.compile(before + re.escape(_stem(word)) + ending)
