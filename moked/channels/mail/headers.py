"""Headers of a mail as text: RFC 2047 and RFC 2231, in the forms they really come in."""

import binascii
import email.message
import quopri
import re
from collections.abc import Iterator
from email.parser import BytesHeaderParser
from urllib.parse import unquote_to_bytes
from weakref import WeakKeyDictionary

from moked.channels.mail.charset import clean_text, decode_bytes

# Beyond this a header is an attack, not a header.
_LONGEST = 100_000

# The text of a word stops at the next word's start, so a missing end costs one word only.
_ENCODED_WORD = re.compile(
    r"=\?([^?\s]{1,60})\?([bBqQ])\?((?:[^?=]|\?(?!=)|=(?!\?[^?\s]{1,60}\?[bBqQ]\?))*)(?:\?=|$)"
)
_BLANKS = re.compile(r"\s+")
_REPLY_PREFIX = re.compile(rb"(?:\s{0,9}(?:re|fwd?)(?:\[\d{1,3}\])?:\s{0,9}){1,9}", re.IGNORECASE)
_PARAMETER = re.compile(r';\s*([^\s=;"]{1,80})\s*=\s*("(?:[^"\\]|\\.)*"?|[^;]*)', re.DOTALL)
_LOOSE_PARAMETER = re.compile(r'[;\s]([^\s=;"]{1,80})\s*=\s*("(?:[^"\\]|\\.)*"?|[^;]*)', re.DOTALL)
_NAMED_CHARSET = re.compile(r"([A-Za-z][\w.:+-]{0,40})?'[A-Za-z-]{0,20}'")

# Headers of the messages at hand by their names in small letters: dozens of questions go through them.
_by_name: WeakKeyDictionary[email.message.Message, dict[str, list[str]]] = WeakKeyDictionary()
_CONTINUATION = re.compile(r"^(.+?)(?:\*(\d{1,3}))?(\*)?$")


def header_text(message: email.message.Message, name: str, *, beside_visual: bool = False) -> str:
    """The first header called `name`, decoded; empty when missing. `beside_visual` as in `decode_text`."""
    return next((decode_header(raw, beside_visual=beside_visual) for raw in _values(message, name)), "")


def subject_in(raw: bytes) -> str:
    """The subject of a mail that could not be read whole: its beginning is looked at, as headers and nothing else."""
    return header_text(BytesHeaderParser().parsebytes(raw[:_LONGEST]), "Subject")


def raw_header(message: email.message.Message, name: str) -> str:
    """The first header called `name`, unfolded, its encoded words left: for structured headers."""
    return next(iter(raw_headers(message, name)), "")


def raw_headers(message: email.message.Message, name: str, *, beside_visual: bool = False) -> list[str]:
    """Every header called `name`, unfolded, encoded words left."""
    return [_readable(raw[:_LONGEST], beside_visual=beside_visual) for raw in _values(message, name)]


def _values(message: email.message.Message, name: str) -> list[str]:
    """Values as they came: the email package's own access loses bytes it cannot read."""
    by_name = _by_name.get(message)
    if by_name is None:
        # A message whole: the dozens of questions about it go through its headers once.
        by_name = _by_name[message] = {}
        for key, value in message.raw_items():
            by_name.setdefault(key.lower(), []).append(str(value))
    return by_name.get(name.lower(), [])


def decode_header(raw: str, *, beside_visual: bool = False) -> str:
    """A header's value as text. Raw 8-bit bytes come as surrogates, the way the email package hands them."""
    readable = _readable(raw[:_LONGEST], beside_visual=beside_visual)
    text = "".join(_decoded_pieces(readable, beside_visual=beside_visual))
    if text != readable and _ENCODED_WORD.search(text):
        # Some gateways encode what was encoded.
        text = "".join(_decoded_pieces(text, beside_visual=beside_visual))
    return clean_text(_BLANKS.sub(" ", text)).strip(" ")


def _readable(raw: str, *, beside_visual: bool = False) -> str:
    raw = raw.replace("\r", "").replace("\n", "")
    if raw.isascii() and "\x1b" not in raw:
        return raw
    return _decoded(raw.encode("utf-8", "surrogateescape"), None, beside_visual=beside_visual)


def _decoded(data: bytes, charset: str | None, *, beside_visual: bool) -> str:
    # What a program set before a subject stands before it in either order.
    prefix = _REPLY_PREFIX.match(data)
    start = prefix.end() if prefix else 0
    return data[:start].decode("ascii") + decode_bytes(data[start:], charset, beside_visual=beside_visual)


def _decoded_pieces(raw: str, *, beside_visual: bool) -> Iterator[str]:
    """Neighbouring words of one charset are decoded together: senders split letters between them."""
    pending = b""
    pending_charset = ""
    position = 0
    for word in _ENCODED_WORD.finditer(raw):
        between = raw[position : word.start()]
        charset = word[1].lower()
        if pending_charset and (between.strip() or charset != pending_charset):
            yield _decoded(pending, pending_charset, beside_visual=beside_visual)
            pending = b""
        if between.strip() or (between and not pending_charset):
            yield between
        pending += _word_bytes(word[2], word[3])
        pending_charset = charset
        position = word.end()
    if pending_charset:
        yield _decoded(pending, pending_charset, beside_visual=beside_visual)
    yield raw[position:]


def _word_bytes(encoding: str, text: str) -> bytes:
    data = text.encode("utf-8", "surrogateescape")
    if encoding in "qQ":
        return quopri.decodestring(data.replace(b"_", b"=20"), header=False)
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def header_parameter(message: email.message.Message, header: str, name: str) -> str | None:
    """A parameter such as the name of an attachment: plain, encoded (RFC 2231), continued or RFC 2047."""
    value = raw_header(message, header)
    if name not in value.lower():
        return None
    return _parameter(_PARAMETER, value, name) or _parameter(_LOOSE_PARAMETER, value, name)


def _parameter(pattern: re.Pattern[str], value: str, name: str) -> str | None:
    """The parameter by RFC 2231 where given; the plain one beside it is for old programs."""
    plain: str | None = None
    pieces: dict[int, tuple[str, bool]] = {}
    for found in pattern.finditer(value):
        key = _CONTINUATION.match(found[1].lower())
        if key is None or key[1] != name:
            continue
        written = _unquoted(found[2].strip())
        if key[2] or key[3]:
            pieces.setdefault(int(key[2] or 0), (written, bool(key[3])))
        elif plain is None:
            plain = decode_header(written)
    return _joined([pieces[index] for index in sorted(pieces)]) if pieces else plain


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1]
    if not value.startswith('"'):
        return value
    return re.sub(r"\\(.)", r"\1", value[1:].removesuffix('"'))


def _joined(pieces: list[tuple[str, bool]]) -> str:
    if not any(encoded for _, encoded in pieces):
        return decode_header("".join(value for value, _ in pieces))
    charset = ""
    data = b""
    for value, encoded in pieces:
        # By the standard the first piece names it; some programs name it where the first letter needs it.
        named = _NAMED_CHARSET.match(value) if encoded and not charset else None
        charset = (named[1] if named else "") or charset
        said = value[named.end() :] if named else value
        data += unquote_to_bytes(said) if encoded else said.encode("utf-8", "replace")
    return _BLANKS.sub(" ", decode_bytes(data, charset or None)).strip()
