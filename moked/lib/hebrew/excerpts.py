"""A line of a text round the words somebody looked for, these marked."""

from collections.abc import Iterable
from dataclasses import dataclass

from moked.lib.hebrew.phone_words import RUN, phone_key, phone_runs
from moked.lib.hebrew.search_words import LONGEST_WORD, WORD, fold, forms, singulars, without_marks, words_to_find

BEFORE, AFTER = 40, 140
CUT = "…"


@dataclass(frozen=True)
class Piece:
    """A stretch of an excerpt, and whether it is what was looked for."""

    text: str
    is_hit: bool = False


@dataclass(frozen=True)
class Hit:
    """A stretch of a text, and which of what was looked for it fits."""

    start: int
    end: int
    fits: frozenset[object]


@dataclass(frozen=True)
class Sought:
    """What was looked for: the forms of each word, and telephone numbers."""

    words: tuple[frozenset[str], ...]
    phones: tuple[str, ...]

    @classmethod
    def of(cls, query: str) -> "Sought":
        phones, rest = [], query
        for phone in phone_runs(query):
            phones.append(phone.key)
            rest = rest.replace(phone.said, " ", 1)
        groups = (group for group in words_to_find(rest) if len(group[0]) > 1)
        return cls(tuple(_all_forms(group) for group in groups), tuple(phones))

    def hits(self, text: str) -> list[Hit]:
        """Where the text has what was looked for."""
        found = [
            Hit(match.start(), match.end(), frozenset({phone}))
            for match in (RUN.finditer(text) if self.phones else ())
            for phone in self.phones
            if phone_key(match.group()).startswith(phone)
        ]
        for match in WORD.finditer(text) if self.words else ():
            said = _all_forms(forms(fold(match.group())[:LONGEST_WORD]))
            fitting = [each for each in self.words if any(form.startswith(tuple(each)) for form in said)]
            if fitting:
                found.append(Hit(match.start(), match.end(), frozenset(fitting)))
        return sorted(found, key=lambda hit: hit.start)


def _all_forms(group: Iterable[str]) -> frozenset[str]:
    return frozenset(each for form in group for each in (form, *singulars(form)))


def excerpt(texts: Iterable[str], sought: Sought) -> tuple[Piece, ...]:
    """A line of the first text that has most of what was looked for; nothing when none has any."""
    best: tuple[int, str, list[Hit]] = (0, "", [])
    for text in texts:
        plain = " ".join(without_marks(text).split())
        hits = sought.hits(plain)
        fit = len(frozenset().union(*(hit.fits for hit in hits)))
        if fit > best[0]:
            best = (fit, plain, hits)
        if fit == len(sought.words) + len(sought.phones):
            break
    return _cut(best[1], best[2]) if best[2] else ()


def _cut(text: str, hits: list[Hit]) -> tuple[Piece, ...]:
    begin = max(0, hits[0].start - BEFORE)
    if begin:
        begin = text.find(" ", begin, hits[0].start) + 1 or hits[0].start
    end = min(len(text), hits[0].end + AFTER)
    pieces = [Piece(CUT)] if begin else []
    at = begin
    for hit in hits:
        if hit.start < at or hit.end > end:
            continue
        pieces += [Piece(text[at : hit.start]), Piece(text[hit.start : hit.end], is_hit=True)]
        at = hit.end
    pieces.append(Piece(text[at:end] + (CUT if end < len(text) else "")))
    return tuple(piece for piece in pieces if piece.text)
