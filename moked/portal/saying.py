"""What a visitor does to their case: say something, say that it is solved, say that it is not. Twice is once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from moked.cases.access import locked_cases
from moked.cases.domain.states import CaseState, Move, Mover, may_move
from moked.cases.files import IncomingFile, kept_name
from moked.cases.models import Case, Channel, Direction, Message
from moked.cases.services import case_for_reply, confirm_solved, receive_message, reject_solution
from moked.portal.visit import Visit

# A form sent twice arrives within this; the same words later are meant again.
SAME_FORM = timedelta(minutes=2)


@transaction.atomic
def say(visit: Visit, text: str, files: Sequence[IncomingFile] = ()) -> Case:
    """Adds what the visitor wrote. Gives the case it went to: a new one when the old one ended long ago."""
    case = _locked(visit)
    now = timezone.now()
    repeated = _same_message(visit, case, text, files, now)
    if repeated is not None:
        return repeated.case
    target = case_for_reply(case, actor=visit.actor, contact_point=visit.contact_point, at=now)
    receive_message(
        actor=visit.actor,
        case=target,
        contact_point=visit.contact_point,
        channel=Channel.PORTAL,
        text=text,
        language=visit.case.language,
        at=now,
        files=files,
    )
    return target


def say_solved(visit: Visit) -> None:
    """Closes the case, with proof of who did and by which link. Raises MoveImpossible."""
    confirm_solved(actor=visit.actor, case_id=visit.case.pk, channel=Channel.PORTAL, link_id=visit.link.pk)


@transaction.atomic
def say_not_yet(visit: Visit, reason: str = "") -> Case:
    """Takes the case back to whoever had it, with the reason when there is one.

    Where nothing was offered, or too late to reopen, the reason is an ordinary message.
    """
    case = _locked(visit)
    if may_reopen(case, timezone.now()) and may_move(case.case_state, Move.REJECT, Mover.CUSTOMER):
        return reject_solution(actor=visit.actor, case_id=case.pk, reason_text=reason, channel=Channel.PORTAL)
    return say(visit, reason) if reason else case


def may_reopen(case: Case, now: datetime) -> bool:
    """Whether a closed case can still be opened again; any other case is open, or still being asked about."""
    return (
        case.state != CaseState.CLOSED
        or case.closed_at is None
        or now <= case.closed_at + case.business.reopen_within
    )


def _locked(visit: Visit) -> Case:
    return locked_cases().select_related("business", "customer").get(pk=visit.case.pk)


def _same_message(
    visit: Visit, case: Case, text: str, files: Sequence[IncomingFile], now: datetime
) -> Message | None:
    recent = (
        Message.objects.filter(
            Q(case=case) | Q(case__follows=case),
            direction=Direction.IN,
            contact_point=visit.contact_point,
            channel=Channel.PORTAL,
            text=text,
            created_at__gt=now - SAME_FORM,
        )
        .select_related("case__business")
        .prefetch_related("attachments__file")
    )
    # By their names too: somebody may mean the same bytes twice.
    sent = sorted((kept_name(file.name), sha256(file.content).hexdigest()) for file in files)
    return next(
        (
            message
            for message in recent
            if sorted((its.name, its.file.sha256) for its in message.attachments.all()) == sent
        ),
        None,
    )
