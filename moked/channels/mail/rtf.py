"""Rich text as Outlook sends it: compressed (MS-OXRTFCP), HTML within it (MS-OXRTFEX)."""

import re
import struct
from dataclasses import dataclass

from moked.channels.mail.charset import clean_text, decode_bytes

_COMPRESSED, _STORED = 0x75465A4C, 0x414C454D
_DICTIONARY = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,9})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.DOTALL
)
_SKIPPED = {
    b"fonttbl",
    b"colortbl",
    b"stylesheet",
    b"info",
    b"pict",
    b"object",
    b"themedata",
    b"generator",
    b"datastore",
}
_BREAKS = {b"par": "\n", b"line": "\n", b"tab": "\t", b"row": "\n", b"cell": "\t"}
_SIGNS = {b"~": "\u00a0", b"_": "-", b"{": "{", b"}": "}", b"\\": "\\", b"\n": "\n", b"\r": "\n"}
_WORDS = {b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”"}
_WORDS |= {b"bullet": "•", b"rtlmark": "\u200f", b"ltrmark": "\u200e"}
_CHARSETS = {177: "cp1255", 178: "cp1256", 204: "cp1251", 161: "cp1253", 162: "cp1254", 238: "cp1250", 222: "cp874"}
_CHARSETS |= {128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5"}
_LONGEST = 20_000_000
_DEEPEST = 200


@dataclass(frozen=True, slots=True)
class RichText:
    """One of the two is filled: HTML where the rich text carried some, its plain text otherwise."""

    plain: str = ""
    html: str = ""


def read_rtf(raw: bytes) -> RichText:
    """The text of rich text, compressed or not; empty when it is neither."""
    source = decompressed(raw)
    if not source.startswith(b"{\\rtf"):
        return RichText()
    is_html = b"\\fromhtml" in source[:4096]
    text = _Reader(source, is_html=is_html).read()
    # Signs beyond the first plane come as two halves.
    text = clean_text(text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
    return RichText(html=text) if is_html else RichText(plain=text.strip())


def decompressed(raw: bytes) -> bytes:
    """Rich text out of its compressed form; what is not compressed, as it stands."""
    if len(raw) < 16:
        return raw
    _, size, kind, _ = struct.unpack_from("<IIII", raw)
    if kind == _STORED:
        return raw[16 : 16 + size]
    if kind != _COMPRESSED:
        return raw
    window = bytearray(_DICTIONARY.ljust(4096, b"\0"))
    write, read, limit = len(_DICTIONARY), 16, min(size, _LONGEST)
    result = bytearray()
    while read < len(raw) and len(result) < limit:
        flags = raw[read]
        read += 1
        for bit in range(8):
            if read >= len(raw):
                break
            if not flags >> bit & 1:
                window[write] = raw[read]
                result.append(raw[read])
                write, read = (write + 1) % 4096, read + 1
                continue
            reference = int.from_bytes(raw[read : read + 2], "big")
            read += 2
            place, length = reference >> 4, (reference & 15) + 2
            if place == write:
                return bytes(result)
            for _ in range(length):
                letter = window[place]
                window[write] = letter
                result.append(letter)
                place, write = (place + 1) % 4096, (write + 1) % 4096
    return bytes(result)


@dataclass(slots=True)
class _Group:
    """What holds inside one pair of braces. `is_tag`: HTML carried along; `is_rtf`: only for readers of rich text."""

    is_skipped: bool = False
    is_tag: bool = False
    is_rtf: bool = False
    font: int = 0
    skip: int = 1

    def copy(self) -> "_Group":
        return _Group(self.is_skipped, self.is_tag, self.is_rtf, self.font, self.skip)


class _Reader:
    """Walks the tokens once; bytes of one charset are collected and decoded together."""

    def __init__(self, source: bytes, *, is_html: bool) -> None:
        self._source = source
        self._is_html = is_html
        self._pieces: list[str] = []
        self._pending = b""
        self._group = _Group()
        self._stack: list[_Group] = []
        self._too_deep = 0
        self._codepage = "cp1252"
        self._fonts: dict[int, str] = {}
        self._defining = False
        self._font = 0
        self._to_skip = 0

    def read(self) -> str:
        for token in _TOKEN.finditer(self._source):
            word, number, code, sign, brace, text = token.groups()
            if brace:
                self._brace(brace)
            elif word:
                self._word(word, int(number) if number else None)
            elif code:
                self._bytes(bytes([int(code, 16)]))
            elif sign == b"*":
                self._star(token.end())
            elif sign:
                self._text(_SIGNS.get(sign, ""))
            elif text:
                self._bytes(text)
        self._flush()
        return "".join(self._pieces)

    def _brace(self, brace: bytes) -> None:
        self._flush()
        self._to_skip = 0
        if brace == b"{":
            if len(self._stack) >= _DEEPEST:
                self._too_deep += 1
                return
            self._stack.append(self._group.copy())
        elif self._too_deep:
            self._too_deep -= 1
        elif self._stack:
            self._group = self._stack.pop()
            self._defining = self._defining and self._group.is_skipped

    def _star(self, end: int) -> None:
        """An optional destination: HTML's tags are read, others not."""
        if self._is_html and self._source[end : end + 8] == b"\\htmltag":
            self._group.is_tag = True
        else:
            self._group.is_skipped = True

    def _word(self, word: bytes, number: int | None) -> None:
        if word == b"ansicpg" and number:
            self._codepage = f"cp{number}"
        elif word in _SKIPPED:
            self._defining = word == b"fonttbl"
            self._group.is_skipped = True
        elif word == b"f" and number is not None:
            self._font = number
            self._change_font(number)
        elif word == b"fcharset" and self._defining:
            self._fonts[self._font] = _CHARSETS.get(number or 0, "")
        elif word == b"htmlrtf":
            self._flush()
            self._group.is_rtf = number != 0
        elif word == b"uc":
            self._group.skip = min(max(number or 0, 0), 8)
        elif word == b"u" and number is not None:
            self._text(chr(number % 65536))
            self._to_skip = self._group.skip
        elif word in _BREAKS:
            self._text("\n" if self._group.is_tag else _BREAKS[word])
        elif word in _WORDS:
            self._text(_WORDS[word])

    def _change_font(self, number: int) -> None:
        if not self._defining and number != self._group.font:
            self._flush()
            self._group.font = number

    def _is_read(self) -> bool:
        return not self._group.is_skipped and not (self._is_html and self._group.is_rtf)

    def _text(self, text: str) -> None:
        self._flush()
        if self._is_read():
            self._pieces.append(text)

    def _bytes(self, text: bytes) -> None:
        # A letter written by its number is followed by a substitute for old readers.
        if self._to_skip:
            skipped = min(self._to_skip, len(text))
            self._to_skip -= skipped
            text = text[skipped:]
        if text and self._is_read():
            self._pending += text

    def _flush(self) -> None:
        if self._pending:
            self._pieces.append(decode_bytes(self._pending, self._fonts.get(self._group.font) or self._codepage))
            self._pending = b""
