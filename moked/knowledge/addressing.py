"""Words of a ready answer that follow how a customer is addressed: `{{to her|to him|to anybody}}`."""

import re
from collections.abc import Collection
from enum import StrEnum

PARTS = 3
FORMS = ("f", "m", "n")
CHOICE = re.compile(r"\{\{([^{}|]*)\|([^{}|]*)\|([^{}|]*)\}\}")
# The name of a blank that fills itself.
BLANK = re.compile(r"[a-z_.]+")
# Whatever stands between braces, well written or not.
BRACED = re.compile(r"\{\{([^{}]*)\}\}")


class Fault(StrEnum):
    """What is wrong with the braces of a text."""

    UNBALANCED = "unbalanced"
    NOT_THREE = "not_three"
    NAMELESS = "nameless"  # neither forms nor the name of a blank
    UNKNOWN = "unknown"  # a blank that nothing fills
    NOBODY = "nobody"  # nothing stands there for somebody of whom we do not know


def words_for(text: str, form_of_address: str) -> str:
    """The text with of each choice the words for `f`, `m` or, for anybody else, the neutral ones."""
    place = FORMS.index(form_of_address) if form_of_address in FORMS else PARTS - 1
    return CHOICE.sub(lambda match: match[place + 1].strip(" "), text)


def has_choices(text: str) -> bool:
    """Whether it says different words to different people."""
    return CHOICE.search(text) is not None


def fault_in(text: str, blanks: Collection[str]) -> tuple[Fault, str] | None:
    """The first thing wrong with the braces, and the words around it; None for a text that can be read.

    `blanks` are the names of those that fill themselves, `{{ name }}`.
    """
    rest = BRACED.sub(lambda match: " " * len(match[0]), text)
    stray = next((sign for sign in ("{{", "}}") if sign in rest), None)
    if stray is not None:
        at = rest.index(stray)
        return Fault.UNBALANCED, text[max(at - 10, 0) : at + 30]
    for match in BRACED.finditer(text):
        parts = match[1].split("|")
        if len(parts) == 1:
            name = match[1].strip()
            if name not in blanks:
                return Fault.UNKNOWN if BLANK.fullmatch(name) else Fault.NAMELESS, match[0]
            continue
        if len(parts) != PARTS:
            return Fault.NOT_THREE, match[0]
        if (parts[0].strip() or parts[1].strip()) and not parts[2].strip():
            return Fault.NOBODY, match[0]
    return None
