"""S/MIME mails that hold their text within the signature (RFC 8551, opaque signing)."""

# Object identifiers as they stand in the bytes.
_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_DATA = bytes.fromhex("2a864886f70d010701")
_OBJECT_ID, _OCTETS, _OCTETS_IN_PIECES, _SEQUENCE, _EXPLICIT = 0x06, 0x04, 0x24, 0x30, 0xA0
_UNSTATED = 0x80
_DEEPEST = 8

# A tag, and where its content begins and ends.
Element = tuple[int, int, int]


def signed_content(sealed: bytes) -> bytes | None:
    """The mail within the signature, which is not checked here; None when the bytes hold no such thing."""
    try:
        return _content(sealed)
    except (IndexError, ValueError):
        return None


def _content(data: bytes) -> bytes | None:
    signed = _inside(data, _elements(data, 0, len(data))[:1], _SIGNED_DATA)
    fields = _elements(data, signed[1], signed[2]) if signed and signed[0] == _SEQUENCE else []
    octets = _inside(data, [each for each in fields if each[0] == _SEQUENCE][:1], _DATA)
    if octets is None or octets[0] not in (_OCTETS, _OCTETS_IN_PIECES):
        return None
    pieces = [octets] if octets[0] == _OCTETS else _elements(data, octets[1], octets[2])
    return b"".join(data[start:end] for tag, start, end in pieces if tag == _OCTETS)


def _inside(data: bytes, outer: list[Element], kind: bytes) -> Element | None:
    """What a sequence of identifier and content holds, when it is of that kind."""
    parts = _elements(data, outer[0][1], outer[0][2]) if outer and outer[0][0] == _SEQUENCE else []
    if len(parts) < 2 or parts[0][0] != _OBJECT_ID or parts[1][0] != _EXPLICIT:
        return None
    is_kind = data[parts[0][1] : parts[0][2]] == kind
    return _elements(data, parts[1][1], parts[1][2])[0] if is_kind else None


def _elements(data: bytes, start: int, end: int) -> list[Element]:
    return _walk(data, start, end, 0)[0]


def _walk(data: bytes, at: int, end: int, depth: int) -> tuple[list[Element], int]:
    """Elements one after the other, up to `end` or the mark of an end, and where they end."""
    found: list[Element] = []
    while at < end and data[at : at + 2] != b"\0\0":
        length, first = data[at + 1], at + 2
        if length == _UNSTATED:
            if depth == _DEEPEST:
                raise ValueError("nested too deep")
            _, last = _walk(data, first, end, depth + 1)
            following = last + 2
        else:
            if length > _UNSTATED:
                first += length - _UNSTATED
                length = int.from_bytes(data[at + 2 : first], "big")
            last = following = first + length
        if last > end:
            raise ValueError("longer than what holds it")
        found.append((data[at], first, last))
        at = following
    return found, at
