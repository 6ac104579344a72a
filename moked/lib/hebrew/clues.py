"""What a text is told by when it is weighed as a whole: its words, their stems, neighbours, and bits of spelling.

Stems meet whatever a word's prefixes, endings, and full or defective spelling; bits of spelling forgive typing.
"""

import re
import zlib
from functools import lru_cache
from itertools import pairwise

from moked.lib.hebrew.search_words import FINALS

# Clues share places by a checksum: a few collide, and the table stays small.
PLACES = 1 << 14
_TOKEN = re.compile(r"[^\W_]+(?:['\"][^\W_]+)*|[!?]+|[^\w\s]")
_DIGITS = re.compile(r"\d+")
_PREFIX = re.compile(r"^(?:ו?כש|וש|[ושהכלבמ])(?=\w\w)")
_PREFIXES = "ושהכלבמ"
_ENDING = re.compile(r"(?:ing|ed|es|s|ly|e)$")
_BIT = 4


def clues_of(folded: str) -> set[str]:
    """The clues in a folded text; numbers count as one."""
    words = _TOKEN.findall(_DIGITS.sub("0", folded.translate(FINALS)))
    stems = [_stem(word) for word in words]
    joined = f" {' '.join(words)} "
    return {
        *words,
        *(f"~{stem}" for word in words for stem in _stems(word)),
        *(f"{one}_{other}" for one, other in pairwise(stems)),
        *(f"c{joined[at : at + _BIT]}" for at in range(len(joined) - _BIT + 1)),
    }


def places_of(folded: str) -> list[int]:
    """Where the clues of a folded text stand in a table of PLACES weights; each place once, in order."""
    return sorted({_place(clue) for clue in clues_of(folded)})


# The same words and bits come again and again, whoever writes.
@lru_cache(maxsize=1 << 16)
def _place(clue: str) -> int:
    return zlib.crc32(clue.encode("utf-8", "surrogatepass")) % PLACES


@lru_cache(maxsize=1 << 14)
def _stems(word: str) -> frozenset[str]:
    """The stem, and in Hebrew those that remain when up to two letters are taken for prefixes."""
    if not "א" <= word[0] <= "ת":
        return frozenset((_stem(word),))
    last = next((at for at, letter in enumerate(word[:2]) if letter not in _PREFIXES), 2)
    return frozenset(_bare(word[at:]) for at in range(last + 1) if at == 0 or len(word) - at >= 3)


def _bare(word: str) -> str:
    return (word[0] + re.sub("[וי]", "", word[1:]))[:4]


@lru_cache(maxsize=1 << 14)
def _stem(word: str) -> str:
    if "א" <= word[0] <= "ת":
        bare = _PREFIX.sub("", word) if len(word) > 3 else word
        return _bare(bare)
    plain = word.replace("'", "")
    return _ENDING.sub("", plain)[:6] if len(plain) > 4 else plain
