"""Direction of each paragraph, said outright: programs guess by the first letter, and guess wrong."""

import unicodedata
from html import escape
from html.parser import HTMLParser

from moked.lib.hebrew import Direction, paragraph_direction

_BLOCKS = {"p", "div", "ul", "ol", "li", "blockquote", "pre"}
_VOID = {"br", "img", "hr"}
_MARKS: dict[Direction, str] = {"rtl": "\u200f", "ltr": "\u200e"}


class _Texts(HTMLParser):
    """The text inside each block element, in the order their tags open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[list[str]] = []
        self.open: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.open.append((tag, len(self.texts)))
            self.texts.append([])
        elif tag == "br":
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        if any(name == tag for name, _ in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        for _, place in self.open:
            self.texts[place].append(data)


class _Writer(HTMLParser):
    """Writes the same HTML with a direction on each block, and for a mail its alignment too."""

    def __init__(self, directions: list[Direction | None], default: Direction | None, *, is_mail: bool) -> None:
        super().__init__(convert_charrefs=False)
        self.directions = iter(directions)
        self.default = default
        self.is_mail = is_mail
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = [(name, value or "") for name, value in attrs if not (tag in _BLOCKS and name in ("dir", "style"))]
        if tag in _BLOCKS:
            chosen = dict(attrs).get("dir")
            found = next(self.directions, None)
            way = chosen if chosen in ("rtl", "ltr") else found or self.default
            if way:
                kept.append(("dir", way))
            if self.is_mail:
                kept.append(("style", f"text-align:{'right' if way == 'rtl' else 'left'}"))
        self.pieces.append(f"<{tag}" + "".join(f' {name}="{escape(value)}"' for name, value in kept) + ">")

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self.pieces.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def handle_entityref(self, name: str) -> None:
        self.pieces.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.pieces.append(f"&#{name};")


def directed_html(html: str, default: Direction) -> str:
    """Clean HTML of a mail, with `dir` on every block: as its writer chose, otherwise as its words run, or `default`.

    Each block is aligned by a style as well, since many mail programs heed no direction.
    """
    return _directed(html, default, is_mail=True)


def directed_blocks(html: str) -> str:
    """Clean HTML for a page of ours: it aligns by direction, and a block without letters follows the page."""
    return _directed(html, None, is_mail=False)


def _directed(html: str, default: Direction | None, *, is_mail: bool) -> str:
    texts = _Texts()
    texts.feed(html)
    texts.close()
    writer = _Writer([paragraph_direction("".join(pieces)) for pieces in texts.texts], default, is_mail=is_mail)
    writer.feed(html)
    writer.close()
    return "".join(writer.pieces)


def directed_text(text: str) -> str:
    """Plain text in which each line runs its way: an invisible mark stands where its first letter would mislead."""
    return "\n".join(_directed_line(line) for line in text.split("\n"))


def _directed_line(line: str) -> str:
    wanted = paragraph_direction(line)
    if wanted is None or _first_strong(line) == wanted:
        return line
    return _MARKS[wanted] + line


def _first_strong(line: str) -> Direction | None:
    for character in line:
        way = unicodedata.bidirectional(character)
        if way in ("R", "AL"):
            return "rtl"
        if way == "L":
            return "ltr"
    return None
