"""The states of a case, and the one table of who may move it where.

Closing belongs to the customer: no transition to CLOSED has any other mover.
"""

from dataclasses import dataclass
from enum import StrEnum


class CaseState(StrEnum):
    """Where a case stands."""

    NEW = "new"
    OPEN = "open"
    WAITING = "waiting"
    PROPOSED = "proposed"
    UNCONFIRMED = "unconfirmed"
    CLOSED = "closed"
    MERGED = "merged"
    SET_ASIDE = "set_aside"


class Mover(StrEnum):
    """Who moves a case."""

    CUSTOMER = "customer"
    AGENT = "agent"
    SYSTEM = "system"


class Move(StrEnum):
    """What happens to a case."""

    ANSWER = "answer"  # we wrote to the customer and wait for them
    START = "start"  # somebody took it up
    WAIT = "wait"  # put aside until a moment, or until somebody else acts
    RESUME = "resume"  # the wait is over
    FAIL = "fail"  # our message did not arrive
    WRITE = "write"  # the customer wrote
    PROPOSE = "propose"
    CONFIRM = "confirm"  # the customer: solved
    REJECT = "reject"  # the customer: not yet
    GIVE_UP_ASKING = "give_up_asking"  # the last reminder stayed unanswered
    REOPEN = "reopen"
    MERGE = "merge"
    UNMERGE = "unmerge"
    SET_ASIDE = "set_aside"
    BRING_BACK = "bring_back"


S, A, C = Mover.SYSTEM, Mover.AGENT, Mover.CUSTOMER
LIVE = (CaseState.NEW, CaseState.OPEN, CaseState.WAITING, CaseState.PROPOSED)
SETTLED = (CaseState.CLOSED, CaseState.UNCONFIRMED)


@dataclass(frozen=True)
class Transition:
    """Where a move leads and who may make it. `to` None means: back to where the case stood before."""

    to: CaseState | None
    movers: frozenset[Mover]


def _rows(
    move: Move, sources: tuple[CaseState, ...], to: CaseState | None, *movers: Mover
) -> dict[tuple[CaseState, Move], Transition]:
    return {(source, move): Transition(to, frozenset(movers)) for source in sources}


TRANSITIONS: dict[tuple[CaseState, Move], Transition] = {
    **_rows(Move.START, (CaseState.NEW,), CaseState.OPEN, A, S),
    **_rows(Move.ANSWER, (*LIVE, CaseState.UNCONFIRMED), CaseState.WAITING, A, S),
    **_rows(Move.WAIT, (CaseState.NEW, CaseState.OPEN, CaseState.WAITING), CaseState.WAITING, A),
    **_rows(Move.RESUME, (CaseState.WAITING,), CaseState.OPEN, A, S),
    **_rows(Move.FAIL, (CaseState.WAITING, CaseState.PROPOSED), CaseState.OPEN, S),
    **_rows(Move.WRITE, (CaseState.NEW,), CaseState.NEW, C),
    **_rows(Move.WRITE, (CaseState.OPEN, CaseState.WAITING, CaseState.PROPOSED), CaseState.OPEN, C),
    **_rows(Move.PROPOSE, LIVE, CaseState.PROPOSED, A),
    **_rows(Move.CONFIRM, (*LIVE, CaseState.UNCONFIRMED), CaseState.CLOSED, C),
    **_rows(Move.REJECT, (CaseState.PROPOSED, *SETTLED), CaseState.OPEN, C),
    **_rows(Move.GIVE_UP_ASKING, (CaseState.PROPOSED,), CaseState.UNCONFIRMED, S),
    **_rows(Move.REOPEN, SETTLED, CaseState.OPEN, C),
    **_rows(Move.MERGE, (*LIVE, *SETTLED), CaseState.MERGED, A),
    **_rows(Move.UNMERGE, (CaseState.MERGED,), None, A),
    **_rows(Move.SET_ASIDE, LIVE, CaseState.SET_ASIDE, A, S),
    **_rows(Move.BRING_BACK, (CaseState.SET_ASIDE,), None, A, S),
}


class MoveRefused(ValueError):
    """This move is not possible from this state, or not for this mover."""

    def __init__(self, state: CaseState, move: Move, mover: Mover) -> None:
        self.state, self.move, self.mover = state, move, mover
        super().__init__(f"{mover} cannot {move} a case that is {state}")


def state_after(state: CaseState, move: Move, mover: Mover, *, before: CaseState | None = None) -> CaseState:
    """The state a move leads to. `before` is where a merged or set-aside case stood.

    Raises MoveRefused for whatever the table does not name.
    """
    transition = TRANSITIONS.get((state, move))
    if transition is None or mover not in transition.movers:
        raise MoveRefused(state, move, mover)
    return transition.to or before or CaseState.OPEN


def may_move(state: CaseState, move: Move, mover: Mover) -> bool:
    """Whether the table allows it: decides which buttons stand on a screen."""
    transition = TRANSITIONS.get((state, move))
    return transition is not None and mover in transition.movers
