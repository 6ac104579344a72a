"""The text of a text/plain part."""

import re

_QUOTE_MARKS = re.compile(r"(?:> ?)+")


def tidy_plain(text: str, *, flowed: bool = False, delsp: bool = False) -> str:
    """Text with plain line ends; soft breaks of format=flowed (RFC 3676) joined again."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _unflow(text, delsp) if flowed else text


def _unflow(text: str, delsp: bool) -> str:
    paragraphs: list[str] = []
    pending = ""
    depth = 0
    is_open = False
    for line in text.split("\n"):
        marks = _QUOTE_MARKS.match(line)
        line_depth = marks[0].count(">") if marks else 0
        content = line[marks.end() :] if marks else line.removeprefix(" ")
        if is_open and line_depth == depth and content != "-- ":
            pending += content
        else:
            if is_open:
                paragraphs.append(_quoted(pending, depth))
            pending, depth = content, line_depth
        is_open = pending.endswith(" ") and pending != "-- "
        if is_open and delsp:
            pending = pending[:-1]
        elif not is_open:
            paragraphs.append(_quoted(pending, depth))
    if is_open:
        paragraphs.append(_quoted(pending, depth))
    return "\n".join(paragraphs)


def _quoted(line: str, depth: int) -> str:
    return f"{'>' * depth} {line}" if depth else line
