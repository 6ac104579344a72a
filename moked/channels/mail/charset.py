"""Bytes to text, whatever the mail claims about its charset."""

import codecs
import re

from moked.lib.hebrew import is_visual_order, logical_order

# Names Python lacks or reads too narrowly: senders mean the superset their system uses.
_MEANT = {
    "ascii": "utf-8",
    "us-ascii": "utf-8",
    "ansi_x3.4-1968": "utf-8",
    "utf8": "utf-8",
    "utf8mb4": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "iso-8859-8-i": "cp1255",
    "iso-8859-8-e": "cp1255",
    "iso-8859-8": "cp1255",
    "visual": "cp1255",
    "logical": "cp1255",
    "hebrew": "cp1255",
    "dos-862": "cp862",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-6-i": "iso-8859-6",
    "iso-8859-6-e": "iso-8859-6",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
}
# Text codecs of Python's own that no mail is written in; idna is slow on long input.
_NEVER = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "unicode_escape"}
_VISUAL = {"iso-8859-8", "visual"}
_WESTERN = {"cp1252", "iso-8859-15", "cp1250"}
_STATEFUL = ("utf", "iso2022", "hz")

_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_HEBREW_LETTER = re.compile(rb"[\xe0-\xfa]")
_NOT_HEBREW = re.compile(rb"[\xfb\xfc\xff]")
_LOWER_HALF = re.compile(rb"[\xc0-\xdf]")
_UPPER_HALF = re.compile(rb"[\xc0-\xff]")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff]")
_SAMPLE = 65_536


def decode_bytes(raw: bytes, declared: str | None) -> str:
    """Text of `raw`, declared as `declared` (None: nothing said). Never fails; unfit characters go."""
    name = _normalised(declared)
    encoding = _encoding(raw, name)
    text = clean_text(raw.decode(encoding, "replace"))
    if (name in _VISUAL or not name) and encoding == "cp1255" and is_visual_order(text):
        return logical_order(text)
    return text


def clean_text(text: str) -> str:
    """Text without NUL, other control characters, lone surrogates and byte order marks."""
    return _UNFIT.sub("", text)


def _normalised(declared: str | None) -> str:
    name = (declared or "").strip().strip("\"'").lower().split("*")[0].split(";")[0]
    return name.removeprefix("x-unknown").removeprefix("unknown-8bit")


def _encoding(raw: bytes, name: str) -> str:
    if raw.startswith(codecs.BOM_UTF8):
        return "utf-8"
    encoding = _known_encoding(name)
    if encoding and encoding.startswith(_STATEFUL) and encoding != "utf-8":
        return encoding
    if _decodes(raw, "utf-8"):
        # A text of one-byte letters that happens to be valid UTF-8 does not occur.
        return "utf-8"
    if encoding is None or encoding == "utf-8":
        return _guess(raw) or (encoding if _mostly_utf8(raw) else None) or "cp1252"
    if encoding in _WESTERN:
        return _guess(raw) or encoding
    return encoding


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


def _mostly_utf8(raw: bytes) -> bool:
    text = raw[:_SAMPLE].decode("utf-8", "replace")
    foreign = sum(character > "\x7f" for character in text)
    return text.count("\ufffd") * 4 < foreign


def _guess(raw: bytes) -> str | None:
    """The one-byte charset of a script other than Latin; None for Latin or when nothing speaks clearly.

    Letters of such scripts come in runs; accents of Latin text stand alone.
    """
    if _mostly_utf8(raw):
        return None
    runs = _HIGH_RUN.findall(raw[:_SAMPLE])
    high = b"".join(runs)
    letters = len(_UPPER_HALF.findall(high))
    if not letters or letters < 2 * len(runs) or letters < 3:
        return None
    # A capital opens a Russian word; nothing from that half opens a Hebrew one.
    has_foreign = any(_LOWER_HALF.match(run) for run in runs) or _NOT_HEBREW.search(high)
    if len(_HEBREW_LETTER.findall(high)) >= 0.7 * letters and not has_foreign:
        return "cp1255"
    lower = len(_LOWER_HALF.findall(high)) / letters
    if lower > 0.8:
        return "koi8-r"
    return "cp1256" if lower > 0.4 else "cp1251"
