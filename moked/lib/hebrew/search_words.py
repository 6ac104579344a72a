"""Words as search compares them: niqqud and final forms folded, Hebrew prefixes taken off as further forms."""

import re
import unicodedata

FINALS = str.maketrans("ךםןףץ", "כמנפצ")
# One or two of these letters may stand before a noun: and, the, in, to, from, that, as.
PREFIX = re.compile(r"^[והבלמשכ]{1,2}")
WORD = re.compile(r"[^\W_]+(?:[\"'׳״.@-][^\W_]+)*", re.UNICODE)
PLAIN_HEBREW = re.compile(r"[\u0000-\u007f\u05d0-\u05ea\u05f3\u05f4]*")
PARTED = re.compile(r"[.@-]")
SHORTEST_STEM = 3
LONGEST_WORD = 60


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


def words_to_index(text: str) -> set[str]:
    """Every form under which a text can be found."""
    found: set[str] = set()
    for said in {match.group() for match in WORD.finditer(text)}:
        word = fold(said)[:LONGEST_WORD]
        found.update(forms(word))
        # Parts of a dotted or hyphened word are words too: an address by its domain, a reference by its number.
        if PARTED.search(word):
            found.update(part for part in PARTED.split(word) if part)
    found.discard("")
    return found


def words_to_find(text: str) -> list[list[str]]:
    """For each word of a query its forms, any of which will do."""
    return [forms(fold(match.group())[:LONGEST_WORD]) for match in WORD.finditer(text)]
