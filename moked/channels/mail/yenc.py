"""Files written into the text by yEnc, as news readers do."""

import re

from moked.channels.mail.charset import decode_bytes
from moked.channels.mail.message import Attachment
from moked.lib.file_names import shortened

_BEGIN = re.compile(rb"^=ybegin [^\r\n]{0,200}?name=([^\r\n]{1,255})\r?\n", re.MULTILINE)
_PART = re.compile(rb"=ypart [^\r\n]{0,200}\r?\n")
_END = re.compile(rb"^=yend [^\r\n]{0,200}\r?\n?", re.MULTILINE)
_ESCAPED = re.compile(rb"=(.)", re.DOTALL)
_SHIFT = bytes((code - 42) % 256 for code in range(256))
_MOST_FILES = 100


def split_yencoded(raw: bytes) -> tuple[bytes, tuple[Attachment, ...]]:
    """The text's bytes without its files, and the files. A block without an end stays."""
    files: list[Attachment] = []
    position = 0
    while len(files) < _MOST_FILES:
        begin = _BEGIN.search(raw, position)
        end = _END.search(raw, begin.end()) if begin else None
        if begin is None or end is None:
            break
        part = _PART.match(raw, begin.end())
        coded = raw[part.end() if part else begin.end() : end.start()].translate(None, b"\r\n")
        plain = _ESCAPED.sub(lambda found: bytes([(found[1][0] - 64) % 256]), coded).translate(_SHIFT)
        name = shortened(decode_bytes(begin[1].strip().strip(b'"'), None))
        files.append(Attachment(name or "attachment", "application/octet-stream", plain))
        raw = raw[: begin.start()] + raw[end.end() :]
        position = begin.start()
    return raw, tuple(files)
