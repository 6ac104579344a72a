"""Files written into the text itself, as mail programs did before MIME."""

import binascii
import re

from moked.channels.mail.message import Attachment

_BEGIN = re.compile(r"begin(?:-base64)? [0-7]{3,4} (\S.{0,254})")


def split_uuencoded(text: str) -> tuple[str, tuple[Attachment, ...]]:
    """The text without its uuencoded files, and the files. A block without an end stays text."""
    if "\nbegin " not in f"\n{text}":
        return text, ()
    lines = text.split("\n")
    kept: list[str] = []
    files: list[Attachment] = []
    position = 0
    searchable = True
    while position < len(lines):
        begin = _BEGIN.fullmatch(lines[position].rstrip()) if searchable else None
        end = _end_of_block(lines, position + 1) if begin else None
        if begin and end is None:
            searchable = False
        if begin and end is not None:
            files.append(_file(begin[1], lines[position + 1 : end]))
            position = end + 1
        else:
            kept.append(lines[position])
            position += 1
    return "\n".join(kept), tuple(files)


def _end_of_block(lines: list[str], start: int) -> int | None:
    for index in range(start, len(lines)):
        if lines[index].rstrip() == "end":
            return index
    return None


def _file(name: str, lines: list[str]) -> Attachment:
    content = bytearray()
    for line in lines:
        try:
            content += binascii.a2b_uu(line.rstrip("\r").encode("ascii", "replace"))
        except binascii.Error:
            # A damaged line is worth less than the rest of the file.
            continue
    return Attachment(name.strip(), "application/octet-stream", bytes(content))
