"""What a person has typed and attached in a case, and not sent."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from moked.cases.access import get_case
from moked.cases.files import IncomingFile, attach
from moked.cases.models import Attachment, Case, Direction, Draft, Message
from moked.lib.errors import NotFound
from moked.lib.richtext import clean_html, plain_text
from moked.staff.actors import PersonActor, StaffActor
from moked.staff.permissions import Permission


@transaction.atomic
def save_draft(*, actor: PersonActor, case_id: UUID, html: str, direction: str = Direction.OUT) -> None:
    """Keeps what a person typed; an empty text forgets it. Nobody's screen changes, so nothing is recorded."""
    case = get_case(actor, case_id, to=Permission.CASES_ANSWER)
    cleaned = clean_html(html)
    if plain_text(cleaned):
        Draft.objects.update_or_create(
            business_id=case.business_id,
            case=case,
            person_id=actor.person_id,
            defaults={"html": cleaned, "direction": direction},
        )
    else:
        Draft.objects.filter(case=case, person_id=actor.person_id).delete()


@transaction.atomic
def attach_upload(*, actor: StaffActor, case_id: UUID, name: str, content_type: str, content: bytes) -> Attachment:
    """Puts a file into the writer's composer. Raises FileTooLarge."""
    case = get_case(actor, case_id, to=Permission.CASES_ANSWER)
    return attach(actor=actor, case=case, file=IncomingFile(name, content_type, content))


@transaction.atomic
def remove_upload(*, actor: StaffActor, attachment_id: UUID) -> None:
    """Takes a file out of the writer's composer; what was sent stays."""
    removed, _ = Attachment.objects.filter(pk=attachment_id, message=None, uploaded_by_id=actor.person_id).delete()
    if not removed:
        raise NotFound


def finish_draft(actor: StaffActor, case: Case, message: Message, attachment_ids: Sequence[UUID]) -> None:
    """What was drafted is said: its files move onto the message, and the draft is forgotten.

    Somebody else's files are not theirs to send.
    """
    if attachment_ids:
        Attachment.objects.filter(
            pk__in=attachment_ids, case=case, message=None, uploaded_by_id=actor.person_id
        ).update(message=message)
    if actor.person_id is not None:
        Draft.objects.filter(case=case, person_id=actor.person_id).delete()
