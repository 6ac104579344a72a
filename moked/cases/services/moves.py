"""Moving a case by the one table of transitions; what every service of cases shares."""

from datetime import datetime

from moked.cases.domain.states import SETTLED, CaseState, Move, Mover, MoveRefused, state_after
from moked.cases.errors import MoveImpossible
from moked.cases.models import Case, WaitingFor
from moked.staff.actors import Actor, ContactActor, StaffActor

ASIDE = (CaseState.MERGED, CaseState.SET_ASIDE)


def mover_of(actor: Actor) -> Mover:
    """Which column of the table an actor stands in."""
    if isinstance(actor, StaffActor):
        return Mover.AGENT
    if isinstance(actor, ContactActor):
        return Mover.CUSTOMER
    return Mover.SYSTEM


def move_case(case: Case, move: Move, mover: Mover) -> None:
    """Sets the state that follows, and clears what belonged to the state it leaves. The caller saves.

    Raises MoveImpossible when the table has no such move.
    """
    before = CaseState(case.state_before) if case.state_before else None
    try:
        after = state_after(case.case_state, move, mover, before=before)
    except MoveRefused as error:
        raise MoveImpossible from error
    if after in ASIDE:
        # Everything else stays as it is, for the way back.
        case.state_before, case.state, case.next_check_at = case.state, after.value, None
        return
    if case.case_state in ASIDE:
        case.state, case.state_before, case.set_aside_reason = after.value, "", ""
        case.next_check_at = _next_check_at(case)
        return
    case.state = after.value
    if after is not CaseState.WAITING:
        case.waiting_for, case.waiting_until = "", None
    elif move is Move.ANSWER:
        case.waiting_for, case.waiting_until = WaitingFor.CUSTOMER, None
    if after is not CaseState.PROPOSED:
        case.proposed_at, case.reminders_sent = None, 0
    if after not in SETTLED:
        case.closed_at = None
    case.next_check_at = _next_check_at(case)


def _next_check_at(case: Case) -> datetime | None:
    """When time alone changes the case as it stands: the end of a wait, or the next reminder."""
    if case.state == CaseState.PROPOSED and case.proposed_at:
        return case.proposed_at + case.business.remind_after * (case.reminders_sent + 1)
    return case.waiting_until if case.state == CaseState.WAITING else None
