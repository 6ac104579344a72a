"""What a receiving mail server found about the sender: Authentication-Results (RFC 8601)."""

import email.message
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
_CLAUSE = re.compile(rf'(?:{_QUOTED}|[^;"])+')


@dataclass(frozen=True, slots=True)
class _Result:
    method: str
    result: str
    properties: dict[str, str]


def read_authentication(message: email.message.Message) -> tuple[str, ...]:
    """The headers that say what mail servers found, as they came, the one added last first."""
    return tuple(raw_headers(message, HEADER)[:_MOST_HEADERS])


def proves_sender(headers: Sequence[str], *, host: str, address: str) -> bool:
    """Whether the mail server called `host` found that a mail comes from the domain of `address`.

    Only the topmost header in the host's name counts: a server writes above what came with the mail, so anything
    below may be the sender's own invention. DMARC decides where it was asked and says no; otherwise a signature, an
    envelope or a sign-in has to be of the very domain (or address) that the mail names.
    """
    domain = address.rpartition("@")[2].casefold()
    results = next((_results(each) for each in headers if host and _names(each, host)), [])
    if any(each.method == "dmarc" and each.result == "fail" for each in results):
        return False
    return any(each.result == "pass" and _is_of(each, domain, address.casefold()) for each in results)


def _is_of(found: _Result, domain: str, address: str) -> bool:
    said = found.properties
    if found.method == "auth":
        return said.get("smtp.auth") == address
    names = {
        "dmarc": said.get("header.from", ""),
        # Some name only the address that signs, often without its first part: '@example.org'.
        "dkim": said.get("header.d") or said.get("header.i", ""),
        "spf": said.get("smtp.mailfrom", ""),
    }
    return bool(domain) and names.get(found.method, "").rpartition("@")[2] == domain


def _names(header: str, host: str) -> bool:
    """Whether the header is in the name of the host, be the rest of it readable or not."""
    name = _HOST.match(header)
    return name is not None and name[1].casefold() == host.casefold()


def _results(header: str) -> list[_Result]:
    if len(header) > _LONGEST:
        return []
    clauses = _CLAUSE.findall(_without_comments(header))[1:]
    return [
        _Result(found[1].casefold(), found[2].casefold(), dict(_properties(clause[found.end() :])))
        for clause in clauses
        if (found := _RESULT.match(clause))
    ]


def _properties(clause: str) -> Iterator[tuple[str, str]]:
    for found in _PROPERTY.finditer(clause):
        if found[1]:
            yield found[1].casefold(), _unquoted(found[2]).casefold()


def _unquoted(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value.replace('"', "")) if '"' in value else value


def _without_comments(header: str) -> str:
    """Comments in brackets hold what the sender chose; they may stand within each other, and not within quotes.

    Empty where something is left open: what belongs to it nobody can tell.
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
        elif sign == '"' and not depth:
            is_quoted = not is_quoted
        elif not is_quoted:
            depth = max(depth + (sign == "(") - (sign == ")"), 0)
    return "" if depth or is_quoted else "".join(kept)
