"""Whose screens an event changes, and which parts of them.

An audience is `<part>:<key>`. A page listens to the parts it shows: `words`, `standing` and `service` of a case,
`work` and `bell` of a person; a visitor's to `heard`. `case`, `customer` and `business` hear of all that happens to
them.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from uuid import UUID


class Part(StrEnum):
    """What pages show apart from each other, hence fetch apart."""

    # What was said in a case and what happened, in the order of time.
    WORDS = "words"
    # Whose turn a case is, and all that is open about it.
    STANDING = "standing"
    # The customer beside a case: who they are, what they were promised, what they hear from us.
    SERVICE = "service"
    # What its customer is shown of a case, beside their own words.
    HEARD = "heard"
    # What is with a person and offered to them.
    WORK = "work"
    # How many notices a person has not read.
    BELL = "bell"


EVERYTHING = frozenset(Part)
OF_A_CASE = (Part.WORDS, Part.STANDING, Part.SERVICE, Part.HEARD)
OF_A_PERSON = (Part.WORK, Part.BELL)


def audiences_of(
    parts: Iterable[Part],
    *,
    business_id: UUID,
    case_id: UUID | None = None,
    people: Iterable[UUID | str | None] = (),
    customers: Iterable[UUID | str | None] = (),
) -> Iterator[str]:
    """The audiences of an event that changes these parts. `people` are those who have it, or had it before."""
    yield f"business:{business_id}"
    for customer_id in filter(None, customers):
        yield f"customer:{customer_id}"
    if case_id:
        yield from audiences_of_case(case_id, parts)
    for person_id in filter(None, people):
        yield from (f"{part}:{person_id}" for part in OF_A_PERSON if part in parts)


def audiences_of_case(case_id: UUID, parts: Iterable[Part]) -> Iterator[str]:
    """The audiences of a case of which these parts changed."""
    yield f"case:{case_id}"
    yield from (f"{part}:{case_id}" for part in OF_A_CASE if part in parts)
