"""Files that hold several mails, one below the other (RFC 4155)."""

import re

from moked.channels.mail.envelope import has_headers

# The line above each mail, below a blank one: who sent it, and when. Writers of such files put a sign before lines of
# a text that look like it, but not all of them do.
_ENVELOPE_LINE = re.compile(
    rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From (?=[^\n]{0,300}\d\d:\d\d)([^\n]{1,400})\n(?=[!-9;-~])"
)
_DATED = re.compile(rb"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b.*\b\d{4}\b", re.IGNORECASE)
# In which the headers of a mail are looked for.
_SEARCHED = 65_536


def split_mbox(raw: bytes) -> list[bytes]:
    """The mails of a file, each with the line above it; the file itself where it does not begin with such a line."""
    begun = raw.lstrip(b"\r\n \t\xef\xbb\xbf")
    starts = [line.start() for line in _ENVELOPE_LINE.finditer(begun) if _is_above_a_mail(begun, line)]
    if not starts or starts[0] != 0:
        return [raw]
    return [begun[start:end] for start, end in zip(starts, [*starts[1:], len(begun)], strict=True)]


def _is_above_a_mail(raw: bytes, line: re.Match[bytes]) -> bool:
    """Whether the line holds a date and headers follow it at once; a sentence that begins so has neither."""
    return bool(_DATED.search(line[1])) and has_headers(raw[line.end() : line.end() + _SEARCHED])
