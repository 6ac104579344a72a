"""People's names, compared across spellings, order and the two alphabets.

A word is known by its letters, folded, and by its *sounds*: its consonants in classes that Hebrew and Latin spelling
share. Vowels are left out, since Hebrew writes few; a letter that may or may not sound gives both readings.
"""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import islice, product

from moked.lib.hebrew.search_words import fold

WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
# Titles and forms of company say nothing about who it is.
_TITLES = (
    "מר גב גברת דר פרופ עוד רוח בעמ בע מ עמותה חברת חב ltd inc llc mr mrs ms dr prof the and "
    "שירות לקוחות info office mail service"
)
_EMPTY_WORDS = frozenset(_TITLES.split())
# Forms of one first name; small on purpose, and never across different names.
_NAMESAKES = (
    "יוסף יוסי יוס yosef yossi yosi joseph joe joseff",
    "יצחק איציק itzik itzhak yitzhak isaac itzhac",
    "אברהם אבי avraham avi abraham",
    "יעקב קובי yaakov jacob kobi koby yakov",
    "משה מושיקו מויש moshe moses moshiko",
    "דניאל דני daniel dani danny dan דן",
    "מיכאל מיקי michael miki mike micha",
    "שמואל שמוליק shmuel shmulik samuel sam",
    "רבקה ריקי rivka riki rebecca",
    "אליהו אלי eliyahu eli elijah",
    "בנימין בני benjamin beni benny ben binyamin",
    "יהונתן יונתן יוני jonathan yonatan yoni jonny",
    "חיים chaim haim hayim",
    "שלמה shlomo solomon",
    "אסתר אסתי esther esti ester",
    "רות רותי ruth ruti ruthie",
    "אלכסנדר סשה אלכס alexander sasha alex",
    "אהרון אהרן aharon aaron",
    "שרה שרי sarah sara sari",
    "רחל רחלי rachel racheli rahel",
)
_FORM_OF = {fold(form): forms.split()[0] for forms in _NAMESAKES for form in forms.split()}
# So many people bear them that the family name with a usual first name points to nobody.
_COMMON = (
    "כהן לוי מזרחי פרץ ביטון דהן אברהם פרידמן אגבאבה אוחיון אזולאי מלכה חדד גבאי כץ יוסף דוד עמר אוחנה "
    "cohen levi levy mizrahi peretz biton dahan friedman katz malka smith jones khoury haddad"
)
COMMON_FAMILY_NAMES = frozenset(fold(name) for name in _COMMON.split())

_HEBREW = {
    "א": ("",), "ב": ("B",), "ג": ("G",), "ד": ("D",), "ה": ("",), "ו": ("", "B"), "ז": ("Z",), "ח": ("K", ""),
    "ט": ("T",), "י": ("",), "כ": ("K",), "ל": ("L",), "מ": ("M",), "נ": ("N",), "ס": ("S",), "ע": ("",),
    "פ": ("P",), "צ": ("Z",), "ק": ("K",), "ר": ("R",), "ש": ("S",), "ת": ("T",),
}  # fmt: skip
_LATIN = {
    "tch": ("Z",), "sch": ("S",), "tz": ("Z",), "ts": ("Z",), "zz": ("Z",), "sh": ("S",), "ch": ("K",), "kh": ("K",),
    "ck": ("K",), "ph": ("P",), "th": ("T",), "ce": ("S",), "ci": ("S",), "b": ("B",), "c": ("K",), "d": ("D",),
    "f": ("P",), "g": ("G",), "h": ("", "K"), "j": ("", "G"), "k": ("K",), "l": ("L",), "m": ("M",), "n": ("N",),
    "p": ("P",), "q": ("K",), "r": ("R",), "s": ("S", "Z"), "t": ("T",), "v": ("B",), "w": ("B", ""), "x": ("KS",),
    "z": ("Z",),
}  # fmt: skip
_LATIN_SOUND = re.compile("|".join(sorted(_LATIN, key=len, reverse=True)) + "|.")
MOST_READINGS = 8
# Fewer consonants than this in a whole name agree by accident.
FEWEST_SOUNDS = 3


class NameMatch(IntEnum):
    """How far two names agree. CONFLICT: both are full names, of different people."""

    CONFLICT = -1
    UNKNOWN = 0
    PART = 1
    ALIKE = 2
    SAME = 3


@dataclass(frozen=True)
class NameWord:
    """A word of a name: its folded letters, its first name when it is a form of one, and how it may sound."""

    letters: str
    form: str
    sounds: frozenset[str]

    @property
    def is_hebrew(self) -> bool:
        return "א" <= self.letters[0] <= "ת"


@lru_cache(maxsize=4096)
def words_of(name: str) -> tuple[NameWord, ...]:
    """The telling words of a name. Niqqud, final letters, geresh, case and titles do not matter."""
    plain = fold(name.replace("-", " ").replace("־", " "))
    letters = [word for word in WORD.findall(plain) if word not in _EMPTY_WORDS and len(word) > 1]
    return tuple(NameWord(word, _FORM_OF.get(word, ""), sounds_of(word)) for word in letters)


@lru_cache(maxsize=4096)
def sounds_of(word: str) -> frozenset[str]:
    """The consonants of a folded word, in each way it may be read; empty for other alphabets.

    >>> sounds_of("כהנ") & sounds_of("cohen")
    frozenset({'KN'})
    """
    if all("א" <= letter <= "ת" for letter in word):
        choices = [_HEBREW[letter] for letter in word.replace("וו", "ב")]
        if word.startswith("ו"):
            choices[0] = ("B",)
    elif word.isascii():
        choices = [_LATIN[sound] for sound in _LATIN_SOUND.findall(_single(word)) if sound in _LATIN]
    else:
        return frozenset()
    readings = ("".join(reading) for reading in product(*choices))
    return frozenset(set(islice(readings, MOST_READINGS)) - {""})


def _single(word: str) -> str:
    """Doubled letters once: one sound either way."""
    return re.sub(r"(.)\1+", r"\1", word)


def is_full(name: str) -> bool:
    """Whether it is a first and a family name at least."""
    return len(words_of(name)) > 1


def is_common(name: str) -> bool:
    """Whether its family name is one that very many bear."""
    return any(word.letters in COMMON_FAMILY_NAMES for word in words_of(name))


def compare_names(one: str, other: str) -> NameMatch:
    """How far two names agree, whatever the order of their words."""
    few, many = sorted((words_of(one), words_of(other)), key=len)
    if not few:
        return NameMatch.UNKNOWN
    left, exact, alike = list(many), 0, 0
    for word in few:
        found = next((each for each in left if each.letters == word.letters), None)
        exact += found is not None
        if found is None:
            found = next((each for each in left if _is_alike(word, each)), None)
            alike += found is not None
        if found is not None:
            left.remove(found)
    return _verdict(few, many, exact, alike)


def _verdict(few: tuple[NameWord, ...], many: tuple[NameWord, ...], exact: int, alike: int) -> NameMatch:
    if len(few) == 1:
        return NameMatch.PART if exact or alike else NameMatch.UNKNOWN
    if exact == len(few) == len(many):
        return NameMatch.SAME
    if exact + alike == len(few) and len(many) - len(few) <= 1:
        is_enough = sum(max(map(len, word.sounds), default=0) for word in few) >= FEWEST_SOUNDS
        return NameMatch.ALIKE if is_enough or exact == len(few) else NameMatch.UNKNOWN
    return NameMatch.CONFLICT


def _is_alike(one: NameWord, other: NameWord) -> bool:
    """One name in two spellings: a form of the same, the same in the other alphabet, or a slip of the pen."""
    if one.form and one.form == other.form:
        return True
    if one.is_hebrew != other.is_hebrew:
        return bool(one.sounds & other.sounds)
    return _is_slip(one.letters, other.letters) and bool(one.sounds & other.sounds)


def _is_slip(one: str, other: str) -> bool:
    """Whether one letter more, less or other makes the difference, in a word long enough for it to mean nothing."""
    short, long = sorted((_spelling(one), _spelling(other)), key=len)
    if short == long:
        return True
    if len(short) < 5 or len(long) - len(short) > 1 or short[0] != long[0]:
        return False
    at = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    return short[at:] == long[at + 1 :] or short[at + 1 :] == long[at + 1 :]


def _spelling(word: str) -> str:
    """Levy and Levi, Kohen and Cohen: letters of one sound as one."""
    return _single(word.replace("y", "i").replace("c", "k"))


def name_keys(name: str) -> frozenset[str]:
    """Under what a full name is looked up, the same for all its spellings; none for less than a full name."""
    words = words_of(name)[:3]
    if len(words) < 2:
        return frozenset()
    keys: set[str] = set()
    for first, second in {
        tuple(sorted((a, b), key=lambda word: word.letters)) for a in words for b in words if a is not b
    }:
        keys |= {"|".join(sorted(pair)) for pair in product(_readings(first), _readings(second))}
    return frozenset(sorted(keys)[:12])


def _readings(word: NameWord) -> list[str]:
    if word.form:
        return [word.form]
    return sorted(word.sounds)[:3] or [word.letters]
