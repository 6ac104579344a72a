"""What colleagues say among themselves in a case."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moked.cases.access import get_case
from moked.cases.errors import NothingToSend
from moked.cases.events import ColleagueMentioned, NoteWritten
from moked.cases.files import IncomingFile, attach_each
from moked.cases.models import Case, Direction, Message
from moked.cases.services.drafts import finish_draft
from moked.cases.services.indexing import file_names, index_words
from moked.journal.record import record
from moked.lib.richtext import clean_html, plain_text
from moked.staff.actors import Actor, StaffActor
from moked.staff.models import Membership, Notice
from moked.staff.notices import write_notice
from moked.staff.permissions import Permission


@transaction.atomic
def write_note(
    *,
    actor: StaffActor,
    case_id: UUID,
    html: str,
    mentions: Iterable[UUID] = (),
    attachment_ids: Sequence[UUID] = (),
) -> Message:
    """A note colleagues see and the customer never does; whoever is mentioned gets a notice."""
    case = get_case(actor, case_id, to=Permission.CASES_ANSWER, lock=True)
    text = plain_text(clean_html(html))
    if not text and not attachment_ids:
        raise NothingToSend
    note = Message.objects.create(
        business_id=case.business_id,
        case=case,
        direction=Direction.NOTE,
        channel=case.channel,
        author_id=actor.person_id,
        token_id=actor.token_id,
        text=text,
        html=clean_html(html),
        created_at=timezone.now(),
    )
    finish_draft(actor, case, note, attachment_ids)
    index_words(case, text, *file_names(note))
    case.last_activity_at = note.created_at
    case.save(update_fields=["last_activity_at"])
    _mention(actor, case, note, mentions)
    _record_written(case, actor, note)
    return note


@transaction.atomic
def keep_note(
    *,
    actor: Actor,
    case: Case,
    author_id: UUID | None,
    text: str,
    at: datetime,
    files: Sequence[IncomingFile] = (),
) -> Message:
    """A note that came by another way than the desk. The caller says who wrote it, and has the case locked or new."""
    note = Message.objects.create(
        business_id=case.business_id,
        case=case,
        direction=Direction.NOTE,
        channel=case.channel,
        author_id=author_id,
        text=text,
        created_at=at,
    )
    names = attach_each(actor, {note: files})
    index_words(case, text, *names[note])
    _record_written(case, actor, note)
    return note


def _record_written(case: Case, actor: Actor, note: Message) -> None:
    record(
        NoteWritten(
            business_id=case.business_id,
            actor=actor.code,
            case_id=case.pk,
            person_id=case.assignee_id,
            message_id=note.pk,
        )
    )


def _mention(actor: StaffActor, case: Case, note: Message, mentions: Iterable[UUID]) -> None:
    """Notices go only to people who serve this business; anybody else could not open the case."""
    colleagues = Membership.objects.filter(
        business_id=case.business_id, is_active=True, person_id__in=list(mentions)
    ).values_list("person_id", flat=True)
    for person_id in colleagues:
        write_notice(
            business_id=case.business_id,
            person_id=person_id,
            kind=Notice.Kind.MENTION,
            case_id=case.pk,
            by_id=actor.person_id,
        )
        record(
            ColleagueMentioned(
                business_id=case.business_id,
                actor=actor.code,
                case_id=case.pk,
                person_id=person_id,
                message_id=note.pk,
            )
        )
