"""Addresses in headers, broken ones too."""

import email.message
import re
from collections.abc import Iterator

from moked.channels.mail.headers import decode_header, raw_headers
from moked.channels.mail.message import Address
from moked.lib.hebrew import strip_direction_marks

_MOST = 1000
# Tokens; words and the blanks between them.
_LONGEST_NAME = 40
# Only where a word begins: to begin at each of its letters makes a long one cost hundreds of times its length.
_BARE = re.compile(
    r"(?<![^\s<>()\[\]\"',;:])[^\s<>()\[\]\"',;:]{1,320}@(?:\[[\w.:]{2,80}\]|[^\s<>()\[\]\"',;:@]{1,255})"
)
# Quotes inside a word are gershayim or a slip, no quoting.
_TOKEN = re.compile(
    r"=\?[^?\s]{1,60}\?[bBqQ]\?[^?]*\?=|"
    r'(?<![^\s,;:<>()])"(?:[^"\\]|\\.)*"(?=[\s,;:<>()]|$)|'
    # A quoted name before the sign of an address belongs to it.
    r'"(?:[^"\\]|\\.){1,64}"@[^\s<>()\[\],;:"]{1,255}|'
    r"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.){0,200}\))*\)|<[^<>]*>?|[,;:]|\\.|[^\s\"()<>,;:\\=]+|\s+|.",
    re.DOTALL,
)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.){1,64})"@([^\s<>()\[\],;:"@]{1,255})')
_COMMENT = re.compile(r"\([^()]{0,200}\)")
_AROUND_SIGN = re.compile(r" ?@ ?")
_UNSEEN = re.compile("[\u200b-\u200d\u2060\ufeff]")


def read_addresses(message: email.message.Message, name: str, *, beside_visual: bool = False) -> tuple[Address, ...]:
    """Addresses of all headers called `name`, groups opened, repeats dropped; what is none is left out.

    `beside_visual` as in `decode_text`, for the names beside them.
    """
    found: dict[str, Address] = {}
    for value in raw_headers(message, name, beside_visual=beside_visual):
        for address in parse_addresses(value, beside_visual=beside_visual):
            found.setdefault(address.address, address)
    return tuple(found.values())


def parse_addresses(value: str, *, beside_visual: bool = False) -> tuple[Address, ...]:
    """Addresses in one header's value, at most a thousand."""
    found: list[Address] = []
    for words in _entries(value):
        found += _read_entry(words, beside_visual=beside_visual)
        if len(found) >= _MOST:
            break
    if not found and "=?" in value:
        # Some programs encode name and address as one.
        decoded = _entries(decode_header(value, beside_visual=beside_visual))
        return tuple(each for words in decoded for each in _read_entry(words, beside_visual=beside_visual))[:_MOST]
    return tuple(found[:_MOST])


def _entries(value: str) -> Iterator[list[str]]:
    """Tokens of each address. Quoted names, comments and brackets may hold separators; the rest may not.

    A comma in a name that nobody quoted ('Levi, Dana <dana@example.org>') is known by the missing address before it.
    """
    words: list[str] = []
    for piece in _TOKEN.findall(value):
        if piece in (",", ";"):
            is_part_of_name = piece == "," and len(words) < _LONGEST_NAME and not any("@" in word for word in words)
            if is_part_of_name and any(word.strip() for word in words):
                words.append(piece)
                continue
            yield words
            words = []
        elif piece == ":":
            if any(word.startswith("<") and "@" in word for word in words):
                # The next header, on the same line.
                yield words
            # A group's name ends here: 'Friends: a@example.org, b@example.org;'.
            words = []
        else:
            words.append(piece)
    yield words


def _read_entry(words: list[str], *, beside_visual: bool) -> list[Address]:
    places = [place for place, word in enumerate(words) if word.startswith("<") and "@" in word]
    if places:
        address = _clean_address(words[places[-1]].strip("<>"))
        if address is None:
            return []
        around = (words[: places[0]], words[places[-1] + 1 :])
        names = (_name(each, address, beside_visual=beside_visual) for each in around)
        return [Address(address, next((name for name in names if name), ""))]
    text = "".join(words)
    text = _without_marks(decode_header(text, beside_visual=beside_visual) if "=?" in text else text)
    quoted = next((word for word in words if _QUOTED.fullmatch(word)), None)
    if quoted:
        return [Address(clean) for clean in (_clean_address(quoted),) if clean]
    bare = list(_BARE.finditer(text))
    if not bare and any("@" in word for word in words):
        # Comments and blanks may stand around the sign: 'dana (sales) @ example.org'.
        text = _AROUND_SIGN.sub("@", " ".join("".join(word for word in words if not word.startswith("(")).split()))
        bare = list(_BARE.finditer(text))
    if len(bare) > 1:
        return [Address(clean) for each in bare if (clean := _clean_address(each[0]))]
    address = _clean_address(bare[0][0]) if bare else None
    if address is None:
        return []
    before, after = text[: bare[0].start()], text[bare[0].end() :]
    # 'Cohen, dana@example.org': the comma parted two addresses after all, the first of them none.
    before = "" if before.rstrip().endswith(",") else before
    sides = (before.strip(" [(<\"'"), after.strip(" [])(<>\"'"))
    names = (_name([side], address, beside_visual=beside_visual) for side in sides)
    return [Address(address, next((name for name in names if name), ""))]


def _without_marks(text: str) -> str:
    return text if text.isascii() else _UNSEEN.sub("", strip_direction_marks(text))


def _clean_address(raw: str) -> str | None:
    text = _without_marks(decode_header(raw))
    quoted = _QUOTED.fullmatch(text.strip())
    if quoted:
        # Blanks and other signs that only quotes allow; where they allow nothing new, they go.
        local = quoted[1] if re.fullmatch(r"[\w.+-]+", quoted[1]) else f'"{quoted[1]}"'
        return f"{local}@{quoted[2].lower()}"
    text = _COMMENT.sub("", text)
    text = re.sub(r"\s+", "", text).strip("'\"")
    text = text[7:] if text[:7].lower() == "mailto:" else text
    if not text.endswith("]"):
        # A source route ('@a,@b:person@example.org') and doubled brackets leave the last address only.
        text = text.rpartition(":")[2].rstrip(".,;>")
    local, at, domain = text.rpartition("@")
    # What follows the domain of a link is no part of it; two signs in a row are one slip.
    domain = domain.partition("?")[0]
    local = local.rstrip("@")
    if not at or not local or not domain or len(text) > 320:
        return None
    return f"{local}@{domain.lower()}"


def _name(words: list[str], address: str, *, beside_visual: bool) -> str:
    joined = "".join(_unquoted(word) for word in words)
    name = (
        strip_direction_marks(decode_header(joined, beside_visual=beside_visual))
        .strip(" ,")
        .lstrip("<")
        .strip("'\"")
        .strip()
    )
    name = "" if name == ">" else name
    return "" if name.lower() == address.lower() else name


def _unquoted(word: str) -> str:
    if len(word) >= 2 and word[0] == word[-1] == '"':
        word = word[1:-1]
    return re.sub(r"\\(.)", r"\1", word) if "\\" in word else word
