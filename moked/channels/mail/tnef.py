"""winmail.dat: what Outlook wraps a mail's text and files into (MS-OXTNEF).

Read here and not by a library: counts in the file are believed nowhere, so none can make a loop endless.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from moked.channels.mail.charset import clean_text, decode_bytes
from moked.channels.mail.message import Attachment
from moked.channels.mail.rtf import read_rtf
from moked.lib.file_names import shortened

_SIGNATURE = 0x223E9F78
_HEAD = struct.Struct("<BHHI")
_EMBEDDED = bytes.fromhex("0703020000000000c000000000000046")
_DEEPEST = 3
_MOST_PROPERTIES = 5_000

# Attributes.
_ATTACHMENT_BEGINS, _TITLE, _DATA, _ATTACHMENT_PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
_CODEPAGE, _BODY, _PROPERTIES = 0x9007, 0x800C, 0x9003
# Properties.
_TEXT, _HTML, _RTF, _INTERNET_CODEPAGE = 0x1000, 0x1013, 0x1009, 0x3FDE
_LONG_NAME, _SHORT_NAME, _SHOWN_NAME, _MIME, _CONTENT_ID, _CONTENT = 0x3707, 0x3704, 0x3001, 0x370E, 0x3712, 0x3701
_SIZES = {0x0000: 0, 0x0001: 0, 0x0002: 4, 0x0003: 4, 0x0004: 4, 0x000A: 4, 0x000B: 4, 0x0005: 8, 0x0006: 8}
_SIZES |= {0x0007: 8, 0x0014: 8, 0x0040: 8, 0x0048: 16}
_VARIABLE = {0x000D, 0x001E, 0x001F, 0x0102}
_UNICODE = 0x001F


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """Text (either form may be empty) and files that were inside."""

    plain: str = ""
    html: str = ""
    attachments: tuple[Attachment, ...] = ()


@dataclass(slots=True)
class _File:
    title: bytes = b""
    content: bytes = b""
    properties: dict[int, tuple[int, bytes]] = field(default_factory=dict)


def unwrap(raw: bytes, depth: int = 0) -> Unwrapped | None:
    """What a winmail.dat holds; None when it is none or holds nothing readable. A damaged one gives what it can."""
    if len(raw) < 6 or struct.unpack_from("<I", raw)[0] != _SIGNATURE:
        return None
    codepage, body, properties, files = 1252, b"", {}, []
    for kind, data in _attributes(raw):
        if kind == _CODEPAGE and len(data) >= 4:
            codepage = struct.unpack_from("<I", data)[0]
        elif kind == _BODY:
            body = data
        elif kind == _PROPERTIES:
            properties = _properties(data)
        elif kind == _ATTACHMENT_BEGINS:
            files.append(_File())
        elif files and kind == _TITLE:
            files[-1].title = data
        elif files and kind == _DATA:
            files[-1].content = data
        elif files and kind == _ATTACHMENT_PROPERTIES:
            files[-1].properties = _properties(data)
    found = [each for file in files for each in _attachments(file, codepage, depth)]
    plain, html = _texts(properties, body, codepage)
    return Unwrapped(plain, html, tuple(found)) if plain or html or found else None


def _attributes(raw: bytes) -> Iterator[tuple[int, bytes]]:
    view = memoryview(raw)
    offset = 6
    while offset + _HEAD.size <= len(raw):
        _, kind, _, length = _HEAD.unpack_from(raw, offset)
        offset += _HEAD.size
        yield kind, bytes(view[offset : offset + length])
        # A checksum follows; a wrong one says nothing about what can be read.
        offset += length + 2


def _properties(data: bytes) -> dict[int, tuple[int, bytes]]:
    """Properties by id: type and raw value, the first of several. It ends where the data stop making sense."""
    found: dict[int, tuple[int, bytes]] = {}
    offset = 4
    try:
        for _ in range(min(struct.unpack_from("<I", data)[0], _MOST_PROPERTIES)):
            kind, number = struct.unpack_from("<HH", data, offset)
            offset = _after_name(data, offset + 4) if number >= 0x8000 else offset + 4
            value, offset = _value(data, offset, kind)
            found.setdefault(number, (kind & 0xFFF, value))
    except (struct.error, KeyError, ValueError):
        pass
    return found


def _after_name(data: bytes, offset: int) -> int:
    (by_string,) = struct.unpack_from("<I", data, offset + 16)
    if not by_string:
        return offset + 24
    (length,) = struct.unpack_from("<I", data, offset + 20)
    return int(offset + 24 + length + -length % 4)


def _value(data: bytes, offset: int, kind: int) -> tuple[bytes, int]:
    is_many = bool(kind & 0x1000)
    kind &= 0xFFF
    count = 1
    if is_many or kind in _VARIABLE:
        (count,) = struct.unpack_from("<I", data, offset)
        offset += 4
    if kind not in _VARIABLE:
        size = _SIZES[kind]
        return data[offset : offset + size], offset + size * count
    first: bytes | None = None
    for _ in range(min(count, _MOST_PROPERTIES)):
        (length,) = struct.unpack_from("<I", data, offset)
        offset += 4
        if first is None:
            first = data[offset : offset + length]
        offset += length + -length % 4
    return first or b"", offset


def _texts(properties: dict[int, tuple[int, bytes]], body: bytes, codepage: int) -> tuple[str, str]:
    kind, number = properties.get(_INTERNET_CODEPAGE, (0, b""))
    internet = struct.unpack("<I", number)[0] if len(number) == 4 else codepage
    plain = _string(properties.get(_TEXT), codepage) or _decoded(body, codepage)
    kind, raw_html = properties.get(_HTML, (0, b""))
    html = _string((kind, raw_html), internet)
    if not html and _RTF in properties:
        from_rtf = read_rtf(properties[_RTF][1])
        html, plain = from_rtf.html, plain or from_rtf.plain
    return plain, html


def _attachments(file: _File, codepage: int, depth: int) -> list[Attachment]:
    names = [_string(file.properties.get(number), codepage) for number in (_LONG_NAME, _SHORT_NAME, _SHOWN_NAME)]
    name = next((each for each in [names[0], _decoded(file.title, codepage), *names[1:]] if each), "attachment")
    name = shortened(name.replace("\\", "/").rpartition("/")[2].strip())
    content = file.content or file.properties.get(_CONTENT, (0, b""))[1]
    if content.startswith(_EMBEDDED) and depth < _DEEPEST:
        inner = unwrap(content[len(_EMBEDDED) :], depth + 1)
        if inner is None:
            return []
        said = (inner.html or inner.plain).encode()
        kind, ending = ("text/html", ".html") if inner.html else ("text/plain", ".txt")
        return [*([Attachment(f"{name}{ending}", kind, said)] if said else []), *inner.attachments]
    return [
        Attachment(
            name=name,
            content_type=_string(file.properties.get(_MIME), codepage).lower() or "application/octet-stream",
            content=content,
            content_id=_string(file.properties.get(_CONTENT_ID), codepage) or None,
        )
    ]


def _string(found: tuple[int, bytes] | None, codepage: int) -> str:
    if found is None:
        return ""
    kind, raw = found
    if kind == _UNICODE:
        return clean_text(raw.decode("utf-16-le", "replace"))
    return _decoded(raw, codepage)


def _decoded(raw: bytes, codepage: int) -> str:
    name = {65001: "utf-8", 1200: "utf-16-le", 28598: "iso-8859-8", 38598: "iso-8859-8-i", 20866: "koi8-r"}.get(
        codepage
    )
    return decode_bytes(raw.rstrip(b"\0"), name or f"cp{codepage}")
