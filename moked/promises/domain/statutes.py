"""Times that laws set. What we promise may be tighter, never looser."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from moked.promises.domain.terms import ClockKind, Criticality, Layer, Terms

LONGEST = timedelta(days=366)


class StatuteInvalid(ValueError):
    """A legal time that makes no sense. `code` names why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Law:
    """What a law sets for a kind of matter: within so much time from the notice, day and night; within another one
    where the notice came by registered mail, if the law says so. Raises StatuteInvalid."""

    matter: str
    within: timedelta
    source: str
    registered: timedelta | None = None

    def __post_init__(self) -> None:
        times = (self.within,) if self.registered is None else (self.within, self.registered)
        if not all(timedelta(0) < time <= LONGEST for time in times):
            raise StatuteInvalid("time")
        if not self.source.strip():
            raise StatuteInvalid("source")


# Where a business has written down nothing of its own. Only what public sources agree on stands here; for the rest
# each business writes down what its counsel says.
DEFAULTS: Mapping[str, tuple[Law, ...]] = {
    "IL": (Law("cancellation", timedelta(days=3), "חוק הגנת הצרכן, סיום עסקה מתמשכת", registered=timedelta(days=6)),),
}
COUNTRY_OF_ZONE = {"Asia/Jerusalem": "IL"}


def default_law(matter: str, zone: str) -> Law | None:
    """What holds for a matter where the business has written down nothing; None when no law is known."""
    country = COUNTRY_OF_ZONE.get(zone, "")
    return next((law for law in DEFAULTS.get(country, ()) if law.matter == matter), None)


@dataclass(frozen=True)
class StatutoryTarget:
    """The time a matter has, and the layer that tightened it; None when it is the law's own."""

    within: timedelta
    layer: Layer | None = None


def statutory_target(
    law: Law, terms: Terms | None, criticality: Criticality, *, by_registered: bool = False
) -> StatutoryTarget:
    """The law's time, or what is promised when that is less. `by_registered`: the notice came by registered mail."""
    within = law.registered if by_registered and law.registered else law.within
    said = terms.target(ClockKind.STATUTORY, criticality) if terms else None
    if said is None or said.value >= within:
        return StatutoryTarget(within)
    return StatutoryTarget(said.value, said.layer)
