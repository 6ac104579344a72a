"""HTML whose Hebrew stands in visual order, put in reading order."""

import re
from collections.abc import Iterator
from html import escape, unescape
from itertools import groupby

from moked.lib.hebrew import logical_order

_PIECE = re.compile(r"<[!/]?[a-zA-Z][^<>]*>|[^<]+|<")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_HEBREW = re.compile("[\u05d0-\u05ea]")
_BLANKS = re.compile(r"\s+")
# Tags that stand within a line; any other ends it.
_INLINE = {"a", "b", "i", "u", "em", "strong", "font", "span", "big", "small", "sub", "sup", "tt", "s", "strike"}
_SILENT = {"style", "script", "title"}


def logical_html(source: str) -> str:
    """The source with each line of its text turned round, tags around the same words as before."""
    pieces: list[str] = []
    line: list[str] = []
    silent = ""
    for piece in _PIECE.findall(_without_comments(source)):
        tag = _TAG.match(piece)
        name = tag[2].lower() if tag else ""
        if silent or name in _SILENT:
            pieces += [*_turned(line), piece]
            line = []
            silent = "" if tag and tag[1] and name == silent else silent or name
        elif piece.startswith("<") and len(piece) > 1 and name not in _INLINE:
            pieces += [*_turned(line), piece]
            line = []
        else:
            line.append("&lt;" if piece == "<" else piece)
    return "".join([*pieces, *_turned(line)])


def _without_comments(source: str) -> str:
    """Nobody sees them, and they may hold tags."""
    kept: list[str] = []
    position = 0
    while (start := source.find("<!--", position)) >= 0:
        end = source.find("-->", start)
        if end < 0:
            break
        kept.append(source[position:start])
        position = end + len("-->")
    return "".join([*kept, source[position:]])


def _turned(pieces: list[str]) -> list[str]:
    line = [piece for is_tag, run in groupby(pieces, _is_tag) for piece in (run if is_tag else ["".join(run)])]
    if not any(_HEBREW.search(piece) for piece in line if not _is_tag(piece)):
        return line
    partners = _partners(line)
    if partners is None:
        # Tags that begin in one line and end in another keep their place.
        return [piece if _is_tag(piece) else _turned_text(piece) for piece in line]
    return [partners.get(place, _turned_text(line[place])) for place in reversed(range(len(line)))]


def _partners(line: list[str]) -> dict[int, str] | None:
    """For each tag of the line the one that takes its place in the turned line; None when one stands alone."""
    partners: dict[int, str] = {}
    still_open: list[int] = []
    for place, piece in _tags(line):
        if not piece.startswith("</"):
            still_open.append(place)
        elif still_open:
            start = still_open.pop()
            partners[place], partners[start] = line[start], piece
        else:
            return None
    return None if still_open else partners


def _tags(line: list[str]) -> Iterator[tuple[int, str]]:
    return ((place, piece) for place, piece in enumerate(line) if _is_tag(piece))


def _is_tag(piece: str) -> bool:
    return piece.startswith("<")


def _turned_text(text: str) -> str:
    # A line end in the source is a blank; a sign turns as what it is, whatever its name in the source.
    marked = _BLANKS.sub(" ", text)
    words = marked.strip(" ")
    before, _, after = marked.partition(words) if words else (marked, "", "")
    turned = escape(logical_order(unescape(words)), quote=False).replace("\u00a0", "&nbsp;")
    return after + turned + before
