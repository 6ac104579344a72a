"""winmail.dat as Outlook writes it, for tests."""

import struct
from collections.abc import Sequence

EMBEDDED = bytes.fromhex("0703020000000000c000000000000046")


def winmail(*attributes: tuple[int, bytes], codepage: int = 1255) -> bytes:
    """A file of these attributes (number, data) in order, behind the one that names the code page."""
    written = b"".join(_attribute(*each) for each in ((0x9007, struct.pack("<II", codepage, 0)), *attributes))
    return struct.pack("<IH", 0x223E9F78, 1) + written


def _attribute(number: int, data: bytes) -> bytes:
    level = 2 if number in (0x9002, 0x8010, 0x800F, 0x9005) else 1
    return struct.pack("<BHHI", level, number, 6, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def properties(*found: tuple[int, int, bytes]) -> bytes:
    """A list of properties: number, type (0x1F Unicode, 0x1E bytes, 0x102 binary, 3 number), value."""
    written = struct.pack("<I", len(found))
    for number, kind, value in found:
        written += struct.pack("<HH", kind, number)
        written += value if kind == 3 else struct.pack("<II", 1, len(value)) + value + b"\0" * (-len(value) % 4)
    return written


def a_file(name: str, content: bytes, *, title: bytes = b"SHORT~1.PDF\0") -> Sequence[tuple[int, bytes]]:
    """The attributes of one file with a long name."""
    long_name = properties((0x3707, 0x1F, name.encode("utf-16-le") + b"\0\0"))
    return ((0x9002, b"\0" * 14), (0x8010, title), (0x800F, content), (0x9005, long_name))


def compressed(rtf: bytes) -> bytes:
    """Rich text in its compressed form, every byte written out."""
    body = b"".join(b"\0" + rtf[place : place + 8] for place in range(0, len(rtf), 8))
    return struct.pack("<IIII", len(body) + 12, len(rtf), 0x75465A4C, 0) + body
