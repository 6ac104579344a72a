"""Reads the labelled pairs of customers."""

from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from moked.customers.domain.duplicates import CustomerFacts, KnownPoint, SaidAddress

FILE = Path(__file__).with_name("pairs.txt")
A, B = UUID(int=1), UUID(int=2)


@dataclass(frozen=True)
class Pair:
    """Two customers, and whether a person who looks says that they are one."""

    line: str
    is_same: bool
    one: CustomerFacts
    other: CustomerFacts
    namesakes: int


def all_pairs() -> list[Pair]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return [_pair(line) for line in lines if line.strip() and not line.startswith("#")]


def _pair(line: str) -> Pair:
    label, one, other, *rest = (part.strip() for part in line.split(";"))
    more = dict(word.partition("=")[::2] for word in " ".join(rest).split())
    first, second = more.get("kinds", "person,person").split(",")
    mine, theirs = _facts(A, one, first), _facts(B, other, second)
    if "replied" in more:
        theirs = replace(theirs, replied_to=frozenset({A}))
    return Pair(line, label == "same", mine, theirs, int(more.get("namesakes", 0)))


def _facts(key: UUID, text: str, kind: str) -> CustomerFacts:
    name, _comma, addresses = text.partition(",")
    points, said = [], []
    for word in addresses.split():
        source, is_said, value = word.partition("=")
        bare = (value if is_said else word).rstrip("!")
        of_kind = "email" if "@" in bare else "chat" if bare.startswith("chat:") else "phone"
        if is_said:
            said.append(SaidAddress("chat" if source == "chat" else "signature", of_kind, bare))
        else:
            points.append(KnownPoint(of_kind, bare, is_proven=word.endswith("!")))
    return CustomerFacts(key, kind, name.strip(), tuple(points), tuple(said))
