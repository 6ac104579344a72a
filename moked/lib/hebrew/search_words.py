"""Words as search compares them: niqqud and final forms folded, prefixes and plurals taken off as further forms."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from moked.lib.hebrew.phone_words import phone_keys

FINALS = str.maketrans("ךםןףץ", "כמנפצ")
# One or two of these letters may stand before a noun: and, the, in, to, from, that, as.
PREFIX = re.compile(r"^[והבלמשכ]{1,2}")
WORD = re.compile(r"[^\W_]+(?:[\"'׳״.@-][^\W_]+)*", re.UNICODE)
PLAIN_HEBREW = re.compile(r"[\u0000-\u007f\u05d0-\u05ea\u05f3\u05f4]*")
# Points within a word; what stands between words, as the maqaf does, is none of them.
MARKS = re.compile(r"[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]+")
# A plural's ending and the singular's. Those in ות alone are left: among them שירות, which is no plural of שירה.
PLURALS = (("ויות", ("ות",)), ("יות", ("ית", "יה", "ייה")), ("ימ", ("",)))
# Quotation marks round several words; the gershayim within a word are none.
QUOTED = re.compile(r"(?<!\w)[\"“”„]([^\"“”„]+)[\"“”](?!\w)")
PARTED = re.compile(r"[.@-]")
SHORTEST_STEM = 3
LONGEST_WORD = 60
# Words of the language whose forms are kept at hand: of a mail's most are among them.
KNOWN_WORDS = 20_000


def fold(text: str) -> str:
    """Lower case, without niqqud, accents or gershayim, final letters as ordinary ones."""
    plain = text.lower()
    # Letters that carry nothing are most of what is written, and are left as they are.
    if not plain.isascii() and not PLAIN_HEBREW.fullmatch(plain):
        plain = "".join(
            letter for letter in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(letter)
        )
    return plain.translate(FINALS).replace("״", "").replace("׳", "").replace('"', "").replace("'", "")


def forms(word: str) -> list[str]:
    """The folded word and, for Hebrew, what is left when its prefixes go."""
    found = [word]
    if "\u05d0" <= word[:1] <= "\u05ea":
        for cut in (1, 2):
            stem = word[cut:]
            prefix = word[:cut]
            if len(stem) >= SHORTEST_STEM and PREFIX.fullmatch(prefix):
                found.append(stem)
    return found


def singulars(word: str) -> list[str]:
    """What a folded Hebrew word may be the plural of; none for anything else."""
    if not "\u05d0" <= word[:1] <= "\u05ea":
        return []
    for ending, singles in PLURALS:
        stem = word.removesuffix(ending)
        if stem != word:
            shortest = SHORTEST_STEM + (ending != "ימ")
            return [stem + single for single in singles if len(stem + single) >= shortest]
    return []


def without_marks(text: str) -> str:
    """The text as it is written without niqqud and accents of their own."""
    return MARKS.sub("", text)


@lru_cache(maxsize=KNOWN_WORDS)
def _forms_to_index(word: str) -> tuple[str, ...]:
    """Every form under which a folded word can be found."""
    found = [each for form in forms(word) for each in (form, *singulars(form))]
    # Parts of a dotted or hyphened word are words too: an address by its domain, a reference by its number.
    return (*found, *PARTED.split(word)) if PARTED.search(word) else tuple(found)


def words_to_index(text: str) -> set[str]:
    """Every form under which a text can be found."""
    found: set[str] = phone_keys(text)
    said = {match.group() for match in WORD.finditer(without_marks(text))}
    # Folded in one go: no word has a line's end in it.
    for word in set(fold("\n".join(said)).split("\n")):
        found.update(_forms_to_index(word[:LONGEST_WORD]))
    found.discard("")
    return found


def words_to_find(text: str) -> list[list[str]]:
    """For each word of a query its forms, any of which will do."""
    return [forms(fold(match.group())[:LONGEST_WORD]) for match in WORD.finditer(without_marks(text))]


@dataclass(frozen=True)
class Phrase:
    """Words next to each other, as they are written; prefixes and endings count."""

    words: str

    def stands_in(self, text: str) -> bool:
        return f" {self.words} " in f" {_row_of(text)} "


def phrases_in(text: str) -> tuple[Phrase, ...]:
    """What a query has in quotation marks, where it is more than one word."""
    rows = (_row_of(match.group(1)) for match in QUOTED.finditer(text))
    return tuple(Phrase(row) for row in rows if " " in row)


def _row_of(text: str) -> str:
    return " ".join(fold(match.group()) for match in WORD.finditer(without_marks(text)))
