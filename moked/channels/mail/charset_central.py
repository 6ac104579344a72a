"""Latin texts of Central Europe whose charset is not named, or named as that of Western Europe.

Both write accents by the same bytes, within words. What tells them apart are signs of the West (a power of three, a
quarter) in the middle of a word, and letters that no language of the West has in one text.
"""

import re

_SAMPLE = 65_536
# One may be a slip of the keyboard.
_FEWEST_SIGNS = 2
# Small ones of those with accents: what UTF-8 begins a letter with is none.
_LETTER = rb"[A-Za-z\xe0-\xff]"


def _within(letters: bytes) -> re.Pattern[bytes]:
    """Any of the letters, with one before and one behind it."""
    return re.compile(rb"(?<=%b)[%b](?=%b)" % (_LETTER, letters, _LETTER))


# ł, and by the standard ą, ś and ź: in the West ³ ± ¶ ¼. (ż is ¿, before which some leave out the space.)
_SIGNS = _within(rb"\xb1\xb3\xb6\xbc")
_STANDARD_SIGNS = _within(rb"\xb1\xb6\xbc")
_WINDOWS_LETTERS = re.compile(rb"[\x8c\x8d\x8f\x9a\x9c-\x9f]")
# š, ž and ť by the standard.
_CZECH_SIGNS = _within(rb"\xb9\xbb\xbe")
# All of the first, and none of the second. Czech has ě beside ř; Slovenian and Croatian č beside š or ž, and hardly
# anything else; Romanian ă beside ţ; Hungarian ő beside ö, á and é. In the West these are ì beside ø, è
# beside š, ã beside þ, õ beside ö: Estonian has no á, and Portuguese no ö.
_TOGETHER = tuple(
    (tuple(map(re.compile, letters)), re.compile(others))
    for letters, others in (
        ((rb"\xec", rb"\xf8"), rb"[\xe0\xe3\xe5-\xe7\xea\xf1]"),
        ((rb"\xe8(?=[a-z])", rb"[\x9a\x9e]"), rb"[\xe0\xe2\xe4\xe5\xe7\xe9-\xec\xee-\xf2\xf4\xf6\xf8\xf9\xfb\xfc]"),
        ((rb"\xe3", rb"(?<=[a-z\xe0-\xff])\xfe"), rb"[\xe6\xe7\xf0\xf5]"),
        ((rb"\xf5", rb"\xf6", rb"\xe1", rb"\xe9"), rb"[\xe0\xe2-\xe8\xea-\xec\xee-\xf2\xf4\xf8\xf9]"),
    )
)


def central_guess(raw: bytes) -> str | None:
    """`cp1250` or `iso8859-2` where the bytes make words of Central Europe alone; None when they may be Western."""
    sample = raw[:_SAMPLE]
    if len(_SIGNS.findall(sample)) < _FEWEST_SIGNS and not _is_one_together(sample):
        return None
    is_standard = _STANDARD_SIGNS.search(sample) or (b"\xec" in sample and _CZECH_SIGNS.search(sample))
    return "iso8859-2" if is_standard and not _WINDOWS_LETTERS.search(sample) else "cp1250"


def _is_one_together(sample: bytes) -> bool:
    return any(
        all(letter.search(sample) for letter in letters) and not others.search(sample)
        for letters, others in _TOGETHER
    )
