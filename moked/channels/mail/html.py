"""HTML of a mail made safe, as a run of events that can be cut anywhere."""

import dataclasses
import html
import re
from collections.abc import Iterable, Sequence

import nh3

# fmt: off
BLOCK_TAGS = {
    "address", "article", "aside", "blockquote", "center", "dd", "details", "div", "dl", "dt", "figcaption",
    "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
    "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
}
# fmt: on
VOID_TAGS = {"br", "hr", "img", "col", "wbr"}
# fmt: off
_TAGS = BLOCK_TAGS | VOID_TAGS | {
    "a", "abbr", "b", "bdi", "bdo", "big", "caption", "cite", "code", "colgroup", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "td", "th", "tt", "u", "var",
}
# fmt: on
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
    "div": {"data-signatureblock", "name"},
}
REMOTE_SOURCE = "data-remote-src"
# Needed to recognise a quote, then dropped: a sender's class could dress up as our own screen.
_STRUCTURE_ONLY = {"class", "id", "cite", "data-signatureblock"}
# No property here takes an address, so none loads anything or leaves its place.
# fmt: off
_STYLES = {
    "color", "background-color", "direction", "text-align", "font-weight", "font-style", "font-size",
    "font-family", "text-decoration", "border", "border-left", "border-right", "border-collapse", "margin",
    "margin-left", "margin-right", "padding", "white-space", "width", "list-style-type", "unicode-bidi",
}
# fmt: on
# Deeper blocks keep their content and lose their frame; Outlook nests a few dozen.
_DEEPEST = 200
_ABYSS = 2_000
_LONGEST_TAG = 50_000
_MOST_ENTITIES = 200_000
# Each costs a kilobyte and thirty microseconds; a long newsletter has a few thousand.
_MOST_TAGS = 100_000
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>?")
_SELF_CLOSING = {"p", "li", "td", "th", "tr", "meta", "link", "input", "base", "dd", "dt", "option"}


@dataclasses.dataclass(frozen=True, slots=True)
class Event:
    """A step through a sanitised document: a tag opened or closed, or text."""

    opens: str = ""
    closes: str = ""
    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


# A tag as the sanitiser and `write_markup` write it, or the text up to the next one.
_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s[^\s=>\"]+(?:=\"[^\"]*\")?)*)\s*>|<?[^<]+|<")
_ATTRIBUTE = re.compile(r"\s([^\s=>\"]+)(?:=\"([^\"]*)\")?")


def read_html(source: str) -> list[Event]:
    """The document as safe events: nothing that runs, loads or leaves its frame."""
    return read_written(_CLEANER.clean(_flattened(source) if _is_abyss(source) else source))


def read_written(source: str) -> list[Event]:
    """The events of what `write_html` wrote, attributes as they stand. It makes nothing safe."""
    reader = _EventReader()
    reader.read(source)
    return reader.events


def _is_abyss(source: str) -> bool:
    """Whether tags nest so deep, run so long or stand so thick that their tree would take minutes or all memory."""
    if source.count("&") > _MOST_ENTITIES or source.count("<") > _MOST_TAGS:
        return True
    if source.count("<") <= _ABYSS and len(source) <= _LONGEST_TAG:
        return False
    depth = 0
    for tag in _ANY_TAG.finditer(source):
        if tag[2].lower() not in VOID_TAGS and tag[2].lower() not in _SELF_CLOSING:
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


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags={"script", "style", "title", "noscript", "template", "svg", "math"},
    attributes=_ATTRIBUTES,
    attribute_filter=_filtered,
    url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
    link_rel="noopener noreferrer nofollow",
    filter_style_properties=_STYLES,
)


class _EventReader:
    """Reads what was written sound (attributes in double quotes), depth bounded."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._open: list[str] = []
        self._too_deep: list[str] = []

    def read(self, source: str) -> None:
        for token in _TOKEN.finditer(source):
            end, tag, attributes = token.groups()
            if tag is None:
                self.events.append(Event(text=html.unescape(token[0])))
            elif end:
                self._close(tag)
            else:
                self._start(tag, attributes)

    def _start(self, tag: str, written: str) -> None:
        if tag not in VOID_TAGS:
            if len(self._open) >= _DEEPEST:
                self._too_deep.append(tag)
                return
            self._open.append(tag)
        pairs = _ATTRIBUTE.findall(written) if written else ()
        self.events.append(Event(opens=tag, attributes=tuple((name, html.unescape(value)) for name, value in pairs)))

    def _close(self, tag: str) -> None:
        if self._too_deep:
            self._too_deep.pop()
        elif self._open and self._open[-1] == tag:
            self._open.pop()
            self.events.append(Event(closes=tag))


def open_frames(events: Sequence[Event], at: int) -> list[Event]:
    """The tags that stand open before an event, the outermost first."""
    frames: list[Event] = []
    for event in events[:at]:
        if event.opens and event.opens not in VOID_TAGS:
            frames.append(event)
        elif event.closes:
            frames.pop()
    return frames


def write_html(events: Iterable[Event]) -> str:
    """Events as HTML fit to be kept. Pictures from afar are kept back as `data-remote-src`."""
    return write_markup(_kept_back(event) for event in events)


def write_markup(events: Iterable[Event]) -> str:
    """Events as HTML, each as it stands, tags left open by a cut closed."""
    pieces: list[str] = []
    still_open: list[str] = []
    for event in events:
        if event.opens:
            pieces.append(_start_tag(event))
            if event.opens not in VOID_TAGS:
                still_open.append(event.opens)
        elif event.closes:
            if still_open:
                pieces.append(f"</{still_open.pop()}>")
        else:
            pieces.append(html.escape(event.text, quote=False))
    pieces.extend(f"</{tag}>" for tag in reversed(still_open))
    return "".join(pieces).strip()


def _start_tag(event: Event) -> str:
    written = [event.opens, *(f'{name}="{html.escape(value)}"' for name, value in event.attributes)]
    return f"<{' '.join(written)}>"


def _kept_back(event: Event) -> Event:
    """The event without what only tells of structure, its picture from afar under another name."""
    if not event.attributes:
        return event
    attributes = tuple(
        (REMOTE_SOURCE if event.opens == "img" and name == "src" and _is_remote(value) else name, value)
        for name, value in event.attributes
        if name not in _STRUCTURE_ONLY and (event.opens, name) != ("div", "name")
    )
    return dataclasses.replace(event, attributes=attributes)


def _is_remote(address: str) -> bool:
    return not address.lower().startswith(("cid:", "data:"))


def text_as_html(text: str) -> str:
    """Plain text as HTML, line by line."""
    return f"<div>{html.escape(text).replace(chr(10), '<br>')}</div>"
