"""What a receiving mail server found about the sender: Authentication-Results (RFC 8601)."""

import email.message
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from moked.channels.mail.addresses import parse_addresses
from moked.channels.mail.headers import raw_headers

HEADER = "Authentication-Results"
_MOST_HEADERS = 20
# The longest real ones are about two thousand characters; a cut one says nothing.
_LONGEST = 10_000
# A version may stand behind it.
_HOST = re.compile(r'\s{0,200}(?:\([^()]{0,200}\)\s{0,200})?"?([^\s;"()]{1,255})')
_RESULT = re.compile(r"\s*([\w-]{1,40})\s*(?:/\s*\d+\s*)?=\s*([\w-]{1,40})(?=\s|$)")
_QUOTED = r'"(?:[^"\\]|\\.)*"'
# What stands in quotes by itself names nothing.
_PROPERTY = re.compile(rf'(?<![\w.-])([\w.-]{{1,60}})\s*=\s*((?:{_QUOTED}|[^\s;"])*)|{_QUOTED}')
_DMARC = re.compile(r"\s*dmarc\b", re.IGNORECASE)
# A domain that asks for nothing, or has no policy, leaves it to the rest.
_NOT_DENIED = ("pass", "none", "bestguesspass")
_CLAUSE = re.compile(rf'(?:{_QUOTED}|[^;"])+')


@dataclass(frozen=True, slots=True)
class _Result:
    method: str
    result: str
    properties: dict[str, str]


def read_authentication(message: email.message.Message) -> tuple[str, ...]:
    """The headers that say what mail servers found, as they came, the one added last first.

    None where the mail does not name exactly one sender: whom they found it to be from nobody can tell then.
    """
    written = raw_headers(message, "From")
    if len(written) != 1 or len(parse_addresses(written[0])) != 1:
        return ()
    return tuple(raw_headers(message, HEADER)[:_MOST_HEADERS])


def proves_sender(headers: Sequence[str], *, host: str, address: str) -> bool:
    """Whether the mail server called `host` found that a mail comes from the domain of `address`.

    Only the topmost header counts, and only in the host's name: a server writes above what came with the mail, so
    anything below may be the sender's own invention. DMARC decides where it was asked and says no; otherwise a
    signature, an envelope or a sign-in has to be of the very domain that the mail names; of the very address where it
    names one.
    """
    if not host or not headers or not _names(headers[0], host):
        return False
    results = _results(headers[0])
    if any(each.method == "dmarc" and each.result not in _NOT_DENIED for each in results):
        return False
    return any(each.result == "pass" and _is_of(each, address.casefold()) for each in results)


def _is_of(found: _Result, address: str) -> bool:
    said = found.properties
    if found.method == "auth":
        return said.get("smtp.auth") == address
    if found.method == "dkim":
        # Some name only the address that signs, often without its first part: '@example.org'.
        signer = said.get("header.i", "")
        is_signed_for = not signer.rpartition("@")[0] or signer == address
        return is_signed_for and _fits(said.get("header.d") or signer, address)
    name = {"dmarc": "header.from", "spf": "smtp.mailfrom"}.get(found.method, "")
    return _fits(said.get(name, ""), address)


def _fits(named: str, address: str) -> bool:
    """Whether what a server named, an address or a domain, is that of the mail."""
    local, _, domain = named.rpartition("@")
    return named == address if local else bool(domain) and domain == address.rpartition("@")[2]


def _names(header: str, host: str) -> bool:
    """Whether the header is in the name of the host, be the rest of it readable or not."""
    name = _HOST.match(header)
    return name is not None and name[1].rstrip(".").casefold() == host.rstrip(".").casefold()


def _results(header: str) -> list[_Result]:
    """What the header says was found; nothing where it can be read in more ways than one."""
    if len(header) > _LONGEST:
        return []
    results = []
    for clause in _CLAUSE.findall(_without_comments(header))[1:]:
        found = _RESULT.match(clause)
        properties = list(_properties(clause[found.end() :])) if found else []
        is_repeated = len({name for name, _ in properties}) < len(properties)
        if is_repeated or (found is None and _DMARC.match(clause)):
            return []
        if found:
            results.append(_Result(found[1].casefold(), found[2].casefold(), dict(properties)))
    return results if sum(each.method == "dmarc" for each in results) < 2 else []


def _properties(clause: str) -> Iterator[tuple[str, str]]:
    for found in _PROPERTY.finditer(clause):
        if found[1]:
            yield found[1].casefold(), _unquoted(found[2]).casefold()


def _unquoted(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value.replace('"', "")) if '"' in value else value


def _without_comments(header: str) -> str:
    """Comments in brackets hold what the sender chose; they may stand within each other, and not within quotes.

    Empty where something is left open, or a quote stands in a comment: what belongs to it nobody can tell.
    """
    kept: list[str] = []
    depth, is_quoted, is_escaped = 0, False, False
    for sign in header:
        if not depth:
            kept.append(sign if is_quoted or sign != "(" else " ")
        if is_escaped:
            is_escaped = False
        elif sign == "\\" and (depth or is_quoted):
            is_escaped = True
        elif sign == '"':
            if depth:
                return ""
            is_quoted = not is_quoted
        elif not is_quoted:
            depth = max(depth + (sign == "(") - (sign == ")"), 0)
    return "" if depth or is_quoted else "".join(kept)
