"""The parts of a mail, as the library tells them apart, but for what is well formed by searching instead of by lines.

The library looks at every line by a pattern it compiles for each boundary: of a mail of 5 KB that took a third of all
reading. Whatever is not plainly as RFC 2046 has it goes to the library, whose patience with broken mails is tried.
"""

import email
import email.message
import re
from collections.abc import Iterator
from email.policy import Policy, compat32
from itertools import count

_EMPTY_LINE = re.compile(rb"(?:\A|\n)\r?\n")
_LINE_END = re.compile(rb"(?:--)?[ \t]*\r?\n|--[ \t]*\Z")
_PLAIN_ENCODINGS = {"", "7bit", "8bit", "binary"}
_DEEPEST = 20
# Newsletters have a few dozen; beyond this somebody wants the reader to choke.
MOST_PARTS = 1_000
# Possessive, and matched at its place alone: a long line that is no header is passed over once.
_HEADER = re.compile(r"[!-9;-~]++:[^\n]*+(?:\n[ \t][^\n]*+)*+\n")


class _TooManyParts(Exception):
    pass


def read_structure(source: bytes) -> tuple[email.message.Message, bool]:
    """A mail with its parts, equal to what `email.message_from_bytes` gives but for the text around parts.

    And whether that is all of it: of thousands of parts only the first are taken apart.

    Raises RecursionError for one nested deeper than the library follows.
    """
    has_odd_line_ends = source.count(b"\r") != source.count(b"\r\n")
    message = None if has_odd_line_ends else _well_formed(source, 0, count())
    return _by_library(source) if message is None else (message, True)


def _by_library(source: bytes) -> tuple[email.message.Message, bool]:
    made: list[email.message.Message] = []

    def make(policy: Policy = compat32) -> email.message.Message:
        if len(made) > MOST_PARTS:
            raise _TooManyParts
        made.append(email.message.Message(policy))
        return made[-1]

    try:
        return email.message_from_bytes(source, make), True
    except _TooManyParts:
        # What was begun keeps its parts; the library makes one more to try the maker.
        return next(message for message in made if message.is_multipart()), False


def _well_formed(source: bytes, depth: int, made: Iterator[int]) -> email.message.Message | None:
    """The message or part; None for what only the library can judge."""
    end_of_head = _EMPTY_LINE.search(source)
    if end_of_head is None or depth > _DEEPEST or next(made) >= MOST_PARTS:
        return None
    message = _head(source[: end_of_head.start() + 1].decode("ascii", "surrogateescape"))
    if message is None:
        return None
    body = source[end_of_head.end() :]
    kind = message.get_content_maintype()
    if kind == "multipart":
        return _with_parts(message, body, depth, made)
    if kind == "message":
        return None
    message.set_payload(body.decode("ascii", "surrogateescape"))
    return message


def _head(text: str) -> email.message.Message | None:
    """A message of these headers and nothing yet; None where a line is none."""
    message = email.message.Message()
    at = 0
    while header := _HEADER.match(text, at):
        message.set_raw(*compat32.header_source_parse([header.group()]))
        at = header.end()
    return message if text[at:].strip("\r\n") == "" else None


def _with_parts(
    message: email.message.Message, body: bytes, depth: int, made: Iterator[int]
) -> email.message.Message | None:
    boundary = message.get_boundary()
    encoding = str(message.get("Content-Transfer-Encoding", "")).strip().lower()
    if not boundary or not boundary.isascii() or encoding not in _PLAIN_ENCODINGS:
        return None
    if message.get_content_subtype() == "digest":
        return None
    for piece in _pieces(body, b"--" + boundary.encode()):
        part = None if piece is None else _well_formed(piece, depth + 1, made)
        if part is None:
            return None
        message.attach(part)
    return message if message.is_multipart() else None


def _pieces(body: bytes, limit: bytes) -> Iterator[bytes | None]:
    """What stands between the boundary's lines, up to the closing one; None where one is not as it should be."""
    at = 0 if body.startswith(limit) else body.find(b"\n" + limit) + 1
    if at == 0 and not body.startswith(limit):
        return
    while True:
        line = _LINE_END.match(body, at + len(limit))
        if line is None:
            yield None
            return
        if line.group().startswith(b"--"):
            if body.find(b"\n" + limit, line.end() - 1) >= 0:
                # No closing one yet, it seems.
                yield None
            return
        begin = line.end()
        # The line end before a boundary belongs to it; a part may be empty but for that.
        end = body.find(b"\n" + limit, begin - 1)
        if end < begin:
            yield None
            return
        at = end + 1
        yield body[begin : end - 1 if body[end - 1 : end] == b"\r" and end > begin else end]
