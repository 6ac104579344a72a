"""HTML of a mail as the lines a reader sees."""

import re

from moked.channels.mail.html import BLOCK_TAGS, VOID_TAGS, Event, read_html
from moked.channels.mail.lines import Kind, Line

# Blocks that stand off from what is above and below them.
_PARAGRAPHS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre"}

_HEADS = re.compile(r"\b(?:moz-cite-prefix|gmail_attr|OutlookMessageHeader|divRplyFwdMsg)\b")
_QUOTES = re.compile(
    r"yahoo_quoted|OLK_SRC_BODY_SECTION|protonmail_quote|tutanota_quote|moz-forward-container|zmail_extra|"
    r"messageReplySection"
)
_SIGNATURES = re.compile(
    r"\b(?:gmail_signature|moz-signature|ms-outlook-mobile-signature|protonmail_signature_block|AppleMailSignature)\b"
)
_INDENT = re.compile(r"border: ?(?:none|0)|margin: ?0(?:px)? 0(?:px)? 0(?:px)? 40px")
_MOST_BLANKS = 2
_SPACES = re.compile(r"[ \t\r\n\f]+")


def html_as_text(source: str) -> str:
    """HTML as readable text, quotes marked with '>'."""
    return "\n".join(line.text for line in html_lines(read_html(source)))


def html_lines(events: list[Event]) -> list[Line]:
    """The document's lines as a reader sees them: quotes marked with '>', each with what its container says."""
    return _LineReader().read(events)


class _LineReader:
    """Walks events once; a line ends at a break or at the edge of a block."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._text: list[str] = []
        self._start: int | None = None
        self._depth = 0
        self._kinds: list[Kind | None] = [None]
        self._closing: list[tuple[int, bool]] = []
        self._verbatim = 0

    def read(self, events: list[Event]) -> list[Line]:
        for index, event in enumerate(events):
            if event.opens:
                self._open(event, index)
            elif event.closes:
                self._close(event.closes)
            elif event.text:
                self._add(event.text, index)
        self._end_line()
        return _tidy(self.lines)

    def _open(self, event: Event, index: int) -> None:
        tag = event.opens
        if tag == "br":
            self._end_line(keep_blank=True)
        elif tag == "hr":
            self._end_line()
            self._end_line(keep_blank=True)
        elif tag == "img":
            alt = dict(event.attributes).get("alt", "")
            if alt.strip():
                self._add(alt, index)
        if tag in VOID_TAGS:
            return
        if tag in BLOCK_TAGS:
            self._end_line()
            if tag in _PARAGRAPHS:
                self._blank_line()
        if tag == "li":
            self._add("- ", index)
        if tag in ("td", "th") and self._text:
            self._text.append(" ")
        self._enter(event)

    def _enter(self, event: Event) -> None:
        quotes = _is_quote(event)
        self._closing.append((1 if quotes else 0, event.opens == "pre"))
        self._depth += quotes
        self._verbatim += event.opens == "pre"
        self._kinds.append(_container_kind(event) or self._kinds[-1])

    def _close(self, tag: str) -> None:
        if tag in BLOCK_TAGS:
            self._end_line()
            if tag in _PARAGRAPHS:
                self._blank_line()
        depth, verbatim = self._closing.pop()
        self._depth -= depth
        self._verbatim -= verbatim
        self._kinds.pop()

    def _add(self, text: str, index: int) -> None:
        if self._verbatim:
            first, *rest = text.split("\n")
            self._append(first, index)
            for line in rest:
                self._end_line(keep_blank=True)
                self._append(line, index)
            return
        self._append(_SPACES.sub(" ", text), index)

    def _append(self, text: str, index: int) -> None:
        if not self._text and not self._verbatim:
            text = text.lstrip(" ")
        if text:
            if self._start is None:
                self._start = index
            self._text.append(text)

    def _end_line(self, *, keep_blank: bool = False) -> None:
        text = "".join(self._text).replace("\u00a0", " ").rstrip()
        if text or keep_blank:
            self._add_line(text)
        self._text = []
        self._start = None

    def _blank_line(self) -> None:
        if self.lines and _says_something(self.lines[-1]):
            self._add_line("")

    def _add_line(self, text: str) -> None:
        marked = f"{'>' * self._depth} {text}".rstrip() if self._depth else text
        self.lines.append(Line(marked, self._depth, self._kinds[-1], self._start))


def _tidy(lines: list[Line]) -> list[Line]:
    """At most two blank lines in a row, none at the ends."""
    kept: list[Line] = []
    silent = _MOST_BLANKS
    for line in lines:
        silent = 0 if _says_something(line) else silent + 1
        if silent <= _MOST_BLANKS:
            kept.append(line)
    while kept and not _says_something(kept[-1]):
        kept.pop()
    return kept


def _says_something(line: Line) -> bool:
    return bool(line.text.strip("> "))


def _is_quote(event: Event) -> bool:
    if event.opens != "blockquote":
        return False
    attributes = dict(event.attributes)
    if attributes.get("type") == "cite" or "gmail_quote" in attributes.get("class", ""):
        return True
    # Editors also indent with blockquotes.
    return not _INDENT.search(attributes.get("style", ""))


def _container_kind(event: Event) -> Kind | None:
    names = " ".join(value for name, value in event.attributes if name in ("class", "id", "name"))
    if any(name == "data-signatureblock" for name, _ in event.attributes):
        return Kind.SIGNATURE
    if not names:
        return None
    if _QUOTES.search(names):
        return Kind.QUOTE
    if _HEADS.search(names):
        return Kind.HEAD
    return Kind.SIGNATURE if _SIGNATURES.search(names) else None
