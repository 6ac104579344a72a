"""Who holds the ball in a case, and until when: the one line under every case on a list."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from moked.cases.domain.states import CaseState


class Standing(StrEnum):
    """Where a case stands, as a colleague would say it."""

    NOBODY_YET = "nobody_yet"
    FIRST_ANSWER = "first_answer"
    OUR_TURN = "our_turn"
    NOT_SOLVED_YET = "not_solved_yet"
    IN_HAND = "in_hand"
    OFFERED = "offered"
    CUSTOMER = "customer"
    COLLEAGUE = "colleague"
    SUPPLIER = "supplier"
    MOMENT = "moment"
    UNCONFIRMED = "unconfirmed"
    CLOSED = "closed"
    MERGED = "merged"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, kw_only=True)
class CaseFacts:
    """What the line is drawn from. Instants are aware."""

    state: CaseState
    has_assignee: bool
    waiting_for: str = ""
    waiting_until: datetime | None = None
    customer_wrote_at: datetime | None = None
    answered_at: datetime | None = None
    times_reopened: int = 0


BY_STATE = {
    CaseState.PROPOSED: Standing.OFFERED,
    CaseState.UNCONFIRMED: Standing.UNCONFIRMED,
    CaseState.CLOSED: Standing.CLOSED,
    CaseState.MERGED: Standing.MERGED,
    CaseState.SET_ASIDE: Standing.SET_ASIDE,
}

# A mark beside the words, never alone: on is done on our side, busy is ours to do, warn asks for it now.
DOTS = {
    Standing.NOBODY_YET: "warn",
    Standing.FIRST_ANSWER: "busy",
    Standing.OUR_TURN: "busy",
    Standing.NOT_SOLVED_YET: "warn",
    Standing.IN_HAND: "busy",
    Standing.OFFERED: "on",
    Standing.CLOSED: "on",
}


def standing_of(case: CaseFacts) -> Standing:
    """The standing of a case; total over all states."""
    if case.state in BY_STATE:
        return BY_STATE[case.state]
    if case.state is CaseState.WAITING:
        return Standing(case.waiting_for) if case.waiting_for else Standing.CUSTOMER
    if not case.has_assignee:
        return Standing.NOBODY_YET
    if not waits_for_us(case):
        return Standing.IN_HAND
    if case.answered_at is None:
        return Standing.FIRST_ANSWER
    return Standing.NOT_SOLVED_YET if case.times_reopened else Standing.OUR_TURN


def waits_for_us(case: CaseFacts) -> bool:
    """Whether the customer has said something we have not answered."""
    if case.customer_wrote_at is None:
        return case.answered_at is None
    return case.answered_at is None or case.customer_wrote_at > case.answered_at
