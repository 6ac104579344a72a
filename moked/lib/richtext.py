"""Rich text people write here: a small safe subset of HTML, and its plain form."""

from html import escape
from html.parser import HTMLParser

import nh3

TAGS = {"p", "div", "br", "b", "strong", "i", "em", "u", "s", "ul", "ol", "li", "a", "blockquote", "code", "pre"}
ATTRIBUTES = {"a": {"href"}, "p": {"dir"}, "div": {"dir"}, "li": {"dir"}, "ul": {"dir"}, "ol": {"dir"}}
SCHEMES = {"http", "https", "mailto", "tel"}
BLOCKS = {"p", "div", "ul", "ol", "li", "blockquote", "pre"}


def clean_html(html: str) -> str:
    """The same text with only what a composer can make; scripts, styles and pictures are gone."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
    ).strip()


class _Plain(HTMLParser):
    """Collects the text of cleaned HTML, a line a block, a dash before list items."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.href = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self._end_line()
        if tag == "li":
            self.pieces.append("- ")
        elif tag == "br":
            self.pieces.append("\n")
        elif tag == "a":
            self.href = dict(attrs).get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self._end_line()
        elif tag == "a" and self.href:
            # A link whose words already are its address needs no second mention.
            if self.href not in "".join(self.pieces[-3:]):
                self.pieces.append(f" ({self.href})")
            self.href = ""

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def _end_line(self) -> None:
        if self.pieces and not self.pieces[-1].endswith("\n"):
            self.pieces.append("\n")


def plain_text(html: str) -> str:
    """The text of cleaned HTML, for mail's plain part, search and lists."""
    parser = _Plain()
    parser.feed(html)
    parser.close()
    lines = [line.rstrip() for line in "".join(parser.pieces).replace("\xa0", " ").splitlines()]
    return "\n".join(lines).strip()


def html_from_text(text: str, direction: str = "auto") -> str:
    """Paragraphs from plain text, each finding its own direction unless one is said: rtl or ltr."""
    return "".join(
        f'<p dir="{direction}">{escape(paragraph).replace(chr(10), "<br>")}</p>'
        for paragraph in text.strip().split("\n\n")
        if paragraph.strip()
    )
