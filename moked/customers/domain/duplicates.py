"""Whether two customers may be one: evidence for and against, added up and said in three words.

The sum is a rough logarithm of the odds; what matters is its order, held by the labelled pairs in the tests. Nothing
here joins anybody: the strongest evidence makes a suggestion, which a person takes or leaves.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from hashlib import blake2s
from uuid import UUID

from moked.customers.domain.mailboxes import mailbox_of, organisation_domain
from moked.customers.domain.names import NameMatch, compare_names, is_common, is_full, name_keys, words_of

# With more namesakes than this a name picks nobody out.
MANY_NAMESAKES = 4


class Reason(StrEnum):
    """Why two customers may be one; the first codes are for, the last ones against."""

    SAME_MAILBOX = "same_mailbox"
    SAME_PHONE = "same_phone"
    CHAT_ADDRESS = "chat_address"
    SIGNATURE_PHONE = "signature_phone"
    REPLIED = "replied"
    SAME_NAME = "same_name"
    NAME_ALIKE = "name_alike"
    NAME_IN_PART = "name_in_part"
    SAME_LOCAL_PART = "same_local_part"
    SAME_DOMAIN = "same_domain"
    OTHER_NAME = "other_name"
    OTHER_KIND = "other_kind"
    BOTH_VERIFIED = "both_verified"
    MANY_NAMESAKES = "many_namesakes"


class Confidence(IntEnum):
    """How sure we are, in words: possible, likely, certain."""

    POSSIBLE = 1
    LIKELY = 2
    CERTAIN = 3


WEIGHTS = {
    Reason.SAME_MAILBOX: 9,
    Reason.SAME_PHONE: 7,
    Reason.CHAT_ADDRESS: 6,
    Reason.SIGNATURE_PHONE: 5,
    Reason.REPLIED: 5,
    Reason.SAME_NAME: 4,
    Reason.NAME_ALIKE: 3,
    Reason.NAME_IN_PART: 1,
    Reason.SAME_LOCAL_PART: 2,
    Reason.SAME_DOMAIN: 1,
    Reason.OTHER_NAME: -4,
    Reason.OTHER_KIND: -4,
    Reason.BOTH_VERIFIED: -1,
    Reason.MANY_NAMESAKES: -2,
}
LEAST = {Confidence.CERTAIN: 9, Confidence.LIKELY: 6, Confidence.POSSIBLE: 4}
# What says something alone. Without one of these the rest is coincidence.
TELLING = frozenset(
    {
        Reason.SAME_MAILBOX,
        Reason.SAME_PHONE,
        Reason.CHAT_ADDRESS,
        Reason.SIGNATURE_PHONE,
        Reason.REPLIED,
        Reason.SAME_NAME,
        Reason.NAME_ALIKE,
    }
)


@dataclass(frozen=True)
class KnownPoint:
    """An address as it is compared; `is_proven` when the customer showed that it is theirs."""

    kind: str
    normal: str
    is_proven: bool = False


@dataclass(frozen=True)
class SaidAddress:
    """An address somebody named without proving it: in a chat ('chat') or below a mail ('signature')."""

    source: str
    kind: str
    normal: str


@dataclass(frozen=True)
class CustomerFacts:
    """What a comparison knows about a customer. `replied_to` are customers into whose conversation they wrote."""

    id: UUID
    kind: str
    name: str
    points: tuple[KnownPoint, ...] = ()
    said: tuple[SaidAddress, ...] = ()
    replied_to: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Evidence:
    """One reason with what it rests on: a digest, never the address itself."""

    reason: Reason
    mark: str = ""

    @property
    def code(self) -> str:
        return f"{self.reason}:{self.mark}" if self.mark else str(self.reason)


@dataclass(frozen=True)
class Likeness:
    """What two customers have in common. `score` orders suggestions of equal confidence."""

    confidence: Confidence
    score: int
    evidence: tuple[Evidence, ...]

    @property
    def telling(self) -> frozenset[str]:
        """The codes that speak for it: a dismissed pair returns only with one that was not known then."""
        return frozenset(each.code for each in self.evidence if each.reason in TELLING)


def keys_of(facts: CustomerFacts) -> frozenset[str]:
    """Under what this customer's possible doubles are looked up. Doubles that share no key are not found."""
    addresses = [*((point.kind, point.normal) for point in facts.points), *((s.kind, s.normal) for s in facts.said)]
    keys = {f"m:{_mark(mailbox_of(normal))}" for kind, normal in addresses if kind == "email"}
    keys |= {f"p:{_mark(normal)}" for kind, normal in addresses if kind == "phone"}
    return frozenset(keys | {f"n:{_mark(key)}" for name in _names_of(facts) for key in name_keys(name)})


def compare_customers(one: CustomerFacts, other: CustomerFacts, *, namesakes: int = 0) -> Likeness | None:
    """What speaks for the two being one customer; None when it is too little.

    `namesakes` is how many more customers bear the name.
    """
    found = [*_shared_addresses(one, other), *_names(one, other, namesakes)]
    if one.id in other.replied_to or other.id in one.replied_to:
        found.append(Evidence(Reason.REPLIED))
    if one.kind != other.kind:
        found.append(Evidence(Reason.OTHER_KIND))
    if _are_proven_apart(one, other) and not any(each.reason == Reason.SAME_MAILBOX for each in found):
        found.append(Evidence(Reason.BOTH_VERIFIED))
    score = sum(WEIGHTS[each.reason] for each in found)
    if not any(each.reason in TELLING for each in found):
        return None
    confidence = next((level for level, least in LEAST.items() if score >= least), None)
    return Likeness(confidence, score, tuple(found)) if confidence else None


def _shared_addresses(one: CustomerFacts, other: CustomerFacts) -> list[Evidence]:
    """Addresses in common: what both have proves most, what one has and the other only named less."""
    found: dict[Reason, Evidence] = {}
    for mailbox in _mailboxes(one) & _mailboxes(other):
        found[Reason.SAME_MAILBOX] = Evidence(Reason.SAME_MAILBOX, _mark(mailbox))
    for phone in _phones(one) & _phones(other):
        found[Reason.SAME_PHONE] = Evidence(Reason.SAME_PHONE, _mark(phone))
    for namer, owner in ((one, other), (other, one)):
        for said in namer.said:
            reason = Reason.CHAT_ADDRESS if said.source == "chat" else Reason.SIGNATURE_PHONE
            known = _mailboxes(owner) if said.kind == "email" else _phones(owner) | _signed(owner)
            value = mailbox_of(said.normal) if said.kind == "email" else said.normal
            if value in known:
                found.setdefault(reason, Evidence(reason, _mark(value)))
    return list(found.values())


def _names(one: CustomerFacts, other: CustomerFacts, namesakes: int) -> list[Evidence]:
    match = max(
        (compare_names(first, second) for first in _names_of(one) for second in _names_of(other)),
        default=NameMatch.UNKNOWN,
    )
    direct = compare_names(one.name, other.name)
    # An address spelling a name counts where nothing better is known, never against the name somebody gave.
    if direct is NameMatch.CONFLICT:
        return [Evidence(Reason.OTHER_NAME)]
    found = []
    if match is NameMatch.SAME:
        found.append(Evidence(Reason.SAME_NAME, _mark(" ".join(sorted(w.letters for w in words_of(one.name))))))
    elif match is NameMatch.ALIKE:
        found.append(Evidence(Reason.NAME_ALIKE))
    elif match is NameMatch.PART:
        found.append(Evidence(Reason.NAME_IN_PART))
    if match >= NameMatch.ALIKE and (namesakes > MANY_NAMESAKES or is_common(one.name) or is_common(other.name)):
        found.append(Evidence(Reason.MANY_NAMESAKES))
    if match >= NameMatch.PART and _locals(one) & _locals(other):
        found.append(Evidence(Reason.SAME_LOCAL_PART))
    if match >= NameMatch.ALIKE and _domains(one) & _domains(other):
        found.append(Evidence(Reason.SAME_DOMAIN))
    return found


def _names_of(facts: CustomerFacts) -> list[str]:
    """The name, and where it is none (an address's first part) the words that part spells."""
    names = [facts.name]
    if not is_full(facts.name):
        local_parts = [point.normal.partition("@")[0] for point in facts.points if point.kind == "email"]
        names += [local.replace(".", " ").replace("_", " ").replace("-", " ") for local in local_parts]
    return names


def _mailboxes(facts: CustomerFacts) -> set[str]:
    return {mailbox_of(point.normal) for point in facts.points if point.kind == "email"}


def _phones(facts: CustomerFacts) -> set[str]:
    return {point.normal for point in facts.points if point.kind == "phone"}


def _signed(facts: CustomerFacts) -> set[str]:
    return {said.normal for said in facts.said if said.kind == "phone"}


def _locals(facts: CustomerFacts) -> set[str]:
    """First parts of addresses long enough to be somebody's own."""
    parts = (point.normal.partition("@")[0] for point in facts.points if point.kind == "email")
    return {part for part in parts if len(part) >= 6 and part not in {"office", "service", "support", "contact"}}


def _domains(facts: CustomerFacts) -> set[str]:
    return {organisation_domain(point.normal) for point in facts.points if point.kind == "email"} - {""}


def _are_proven_apart(one: CustomerFacts, other: CustomerFacts) -> bool:
    """Whether both proved addresses of one kind, and none is the same."""
    for kind in ("email", "phone"):
        mine = {point.normal for point in one.points if point.kind == kind and point.is_proven}
        theirs = {point.normal for point in other.points if point.kind == kind and point.is_proven}
        if mine and theirs and not mine & theirs:
            return True
    return False


def _mark(value: str) -> str:
    return blake2s(value.encode(), digest_size=10).hexdigest()
