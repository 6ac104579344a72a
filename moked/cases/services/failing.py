"""An answer that did not arrive: to its customer we said nothing, so the case needs a person again."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from moked.cases.access import locked_cases
from moked.cases.domain.states import Move, Mover, may_move
from moked.cases.events import CaseResumed
from moked.cases.models import Case, Direction, Message, MessageState
from moked.cases.services.moves import move_case
from moked.journal.record import record
from moked.staff.actors import SystemActor
from moked.staff.models import Notice
from moked.staff.notices import write_notice


@transaction.atomic
def answer_failed(*, actor: SystemActor, message: Message) -> Case:
    """Opens the case of a message that surely or perhaps did not arrive, and tells who has it. Needs `case` loaded.

    A case the customer moved on meanwhile stays where it is; a robot's message that changes nothing tells nobody.
    """
    root_id = message.case.canonical_id or message.case_id
    case = locked_cases().select_related("business").get(pk=root_id)
    is_open_again = may_move(case.case_state, Move.FAIL, Mover.SYSTEM)
    if is_open_again:
        move_case(case, Move.FAIL, Mover.SYSTEM)
        case.answered_at = _last_answer_at(case, message)
        case.save()
    person_id = case.assignee_id or message.author_id
    if person_id and (is_open_again or not message.is_automatic):
        write_notice(
            business_id=case.business_id, person_id=person_id, kind=Notice.Kind.NOT_DELIVERED, case_id=case.pk
        )
    if is_open_again:
        record(
            CaseResumed(business_id=case.business_id, actor=actor.code, case_id=case.pk, person_id=case.assignee_id)
        )
    return case


def _last_answer_at(case: Case, failed: Message) -> datetime | None:
    """When an answer last left that nobody says was lost: without one, the customer still waits for the first."""
    arrived = Message.objects.filter(
        case=case, direction=Direction.OUT, is_automatic=False, state=MessageState.DONE
    ).exclude(pk=failed.pk)
    latest: datetime | None = arrived.aggregate(at=Max("sent_at"))["at"]
    return latest
