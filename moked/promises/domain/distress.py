"""Recognising distress in a customer's message, so that they hear from us oftener.

Strong words do it, not the word 'urgent': somebody is harmed, a date is about to be missed, they ask again and again
without an answer, they insult or threaten, they despair.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from moked.lib.hebrew.phrases import FoldedText, Sentence, own_words, sentences
from moked.lib.recognise import Finding
from moked.promises.domain.distress_cues import CUES, POLITE, SHOUTS
from moked.promises.domain.distress_opinion import OPINION
from moked.promises.domain.sayings import anger, deadline, harm, plea, repeated, shields

# A complaint comes to its point by then; what follows is mostly other people's mail.
_LONGEST = 8_000
_SHIELDS = (shields.JOKE, shields.JOY, shields.OTHERS, shields.SORRY, shields.PRAISE, shields.ENDED_WELL)
_BEFORE, _STRONGEST = 40, 3
_ENOUGH = 3
_TELLING = 2
_EVERYDAY = frozenset(("weak", "again", "soon"))
_COMPLAINS = frozenset(("fails", "accuses"))
_WEAK_FAMILIES: tuple[tuple[str, frozenset[str]], ...] = (
    ("deadline", frozenset(("event", "soon"))),
    ("urgent_harm", frozenset(("weak", "health"))),
    ("urgent_harm", frozenset(("work",))),
    ("repeated", frozenset(("long",))),
    ("repeated", frozenset(("many",))),
    ("repeated", frozenset(("again",))),
    ("urgent_harm", frozenset(("health",))),
    ("anger", frozenset()),
)


@dataclass(frozen=True)
class _Seen:
    code: str
    strength: int
    start: int
    end: int


def find_distress(text: str) -> Finding | None:
    """The gravest sign of distress: `code` its family (urgent_harm, deadline, repeated, anger, plea).

    `manner` where no saying tells it, but the words altogether.
    Facts: `strength` 1 to 3, and all `families` seen. None for politeness, for what is over, and for others' words.
    """
    folded = own_words(text[:_LONGEST])
    said = list(sentences(folded))
    seen = [sign for sentence in said for sign in _signs_in(sentence)]
    seen = seen or [sign for at in range(len(said)) if (sign := _weak_sign(folded, said[at : at + 2]))]
    if not seen:
        return _sounding_so(folded)
    gravest = max(seen, key=lambda sign: (sign.strength, -sign.start))
    if _is_over(folded.text, seen) or OPINION.doubts(folded, gravest.start, gravest.end):
        return None
    families = sorted({sign.code for sign in seen})
    strength = min(_STRONGEST, gravest.strength + (len(families) > 1))
    return Finding(
        *folded.span(gravest.start, gravest.end), gravest.code, {"strength": strength, "families": tuple(families)}
    )


def _sounding_so(folded: FoldedText) -> Finding | None:
    """The second opinion, where no saying is known: for what has not already ended well."""
    if any(shield.search(folded.text) for shield in _SHIELDS):
        return None
    found = OPINION.find(folded)
    return Finding(*folded.span(*found), "manner", {"strength": 1, "families": ("manner",)}) if found else None


def _signs_in(sentence: Sentence) -> Iterator[_Seen]:
    text = sentence.text
    if shields.JOKE.search(text):
        return
    starts_asking = bool(_ASKS.search(text))
    is_asked_about = (starts_asking or sentence.is_question) and bool(_ASKS_ABOUT.search(text))
    is_patient = starts_asking or bool(POLITE.search(text))
    for family in _FAMILIES:
        if family.code in _FACTUAL and is_asked_about:
            continue
        for strength, pattern in ((family.strength, family.grave), (1, family.hasty)):
            if strength == 1 and is_patient:
                continue
            if found := next((each for each in pattern.finditer(text) if not _is_undone(family.code, each)), None):
                yield _Seen(family.code, strength, sentence.start + found.start(), sentence.start + found.end())


def _weak_sign(folded: FoldedText, near: Sequence[Sentence]) -> _Seen | None:
    """Distress that several weak cues in one or two sentences together tell."""
    start = near[0].start
    text = folded.text[start : near[-1].start + len(near[-1].text)]
    if any(shield.search(text) for shield in (shields.JOKE, shields.JOY, shields.OTHERS)):
        return None
    cues = {name: found for name, pattern in CUES.items() if (found := pattern.search(text))}
    weight = len(cues) + ("many" in cues) + bool(SHOUTS.search(text)) - len(set(POLITE.findall(text)))
    if weight < _ENOUGH or _COMPLAINS.isdisjoint(cues) or len(cues.keys() - _EVERYDAY) < _TELLING:
        return None
    code = next(code for code, needed in _WEAK_FAMILIES if needed <= cues.keys())
    first, last = min(found.start() for found in cues.values()), max(found.end() for found in cues.values())
    return _Seen(code, 1, start + first, start + last)


def _is_undone(code: str, found: re.Match[str]) -> bool:
    """Denied, somebody else's, hypothetical, or of joy."""
    before = shields.words_before(found)
    if shields.is_denied(found) or shields.OTHERS.search(found.string) or shields.JOY.search(found.string):
        return True
    if code in ("anger", "plea") and shields.REPORTED.search(before):
        return True
    return bool(shields.SUPPOSED.search(before)) and code != "deadline"


def _is_over(text: str, seen: list[_Seen]) -> bool:
    """Whether the trouble is told as past: it ended well, or the message apologises for it."""
    if shields.SORRY.search(text):
        return True
    last = max(sign.end for sign in seen)
    past = any(shields.PAST.search(text[max(0, sign.start - _BEFORE) : sign.end]) for sign in seen)
    ended = (
        shields.ENDED_WELL.search(text, last)
        or (past and shields.ENDED_WELL.search(text))
        or shields.PRAISE.search(text)
    )
    return bool(ended) and not shields.NOT_ENDED.search(text)


def _any_of(sayings: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)[ושכהבלמ]{{0,2}}(?:{'|'.join(sayings)})(?!\w)")


@dataclass(frozen=True)
class _Family:
    """Sayings of one kind; the hasty ones are said lightly too and count least."""

    code: str
    strength: int
    grave: re.Pattern[str]
    hasty: re.Pattern[str]


_FAMILIES = (
    _Family("urgent_harm", 3, _any_of(harm.GRAVE), _any_of(harm.HASTY)),
    _Family("deadline", 2, _any_of(deadline.GRAVE), _any_of(deadline.HASTY)),
    _Family("repeated", 2, _any_of(repeated.GRAVE), _any_of(repeated.HASTY)),
    _Family("anger", 2, _any_of(anger.GRAVE), _any_of(anger.HASTY)),
    _Family("plea", 2, _any_of(plea.GRAVE), _any_of(plea.HASTY)),
)
# What is told of things rather than of oneself: a question about it is only a question.
_FACTUAL = frozenset(("urgent_harm", "deadline"))
_ASKS = re.compile(
    r"^\W*(?:(?:שלום|היי|הי|hi|hello)\W+)?(?:מה|איך|האם|יש לכם|מתי|איפה|כמה|לגבי|שאלה|מעוניינ\w*|רצי?נ?תי ל"
    r"|what|how|does|do you|is there|which|when|where|i'?d like to know)(?!\w)"
)
_ASKS_ABOUT = re.compile(
    r"(?<!\w)(?:מה עושים|איך|האם|כיסוי|מכסה|כולל|מחיר|עולה|כמה|במלאי|לרכוש|לקנות|שעות|לברר|לדעת|cover"
    r"|price|cost|stock|buy|which|what (?:if|should)|in case|יש לכם|do you (?:have|sell|carry)"
    r"|בשנה שעברה|בעבר|לפני שנ\w+|ה?סטטוס|last year"
    r"|years ago|status|policy)(?!\w)"
)
