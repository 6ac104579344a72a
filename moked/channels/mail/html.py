"""HTML of a mail: made safe, read as lines, cut."""

import dataclasses
import html
import re
from collections.abc import Iterable
from html.parser import HTMLParser

import nh3

from moked.channels.mail.lines import Kind, Line

_BLOCKS = set(
    "address article aside blockquote center dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section summary table tbody tfoot thead tr ul".split()
)
_VOID = {"br", "hr", "img", "col", "wbr"}
_TAGS = (
    _BLOCKS
    | _VOID
    | set(
        "a abbr b bdi bdo big caption cite code colgroup del dfn em font i ins kbd mark q s samp small span strike "
        "strong sub sup td th tt u var".split()
    )
)
_ATTRIBUTES = {
    "*": {"dir", "lang", "title", "align", "valign", "style", "class", "id"},
    "a": {"href", "name"},
    "img": {"src", "alt", "width", "height"},
    "table": {"border", "cellpadding", "cellspacing", "width"},
    "td": {"colspan", "rowspan", "width", "height"},
    "th": {"colspan", "rowspan", "width", "height"},
    "col": {"span", "width"},
    "ol": {"start", "type"},
    "font": {"color", "size", "face"},
    "blockquote": {"cite", "type"},
    "div": {"data-signatureblock"},
}
# Needed to recognise a quote, then dropped: a sender's class could dress up as our own screen.
_STRUCTURE_ONLY = {"class", "id", "cite", "data-signatureblock"}
# No property here takes an address, so none loads anything or leaves its place.
_STYLES = set(
    "color background-color direction text-align font-weight font-style font-size font-family text-decoration "
    "border border-left border-right border-collapse margin margin-left margin-right padding "
    "white-space width list-style-type unicode-bidi".split()
)
# Deeper blocks keep their content and lose their frame; Outlook nests a few dozen.
_DEEPEST = 200
_ABYSS = 2_000
_LONGEST_TAG = 50_000
_MOST_ENTITIES = 200_000
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>?")
_SELF_CLOSING = {"p", "li", "td", "th", "tr", "meta", "link", "input", "base", "dd", "dt", "option"}

_HEADS = re.compile(r"\b(?:moz-cite-prefix|gmail_attr|OutlookMessageHeader|divRplyFwdMsg)\b")
_QUOTES = re.compile(
    r"yahoo_quoted|OLK_SRC_BODY_SECTION|protonmail_quote|tutanota_quote|moz-forward-container|zmail_extra"
)
_SIGNATURES = re.compile(
    r"\b(?:gmail_signature|moz-signature|ms-outlook-mobile-signature|protonmail_signature_block|AppleMailSignature)\b"
)
_INDENT = re.compile(r"border: ?(?:none|0)|margin: ?0(?:px)? 0(?:px)? 0(?:px)? 40px")
_SPACES = re.compile(r"[ \t\r\n\f]+")


@dataclasses.dataclass(frozen=True, slots=True)
class Event:
    """A step through a sanitised document: a tag opened or closed, or text."""

    opens: str = ""
    closes: str = ""
    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


def read_html(source: str) -> list[Event]:
    """The document as safe events: nothing that runs, loads or leaves its frame."""
    clean = nh3.clean(
        _flattened(source) if _is_abyss(source) else source,
        tags=_TAGS,
        clean_content_tags={"script", "style", "title", "noscript", "template", "svg", "math"},
        attributes=_ATTRIBUTES,
        attribute_filter=_filtered,
        url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
        link_rel="noopener noreferrer nofollow",
        filter_style_properties=_STYLES,
    )
    reader = _EventReader()
    reader.feed(clean)
    reader.close()
    return reader.events


def _is_abyss(source: str) -> bool:
    """Whether tags nest so deep or run so long, or signs stand so thick, that their tree would take minutes."""
    if source.count("&") > _MOST_ENTITIES:
        return True
    depth = 0
    for tag in _ANY_TAG.finditer(source):
        if tag[2].lower() not in _VOID and tag[2].lower() not in _SELF_CLOSING:
            depth = max(0, depth + (-1 if tag[1] else 1))
        if depth > _ABYSS or tag.end() - tag.start() > _LONGEST_TAG:
            return True
    return False


def _flattened(source: str) -> str:
    return html.escape(_ANY_TAG.sub(" ", source).replace("&", " "), quote=False)


def _filtered(tag: str, attribute: str, value: str) -> str | None:
    if attribute in ("href", "src"):
        address = value.strip().lower()
        if address.startswith("data:") and not (tag == "img" and address.startswith("data:image/")):
            return None
        return None if address.startswith("data:image/svg") else value
    if attribute == "style" and "url(" in value.lower():
        return None
    return value


class _EventReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.events: list[Event] = []
        self._open: list[str] = []
        self._too_deep: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self.events.append(Event(opens=tag, attributes=_pairs(attrs)))
        elif len(self._open) >= _DEEPEST:
            self._too_deep.append(tag)
        else:
            self._open.append(tag)
            self.events.append(Event(opens=tag, attributes=_pairs(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if self._too_deep:
            self._too_deep.pop()
        elif self._open and self._open[-1] == tag:
            self._open.pop()
            self.events.append(Event(closes=tag))

    def handle_data(self, data: str) -> None:
        self.events.append(Event(text=data))


def _pairs(attrs: Iterable[tuple[str, str | None]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value or "") for name, value in attrs)


def write_html(events: Iterable[Event]) -> str:
    """Events as HTML, tags left open by a cut closed. Pictures from afar are kept back as `data-remote-src`."""
    pieces: list[str] = []
    still_open: list[str] = []
    for event in events:
        if event.opens:
            pieces.append(_start_tag(event))
            if event.opens not in _VOID:
                still_open.append(event.opens)
        elif event.closes:
            if still_open:
                pieces.append(f"</{still_open.pop()}>")
        else:
            pieces.append(html.escape(event.text, quote=False))
    pieces.extend(f"</{tag}>" for tag in reversed(still_open))
    return "".join(pieces).strip()


def _start_tag(event: Event) -> str:
    written = [event.opens]
    for name, value in event.attributes:
        if name in _STRUCTURE_ONLY:
            continue
        is_remote = event.opens == "img" and name == "src" and not value.lower().startswith(("cid:", "data:"))
        written.append(f'{"data-remote-src" if is_remote else name}="{html.escape(value)}"')
    return f"<{' '.join(written)}>"


def html_as_text(source: str) -> str:
    """HTML as readable text, quotes marked with '>'."""
    return "\n".join(line.text for line in html_lines(read_html(source)))


def text_as_html(text: str) -> str:
    """Plain text as HTML, line by line."""
    return f"<div>{html.escape(text).replace(chr(10), '<br>')}</div>"


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
        if tag in _VOID:
            return
        if tag in _BLOCKS:
            self._end_line()
            if tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre"):
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
        if tag in _BLOCKS:
            self._end_line()
            if tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre"):
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
    for line in lines:
        if _says_something(line) or any(_says_something(before) for before in kept[-2:]):
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
    names = " ".join(value for name, value in event.attributes if name in ("class", "id"))
    if any(name == "data-signatureblock" for name, _ in event.attributes):
        return Kind.SIGNATURE
    if not names:
        return None
    if _QUOTES.search(names):
        return Kind.QUOTE
    if _HEADS.search(names):
        return Kind.HEAD
    return Kind.SIGNATURE if _SIGNATURES.search(names) else None
