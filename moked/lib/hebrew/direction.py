"""Which way a text runs."""

import re
import unicodedata
from typing import Literal

Direction = Literal["rtl", "ltr"]

# Marks, embeddings, overrides and isolates: they order a line on the screen and say nothing themselves.
DIRECTION_MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE = "\u2068", "\u2069"

# Addresses are Latin in every language, so they say nothing about the writer's.
_ADDRESS_SIGNS = ("@", "://", "www.")


def strip_direction_marks(text: str) -> str:
    """The text without invisible direction characters."""
    return DIRECTION_MARKS.sub("", text)


def isolated(text: str, *, in_rtl: bool) -> str:
    """A name or words of their own for a sentence: in an isolate when any of it runs against the sentence.

    Without one, the quotation marks, colons and numbers beside it join its run and land on its wrong side.
    """
    against = "ltr" if in_rtl else "rtl"
    if all(_word_direction(letter) != against for letter in text):
        return text
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_DIRECTIONAL_ISOLATE}"


def paragraph_direction(text: str) -> Direction | None:
    """Direction of one paragraph: that of most of its words, of the first one when they are even.

    The first strong letter alone, as browsers take it, fails «WhatsApp לא עובד לי». None when the
    text holds no letters.
    """
    words = text.split()
    if any(sign in text for sign in _ADDRESS_SIGNS):
        words = [word for word in words if not any(sign in word for sign in _ADDRESS_SIGNS)]
    directions = [way for word in words if (way := _word_direction(word))]
    if not directions:
        return None
    rtl = directions.count("rtl")
    if 2 * rtl == len(directions):
        return directions[0]
    return "rtl" if 2 * rtl > len(directions) else "ltr"


def _word_direction(word: str) -> Direction | None:
    for character in word:
        way = unicodedata.bidirectional(character)
        if way in ("R", "AL"):
            return "rtl"
        if way == "L":
            return "ltr"
    return None
