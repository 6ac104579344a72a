"""What visitors do besides saying something (`said`): begin, say who they are, confirm, end.

Identity: a conversation is a contact point of its own (kind `chat`, its value the session's key) with a customer of
its own. An e-mail address typed into a chat is nobody's proof of anything, so it becomes no contact point of that
customer, known or not: attached to them, a later mail from the true owner would verify it and lend the stranger in
the chat the owner's standing. It is kept on the session as the place for answers of this conversation; whoever reads
that mailbox gets those answers and nothing else, and the chat gets nothing of theirs. A colleague who has identified
the visitor merges the two customers.
"""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from moked.businesses.models import Language
from moked.cases import services as cases
from moked.cases.models import Case, Channel
from moked.channels.chat.access import get_session
from moked.channels.chat.errors import SessionUnknown
from moked.channels.chat.events import AnswerAddressGiven, VisitorLeft, VisitorReturned
from moked.channels.chat.selectors import current_case, is_solution_offered
from moked.channels.models import Account, ChatSession
from moked.customers.domain.addresses import AddressInvalid, is_reachable_mailbox, normalise_address
from moked.customers.errors import AddressUnusable
from moked.customers.models import ContactPoint
from moked.customers.naming import stand_in
from moked.customers.services import change_customer, find_or_create_contact_point
from moked.journal.record import record
from moked.lib.errors import NotFound
from moked.lib.ids import new_id
from moked.lib.postgres.questions import asked_often
from moked.staff.actors import ContactActor, SystemActor
from moked.surveys.services import answer_survey

CHAT = SystemActor("chat")


@transaction.atomic
def start_session(*, account: Account, page: str, language: str = "") -> ChatSession:
    """A new conversation of somebody we do not know. `language` is the page's, and says nothing where we do not serve
    in it."""
    session_id = new_id()
    known = language if language in Language else ""
    contact_point = find_or_create_contact_point(
        actor=CHAT,
        business_id=account.business_id,
        kind=ContactPoint.Kind.CHAT,
        value=str(session_id),
        name=stand_in(account.language),
        language=known or account.language,
    )
    return ChatSession.objects.create(
        id=session_id,
        business_id=account.business_id,
        account=account,
        contact_point=contact_point,
        page=page,
        language=known,
    )


# By hand, since every message asks.
LOCK_CASES = """
WITH own AS (SELECT case_id FROM contact_channels_chatsession WHERE id = %s)
SELECT FROM cases_case WHERE id IN (
  SELECT case_id FROM own UNION ALL SELECT canonical_id FROM cases_case JOIN own ON id = case_id
)
ORDER BY id FOR NO KEY UPDATE
"""
LOCK = "SELECT FROM contact_channels_chatsession WHERE id = %s FOR UPDATE"


def lock_session(session_id: UUID) -> ChatSession:
    """The conversation, locked until the transaction ends, after the case it belongs to. Raises SessionUnknown.

    Answers leave holding their case and then look at the conversation; the other way round both would wait for ever.
    """
    with connection.cursor() as cursor:
        cursor.execute(LOCK_CASES, (session_id,))
        cursor.execute(LOCK, (session_id,))
    # Only now: whoever waited for a lock would still see the rows beside it as they were before.
    found = _session(session_id)
    if not found:
        raise SessionUnknown
    return found[0]


@asked_often
def _session(session_id: UUID) -> QuerySet[ChatSession]:
    return ChatSession.objects.select_related("contact_point").filter(pk=session_id)


@transaction.atomic
def give_details(*, session_id: UUID, name: str, email: str) -> ChatSession:
    """What to call the visitor and where to answer when they are gone; empty fields change nothing.

    Raises AddressUnusable. See above why the address joins nobody.
    """
    with connection.cursor() as cursor:
        cursor.execute(LOCK, (session_id,))
    session = get_session(session_id)
    if email:
        try:
            session.answer_address = normalise_address(ContactPoint.Kind.EMAIL, email)
        except AddressInvalid as error:
            raise AddressUnusable from error
        if not is_reachable_mailbox(session.answer_address):
            raise AddressUnusable
    if name:
        session.visitor_name = name
        change_customer(actor=CHAT, customer_id=session.contact_point.customer_id, name=name)
    session.save(update_fields=["answer_address", "visitor_name"])
    if email:
        record(
            AnswerAddressGiven(
                business_id=session.business_id,
                actor=session.visitor,
                case_id=session.case_id,
                session_id=session.pk,
            )
        )
    return session


@transaction.atomic
def touch_session(*, session_id: UUID, now: datetime) -> None:
    """The visitor's page is open now. Somebody who had left is back."""
    if ChatSession.objects.filter(pk=session_id, left_at=None).update(seen_at=now):
        return
    session = lock_session(session_id)
    has_returned = session.left_at is not None
    session.seen_at, session.left_at = now, None
    session.save(update_fields=["seen_at", "left_at"])
    if has_returned:
        record(
            VisitorReturned(
                business_id=session.business_id,
                actor=session.visitor,
                case_id=session.case_id,
                session_id=session.pk,
            )
        )


@transaction.atomic
def end_session(*, session_id: UUID) -> None:
    """The visitor ends the chat: their token opens nothing any more. The case goes on; only they close it."""
    session = lock_session(session_id)
    if session.ended_at is None:
        session.ended_at = timezone.now()
        leave(session, session.ended_at)


def leave(session: ChatSession, now: datetime) -> None:
    """Marks the visitor as gone, told once. The row is locked by the caller."""
    was_here = session.left_at is None
    session.left_at = session.left_at or now
    session.save(update_fields=["left_at", "ended_at"])
    if was_here:
        record(
            VisitorLeft(
                business_id=session.business_id,
                actor=session.visitor,
                case_id=session.case_id,
                session_id=session.pk,
            )
        )


def confirm_solved(*, session: ChatSession) -> None:
    """The visitor presses 'solved' under a solution offered to them. Raises NotFound when none waits."""
    case = _offered_case(session)
    cases.confirm_solved(actor=_actor(session, case), case_id=case.pk, channel=Channel.CHAT)


def reject_solution(*, session: ChatSession) -> None:
    """The visitor presses 'not yet'; why, they write as their next message. Raises NotFound when none waits."""
    case = _offered_case(session)
    cases.reject_solution(actor=_actor(session, case), case_id=case.pk, channel=Channel.CHAT)


def rate_ease(*, session: ChatSession, ease: int) -> None:
    """How easy it was, 1 to 5, once the visitor's case is closed. Raises NotFound, SurveyOver."""
    case = current_case(session)
    if case is None:
        raise NotFound
    answer_survey(actor=_actor(session, case), case_id=case.pk, ease=ease)


def _offered_case(session: ChatSession) -> Case:
    case = current_case(session)
    if case is None or not is_solution_offered(session, case):
        raise NotFound
    return case


def _actor(session: ChatSession, case: Case) -> ContactActor:
    return ContactActor(contact_point_id=session.contact_point_id, case_id=case.pk)
