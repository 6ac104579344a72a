"""Telephone numbers in texts, in one form for all the ways of writing them: digits without country code and zeros.

`050-555-0163`, `050 555 0163` and `+972-50-555-0163` are all `505550163`. No country is assumed: an international
number loses its code, a national one the zero it begins with. A date or an order number may look like one; it is
found as written too, so taking it for one costs a word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

FEWEST_DIGITS, MOST_DIGITS = 7, 15
# Shorter than this after its zeros or its code is no number to find anybody by.
SHORTEST_KEY = 5
# So many digits and no zero before them: a country's code was written without its plus.
DIGITS_WITH_CODE = 11
MOST_GROUPS = 6
MOST_GROUPS_OF_RUN = 40
# Hyphens and dashes of all kinds, the maqaf, dots, brackets, and the marks of direction that are copied along.
JOINS = r"().\-\u2010-\u2015\u05be\u200e\u200f\u202a-\u202e\u2066-\u2069"
BLANKS = r" \t\u00a0\u202f"
MARKS_AND_BLANKS = " \t\n\u00a0\u200e\u200f\u202a\u202c\u2066\u2069"
RUN = re.compile(rf"(?<![0-9A-Za-z])(?:\+[{JOINS}]*)?\(?[0-9](?:[{JOINS}{BLANKS}]{{0,4}}[0-9]){{6,}}(?![0-9A-Za-z])")
GROUP = re.compile(rf"[^{BLANKS}]+")
TRUNK_ZERO = re.compile(r"\(0\)")
NOT_DIGIT = re.compile(r"[^0-9]+")


@dataclass(frozen=True)
class PhoneWord:
    """What was written, and the form in which it is compared."""

    said: str
    key: str


def phone_runs(text: str) -> Iterator[PhoneWord]:
    """Stretches of a text that read as one telephone number."""
    for match in RUN.finditer(text):
        if key := phone_key(match.group()):
            yield PhoneWord(match.group(), key)


def is_phone(text: str) -> bool:
    """Whether the whole text is one telephone number."""
    return RUN.fullmatch(text.strip(MARKS_AND_BLANKS)) is not None and phone_key(text) != ""


def phone_keys(text: str) -> set[str]:
    """Every telephone number a text may hold. Of several in a row, each that begins as one does, and all together."""
    found: set[str] = set()
    for match in RUN.finditer(text):
        run = match.group()
        found.add(phone_key(run))
        groups = list(GROUP.finditer(run))[:MOST_GROUPS_OF_RUN]
        for place, first in enumerate(groups if len(groups) > 1 else ()):
            begins = run[first.start() :].lstrip("(")[:1] in ("0", "+")
            for last in groups[place : place + (MOST_GROUPS if begins else 1)]:
                found.add(phone_key(run[first.start() : last.end()]))
    return found - {""}


def phone_key(said: str) -> str:
    """The number's own digits; empty for what is too short or too long to be one."""
    digits = NOT_DIGIT.sub("", TRUNK_ZERO.sub("", said))
    if not FEWEST_DIGITS <= len(digits) <= MOST_DIGITS:
        return ""
    if "+" in said or digits.startswith("00") or (len(digits) >= DIGITS_WITH_CODE and digits[0] != "0"):
        digits = _without_code(digits.lstrip("0"))
    key = digits.lstrip("0")
    return key if len(key) >= SHORTEST_KEY else ""


def _without_code(digits: str) -> str:
    # No country's code begins with another's.
    for length in (1, 2, 3):
        if int(digits[:length] or 0) in COUNTRY_CODE_TO_REGION_CODE:
            return digits[length:]
    return digits
