"""Reading what a writer says in their own words: folded for comparison, with the way back to the text as written.

Folding keeps positions, so that what is found in folded words can be marked in the original.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

# Up to three of these letters may stand before a word: and, that, the, when, to, in, from.
PREFIX = "[ושהכלבמ]{0,3}"
# What a word cannot begin after, and what it cannot go on with. A quote is part of a word: 'צ'ק', 'חו"ל', "don't".
WORD_START = r"(?<!\w)(?<!\w['\"])"
WORD_END = r"(?!['\"]?\w)"

# Bounded, so that a pattern's work is too.
_ANY_WORD = r"[\w'\"-]{1,25}"
_NAMED = re.compile(r"<(\w+)>")
_SINGLE_QUOTES = "'’‘‛׳`´ʼ′"
_DOUBLE_QUOTES = '"“”„‟״«»″'
_DASHES = "-‐‑‒–—―־−"
_SAME = {
    **dict.fromkeys(map(ord, _SINGLE_QUOTES), "'"),
    **dict.fromkeys(map(ord, _DOUBLE_QUOTES), '"'),
    **dict.fromkeys(map(ord, _DASHES), "-"),
}
# Letters that stay one each, with single spaces between them: most of what is written, and folded as a whole.
_PLAIN_RUN = re.compile(r"[!-_a-~\u05d0-\u05ea]+(?: [!-_a-~\u05d0-\u05ea]+)*")
# All white space is one of these once it is folded.
_BLANKS = frozenset(" \n")
_QUOTED_LINE = re.compile(r"^[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]*(?:>|&gt;)")
# Words of somebody else: two or more between quotes; one alone is rather stressed than quoted.
_QUOTATION = re.compile(r"(?<![\w\"'])(?:[ושהכלבמ]{1,3}-?)?\"((?:[^\"\n]|(?<=\w)\"(?=\w)){3,300})\"(?!\w)")
_DENIABLE = ("do", "does", "did", "is", "are", "was", "were", "has", "have", "had", "would", "could", "ca", "wo")
# What chats leave out: none of these spellings is another word of a customer's.
_IN_FULL: Mapping[str, str] = {
    "im": "i'm",
    "ive": "i've",
    "u": "you",
    "ur": "your",
    "youre": "you're",
    "youve": "you've",
    "theyre": "they're",
    "thats": "that's",
    "whats": "what's",
    "pls": "please",
    "plz": "please",
    "gonna": "going to",
    "bc": "because",
    "cuz": "because",
    **{f"{verb}nt": f"{verb}n't" for verb in _DENIABLE},
}
# Laughter stays as long as it is.
_DRAWN_OR_SHORT = re.compile(rf"([^\W\d_ח])\1{{2,}}|(?<![\w'])({'|'.join(_IN_FULL)})(?![\w'])")
_SENTENCE_END = re.compile(r"[.!?]+(?=[\s\"')]|$)|\n+")


@dataclass(frozen=True)
class FoldedText:
    """Folded words; `origins[i]` is where character i stood in the text as written."""

    text: str
    origins: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where folded characters `start` to `end` (at least one) stood."""
        return self.origins[start], self.origins[end - 1] + 1


@dataclass(frozen=True)
class Sentence:
    """A sentence of a folded text; `start` is its place there."""

    text: str
    start: int
    is_question: bool


def fold_text(text: str) -> FoldedText:
    """Lower case; no niqqud, accents or invisible marks; one kind of quote and of dash; runs of space as one.

    An empty line stays as one line feed, any other white space is a space.
    """
    letters: list[str] = []
    origins: list[int] = []
    last = ""
    position = 0
    while position < len(text):
        run = _PLAIN_RUN.match(text, position)
        if run:
            letters.append(run[0].lower())
            origins.extend(range(position, run.end()))
            last, position = run[0][-1], run.end()
            continue
        for letter in _folded(text[position]):
            if letter in _BLANKS and last in _BLANKS and letters:
                last = letters[-1] = "\n" if "\n" in (letter, last) else " "
                continue
            last = letter
            letters.append(letter)
            origins.append(position)
        position += 1
    return FoldedText("".join(letters), tuple(origins))


# Several recognisers read the same message, one after the other.
@lru_cache(maxsize=2)
def own_words(text: str) -> FoldedText:
    """The folded text without others' words: lines quoted by '>' and quotations of two words and more.

    What is left out stays as blanks, so that nothing joins over it.
    """
    lines = text.splitlines(keepends=True)
    kept = "".join(_blank(line) if _QUOTED_LINE.match(line) else line for line in lines)
    return _spelled_plainly(fold_text(_without_quotations(_paragraphs_marked(kept))))


def sentences(folded: FoldedText) -> Iterator[Sentence]:
    """The sentences of a folded text, each with the mark that ends it."""
    start = 0
    for end in _SENTENCE_END.finditer(folded.text):
        yield Sentence(folded.text[start : end.end()], start, "?" in end[0])
        start = end.end()
    if start < len(folded.text):
        yield Sentence(folded.text[start:], start, False)


def phrase_pattern(phrase: str) -> re.Pattern[str] | None:
    """Finds a phrase in folded text, whatever its quotes and spaces; Hebrew words may carry prefixes.

    None for a phrase without a word.
    """
    words = [re.sub("['\"]", "", word) for word in re.split(r"[\s\-]+", fold_text(phrase).text.strip())]
    words = [word.strip(".,!?;:()") for word in words]
    patterns = [_word_pattern(word) for word in words if word]
    if not patterns:
        return None
    return re.compile(WORD_START + r"['\"]?[\s\-,]{1,3}['\"]?".join(patterns) + WORD_END)


def compile_phrases(sources: Sequence[str], words: Mapping[str, str], *, prefix: str = "") -> re.Pattern[str]:
    """One pattern for many phrases, over folded text.

    A source is a regular expression in short: `<name>` stands for `words[name]` (which may name others), `~3` for up
    to three further words, a round bracket groups. `prefix` may stand before the first word. No word is left half.
    """
    found = "|".join(_spelled_out(source, words) for source in sources)
    return re.compile(f"{WORD_START}{prefix}(?:{found}){WORD_END}")


def _spelled_out(source: str, words: Mapping[str, str]) -> str:
    while _NAMED.search(source):
        source = _NAMED.sub(lambda name: f"({words[name[1]]})", source)
    source = re.sub(r"~(\d)", lambda most: f"(?: {_ANY_WORD}){{0,{most[1]}}}?", source)
    return re.sub(r"\((?!\?)", "(?:", source)


def _word_pattern(word: str) -> str:
    prefix = PREFIX if "א" <= word[0] <= "ת" else ""
    return prefix + "['\"]?".join(map(re.escape, word))


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    if ord(character) in _SAME:
        return _SAME[ord(character)]
    if character.isascii():
        return " " if character.isspace() else character.lower()
    if character == "\u2029":
        return "\n"
    plain = unicodedata.normalize("NFKD", character).lower()
    kept = "".join(letter for letter in plain if unicodedata.category(letter) not in ("Mn", "Cf"))
    return " " if kept and kept.isspace() else kept


def _spelled_plainly(folded: FoldedText) -> FoldedText:
    """Letters drawn out (`heeelp`, `דייייי`) once, and English as chats spell it (`im`, `dont`, `u`) in full."""
    pieces: list[str] = []
    origins: list[int] = []
    position = 0
    for found in _DRAWN_OR_SHORT.finditer(folded.text):
        whole = found[1] or _IN_FULL[found[2]]
        pieces += [folded.text[position : found.start()], whole]
        origins += folded.origins[position : found.start()]
        places = folded.origins[found.start() : found.end()]
        origins += [places[min(at, len(places) - 1)] for at in range(len(whole))]
        position = found.end()
    return FoldedText("".join([*pieces, folded.text[position:]]), (*origins, *folded.origins[position:]))


def _blank(line: str) -> str:
    return " " * (len(line) - 1) + "\u2029" if line else ""


def _paragraphs_marked(text: str) -> str:
    # Same length, so that positions stay: the second of two line feeds becomes the paragraph's mark.
    return re.sub(r"(?<=\n)([ \t\r]*)\n", lambda found: found[1] + "\u2029", text)


def _without_quotations(text: str) -> str:
    same = text.translate(_SAME)
    kept, last = [], 0
    for found in _QUOTATION.finditer(same):
        if " " not in found[1]:
            continue
        kept += [text[last : found.start(1)], "\u2022" * (found.end(1) - found.start(1))]
        last = found.end(1)
    return "".join([*kept, text[last:]])
