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
_SAMPLE = 65_536
# Fewer letters tell nothing.
_FEWEST = 3
_FEWEST_WITH_VOWELS = 6
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


def guess(raw: bytes) -> str | None:
    """The charset of a script other than Latin; None for Latin or when nothing speaks clearly."""
    found = one_byte_guess(raw)
    return found if found in ("cp1255", "cp862") else _many_byte_guess(raw) or found


def _many_byte_guess(raw: bytes) -> str | None:
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
            foreign >= _FEWEST
            and len(letter.findall(text)) >= share * foreign
            and _is_usual(sample, encoding, foreign)
        ):
            return _WIDER[encoding]
    return None


def _is_usual(sample: bytes, encoding: str, foreign: int) -> bool:
    common = _COMMON.get(encoding)
    return common is None or bool(_UNBROKEN.search(sample) and len(common.findall(sample)) >= 0.6 * foreign)


def one_byte_guess(raw: bytes) -> str | None:
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
    return _hebrew(runs, high) or (None if is_latin else _eastern(high))


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
