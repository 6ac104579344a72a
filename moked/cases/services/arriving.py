"""What customers bring: a new case, a further message, a reply after the end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.selectors import case_numbers_of, next_case_number
from moked.cases.access import locked_cases
from moked.cases.domain.states import SETTLED, CaseState, Move, Mover
from moked.cases.events import AutomaticMessageKept, CaseOpened, CaseReopened, CaseResumed, CustomerWrote
from moked.cases.files import IncomingFile, attach_each
from moked.cases.models import Case, CaseClosing, Direction, Message, SetAsideReason
from moked.cases.services.indexing import index_each, index_words
from moked.cases.services.moves import move_case
from moked.cases.services.weighing import facts_by_topic
from moked.customers.models import ContactPoint, Customer
from moked.journal.record import record
from moked.lib.postgres.inserting import insert_all
from moked.lib.postgres.questions import asked_often
from moked.lib.rows import assign
from moked.staff.actors import Actor

SUBJECT_LENGTH = 250
# A robot or a spammer that writes again is still one; anybody else has something to say after all.
STAYS_ASIDE = {SetAsideReason.SPAM, SetAsideReason.ROBOT}


@transaction.atomic(savepoint=False)
def open_case(
    *,
    actor: Actor,
    business_id: UUID,
    contact_point: ContactPoint,
    channel: str,
    subject: str,
    language: str,
    account_id: UUID | None = None,
    topic_id: UUID | None = None,
    team_id: UUID | None = None,
    follows: Case | None = None,
    customer: Customer | None = None,
    at: datetime | None = None,
) -> Case:
    """A new matter of the contact point's customer, or of the one given. `at` is when they came, now when empty.

    Of the customer who has the address, even when they are read through another: un-merging parts them rightly.
    """
    case = _new_case(
        business_id=business_id,
        customer=customer or contact_point.customer,
        contact_point=contact_point,
        channel=channel,
        account_id=account_id,
        subject=subject,
        language=language or Business.objects.values_list("language", flat=True).get(pk=business_id),
        topic_id=topic_id,
        team_id=team_id,
        follows=follows,
        at=at or timezone.now(),
    )
    case.save(force_insert=True)
    index_words(case, *_words_of_head(case, contact_point))
    _record_opened(case, actor)
    return case


@dataclass(frozen=True)
class Opening:
    """A new matter and what its customer said about it. `facts` are those of its row: by which channel and account,
    subject, language, topic and team."""

    contact_point: ContactPoint
    at: datetime
    text: str
    facts: Mapping[str, Any]
    html: str = ""
    quoted: str = ""
    files: Sequence[IncomingFile] = ()


@transaction.atomic(savepoint=False)
def open_cases(*, actor: Actor, business: Business, openings: Sequence[Opening]) -> list[Message]:
    """New matters of a business with what was said: the same as opening and receiving each, their rows written
    together. Gives the messages, with their cases."""
    said = [_opened(business, opening) for opening in openings]
    opened = [message.case for message in said]
    insert_all(opened, drawn="number", sequence=case_numbers_of(business.pk))
    insert_all(said)
    names = attach_each(actor, {message: opening.files for message, opening in zip(said, openings, strict=True)})
    texts: dict[Case, Iterable[str]] = {}
    for case, message, opening in zip(opened, said, openings, strict=True):
        # What the first mail quotes and is signed with stands nowhere else in the case; later ones quote what does.
        words = (opening.text, *names[message], opening.quoted)
        texts[case] = (*_words_of_head(case, opening.contact_point), *words)
        _record_opened(case, actor)
        _record_wrote(case, actor, message)
    index_each(texts)
    return said


def _opened(business: Business, opening: Opening) -> Message:
    """The rows of a case and its first message, not yet stored."""
    case = _new_case(
        business_id=business.pk,
        customer=opening.contact_point.customer,
        contact_point=opening.contact_point,
        at=opening.at,
        **opening.facts,
    )
    case.business, case.customer_wrote_at = business, opening.at
    words = {"text": opening.text, "html": opening.html, "quoted": opening.quoted}
    return _message(case, opening.contact_point, at=opening.at, channel=case.channel, language=case.language, **words)


def _new_case(*, subject: str, at: datetime, **facts: Any) -> Case:
    """The row as it begins, not yet saved."""
    case = Case(
        number=next_case_number(facts["business_id"]),
        subject=" ".join(subject.split())[:SUBJECT_LENGTH],
        opened_at=at,
        last_activity_at=at,
        **facts,
    )
    if case.topic is not None:
        assign(case, facts_by_topic(case, case.topic))
    return case


def _words_of_head(case: Case, contact_point: ContactPoint) -> tuple[str, ...]:
    """Texts by whose words a case is found, besides what is said in it."""
    return case.subject, case.customer.name, contact_point.normal, str(case.number)


def _record_opened(case: Case, actor: Actor) -> None:
    record(
        CaseOpened(
            business_id=case.business_id,
            actor=actor.code,
            case_id=case.pk,
            customer_id=case.customer_id,
            channel=case.channel,
        )
    )


def case_for_reply(case: Case, *, actor: Actor, contact_point: ContactPoint, at: datetime) -> Case:
    """Which case a reply to `case` belongs to: itself, the one it was merged into, or a new one that follows it.

    The business says how long after closing a reply still reopens.
    """
    if case.canonical_id:
        case = Case.objects.select_related("business", "customer").get(pk=case.canonical_id)
    is_late = case.state == CaseState.CLOSED and case.closed_at and at - case.closed_at > case.business.reopen_within
    if not is_late:
        return case
    return open_case(
        actor=actor,
        business_id=case.business_id,
        contact_point=contact_point,
        channel=case.channel,
        account_id=case.account_id,
        subject=case.subject,
        language=case.language,
        topic_id=case.topic_id,
        follows=case,
        at=at,
    )


@dataclass(frozen=True)
class Words:
    """What a customer said in a case. `is_automatic`: a program or a bare thanks said it. A bystander is somebody the
    customer copied."""

    case: Case
    contact_point: ContactPoint
    channel: str
    text: str
    html: str = ""
    quoted: str = ""
    language: str = ""
    at: datetime | None = None
    files: Sequence[IncomingFile] = ()
    is_automatic: bool = False
    is_bystander: bool = False


@transaction.atomic(savepoint=False)
def receive_messages(*, actor: Actor, words: Sequence[Words]) -> list[Message]:
    """Adds what customers said, and wakes their cases unless a robot or a bare thanks said it.

    A settled case reopens. Spam and robots stay aside. A bystander is heard too, but our answers still go to the
    customer.
    """
    return _receive(actor, words, lock_where_they_go_on(each.case.pk for each in words))


@transaction.atomic(savepoint=False)
def receive_message(
    *,
    actor: Actor,
    case: Case,
    contact_point: ContactPoint,
    channel: str,
    text: str,
    html: str = "",
    quoted: str = "",
    language: str = "",
    at: datetime | None = None,
    files: Iterable[IncomingFile] = (),
    is_automatic: bool = False,
    is_locked: bool = False,
) -> Message:
    """The same for one thing said. `is_locked` says that the case comes from `lock_where_it_goes_on`."""
    words = Words(
        case=case,
        contact_point=contact_point,
        channel=channel,
        text=text,
        html=html,
        quoted=quoted,
        language=language,
        at=at,
        files=tuple(files),
        is_automatic=is_automatic,
    )
    locked = {case.pk: case} if is_locked else lock_where_they_go_on([case.pk])
    (message,) = _receive(actor, [words], locked)
    return message


def _receive(actor: Actor, words: Sequence[Words], locked: Mapping[UUID, Case]) -> list[Message]:
    said = [_said(locked[each.case.pk], each) for each in words]
    insert_all(said)
    names = attach_each(actor, {message: each.files for message, each in zip(said, words, strict=True)})
    texts: dict[Case, list[str]] = {}
    for message, each in zip(said, words, strict=True):
        texts.setdefault(message.case, []).extend((each.text, *names[message]))
    index_each(texts)
    for message, each in zip(said, words, strict=True):
        _take_in(actor, message, is_bystander=each.is_bystander)
    return said


def _said(case: Case, words: Words) -> Message:
    """The row of a message, not yet stored."""
    return _message(
        case,
        words.contact_point,
        at=words.at or timezone.now(),
        channel=words.channel,
        text=words.text,
        html=words.html,
        quoted=words.quoted,
        language=words.language,
        is_automatic=words.is_automatic,
    )


def _take_in(actor: Actor, message: Message, *, is_bystander: bool) -> None:
    """What a new message changes of its case, which is locked."""
    case, moment = message.case, message.created_at
    stays_aside = case.state == CaseState.SET_ASIDE and case.set_aside_reason in STAYS_ASIDE
    if message.is_automatic or stays_aside:
        record(
            AutomaticMessageKept(
                business_id=case.business_id,
                actor=actor.code,
                case_id=case.pk,
                person_id=case.assignee_id,
                message_id=message.pk,
            )
        )
        return
    before = _what_stands_over_it(case)
    _wake(case, actor)
    if not is_bystander:
        case.contact_point = message.contact_point
    case.customer_wrote_at = moment
    case.last_activity_at = max(moment, case.last_activity_at)
    case.save()
    _record_wrote(case, actor, message, turned=before != _what_stands_over_it(case))


def _what_stands_over_it(case: Case) -> tuple[object, ...]:
    """What the head of a case says that a message of the customer may change."""
    answered, wrote = case.answered_at, case.customer_wrote_at
    is_ours = answered is None or (wrote is not None and wrote > answered)
    return case.state, case.waiting_until, case.times_reopened, is_ours, case.contact_point_id


def lock_where_it_goes_on(case_id: UUID) -> Case:
    """The case with its business, or the one it was merged into, locked until the transaction ends."""
    return lock_where_they_go_on([case_id])[case_id]


def lock_where_they_go_on(case_ids: Iterable[UUID]) -> dict[UUID, Case]:
    """The same for several, in the order of their ids. Two cases that were merged are one here too."""
    locked = {case.pk: case for case in _locked(list(dict.fromkeys(case_ids)))}
    merged = {case.pk: case.canonical_id for case in locked.values() if case.canonical_id}
    if merged:
        further = [case_id for case_id in dict.fromkeys(merged.values()) if case_id not in locked]
        locked |= {case.pk: case for case in _locked(further)}
        locked |= {case_id: locked[canonical_id] for case_id, canonical_id in merged.items()}
    return locked


@asked_often
def _locked(case_ids: list[UUID]) -> QuerySet[Case]:
    return locked_cases().select_related("business").filter(pk__any_of=case_ids).order_by("pk")


def _message(case: Case, contact_point: ContactPoint, *, at: datetime, **facts: Any) -> Message:
    """A message as it begins, not yet stored."""
    return Message(
        business_id=case.business_id,
        case=case,
        direction=Direction.IN,
        contact_point=contact_point,
        created_at=at,
        sent_at=at,
        **facts,
    )


def _record_wrote(case: Case, actor: Actor, message: Message, *, turned: bool = True) -> None:
    record(
        CustomerWrote(
            business_id=case.business_id,
            actor=actor.code,
            case_id=case.pk,
            person_id=case.assignee_id,
            message_id=message.pk,
            channel=message.channel,
            turned=turned,
        )
    )


def wake_case(*, actor: Actor, case: Case) -> None:
    """The customer did their part on their page, without a word: a case that waits does so no longer.

    The caller holds it locked. One with a solution on offer stays so: that question is another one.
    """
    waited = case.state == CaseState.WAITING
    if waited:
        move_case(case, Move.WRITE, Mover.CUSTOMER)
    case.last_activity_at = timezone.now()
    case.save()
    if waited:
        record(
            CaseResumed(business_id=case.business_id, actor=actor.code, case_id=case.pk, person_id=case.assignee_id)
        )


def _wake(case: Case, actor: Actor) -> None:
    """Brings the case to where somebody of ours must act."""
    if case.state == CaseState.SET_ASIDE:
        move_case(case, Move.BRING_BACK, Mover.SYSTEM)
    if case.case_state not in SETTLED:
        move_case(case, Move.WRITE, Mover.CUSTOMER)
        return
    reopen(case, actor, Move.REOPEN)


def reopen(case: Case, actor: Actor, move: Move) -> None:
    """Takes a closing back because the customer says so; the proof of it stays, marked undone. The caller saves."""
    move_case(case, move, Mover.CUSTOMER)
    case.times_reopened += 1
    CaseClosing.objects.filter(case=case, undone_at=None).update(undone_at=timezone.now())
    record(
        CaseReopened(
            business_id=case.business_id,
            actor=actor.code,
            case_id=case.pk,
            person_id=case.assignee_id,
            times=case.times_reopened,
        )
    )
