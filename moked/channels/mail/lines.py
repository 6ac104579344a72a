"""Lines of a mail's text and what they are."""

import dataclasses
import enum
import re
from functools import lru_cache

from moked.lib.hebrew import strip_direction_marks

_MARKS = re.compile(r"\s{0,3}((?:> ?)+)")
_FIRST_MARK = re.compile(r"^\s{0,3}> ?")
_BLANKS = " \t\u00a0\u200b\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Longer texts are logs or novels: the rest stays in one piece, read as what stands above it.
_MOST_LINES = 5_000
_SPACES = " \t\n\r\f\v\u00a0\u202f\u2009\u200a\u3000\u200b\u2063\ufeff"


class Kind(enum.Enum):
    """What a line belongs to. A head announces a quote, a banner warns of the mail."""

    REPLY = "reply"
    QUOTE = "quote"
    HEAD = "head"
    SIGNATURE = "signature"
    BANNER = "banner"


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """A line without its end, quote marks included: `depth` of them.

    From HTML, `kind` is what the container says and `start` the index of the event that begins the line.
    """

    text: str
    depth: int = 0
    kind: Kind | None = None
    start: int | None = None

    @property
    def is_blank(self) -> bool:
        """Nothing to read on it."""
        return not self.text.strip(_BLANKS)


def text_lines(text: str) -> list[Line]:
    """Lines of plain text, the last one all that is left of a very long text; quote marks are left in."""
    return [Line(line, _depth(line)) for line in text.split("\n", _MOST_LINES)]


def unmarked(text: str) -> str:
    """A quoted line without the first of its marks; any other as it is."""
    return _FIRST_MARK.sub("", text, count=1)


@lru_cache(maxsize=1024)
def bare(text: str) -> str:
    """A line as patterns read it: without direction marks, quote marks and decoration around it."""
    text = text[:1000]
    if not text.isascii():
        text = strip_direction_marks(text).replace("\u00a0", " ").replace("\u202f", " ")
    return text.lstrip(_SPACES + "*_>-").rstrip(_SPACES + "*_")


def _depth(line: str) -> int:
    # Most lines begin with a letter: look no further.
    if line[:1].isalpha():
        return 0
    marks = _MARKS.match(strip_direction_marks(line[:200]))
    return marks[1].count(">") if marks else 0
