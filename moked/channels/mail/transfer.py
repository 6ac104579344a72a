"""Transfer encodings (RFC 2045) undone, whatever their label says."""

import binascii
import email.message
import quopri
import re

_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/]{2,}={0,2}")
_WORDS = re.compile(rb"[A-Za-z0-9+/=]+[ ,.!?:;][A-Za-z0-9+/=]*")
_CLEAN = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n"
# Gateways add blanks to lines; one behind a soft break would undo it.
_BLANKS_AT_END = re.compile(rb"(?<==)[ \t]+(\r?\n)")
_PADDED = re.compile(rb"(={1,2})(?=[^=\s])")


def part_bytes(part: email.message.Message) -> bytes:
    """A part's content, its transfer encoding undone; what it held literally when that is damaged."""
    # The package's own get_payload decodes by the declared charset on the way, and raises on odd ones.
    payload = part._payload  # type: ignore[attr-defined]
    if not isinstance(payload, str):
        return b""
    literal = payload.encode("utf-8", "surrogateescape")
    encoding = str(part.get("Content-Transfer-Encoding", "")).split(";")[0].split("(")[0].strip().strip("\"'").lower()
    if encoding in ("base64", "b", "base-64"):
        return _from_base64(literal)
    if encoding in ("quoted-printable", "quoted_printable", "quotedprintable", "qp", "q"):
        return quopri.decodestring(_BLANKS_AT_END.sub(rb"\1", literal))
    if encoding in ("x-uuencode", "uuencode", "uue", "x-uue"):
        return _from_uuencode(literal)
    return literal


def _from_base64(literal: bytes) -> bytes:
    """Decoded up to the first plain words: lists append footers to encoded texts, some programs never encoded."""
    if not literal.translate(None, _CLEAN) and b"=" not in literal.rstrip(b"=\r\n"):
        return _decoded(literal.translate(None, b"\r\n="))
    lines = literal.splitlines(keepends=True)
    first = next((place for place, line in enumerate(lines) if _WORDS.search(line.strip())), len(lines))
    if first == len(lines):
        return b"".join(_decoded(piece) for piece in _pieces(literal))
    # Words from here on; what leads up to them (a drawn rule, a name) is theirs too.
    coded = next((place for place, line in enumerate(lines) if not _is_coded(line)), first)
    decoded = b"".join(_decoded(piece) for piece in _pieces(b"".join(lines[:coded])))
    return b"\n".join(piece for piece in (decoded, b"".join(lines[coded:])) if piece)


def _is_coded(line: bytes) -> bool:
    return not line.strip() or bool(_BASE64_LINE.fullmatch(line.strip()))


def _pieces(literal: bytes) -> list[bytes]:
    """Stretches that end in padding: some programs encode in pieces and join them."""
    return _PADDED.sub(rb"\1\n", b"".join(literal.split())).split(b"\n")


def _decoded(piece: bytes) -> bytes:
    letters = _NOT_BASE64.sub(b"", piece)
    if len(letters) % 4 == 1:
        # A lone letter holds no whole byte: the mail was cut off.
        letters = letters[:-1]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def _from_uuencode(literal: bytes) -> bytes:
    content = bytearray()
    is_inside = False
    for line in literal.splitlines():
        if not is_inside:
            is_inside = line.startswith(b"begin")
        elif line.strip() == b"end":
            break
        else:
            try:
                content += binascii.a2b_uu(line)
            except binascii.Error:
                continue
    return bytes(content) or literal
