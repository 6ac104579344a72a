"""What travels over a chat's socket: JSON objects with a `type`. Version 1.

From the visitor: hello, start, say, typing, received, seen, details, solved, not_yet, rate, end, ping.
To the visitor: welcome, started, kept (a message is stored), message, typing, state, refused, ended, pong.
docs/chat-widget.md shows each.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

VERSION = 1
LONGEST_TEXT = 4_000
LONGEST_FRAME = 64_000
LONGEST_NAME = 80
LONGEST_ADDRESS = 254
LONGEST_PAGE = 300
LONGEST_LANGUAGE = 40
MOST_IDS = 500


class FrameInvalid(ValueError):
    """Not a frame of this protocol. The text is a code for the other side."""


@dataclass(frozen=True)
class Hello:
    """The page opened its socket. `have` are the messages it already shows; an empty token is a new visitor."""

    token: str
    have: frozenset[UUID]


@dataclass(frozen=True)
class Start:
    """The visitor is about to write for the first time, from this page, whose language the widget speaks."""

    page: str
    language: str


@dataclass(frozen=True)
class Say:
    """A message; `id` is the page's own and makes a repeat harmless."""

    id: UUID
    text: str


@dataclass(frozen=True)
class Typing:
    pass


@dataclass(frozen=True)
class Received:
    """These messages of ours stand on the visitor's page."""

    ids: frozenset[UUID]


@dataclass(frozen=True)
class Seen:
    """These messages of ours were looked at."""

    ids: frozenset[UUID]


@dataclass(frozen=True)
class Details:
    """What to call the visitor, and where to answer when they leave. Empty fields say nothing."""

    name: str
    email: str


@dataclass(frozen=True)
class Solved:
    pass


@dataclass(frozen=True)
class NotYet:
    pass


@dataclass(frozen=True)
class Rate:
    """How easy it was, 1 to 5."""

    ease: int


@dataclass(frozen=True)
class End:
    pass


@dataclass(frozen=True)
class Ping:
    pass


Frame = Hello | Start | Say | Typing | Received | Seen | Details | Solved | NotYet | Rate | End | Ping


def _text(fields: Mapping[str, object], name: str, longest: int) -> str:
    value = fields.get(name, "")
    if not isinstance(value, str):
        raise FrameInvalid("malformed")
    # PostgreSQL keeps neither NUL nor half of a surrogate pair, and nobody types them.
    cleaned = value.replace("\x00", "").encode(errors="ignore").decode().strip()
    if len(cleaned) > longest:
        raise FrameInvalid("too_long")
    return cleaned


def _id(value: object) -> UUID:
    try:
        return UUID(str(value))
    except ValueError as error:
        raise FrameInvalid("malformed") from error


def _ids(fields: Mapping[str, object], name: str) -> frozenset[UUID]:
    values = fields.get(name, [])
    if not isinstance(values, list) or len(values) > MOST_IDS:
        raise FrameInvalid("malformed")
    return frozenset(_id(value) for value in values)


def parse_frame(raw: str) -> Frame:
    """The frame in a text message of the socket. Raises FrameInvalid for whatever is none."""
    if len(raw) > LONGEST_FRAME:
        raise FrameInvalid("too_long")
    try:
        fields = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise FrameInvalid("malformed") from error
    if not isinstance(fields, dict):
        raise FrameInvalid("malformed")
    kind = fields.get("type")
    read = _READERS.get(kind) if isinstance(kind, str) else None
    if read is None:
        raise FrameInvalid("unknown")
    return read(fields)


def _hello(fields: Mapping[str, object]) -> Hello:
    if fields.get("version") != VERSION:
        raise FrameInvalid("other_version")
    return Hello(_text(fields, "token", 500), _ids(fields, "have"))


def _start(fields: Mapping[str, object]) -> Start:
    language = _text(fields, "language", LONGEST_LANGUAGE)
    return Start(_text(fields, "page", 2_000)[:LONGEST_PAGE], language.partition("-")[0].lower())


def _say(fields: Mapping[str, object]) -> Say:
    text = _text(fields, "text", LONGEST_TEXT)
    if not text:
        raise FrameInvalid("empty")
    return Say(_id(fields.get("id")), text)


def _rate(fields: Mapping[str, object]) -> Rate:
    ease = fields.get("ease")
    if not isinstance(ease, int) or isinstance(ease, bool) or not 1 <= ease <= 5:
        raise FrameInvalid("malformed")
    return Rate(ease)


_READERS: Mapping[str, Callable[[Mapping[str, object]], Frame]] = {
    "hello": _hello,
    "start": _start,
    "say": _say,
    "received": lambda fields: Received(_ids(fields, "ids")),
    "seen": lambda fields: Seen(_ids(fields, "ids")),
    "details": lambda fields: Details(_text(fields, "name", LONGEST_NAME), _text(fields, "email", LONGEST_ADDRESS)),
    "rate": _rate,
    "typing": lambda _: Typing(),
    "solved": lambda _: Solved(),
    "not_yet": lambda _: NotYet(),
    "end": lambda _: End(),
    "ping": lambda _: Ping(),
}
