"""One word to all customers of an incident: written once, on its way to each case at most once.

A letter's row says whether it was sent; it and the message are written in one transaction, so that a worker that is
killed goes on where it stopped.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from moked.cases.domain.gathering import reason_to_skip
from moked.cases.events import IncidentUpdateWritten
from moked.cases.incident_models import Incident, IncidentCase, IncidentLetter, IncidentUpdate
from moked.cases.incidents import cases_without
from moked.cases.models import Case, Direction, Message, MessageState
from moked.cases.services.releasing import release_message, send_automatic
from moked.journal.record import record
from moked.lib.due import run_each
from moked.lib.languages import text_in
from moked.lib.richtext import html_from_text
from moked.lib.scans import Moment, due_by
from moked.staff.actors import StaffActor, SystemActor

ACTOR = SystemActor("incidents")
# When one letter fails, it is tried again this much later.
AGAIN_IN = timedelta(minutes=1)
# So many share a transaction.
AT_ONCE = 10


def queue_letters(
    actor: StaffActor, incident: Incident, update_id: UUID, kind: IncidentUpdate.Kind, texts: Mapping[str, str]
) -> int:
    """An update with a letter to each of the incident's cases, in the caller's transaction. Gives how many."""
    update = IncidentUpdate.objects.create(
        id=update_id,
        business_id=incident.business_id,
        incident=incident,
        kind=kind,
        texts=dict(texts),
        written_by_id=actor.person_id,
    )
    return queue_rest(actor, incident, update)


def queue_rest(actor: StaffActor, incident: Incident, update: IncidentUpdate) -> int:
    """A letter of the update to each of the incident's cases that has none yet. Gives how many. The incident is
    locked by the caller."""
    letters = [
        IncidentLetter(business_id=incident.business_id, update=update, case_id=case_id)
        for case_id in cases_without(update).order_by("joined_at", "id").values_list("case_id", flat=True)
    ]
    if not letters:
        return 0
    IncidentLetter.objects.bulk_create(letters, batch_size=1000)
    record(
        IncidentUpdateWritten(
            business_id=incident.business_id,
            actor=actor.code,
            incident_id=incident.pk,
            update_id=update.pk,
            kind=update.kind,
            cases=len(letters),
        )
    )
    return len(letters)


@due_by(Moment(IncidentLetter, "next_check_at"))
def send_due_letters(now: datetime) -> int:
    """Writes what is due of incidents' updates into their cases, in order. Gives how many were looked at."""
    rows = IncidentLetter.objects.select_related("update", "case")
    return run_each(
        lambda: rows.filter(next_check_at__lte=now).order_by("next_check_at", "id"),
        lambda letter: _send(letter, now),
        lambda letter: _postpone(letter, now),
        # As whoever moves the case locks it: none of them waits for another.
        locks=("self", "case"),
        at_once=AT_ONCE,
    )


def _postpone(letter: IncidentLetter, now: datetime) -> None:
    IncidentLetter.objects.filter(pk=letter.pk).update(next_check_at=now + AGAIN_IN)


def _send(letter: IncidentLetter, now: datetime) -> None:
    # Read anew: an earlier letter of the same transaction may have been to the same case.
    case = Case.objects.select_related("business", "contact_point").get(pk=letter.case_id)
    update = letter.update
    asks = update.kind == IncidentUpdate.Kind.SOLVED
    is_in = IncidentCase.objects.filter(incident=update.incident_id, case=case, left_at=None).exists()
    skip = reason_to_skip(case.case_state, is_in=is_in, has_address=case.contact_point_id is not None, asks=asks)
    letter.next_check_at = None
    if skip is None:
        letter.message = _ask(case, update, now) if asks else _tell(case, update)
        letter.outcome = IncidentLetter.Outcome.SENT
    else:
        letter.outcome, letter.why = IncidentLetter.Outcome.SKIPPED, skip.value
    letter.save(update_fields=["message", "outcome", "why", "next_check_at"])


def _tell(case: Case, update: IncidentUpdate) -> Message:
    """An update in the customer's language; the ball stays with us."""
    language, text = text_in(update.texts, case.language, case.business.language)
    return send_automatic(
        actor=ACTOR,
        case=case,
        text=text,
        html=html_from_text(text),
        language=language,
        author_id=update.written_by_id,
    )


def _ask(case: Case, update: IncidentUpdate, now: datetime) -> Message:
    """A solution is proposed: the customer's word closes the case, or brings it back to whoever has it."""
    language, text = text_in(update.texts, case.language, case.business.language)
    message = Message.objects.create(
        business_id=case.business_id,
        case=case,
        direction=Direction.OUT,
        channel=case.channel,
        state=MessageState.HELD,
        author_id=update.written_by_id,
        text=text,
        html=html_from_text(text),
        language=language,
        is_proposal=True,
        created_at=now,
        release_at=now,
    )
    release_message(actor=ACTOR, message=message, case=case)
    return message
