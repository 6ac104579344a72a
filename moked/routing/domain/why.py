"""Why the engine did what it did: a code and its facts; the sentence is made when shown.

Facts are ids, codes and numbers, so they may stand in a log that outlives names and texts. `FACTS` tells the
surface (and the translator) what stands behind each placeholder of `SENTENCES`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class WhyCode(StrEnum):
    """Every reason the engine can give; stable, as logs and reports keep them."""

    HANDED_OVER = "handed_over"
    HAS_THE_CASE = "has_the_case"
    HAS_THE_TASK = "has_the_task"
    KNOWS_CUSTOMER = "knows_customer"
    ONLY_ONE_FREE = "only_one_free"
    LEAST_BUSY = "least_busy"
    BEST_SKILLED = "best_skilled"
    LONGEST_IDLE = "longest_idle"
    NOT_ACCEPTED = "not_accepted"
    NOT_TAKING_WORK = "not_taking_work"
    NO_LONGER_FITS = "no_longer_fits"
    AWAY_TOO_LONG = "away_too_long"


class FactKind(StrEnum):
    """What a placeholder holds, and so how the surface shows it."""

    PERSON = "person"  # id of a person, shown as the full name
    PRESENCE = "presence"  # code of a presence kind, shown by its translated label
    COUNT = "count"
    SECONDS = "seconds"
    MINUTES = "minutes"


FACTS: Mapping[WhyCode, Mapping[str, FactKind]] = {
    WhyCode.HANDED_OVER: {"person": FactKind.PERSON},
    WhyCode.HAS_THE_CASE: {"person": FactKind.PERSON},
    WhyCode.HAS_THE_TASK: {"person": FactKind.PERSON},
    WhyCode.KNOWS_CUSTOMER: {"person": FactKind.PERSON},
    WhyCode.ONLY_ONE_FREE: {"person": FactKind.PERSON},
    WhyCode.LEAST_BUSY: {"person": FactKind.PERSON, "load": FactKind.COUNT, "next_load": FactKind.COUNT},
    WhyCode.BEST_SKILLED: {"person": FactKind.PERSON, "level": FactKind.COUNT, "next_level": FactKind.COUNT},
    WhyCode.LONGEST_IDLE: {"person": FactKind.PERSON, "minutes": FactKind.MINUTES},
    WhyCode.NOT_ACCEPTED: {"person": FactKind.PERSON, "seconds": FactKind.SECONDS},
    WhyCode.NOT_TAKING_WORK: {"person": FactKind.PERSON, "presence": FactKind.PRESENCE},
    WhyCode.NO_LONGER_FITS: {"person": FactKind.PERSON},
    WhyCode.AWAY_TOO_LONG: {
        "person": FactKind.PERSON,
        "presence": FactKind.PRESENCE,
        "minutes": FactKind.MINUTES,
    },
}


def _(sentence: str) -> str:
    """Marks a sentence for the translators' tools, which know this name."""
    return sentence


# English message ids for gettext. Units are abbreviated so that no language needs plural forms here.
SENTENCES: Mapping[WhyCode, str] = {
    WhyCode.HANDED_OVER: _("A colleague handed this over to %(person)s."),
    WhyCode.HAS_THE_CASE: _("%(person)s already has this case, and the customer wrote."),
    WhyCode.HAS_THE_TASK: _("%(person)s already has this task."),
    WhyCode.KNOWS_CUSTOMER: _("%(person)s already knows this customer."),
    WhyCode.ONLY_ONE_FREE: _("%(person)s is the only one free now who can take this."),
    WhyCode.LEAST_BUSY: _(
        "Of those who can take this, %(person)s has the least in hand (%(load)s, the next person %(next_load)s)."
    ),
    WhyCode.BEST_SKILLED: _(
        "Of those free, %(person)s has the best skills for this (%(level)s points, the next person %(next_level)s)."
    ),
    WhyCode.LONGEST_IDLE: _("Of those who can take this, %(person)s has been free longest (%(minutes)s min)."),
    WhyCode.NOT_ACCEPTED: _("%(person)s did not accept within %(seconds)s s."),
    WhyCode.NOT_TAKING_WORK: _("%(person)s takes no such work now (%(presence)s)."),
    WhyCode.NO_LONGER_FITS: _("What this needs has changed, or what %(person)s can do."),
    WhyCode.AWAY_TOO_LONG: _("%(person)s has been away for %(minutes)s min (%(presence)s)."),
}


@dataclass(frozen=True)
class Why:
    """A reason: its code, and the facts `FACTS` lists for it, by name. Ids are written as text."""

    code: WhyCode
    facts: Mapping[str, str | int]


def sentence(why: Why) -> tuple[str, dict[str, str | int]]:
    """The message id and its parameters, ready for `gettext(msgid) % params` once ids became names."""
    return SENTENCES[why.code], dict(why.facts)
