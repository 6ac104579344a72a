"""Addresses in headers, broken ones too."""

import email.message
import re
from collections.abc import Iterator

from moked.channels.mail.headers import decode_header, raw_headers
from moked.channels.mail.message import Address
from moked.lib.hebrew import strip_direction_marks

_MOST = 1000
_BARE = re.compile(r"[^\s<>()\"',;:]{1,320}@[^\s<>()\"',;:@]{1,255}")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\((?:[^()\\]|\\.)*\)|<[^<>]*>?|[,;:]|[^\s"()<>,;:]+|\s+|.', re.DOTALL)


def read_addresses(message: email.message.Message, name: str) -> tuple[Address, ...]:
    """Addresses of all headers called `name`, groups opened, repeats dropped; what is none is left out."""
    found: dict[str, Address] = {}
    for value in raw_headers(message, name):
        for address in parse_addresses(value):
            found.setdefault(address.address, address)
    return tuple(found.values())


def parse_addresses(value: str) -> tuple[Address, ...]:
    """Addresses in one header's value, at most a thousand."""
    found: list[Address] = []
    for words in _entries(value):
        address = _address(words)
        if address is not None:
            found.append(address)
        if len(found) == _MOST:
            break
    return tuple(found)


def _entries(value: str) -> Iterator[list[str]]:
    """Tokens of each address. Quoted names, comments and brackets may hold separators; the rest may not."""
    words: list[str] = []
    for piece in _TOKEN.findall(value):
        if piece in (",", ";"):
            yield words
            words = []
        elif piece == ":":
            # A group's name ends here: 'Friends: a@example.org, b@example.org;'.
            words = []
        else:
            words.append(piece)
    yield words


def _address(words: list[str]) -> Address | None:
    bracketed = [word for word in words if word.startswith("<") and "@" in word]
    if bracketed:
        address = _clean_address(bracketed[-1].strip("<>"))
        rest = words[: words.index(bracketed[-1])]
    else:
        bare = _BARE.search(strip_direction_marks("".join(words)))
        address = _clean_address(bare[0]) if bare else None
        rest = [word for word in words if word.startswith(("(", '"'))] if address else []
        rest = [word.strip("()") for word in rest]
    return Address(address, _name(rest, address)) if address else None


def _clean_address(raw: str) -> str | None:
    text = strip_direction_marks(decode_header(raw))
    text = re.sub(r"\s+", "", text).strip("'\"").removeprefix("mailto:")
    # A source route ('@a,@b:person@example.org') and doubled brackets leave the last address only.
    text = text.rpartition(":")[2].rstrip(".,;>")
    local, at, domain = text.rpartition("@")
    if not at or not local or not domain or "@" in domain or len(text) > 320:
        return None
    return f"{local}@{domain.lower()}"


def _name(words: list[str], address: str) -> str:
    joined = "".join(_unquoted(word) for word in words)
    name = strip_direction_marks(decode_header(joined)).strip().strip("'\"").strip()
    return "" if name.lower() == address.lower() else name


def _unquoted(word: str) -> str:
    if len(word) >= 2 and word[0] == word[-1] == '"':
        return re.sub(r"\\(.)", r"\1", word[1:-1])
    return word
