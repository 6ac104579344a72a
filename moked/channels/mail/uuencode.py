"""Files written into the text itself, as mail programs did before MIME."""

import binascii
import re

from moked.channels.mail.message import Attachment
from moked.lib.file_names import shortened

_BEGIN = re.compile(r"begin(?:-base64)? [0-7]{3,4} (\S.{0,254})")

_ANY_BEGIN = re.compile(r"^begin(?:-base64)? ", re.MULTILINE)


def split_uuencoded(text: str) -> tuple[str, tuple[Attachment, ...]]:
    """The text without its uuencoded files, and the files. A block without an end, or of words, stays text."""
    if not _ANY_BEGIN.search(text):
        return text, ()
    lines = text.split("\n")
    kept: list[str] = []
    files: list[Attachment] = []
    position = 0
    searchable = True
    while position < len(lines):
        begin = _BEGIN.fullmatch(lines[position].rstrip()) if searchable else None
        is_base64 = begin is not None and begin[0].startswith("begin-base64")
        end = _end_of_block(lines, position + 1, "====" if is_base64 else "end") if begin else None
        if begin and end is None:
            searchable = False
        block = lines[position + 1 : end] if begin and end is not None else []
        if begin and end is not None and (is_base64 or _is_coded(block)):
            files.append(_base64_file(begin[1], block) if is_base64 else _file(begin[1], block))
            position = end + 1
        else:
            # What was looked through once is words, with whatever else begins in it.
            end = position if end is None else end
            kept += lines[position : end + 1]
            position = end + 1
    return "\n".join(kept), tuple(files)


def _end_of_block(lines: list[str], start: int, mark: str) -> int | None:
    for index in range(start, len(lines)):
        if lines[index].rstrip() == mark:
            return index
    return None


def _is_coded(lines: list[str]) -> bool:
    """Whether most lines are as long as their first sign says; signs of its check may stand behind."""
    spoken = [line.rstrip() for line in lines if line.strip()]
    sound = sum(-1 <= len(line) - 1 - (((ord(line[0]) - 32) & 63) + 2) // 3 * 4 <= 1 for line in spoken)
    return sound * 4 >= 3 * len(spoken)


def _base64_file(name: str, lines: list[str]) -> Attachment:
    letters = "".join(lines).encode("ascii", "ignore")
    try:
        content = binascii.a2b_base64(letters + b"==")
    except binascii.Error:
        content = b""
    return Attachment(shortened(name.strip()), "application/octet-stream", content)


def _file(name: str, lines: list[str]) -> Attachment:
    content = bytearray()
    for line in lines:
        try:
            content += binascii.a2b_uu(line.rstrip("\r").encode("ascii", "replace"))
        except binascii.Error:
            # A damaged line is worth less than the rest of the file.
            continue
    return Attachment(shortened(name.strip()), "application/octet-stream", bytes(content))
