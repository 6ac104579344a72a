"""Which charset bytes are in that say nothing of it, or something false."""

import re

_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_HEBREW_LETTER = re.compile(rb"[\xe0-\xfa]")
_NOT_HEBREW = re.compile(rb"[\xfb\xfc\xff]")
_LOWER_HALF = re.compile(rb"[\xc0-\xdf]")
_UPPER_HALF = re.compile(rb"[\xc0-\xff]")
_DOS_LETTER = re.compile(rb"[\x80-\x9a]")
_WITHIN_WORD = re.compile(rb"[A-Za-z][\x80-\xff]{1,3}[A-Za-z]")
_RUSSIAN_VOWEL = re.compile(rb"[\xe0\xe5\xe8\xee\xf3\xfb\xfd-\xff\xb8\xc0\xc5\xc8\xce\xd3\xdd\xde]")
_UMLAUTS = re.compile(rb"[\xc4\xd6\xdc\xdf\xe4\xf6\xfc]+")
# Alef, lam, meem, noon, waw, yeh, teh.
_USUAL_ARABIC = re.compile(rb"[\xc7\xe1\xe3\xe4\xe6\xed\xca]")
# A small letter and a vowel with its accent: where Greek has these, Russian has capitals, and Hebrew nothing.
_GREEK_ACCENT = re.compile(rb"[\xe1-\xfe][\xdc-\xdf]")
_GREEK_VOWEL = re.compile(rb"[\xe1\xe5\xe7\xe9\xef\xf5\xf9\xdc-\xdf\xfc-\xfe]")
# Arabic has all the others.
_IOTA_OR_OMICRON = re.compile(rb"[\xe9\xef]")
# Alpha with its accent begins a word at another place in the standard than in Windows.
_STANDARD_GREEK = re.compile(rb"\xb6[\xe1-\xfe]")
_NOT_THAI = re.compile(rb"[\x80-\x84\x86-\x90\x98-\x9f\xdb-\xde\xfc-\xff]")
# Half of the consonants, where other scripts have their signs.
_THAI_CONSONANT = re.compile(rb"[\xa1-\xbf]")
# Vowels and tones above and below stand on a consonant, and never first.
_THAI_MARK = re.compile(rb"[\xd1\xd4-\xda\xe7-\xee]")
_THAI_MARK_ASTRAY = re.compile(rb"(?:^|[^\xa1-\xee])[\xd1\xd4-\xda\xe7-\xee]")
_SAMPLE = 65_536
# Fewer letters tell nothing.
_FEWEST = 3
_FEWEST_WITH_VOWELS = 6
# A word of Russian or Arabic may be one of Korean or Chinese signs too; a few words are not.
_FEWEST_OF_WORDS = 12
_KANA = re.compile("[\u3041-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")
_FOREIGN = re.compile("[^\x00-\x7f]")
# By charset, what its texts hold and the least share of that among their letters.
_MANY_BYTES = (
    ("cp932", _KANA, 0.3),
    ("euc-jp", _KANA, 0.3),
    ("euc-kr", _HANGUL, 0.8),
    ("gb2312", _IDEOGRAPH, 0.7),
    ("big5", _IDEOGRAPH, 0.7),
)
# As systems use them.
_WIDER = {"cp932": "cp932", "euc-jp": "euc-jp", "euc-kr": "cp949", "gb2312": "gb18030", "big5": "big5hkscs"}
# Half of a sign may look like a Latin letter.
_WITH_ASCII = {"cp932", "big5"}
# The signs in use stand first in both; others write nothing there but by accident.
_COMMON = {
    "gb2312": re.compile(rb"[\xb0-\xd7][\xa1-\xfe]"),
    "big5": re.compile(rb"[\xa4-\xc6][\x40-\x7e\xa1-\xfe]"),
}
# Longer than any word.
_UNBROKEN = re.compile(rb"[\x80-\xff]{24}|\xa1[\x40-\x4f\xa3]|\xa3[\xa1\xac\xbf]")


def guess(raw: bytes, *, is_declared: bool = False) -> str | None:
    """The charset of a script other than Latin; None for Latin or when nothing speaks clearly.

    `is_declared`: one of Latin script is named, which more has to speak against.
    """
    found = _one_byte_guess(raw)
    return found if found in ("cp1255", "cp862") else _many_byte_guess(raw, is_declared=is_declared) or found


def _many_byte_guess(raw: bytes, *, is_declared: bool) -> str | None:
    """The charset of East Asia in which the bytes make sense; None when in none."""
    sample = raw[:_SAMPLE] if len(raw) <= _SAMPLE else raw[: raw.rfind(b"\n", 0, _SAMPLE) + 1]
    is_latin = bool(_WITHIN_WORD.search(sample))
    for encoding, letter, share in _MANY_BYTES:
        if is_latin and encoding not in _WITH_ASCII:
            continue
        try:
            text = sample.decode(encoding)
        except ValueError:
            continue
        foreign = len(_FOREIGN.findall(text))
        if (
            foreign >= (_FEWEST_OF_WORDS if is_declared and letter is not _KANA else _FEWEST)
            and len(letter.findall(text)) >= share * foreign
            and _is_usual(sample, encoding, foreign)
        ):
            return _WIDER[encoding]
    return None


def _is_usual(sample: bytes, encoding: str, foreign: int) -> bool:
    common = _COMMON.get(encoding)
    return common is None or bool(_UNBROKEN.search(sample) and len(common.findall(sample)) >= 0.6 * foreign)


def _one_byte_guess(raw: bytes) -> str | None:
    """The one-byte charset of a script other than Latin; None for Latin or when nothing speaks clearly.

    Letters of such scripts come in runs, away from Latin ones; accents of Latin text stand alone, within its words.
    """
    if mostly_utf8(raw):
        return None
    sample = raw[:_SAMPLE]
    runs = _HIGH_RUN.findall(sample)
    high = b"".join(runs)
    dos = len(_DOS_LETTER.findall(high))
    if dos >= _FEWEST and dos >= 2 * len(runs) and dos >= 0.8 * len(high):
        return "cp862"
    if len(_UPPER_HALF.findall(high)) < max(2 * len(runs), _FEWEST):
        return None
    is_latin = len(_WITHIN_WORD.findall(sample)) * 4 > len(runs)
    if is_latin:
        return _hebrew(runs, high)
    return _greek(sample, high) or _thai(sample, high) or _hebrew(runs, high) or _eastern(high)


def _greek(sample: bytes, high: bytes) -> str | None:
    letters = len(_UPPER_HALF.findall(high))
    is_small = len(_LOWER_HALF.findall(high)) <= 0.4 * letters
    has_vowels = len(_GREEK_VOWEL.findall(high)) >= 0.35 * letters and _IOTA_OR_OMICRON.search(high)
    if not (is_small and has_vowels and _GREEK_ACCENT.search(sample)):
        return None
    return "iso8859-7" if _STANDARD_GREEK.search(sample) else "cp1253"


def _thai(sample: bytes, high: bytes) -> str | None:
    consonants = _THAI_CONSONANT.findall(high)
    is_varied = len(set(consonants)) >= _FEWEST and len(consonants) >= 0.2 * len(high)
    has_marks = len(_THAI_MARK.findall(high)) >= _FEWEST and not _THAI_MARK_ASTRAY.search(sample)
    return "cp874" if is_varied and has_marks and not _NOT_THAI.search(high) else None


def _hebrew(runs: list[bytes], high: bytes) -> str | None:
    # A capital opens a Russian word; nothing from that half opens a Hebrew one.
    has_foreign = any(_LOWER_HALF.match(run) for run in runs) or _NOT_HEBREW.search(high)
    is_hebrew = len(_HEBREW_LETTER.findall(high)) >= 0.7 * len(_UPPER_HALF.findall(high)) and not has_foreign
    return "cp1255" if is_hebrew else None


def _eastern(high: bytes) -> str | None:
    """Russian or Arabic."""
    letters = len(_UPPER_HALF.findall(high))
    lower = len(_LOWER_HALF.findall(high)) / letters
    if lower > 0.8:
        return "koi8-r"
    encoding, usual = ("cp1256", _USUAL_ARABIC) if lower > 0.4 else ("cp1251", _RUSSIAN_VOWEL)
    # «Спс» has no vowel either.
    if encoding == "cp1251" and letters < _FEWEST_WITH_VOWELS:
        return None if _UMLAUTS.fullmatch(high) else encoding
    # «äöüÄÖÜß» is no word of either.
    return encoding if len(usual.findall(high)) >= 0.2 * letters else None


def mostly_utf8(raw: bytes) -> bool:
    """Whether the bytes are UTF-8 but for a few that were damaged on the way."""
    text = raw[:_SAMPLE].decode("utf-8", "replace")
    foreign = sum(character > "\x7f" for character in text)
    return text.count("\ufffd") * 4 < foreign
