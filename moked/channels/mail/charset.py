"""Bytes to text, whatever the mail claims about its charset."""

import codecs
import re
from collections.abc import Callable
from typing import NamedTuple

from moked.channels.mail.charset_central import central_guess
from moked.channels.mail.charset_guess import guess, mostly_utf8
from moked.lib.hebrew import is_surely_visual_order, logical_order, visual_evidence

# Names Python lacks or reads too narrowly: senders mean the superset their system uses. Hyphens for underscores.
_MEANT = {
    name: meant
    for meant, names in {
        "utf-8": "ascii us-ascii ansi-x3.4-1968 utf8 utf8mb4 utf-8mb4",
        "utf-7": "unicode-1-1-utf-7",
        "utf-16": "unicode ucs-2 iso-10646-ucs-2",
        "cp1255": "iso-8859-8-i iso-8859-8-e iso-8859-8 iso-8859-8i iso8859-8 iso8859-8-i csiso88598i csiso88598e "
        "iso-ir-138 visual logical hebrew mac-hebrew windows1255 win-1255 ansi-1255 cp-1255",
        "cp862": "dos-862 ibm862 ibm-862 pc862",
        "cp1252": "iso-8859-1 latin1 latin-1 iso8859-1 cp-1252 windows1252 ansi",
        "iso-8859-6": "iso-8859-6-i iso-8859-6-e",
        "cp1254": "iso-8859-9 iso8859-9",
        "cp874": "iso-8859-11 tis-620 windows-874",
        "koi8-r": "koi8 koi",
        "gb18030": "gb2312 gb-2312 gb-2312-80 csgb2312 gbk cp936 ms936 windows-936 euc-cn",
        "hz": "hz-gb-2312",
        "big5hkscs": "big5 big-5 cn-big5 windows-950",
        "cp932": "shift-jis sjis ms-kanji windows-31j cp932 ms-cp932",
        "euc-jp": "euc eucjp",
        "iso2022_jp_ext": "iso-2022-jp csiso2022jp iso-2022-jp-ms",
        "cp949": "ks-c-5601-1987 ks-c-5601-1989 ks-c-5601 ksc5601 ksc-5601 euc-kr euckr windows-949",
        "mac-roman": "macintosh mac",
    }.items()
    for name in names.split()
}
# Text codecs of Python's own that no mail is written in; idna is slow on long input.
_NEVER = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "unicode_escape"}
# Names under which visual order comes. Other Hebrew is turned on plain evidence only.
_VISUAL = {"", "iso-8859-8", "iso8859-8", "visual", "cp862", "dos-862", "ibm862", "ibm-862", "us-ascii", "ascii"}
_HEBREW = ("cp1255", "cp862")
_WESTERN = {"cp1252", "iso8859-15", "cp1250", "mac-roman"}
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_STATEFUL = ("utf", "iso2022", "hz")

_JAPANESE_ESCAPE = re.compile(rb"\x1b(?:\$[@B]|\([JI])")
_ESCAPES = re.compile(rb"(\x1b(?:\$[@B]|\([BJI]))")
_LONE_PLUS = re.compile(rb"\+(?![A-Za-z0-9+/-])")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff]")


class Decoded(NamedTuple):
    """A text, the codec that was taken, and whether it came in visual order (it no longer is)."""

    text: str
    encoding: str
    was_visual: bool


def decode_bytes(raw: bytes, declared: str | None, *, beside_visual: bool = False) -> str:
    """Text of `raw`, declared as `declared` (None: nothing said). Never fails; unfit characters go."""
    return decode_text(raw, declared, beside_visual=beside_visual).text


def decode_text(
    raw: bytes, declared: str | None, *, beside_visual: bool = False, turn: Callable[[str], str] = logical_order
) -> Decoded:
    """The same with how it was read. `beside_visual`: it stands beside a text in visual order, so that a line too
    short to tell is taken as visual too; `turn` puts a visual text in order."""
    name = _normalised(declared)
    encoding = _encoding(raw, name)
    text = clean_text(_decoded(raw, encoding))
    was_visual = encoding in _HEBREW and _is_visual(text, name, beside_visual=beside_visual)
    return Decoded(turn(text) if was_visual else text, encoding, was_visual)


def _is_visual(text: str, name: str, *, beside_visual: bool) -> bool:
    if name not in _VISUAL:
        return is_surely_visual_order(text)
    evidence = visual_evidence(text)
    return evidence > 0 or (beside_visual and evidence == 0)


def _decoded(raw: bytes, encoding: str) -> str:
    if encoding == "utf-7":
        # A plus that begins nothing is a plus; the codec would swallow what follows.
        raw = _LONE_PLUS.sub(b"+-", raw)
    if encoding == "iso2022_jp_ext" and not _decodes(raw, encoding):
        return _japanese(raw)
    return raw.decode(encoding, "replace")


def _japanese(raw: bytes) -> str:
    """ISO-2022-JP with the signs that Microsoft added to it, which only cp932 knows: each pair moved over there."""
    pieces: list[bytes] = []
    is_wide = False
    for piece in _ESCAPES.split(raw):
        if piece.startswith(b"\x1b"):
            is_wide = piece.startswith(b"\x1b$")
        elif is_wide:
            pieces += [_shifted(first, second) for first, second in zip(piece[::2], piece[1::2], strict=False)]
        else:
            pieces.append(piece)
    return b"".join(pieces).decode("cp932", "replace")


def _shifted(first: int, second: int) -> bytes:
    """A pair of JIS X 0208 as Shift-JIS writes it."""
    if not (0x21 <= first <= 0x7E and 0x21 <= second <= 0x7E):
        return bytes((first, second))
    lead = (first - 0x21) // 2 + (0x81 if first < 0x5F else 0xC1)
    if first % 2:
        return bytes((lead, second + (0x1F if second < 0x60 else 0x20)))
    return bytes((lead, second + 0x7E))


def clean_text(text: str) -> str:
    """Text without NUL, other control characters, lone surrogates and byte order marks."""
    return _UNFIT.sub("", text)


def _normalised(declared: str | None) -> str:
    name = (declared or "").strip().strip("\"'").lower().split("*")[0].split(";")[0].strip().replace("_", "-")
    for prefix in ("x-unknown", "unknown-8bit", "x-"):
        name = name.removeprefix(prefix)
    return name


def _encoding(raw: bytes, name: str) -> str:
    marked = next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), None)
    if marked:
        return marked
    encoding = _known_encoding(name)
    if encoding and encoding.startswith(_STATEFUL) and encoding != "utf-8":
        is_false = encoding.startswith(("utf-16", "utf-32")) and b"\0" not in raw and _decodes(raw, "utf-8")
        return "utf-8" if is_false else encoding
    if _decodes(raw, "utf-8"):
        # A text of one-byte letters that happens to be valid UTF-8 does not occur.
        return "iso2022_jp_ext" if b"\x1b" in raw and raw.isascii() and _JAPANESE_ESCAPE.search(raw) else "utf-8"
    if encoding and encoding != "utf-8":
        is_latin = encoding in _WESTERN
        found = guess(raw, is_declared=True) if is_latin else None
        return found or (central_guess(raw) if encoding == "cp1252" else None) or encoding
    # Mostly valid: damaged on the way.
    return guess(raw) or ("utf-8" if encoding and mostly_utf8(raw) else central_guess(raw) or "cp1252")


def _known_encoding(name: str) -> str | None:
    meant = _MEANT.get(name, name)
    if not meant or meant in _NEVER:
        return None
    try:
        "".encode(meant)
        return codecs.lookup(meant).name
    except (LookupError, ValueError):
        return None


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except ValueError:
        return False
    return True
