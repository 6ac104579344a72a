"""What we say: answers that can be taken back for a moment, scheduled ones, notes, drafts and their files."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moked.cases.access import get_case, get_message
from moked.cases.domain.states import CaseState, Move, Mover, may_move
from moked.cases.errors import AddresseeMissing, MomentPassed, NothingToSend, SomethingNewArrived, TooLate
from moked.cases.events import (
    AnswerHeld,
    AnswerTakenBack,
    CaseAssigned,
    ColleagueMentioned,
    MessageReleased,
    NoteWritten,
    SolutionProposed,
)
from moked.cases.files import IncomingFile, attach
from moked.cases.models import Attachment, Case, Channel, Direction, Draft, Message, MessageState
from moked.cases.services.arriving import index_words
from moked.cases.services.moves import move_case
from moked.journal.record import record
from moked.lib.errors import NotFound
from moked.lib.richtext import clean_html, plain_text
from moked.staff.actors import Actor, PersonActor, SystemActor
from moked.staff.models import Membership, Notice
from moked.staff.permissions import Permission

# Long enough to see one's own mistake. A chat has somebody waiting, so nothing is held there.
HOLD = timedelta(seconds=10)
RELEASE_BATCH = 100
WAITING_TO_LEAVE = (MessageState.HELD, MessageState.SCHEDULED)


@transaction.atomic
def write_answer(
    *,
    actor: PersonActor,
    case_id: UUID,
    html: str,
    attachment_ids: Sequence[UUID] = (),
    is_proposal: bool = False,
    send_at: datetime | None = None,
    seen_message_id: UUID | None = None,
) -> Message:
    """Writes to the customer. It is held for ten seconds, or until `send_at`; in a chat it leaves at once.

    `seen_message_id` is the newest message on the writer's screen: when there is a newer one, nothing is sent and
    SomethingNewArrived is raised, so that only one answers. Raises NothingToSend, MomentPassed, AddresseeMissing.
    """
    case = get_case(actor, case_id, to=Permission.CASES_ANSWER, lock=True)
    now = timezone.now()
    text = _check_answer(case, html, attachment_ids, send_at, now, seen_message_id)
    is_live = case.channel == Channel.CHAT and send_at is None
    message = Message.objects.create(
        business_id=case.business_id,
        case=case,
        direction=Direction.OUT,
        channel=case.channel,
        state=MessageState.SCHEDULED if send_at else MessageState.HELD,
        author_id=actor.person_id,
        text=text,
        html=clean_html(html),
        language=case.language,
        is_proposal=is_proposal,
        created_at=now,
        release_at=send_at or (now if is_live else now + HOLD),
    )
    _take_uploads(actor, case, message, attachment_ids)
    Draft.objects.filter(case=case, person_id=actor.person_id).delete()
    _take_up(case, actor)
    record(
        AnswerHeld(
            business_id=case.business_id,
            actor=actor.code,
            case_id=case.pk,
            person_id=actor.person_id,
            message_id=message.pk,
            is_scheduled=send_at is not None,
        )
    )
    if is_live:
        release_message(actor=actor, message=message, case=case)
    return message


def _check_answer(
    case: Case,
    html: str,
    attachment_ids: Sequence[UUID],
    send_at: datetime | None,
    now: datetime,
    seen_message_id: UUID | None,
) -> str:
    text = plain_text(clean_html(html))
    if not text and not attachment_ids:
        raise NothingToSend
    if send_at is not None and send_at <= now:
        raise MomentPassed
    if case.contact_point_id is None:
        raise AddresseeMissing
    if seen_message_id is not None:
        newer = Message.objects.filter(case=case, id__gt=seen_message_id).exclude(direction=Direction.NOTE)
        if newer.exclude(state=MessageState.CANCELLED).exists():
            raise SomethingNewArrived
    return text


def _take_uploads(actor: PersonActor, case: Case, message: Message, attachment_ids: Sequence[UUID]) -> None:
    """Moves files from the writer's composer onto the message; somebody else's are not theirs to send."""
    if attachment_ids:
        Attachment.objects.filter(
            pk__in=attachment_ids, case=case, message=None, uploaded_by_id=actor.person_id
        ).update(message=message)


def _take_up(case: Case, actor: PersonActor) -> None:
    """Whoever answers a case nobody has, has it from then on."""
    if case.assignee_id is not None:
        return
    case.assignee_id = actor.person_id
    case.save(update_fields=["assignee"])
    record(CaseAssigned(business_id=case.business_id, actor=actor.code, case_id=case.pk, person_id=actor.person_id))


@transaction.atomic
def take_back_answer(*, actor: PersonActor, message_id: UUID) -> Message:
    """Takes back what has not left yet; its text returns to the writer's composer. Raises TooLate."""
    message = get_message(actor, message_id, to=Permission.CASES_ANSWER, lock=True)
    if message.state not in WAITING_TO_LEAVE:
        raise TooLate
    message.state = MessageState.CANCELLED
    message.release_at = None
    message.save(update_fields=["state", "release_at"])
    Attachment.objects.filter(message=message).update(message=None)
    Draft.objects.update_or_create(
        business_id=message.business_id,
        case_id=message.case_id,
        person_id=actor.person_id,
        defaults={"html": message.html, "direction": Direction.OUT},
    )
    record(
        AnswerTakenBack(
            business_id=message.business_id,
            actor=actor.code,
            case_id=message.case_id,
            person_id=actor.person_id,
            message_id=message.pk,
        )
    )
    return message


@transaction.atomic
def reschedule_answer(*, actor: PersonActor, message_id: UUID, send_at: datetime) -> Message:
    """Chooses another moment for a scheduled answer. Raises TooLate, MomentPassed."""
    message = get_message(actor, message_id, to=Permission.CASES_ANSWER, lock=True)
    if message.state != MessageState.SCHEDULED:
        raise TooLate
    if send_at <= timezone.now():
        raise MomentPassed
    message.release_at = send_at
    message.save(update_fields=["release_at"])
    record(
        AnswerHeld(
            business_id=message.business_id,
            actor=actor.code,
            case_id=message.case_id,
            person_id=actor.person_id,
            message_id=message.pk,
            is_scheduled=True,
        )
    )
    return message


def release_due_messages(now: datetime) -> int:
    """Lets go of answers whose moment has come. Many workers may do this at once. Gives how many left."""
    actor = SystemActor("release")
    with transaction.atomic():
        due = list(
            Message.objects.select_for_update(of=("self",), skip_locked=True)
            .filter(state__in=WAITING_TO_LEAVE, release_at__lte=now)
            .order_by("release_at")[:RELEASE_BATCH]
        )
        for message in due:
            case = Case.objects.select_for_update(of=("self",)).select_related("business").get(pk=message.case_id)
            release_message(actor=actor, message=message, case=case)
    return len(due)


def release_message(*, actor: Actor, message: Message, case: Case) -> None:
    """Makes a message final: the case moves, and the message goes on its way. Both rows are locked by the caller."""
    now = timezone.now()
    message.state = MessageState.QUEUED
    message.release_at = None
    message.save(update_fields=["state", "release_at"])
    index_words(case, message.text)
    move = Move.PROPOSE if message.is_proposal else Move.ANSWER
    # The customer may have closed it meanwhile: the words still go, the case stays as the customer left it.
    if not message.is_automatic and may_move(case.case_state, move, Mover.AGENT):
        move_case(case, move, Mover.AGENT)
        if message.is_proposal:
            case.proposed_at = now
            case.next_check_at = now + case.business.remind_after
    # A machine's message answers nobody: who waits for us still does.
    if not message.is_automatic:
        case.answered_at = now
    case.last_activity_at = now
    case.save()
    record(
        MessageReleased(
            business_id=case.business_id,
            actor=actor.code,
            case_id=case.pk,
            person_id=case.assignee_id,
            message_id=message.pk,
            is_proposal=message.is_proposal,
        )
    )
    if case.state == CaseState.PROPOSED and message.is_proposal:
        record(
            SolutionProposed(
                business_id=case.business_id,
                actor=actor.code,
                case_id=case.pk,
                person_id=case.assignee_id,
                message_id=message.pk,
            )
        )


def send_automatic(*, actor: Actor, case: Case, text: str, html: str) -> Message:
    """A message the system writes to the customer, on its way at once. It moves no case. The case is locked."""
    message = Message.objects.create(
        business_id=case.business_id,
        case=case,
        direction=Direction.OUT,
        channel=case.channel,
        text=text,
        html=html,
        language=case.language,
        is_automatic=True,
        created_at=timezone.now(),
    )
    release_message(actor=actor, message=message, case=case)
    return message


@transaction.atomic
def write_note(
    *,
    actor: PersonActor,
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
        text=text,
        html=clean_html(html),
        created_at=timezone.now(),
    )
    _take_uploads(actor, case, note, attachment_ids)
    Draft.objects.filter(case=case, person_id=actor.person_id).delete()
    index_words(case, text)
    case.last_activity_at = note.created_at
    case.save(update_fields=["last_activity_at"])
    _mention(actor, case, note, mentions)
    record(
        NoteWritten(
            business_id=case.business_id,
            actor=actor.code,
            case_id=case.pk,
            person_id=case.assignee_id,
            message_id=note.pk,
        )
    )
    return note


def _mention(actor: PersonActor, case: Case, note: Message, mentions: Iterable[UUID]) -> None:
    """Notices go only to people who serve this business; anybody else could not open the case."""
    colleagues = Membership.objects.filter(
        business_id=case.business_id, is_active=True, person_id__in=list(mentions)
    ).values_list("person_id", flat=True)
    for person_id in colleagues:
        Notice.objects.create(
            business_id=case.business_id,
            person_id=person_id,
            by_id=actor.person_id,
            kind=Notice.Kind.MENTION,
            case_id=case.pk,
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
def attach_upload(*, actor: PersonActor, case_id: UUID, name: str, content_type: str, content: bytes) -> Attachment:
    """Puts a file into the writer's composer. Raises FileTooLarge."""
    case = get_case(actor, case_id, to=Permission.CASES_ANSWER)
    return attach(actor=actor, case=case, file=IncomingFile(name, content_type, content))


@transaction.atomic
def remove_upload(*, actor: PersonActor, attachment_id: UUID) -> None:
    """Takes a file out of the writer's composer; what was sent stays."""
    removed, _ = Attachment.objects.filter(pk=attachment_id, message=None, uploaded_by_id=actor.person_id).delete()
    if not removed:
        raise NotFound
