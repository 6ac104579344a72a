"""The header block as a whole: where it begins, and what broken programs do to it."""

import re
from collections.abc import Iterator, Sequence

_HEADER_NAME = re.compile(rb"[!-9;-~]{1,100}[ \t]?:")
_KNOWN_HEADER = re.compile(
    rb"(?im)^(?:received|return-path|delivered-to|message-id|mime-version|content-type|dkim-signature|"
    rb"x-[a-z-]+|from|to|subject|date|reply-to|in-reply-to|references|auto-submitted)[ \t]?:"
)
_FINDING = re.compile(rb"(?:arc-)?authentication-results[ \t]?:", re.IGNORECASE)
# The envelope line of mailbox files, also quoted as it is inside them.
_MBOX_LINE = re.compile(rb">?From [^\r\n:]*(?:\d\d:\d\d[^\r\n]*)?\r?\n")
# What a program wrote above a mail it handed on, where headers follow that only a server writes.
_TITLE_LINE = re.compile(
    rb"-{2,10} ?[^\s-][^\r\n]{0,60} ?-{2,10}\r?\n(?=(?:return-path|received|delivered-to|dkim-signature):)",
    re.IGNORECASE,
)
# A program that made line ends of line ends.
_DOUBLED_END = re.compile(rb"\r\r\n")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n|\r\r")
# Blanks alone on a line fold a header; below them stands no other, so they were to end the block.
_BLANKS_THEN_TEXT = re.compile(rb"\r?\n[ \t]+(\r?\n)(?=[^\s])(?![!-9;-~]{1,100}[ \t]?:)")
# What scripts write below a blank line that came too early: headers of the text and nothing else.
_LATE_HEADERS = re.compile(
    rb"\r?\n(\r?\n)(?=(?:mime-version|content-(?:type|transfer-encoding)):)"
    rb"((?:(?:mime-version|content-[a-z-]{1,40}|x-[\w-]{1,60}):[^\n]{0,1000}\n"
    rb"(?:[ \t][^\n]{0,1000}\n){0,50}){1,40}\r?\n)",
    re.IGNORECASE,
)
_HAS_TYPE = re.compile(rb"^content-type[ \t]*:", re.IGNORECASE | re.MULTILINE)
# Possessive, so that a long block is walked once.
_SOUND = re.compile(rb"(?:(?:[!-9;-~]++:|[ \t])[^\n]*+\n)*+\r?(?:\n|\Z)")
_SPACE_BEFORE_COLON = re.compile(rb"^([!-9;-~]{1,100})[ \t]+:", re.MULTILINE)
# The library reads the parameters of a type in a time that grows with the square of their length.
_LONG_TYPE = re.compile(rb"^(content-type:(?:[^\n]|\n[ \t]){4000}+)(?:[^\n]|\n[ \t])*+", re.IGNORECASE | re.MULTILINE)
# A parameter below the header it belongs to that nobody indented, in parts too.
_UNINDENTED = re.compile(
    rb"^(content-(?:type|disposition):[^\n]{1,500};[ \t]*\r?\n(?:[ \t][^\n]{1,500};[ \t]*\r?\n){0,9})"
    rb"(?=(?:(?:file)?name|charset|boundary|format)\*?=)",
    re.IGNORECASE | re.MULTILINE,
)
# In one header.
_MOST_UNINDENTED = 4
# A boundary folded within its quotes: the library keeps the line end.
_FOLDED_LIMIT = re.compile(rb'(\bboundary="[^"\r\n]{1,70})\r?\n(?=[ \t])', re.IGNORECASE)
# What makes parts of a body.
_PARTED = re.compile(rb"multipart/|boundary", re.IGNORECASE)
# The headers of a part, and what follows them up to a blank line: the headers of a mail where the part is one.
_PART = re.compile(
    rb"(\n--[^\n]*+(?:\n(?!--)[^\r\n][^\n]*+){0,100}+)(\n\r?(?:\n(?!--)[^\r\n][^\n]*+){0,100}+)?",
)
_MOST_PARTS = 2_000
_SEARCHED = 65_536
_HEADER_ROOM = 1_000_000


def has_headers(raw: bytes) -> bool:
    """Whether the bytes begin with a header block, not with a text that happens to hold a colon."""
    block = _BLANK_LINE.split(_start(raw[:_SEARCHED]), maxsplit=1)[0]
    lines = re.split(rb"\r?\n|\r", block)
    if not _HEADER_NAME.match(lines[0]):
        return False
    named = sum(bool(_HEADER_NAME.match(line)) or line[:1] in b" \t" for line in lines)
    known = len({name.lower() for name in _KNOWN_HEADER.findall(block)})
    return known >= 3 or (known >= 1 and named == len(lines))


def repaired(raw: bytes) -> bytes:
    """The mail with its header block, and those of its parts, as programs can read them; the texts untouched.

    Undone are lines of mailbox files above it, blanks before a colon, line ends of old Macs, lines between headers
    that are none (a wrapped header nobody indented, of parts too), and types of thousands of letters.
    """
    source = _LONG_TYPE.sub(rb"\1", _start(raw))
    if b"\n" not in source and b"\r" in source:
        source = source.replace(b"\r", b"\n")
    source = _with_sound_parameters(_without_gap(source))
    if _SOUND.match(source):
        return source
    end = _BLANK_LINE.search(source, 0, _HEADER_ROOM)
    block, body = (source[: end.start()], source[end.start() :]) if end else (source, b"")
    lines = _SPACE_BEFORE_COLON.sub(rb"\1:", block).split(b"\n")
    known = [index for index, line in enumerate(lines) if _KNOWN_HEADER.match(line)]
    last = known[-1] if known else 0
    lines = [*_joined(lines[:last]), *lines[last:]]
    return b"\n".join(lines) + body


def _with_sound_parameters(source: bytes) -> bytes:
    """The mail with the parameters of its types, and of its parts', where programs look for them."""
    found = _BLANK_LINE.search(source, 0, _HEADER_ROOM)
    end = found.start() if found else len(source)
    block, body = _indented(source[:end]), source[end:]
    return block + (_PART.sub(_indented_part, body, _MOST_PARTS) if _PARTED.search(block) else body)


def _indented_part(part: re.Match[bytes]) -> bytes:
    headers, below = _indented(part[1]), part[2] or b""
    return headers + (_indented(below) if b"message/rfc822" in headers.lower() else below)


def _indented(block: bytes) -> bytes:
    for _ in range(_MOST_UNINDENTED):
        block, count = _UNINDENTED.subn(rb"\1 ", block)
        if not count:
            break
    return _FOLDED_LIMIT.sub(rb"\1", block)


def _without_gap(source: bytes) -> bytes:
    """The mail with a header block that ends where it was meant to."""
    found = _BLANK_LINE.search(source, 0, _SEARCHED)
    end = found.start() if found else len(source)
    blanks = _BLANKS_THEN_TEXT.search(source, 0, min(end, _SEARCHED))
    if blanks:
        return source[: blanks.start()] + blanks[1] * 2 + source[blanks.end() :]
    late = _LATE_HEADERS.match(source, end)
    if late and _HAS_TYPE.search(late[2]) and not _HAS_TYPE.search(source, 0, end):
        return source[:end] + late[1] + source[late.start(2) :]
    return source


def _joined(lines: Sequence[bytes]) -> Iterator[bytes]:
    """Lines that are no headers go on the header above; none on what a server found about the mail, or the sender's
    first line would speak for the server."""
    is_finding, is_dropping = False, False
    for line in lines:
        is_unindented = False
        if _HEADER_NAME.match(line):
            is_finding, is_dropping = bool(_FINDING.match(line)), False
        elif line.strip() and line[:1] not in b" \t":
            is_unindented, is_dropping = True, is_finding
        if not is_dropping:
            yield b" " + line if is_unindented else line


def _start(raw: bytes) -> bytes:
    start = raw.lstrip(b"\r\n \t\xef\xbb\xbf")
    if _DOUBLED_END.search(start, 0, _SEARCHED):
        start = _DOUBLED_END.sub(b"\r\n", start)
    line = _MBOX_LINE.match(start) or _TITLE_LINE.match(start)
    return start[line.end() :] if line else start
