"""The text of a text/plain part."""

import re

_SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----"
_SIGNATURE = "\n-----BEGIN PGP SIGNATURE-----"
_SIGNATURE_END = "-----END PGP SIGNATURE-----"
_PARAM = re.compile(r"<param>[^<]{0,1000}</param>", re.IGNORECASE)
_COMMAND = re.compile(r"(?<!<)</?[a-zA-Z-]{1,60}>")
_LINE_ENDS = re.compile(r"\n+")
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


def without_armour(text: str) -> str:
    """A text signed by PGP as it was before; a text that only speaks of it stays."""
    begin = text.find(_SIGNED)
    if begin < 0 or (begin and text[begin - 1] != "\n"):
        return text
    head_end = text.find("\n\n", begin)
    signature = text.find(_SIGNATURE, head_end)
    end = text.find(_SIGNATURE_END, signature)
    if min(head_end, signature, end) < 0:
        return text
    # Lines that began with a dash were given another.
    said = "\n".join(line.removeprefix("- ") for line in text[head_end + 2 : signature].split("\n"))
    return text[:begin] + said + text[end + len(_SIGNATURE_END) :].lstrip("\n")


def plain_from_enriched(text: str) -> str:
    """text/enriched (RFC 1896) without its commands: a single line end is a space, n of them are n - 1."""
    text = _PARAM.sub("", text)
    text = _COMMAND.sub("", text).replace("<<", "<")
    return _LINE_ENDS.sub(lambda found: "\n" * (len(found[0]) - 1) or " ", text).strip()
