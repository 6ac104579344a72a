"""Invitations (RFC 5545): what a reader wants to know of them, in a line or two."""

import re
from datetime import datetime

from moked.channels.mail.message import Attachment

_FOLD = re.compile(r"\r?\n[ \t]")
_LINE = re.compile(r"^([A-Z-]{1,40})((?:;[^:;\"\n]*+(?:\"[^\"\n]*+\")?)*+):(.*)$", re.MULTILINE)
_ESCAPED = re.compile(r"\\([nN,;\\])")
_NAME = re.compile(r"CN=\"?([^\";:]+)")
_LONGEST = 200_000
_TYPES = {"text/calendar", "application/ics", "text/x-vcalendar", "application/octet-stream"}
# An invitation and its cancelling name the same event.
_NAMES_IT = re.compile(rb"^(METHOD|UID|SEQUENCE|RECURRENCE-ID)[:;]([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)", re.MULTILINE)


def invitation_as_text(source: str) -> str:
    """Subject, time, place and organiser of the first event, a line each; empty when it names none.

    Times stand as written in it: they are those of the organiser's place, or UTC where marked.
    """
    _, found, event = _FOLD.sub("", source[:_LONGEST]).replace("\r", "").partition("BEGIN:VEVENT")
    if not found:
        return ""
    fields: dict[str, tuple[str, str]] = {}
    for line in _LINE.finditer(event.partition("END:VEVENT")[0]):
        fields.setdefault(line[1], (line[2], _ESCAPED.sub(_plain, line[3].strip())))
    organiser = _NAME.search(fields.get("ORGANIZER", ("", ""))[0])
    lines = [
        fields.get("SUMMARY", ("", ""))[1],
        _span(*(fields.get(name, ("", ""))[1] for name in ("DTSTART", "DTEND"))),
        fields.get("LOCATION", ("", ""))[1],
        organiser[1].strip() if organiser else "",
        fields.get("DESCRIPTION", ("", ""))[1],
    ]
    return "\n".join(line for line in lines if line)


def without_copies(files: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
    """The files, each invitation once: programs send it as a form of the text and again as a file with a name."""
    last = {_identity(file): file for file in files if _is_calendar(file)}
    return tuple(file for file in files if not _is_calendar(file) or last[_identity(file)] is file)


def _is_calendar(file: Attachment) -> bool:
    return file.content_type in _TYPES and b"BEGIN:VCALENDAR" in file.content[:200]


def _identity(file: Attachment) -> bytes:
    """What both copies share: their folding, order of lines and line ends may differ."""
    named = sorted(name + b"".join(value.split()) for name, value in _NAMES_IT.findall(file.content[:_LONGEST]))
    return b"\n".join(named) if named else b"".join(file.content.split())


def _plain(found: re.Match[str]) -> str:
    return "\n" if found[1] in "nN" else found[1]


def _span(start: str, end: str) -> str:
    first, last = _moment(start), _moment(end)
    if not first:
        return ""
    if not last or last == first:
        return first
    return f"{first}–{last[11:]}" if last[:11] == first[:11] else f"{first} – {last}"


def _moment(value: str) -> str:
    zone = " UTC" if value.endswith("Z") else ""
    for pattern, shown in (("%Y%m%dT%H%M%S", "%d.%m.%Y %H:%M"), ("%Y%m%d", "%d.%m.%Y")):
        try:
            # Shown as written; what zone it is in does not matter here.
            return datetime.strptime(value.removesuffix("Z"), pattern).strftime(shown) + zone  # noqa: DTZ007
        except ValueError:
            continue
    return ""
