"""Whose it is to win back a customer who gave a low mark, and who hears of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Because(StrEnum):
    """Why it is they."""

    PROFILE = "profile"  # the customer's assigned agent or deputy
    LEAD = "lead"  # leads the team of whoever had the case
    BUSINESS = "business"  # named by the business for this
    NOBODY = "nobody"  # nobody is named: whoever the line finds


@dataclass(frozen=True)
class Candidates:
    """Who may own it, each list the best first and of people who serve: `named` by the customer's profile, `leads`
    of whoever had the case, `default` of the business. `marked` is who had the case."""

    named: Sequence[UUID] = ()
    leads: Sequence[UUID] = ()
    default: UUID | None = None
    marked: UUID | None = None


@dataclass(frozen=True)
class Recovery:
    """The owner, why it is they, and who is told besides."""

    owner: UUID | None
    because: Because
    informed: tuple[UUID, ...] = ()


def choose_owner(candidates: Candidates) -> Recovery:
    """The customer's own agent, else a lead of whoever had the case, else whom the business names.

    Whoever got the low mark owns it only as the customer's own agent, and never without somebody else hearing of it
    when there is anybody else at all.
    """
    above = [*candidates.leads, *([candidates.default] if candidates.default else [])]
    others = tuple(dict.fromkeys(person for person in above if person != candidates.marked))
    for person in candidates.named:
        if person != candidates.marked:
            return Recovery(person, Because.PROFILE)
        if others:
            return Recovery(person, Because.PROFILE, informed=others[:1])
    for person in others:
        return Recovery(person, Because.LEAD if person in candidates.leads else Because.BUSINESS)
    return Recovery(None, Because.NOBODY)
