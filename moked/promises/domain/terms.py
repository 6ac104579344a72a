"""What is promised to whom: values laid over one another, from the business's defaults to a single system.

Each layer says only what differs; of every value in force it is known which layer said it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Generic, TypeVar


class TermsInvalid(ValueError):
    """Terms that make no sense. `code` names it, `facts` are what a sentence needs."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class ClockKind(StrEnum):
    """What is promised by a time."""

    FIRST_REPLY = "first_reply"
    NEXT_REPLY = "next_reply"
    UPDATE = "update"
    SOLUTION = "solution"
    # A law sets it, not we: see `statutes`.
    STATUTORY = "statutory"


class Criticality(StrEnum):
    """How much hangs on a matter. The order is that of weight."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    CRITICAL = "critical"


class Source(StrEnum):
    """Where a value may come from; a later one is nearer to the matter, and wins."""

    PACKAGE = "package"
    BUSINESS = "business"
    SEGMENT = "segment"
    # While it is on; what was agreed with somebody by name holds all the same.
    EMERGENCY = "emergency"
    ORGANISATION = "organisation"
    PERSON = "person"
    SYSTEM = "system"


ORDER = tuple(Source)
LONGEST = timedelta(days=366)
Targets = Mapping[tuple[ClockKind, Criticality], timedelta]


@dataclass(frozen=True)
class Layer:
    """What one source says. `values` are named by the caller (calendar, ladder, manner …); empty ones say nothing."""

    source: Source
    targets: Targets = field(default_factory=dict)
    values: Mapping[str, object] = field(default_factory=dict)
    name: str = ""
    since: date | None = None

    def __post_init__(self) -> None:
        for (kind, criticality), target in self.targets.items():
            if target <= timedelta(0):
                raise TermsInvalid("target_not_positive", kind=kind, criticality=criticality)
            if target > LONGEST:
                raise TermsInvalid("target_too_long", kind=kind, criticality=criticality)


Value = TypeVar("Value")


@dataclass(frozen=True)
class Said(Generic[Value]):
    """A value in force and the layer it comes from."""

    value: Value
    layer: Layer


@dataclass(frozen=True)
class Terms:
    """What holds for a matter, and for every value why."""

    targets: Mapping[tuple[ClockKind, Criticality], Said[timedelta]]
    values: Mapping[str, Said[object]]

    def target(self, kind: ClockKind, criticality: Criticality) -> Said[timedelta] | None:
        """What is promised for a matter of this weight; None when nothing is."""
        return self.targets.get((kind, criticality))

    def value(self, name: str) -> object | None:
        """The value in force; None when no layer says one."""
        said = self.values.get(name)
        return said.value if said else None


def terms_of(layers: Sequence[Layer]) -> Terms:
    """The layers laid over one another, the nearest last whatever order they come in."""
    targets: dict[tuple[ClockKind, Criticality], Said[timedelta]] = {}
    values: dict[str, Said[object]] = {}
    for layer in sorted(layers, key=lambda each: ORDER.index(each.source)):
        targets |= {key: Said(target, layer) for key, target in layer.targets.items()}
        values |= {name: Said(value, layer) for name, value in layer.values.items() if value not in (None, "")}
    return Terms(targets, values)


def read_targets(document: Mapping[str, Mapping[str, int]]) -> Targets:
    """Targets as they are stored: kind -> criticality -> minutes. Raises TermsInvalid."""
    found: dict[tuple[ClockKind, Criticality], timedelta] = {}
    for kind, by_criticality in document.items():
        for criticality, minutes in by_criticality.items():
            try:
                key = ClockKind(kind), Criticality(criticality)
            except ValueError as error:
                raise TermsInvalid("target_unknown", kind=kind, criticality=criticality) from error
            if not isinstance(minutes, int) or isinstance(minutes, bool) or minutes <= 0:
                raise TermsInvalid("target_not_positive", kind=key[0], criticality=key[1])
            found[key] = timedelta(minutes=minutes)
    return found


def write_targets(targets: Targets) -> dict[str, dict[str, int]]:
    """The form in which targets are stored."""
    document: dict[str, dict[str, int]] = {}
    for (kind, criticality), target in targets.items():
        document.setdefault(kind.value, {})[criticality.value] = int(target.total_seconds() // 60)
    return document
