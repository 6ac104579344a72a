"""An update on its way: what it says by now, and the way it goes."""

from datetime import datetime
from uuid import UUID

from moked.cases.models import Channel, Message
from moked.cases.services import send_automatic, write_apart
from moked.channels.outbox import queue_delivery
from moked.customers.models import ContactPoint
from moked.journal.record import record
from moked.lib.richtext import html_from_text
from moked.promises.services import begin_next_round
from moked.updates.domain.rhythm import Change
from moked.updates.domain.ways import Way
from moked.updates.domain.words import spoken_text, told_anew, update_text
from moked.updates.events import UpdateSent
from moked.updates.matters import CaseInView, facts_at, next_after
from moked.updates.models import Update
from moked.updates.services.watching import UPDATES, State


def words_of(view: CaseInView, update: Update) -> str:
    """What an update says as things stand now, as it is written or as it is said."""
    changes = tuple(Change(code) for code in update.changes)
    after = next_after(view, update.leave_at)
    facts = facts_at(view, update.leave_at, changes=changes, is_formal=update.is_formal, next_by=after)
    return spoken_text(facts) if update.way == Way.PHONE else update_text(facts)


def send_update(
    view: CaseInView, held: Update, now: datetime, *, actor_code: str = UPDATES.code, person_id: UUID | None = None
) -> None:
    """Lets an update leave, with the time of the next one as it is now. Both rows are locked.

    It moves no case and keeps no promise of an answer.
    """
    held.text = told_anew(held.text, held.language, next_after(view, now))
    note_sent(view, held, _write(view, held), now, actor_code=actor_code, person_id=person_id)


def note_sent(
    view: CaseInView,
    held: Update,
    message: Message,
    now: datetime,
    *,
    actor_code: str = UPDATES.code,
    person_id: UUID | None = None,
) -> None:
    """The customer was told, by `message`."""
    held.state, held.ended_at, held.message, held.decided_by_id = State.SENT, now, message, person_id
    held.save()
    begin_next_round(case=view.case, at=now, actor_code=actor_code)
    record(
        UpdateSent(
            business_id=held.business_id,
            actor=actor_code,
            case_id=held.case_id,
            person_id=view.case.assignee_id,
            update_id=held.pk,
            message_id=message.pk,
            why=held.why,
            is_improved=held.is_improved,
            way=held.way,
        )
    )


def _write(view: CaseInView, held: Update) -> Message:
    case, html, point = view.case, html_from_text(held.text), held.contact_point
    if point is None or point.pk == case.contact_point_id or point.kind != ContactPoint.Kind.EMAIL:
        return send_automatic(actor=UPDATES, case=case, text=held.text, html=html, language=held.language)
    message = write_apart(case=case, text=held.text, html=html, language=held.language, channel=Channel.MAIL)
    queue_delivery(message, point)
    return message
