"""The outbox: each message leaves at most once, and what became of it is known or said to be unknown."""

import logging
from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from moked.businesses.scope import in_scope, in_whole_installation
from moked.cases import services as cases
from moked.cases.errors import FileHeld, FileInfected
from moked.cases.events import DeliveryChanged
from moked.cases.models import Message, MessageState
from moked.channels.adapters import adapter_for
from moked.channels.domain.backoff import DELIVERY, delay_after, is_spent
from moked.channels.domain.compose import ComposedMail
from moked.channels.errors import AlreadySettled, AnswerLost, MailboxMissing, NotSent
from moked.channels.events import MailBounced
from moked.channels.jobs import SEND_DELIVERIES, defer_once
from moked.channels.models import Delivery, MailReference
from moked.channels.outgoing import compose_delivery, road_of
from moked.channels.ports import OutgoingMail
from moked.channels.selectors import mailbox_of
from moked.customers.models import ContactPoint
from moked.journal.record import record
from moked.lib import measures
from moked.lib.errors import NotFound
from moked.lib.ids import new_id
from moked.lib.postgres.questions import asked_often
from moked.staff.actors import Actor, StaffActor, SystemActor
from moked.staff.permissions import Permission

logger = logging.getLogger(__name__)

OUTBOX = SystemActor("outbox")
# Longer than any server may take to answer; whoever has not reported by then never will.
LEASE = timedelta(minutes=10)
# For so long a mailbox with a mail on the line gets no second worker: a server that hangs must not hold all of them.
ON_THE_LINE = timedelta(minutes=1)
# How long everything else of a mailbox waits when its server cannot be reached.
PAUSE = DELIVERY[0]
BATCH = 500
ENDED = measures.counter("deliveries_ended", "Deliveries by how they ended.", "state")
STATE = Delivery.State
# The next one that is due, of a mailbox of which no worker took one up a moment ago. Joined to nothing, or each would
# cost more the more wait. A mail on the line whose lease ends later than any given now was taken up before the clock
# was set back: it holds up nobody.
CLAIM = """
UPDATE contact_channels_delivery SET state = 'sending', attempts = attempts + 1, next_attempt_at = %(lease)s
WHERE id = (
  SELECT due.id FROM contact_channels_delivery AS due
  WHERE due.state = 'queued' AND due.next_attempt_at <= %(now)s
    AND due.account_id IN (SELECT id FROM contact_channels_account WHERE kind = 'mail')
    AND due.account_id NOT IN (
      SELECT busy.account_id FROM contact_channels_delivery AS busy
      WHERE busy.state = 'sending' AND busy.next_attempt_at BETWEEN %(busy_since)s AND %(lease)s
        AND busy.account_id IS NOT NULL)
  ORDER BY due.next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING id
"""
NOT_DELIVERED = (STATE.FAILED, STATE.BOUNCED, STATE.UNKNOWN)


def queue_delivery(message: Message, contact_point: ContactPoint) -> None:
    """Puts a released message on its way to an e-mail contact point; once, however often it is called.

    Needs the message's case loaded, and runs in the transaction that released it. Without a mailbox the message
    comes back to its writer as failed.
    """
    mailbox = mailbox_of(message.case.account_id, message.business_id)
    if mailbox is None:
        fail_message(message, MailboxMissing.code)
        return
    mail_id = f"{new_id().hex}@{mailbox.address.rpartition('@')[2]}"
    delivery = Delivery(
        business_id=message.business_id,
        message=message,
        account=mailbox.account,
        contact_point=contact_point,
        provider_id=mail_id,
    )
    Delivery.objects.bulk_create([delivery], ignore_conflicts=True)
    reference = MailReference(
        business_id=message.business_id, mail_id=mail_id, case_id=message.case_id, message=message
    )
    # Before it leaves: an answer or a bounce may come back before the sender's own report.
    MailReference.objects.bulk_create([reference], ignore_conflicts=True)
    defer_once(SEND_DELIVERIES)


def withdraw_message(message: Message) -> bool:
    """Takes back a message that no server was asked to take yet. False when one was: then it may have arrived.

    Who sends takes the delivery up under the same lock, so it either goes or does not.
    """
    waiting = Delivery.objects.select_for_update().filter(message=message)
    deliveries = list(waiting)
    if not deliveries or any(delivery.state != STATE.QUEUED for delivery in deliveries):
        return False
    waiting.delete()
    MailReference.objects.filter(message=message).delete()
    Message.objects.filter(pk=message.pk).update(state=MessageState.CANCELLED)
    return True


def fail_message(message: Message, reason: str) -> None:
    """Gives a message that has no road back to its writer."""
    logger.info("mail.no_road", extra={"message": str(message.pk), "reason": reason})
    Message.objects.filter(pk=message.pk).update(state=MessageState.FAILED)
    cases.answer_failed(actor=OUTBOX, message=message)
    _record_change(message, STATE.FAILED)


def send_due_deliveries() -> int:
    """Sends what is due, oldest first. Many workers may do this at once. Gives how many were tried."""
    mark_lost_deliveries()
    for tried in range(BATCH):
        delivery = _claim()
        if delivery is None:
            return tried
        with in_scope([delivery.business_id]):
            _send(delivery)
    return BATCH


def _claim() -> Delivery | None:
    """Takes the next delivery and says SENDING before the network is touched."""
    now = timezone.now()
    lease = now + LEASE
    with in_whole_installation("mail leaves for every business"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(CLAIM, {"now": now, "lease": lease, "busy_since": lease - ON_THE_LINE})
            claimed = cursor.fetchone()
        if claimed is None:
            return None
        return _with_all(claimed[0])[0]


@asked_often
def _with_all(delivery_id: UUID) -> QuerySet[Delivery]:
    related = ("message__case__business", "contact_point", "account__mailbox__business")
    return Delivery.objects.select_related(*related).filter(pk=delivery_id)


def _send(delivery: Delivery) -> None:
    try:
        replaced_id = _hand_over(delivery)
    except NotSent as error:
        _put_off_or_fail(delivery, error)
    except AnswerLost as error:
        _settle(delivery, STATE.UNKNOWN, problem=error.code)
    except Exception as error:
        # A road broke in a way it does not know itself: a repeat might double.
        logger.exception("mail.not_sent", extra={"delivery": str(delivery.pk)})
        _settle(delivery, STATE.UNKNOWN, problem=f"error:{type(error).__name__}")
    else:
        _settle(delivery, STATE.SENT, message_state=MessageState.DONE, replaced_id=replaced_id)


def _hand_over(delivery: Delivery) -> str:
    road, mail = _prepare(delivery)
    return road.send(mail)


def _prepare(delivery: Delivery) -> tuple[OutgoingMail, ComposedMail]:
    """All that can go wrong before the network is touched: nothing was sent, whatever happens here."""
    if delivery.account is None:
        raise NotSent(MailboxMissing.code, permanent=True)
    mailbox = delivery.account.mailbox
    try:
        road = adapter_for(mailbox, road_of(mailbox, delivery.contact_point.shown))
        return road, compose_delivery(delivery)
    except NotSent:
        raise
    except (FileHeld, FileInfected) as error:
        # A file that waits for the scanner lets its mail wait; an infected one never leaves.
        raise NotSent(error.code, permanent=isinstance(error, FileInfected)) from error
    except Exception as error:
        logger.exception("mail.not_composed", extra={"delivery": str(delivery.pk)})
        raise NotSent(f"error:{type(error).__name__}", permanent=False) from error


@transaction.atomic
def _put_off_or_fail(delivery: Delivery, error: NotSent) -> None:
    if error.is_road and delivery.account_id:
        _pause_account(delivery.account_id)
    if error.permanent or is_spent(delivery.attempts, DELIVERY):
        if error.is_address:
            _mark_undeliverable(delivery.contact_point)
        _settle(delivery, STATE.FAILED, message_state=MessageState.FAILED, problem=error.code)
        return
    is_mine = _mine(delivery).update(
        state=STATE.QUEUED,
        next_attempt_at=timezone.now() + delay_after(delivery.attempts, DELIVERY),
        problem=error.code,
    )
    if is_mine and delivery.attempts == 1:
        # Screens show from now on that it is late, and why; repeats would say nothing new.
        _record_change(delivery.message, STATE.QUEUED)


def _pause_account(account_id: UUID) -> None:
    """Lets the rest of the account wait too, so that its dead server is asked once and not for each mail."""
    until = timezone.now() + PAUSE
    Delivery.objects.filter(account_id=account_id, state=STATE.QUEUED, next_attempt_at__lt=until).update(
        next_attempt_at=until
    )


@transaction.atomic
def _settle(
    delivery: Delivery, state: str, *, message_state: str = "", problem: str = "", replaced_id: str = ""
) -> None:
    """Writes what became of the attempt, unless it was given up as lost meanwhile and somebody decided otherwise."""
    now = timezone.now()
    sent_at = now if state == STATE.SENT else None
    if not _mine(delivery).update(state=state, sent_at=sent_at, problem=problem[:300]):
        return
    ENDED.labels(state).inc()
    if state in NOT_DELIVERED:
        cases.answer_failed(actor=OUTBOX, message=delivery.message)
    if message_state:
        facts = {"state": message_state} | ({"sent_at": now} if sent_at else {})
        Message.objects.filter(pk=delivery.message_id).update(**facts)
    if replaced_id:
        reference = MailReference(
            business_id=delivery.business_id,
            mail_id=replaced_id,
            case_id=delivery.message.case_id,
            message_id=delivery.message_id,
        )
        MailReference.objects.bulk_create([reference], ignore_conflicts=True)
    _record_change(delivery.message, state)


def _mine(delivery: Delivery) -> QuerySet[Delivery]:
    """The delivery, as long as this attempt is its latest: the end of its lease is no other attempt's.

    The count of attempts would not tell: whoever sends again grants all of them anew.
    """
    return Delivery.objects.filter(pk=delivery.pk, state=STATE.SENDING, next_attempt_at=delivery.next_attempt_at)


def mark_lost_deliveries() -> int:
    """Says UNKNOWN where a worker died while sending: the mail may have left, so it is not sent again by itself."""
    with in_whole_installation("workers of every business may have died"), transaction.atomic():
        lost = list(
            Delivery.objects.select_for_update(of=("self",), skip_locked=True)
            .select_related("message__case")
            .filter(state=STATE.SENDING, next_attempt_at__lte=timezone.now())[:BATCH]
        )
        for delivery in lost:
            Delivery.objects.filter(pk=delivery.pk).update(state=STATE.UNKNOWN, problem="worker_lost")
            cases.answer_failed(actor=OUTBOX, message=delivery.message)
            _record_change(delivery.message, STATE.UNKNOWN)
    return len(lost)


@transaction.atomic
def mark_bounced(*, actor: Actor, delivery: Delivery, status: str, reason: str) -> None:
    """The mail came back: its writer sees it as failed, and the address as undeliverable."""
    changed = (
        Delivery.objects.filter(pk=delivery.pk)
        .exclude(state=STATE.BOUNCED)
        .update(state=STATE.BOUNCED, problem=f"{status} {reason}".strip()[:300])
    )
    if not changed:
        return
    cases.answer_failed(actor=OUTBOX, message=delivery.message)
    Message.objects.filter(pk=delivery.message_id).update(state=MessageState.FAILED)
    _mark_undeliverable(delivery.contact_point)
    record(
        MailBounced(
            business_id=delivery.business_id,
            actor=actor.code,
            case_id=delivery.message.case_id,
            person_id=delivery.message.case.assignee_id,
            message_id=delivery.message_id,
            contact_point_id=delivery.contact_point_id,
            status=status[:20],
        )
    )
    _record_change(delivery.message, STATE.BOUNCED)


@transaction.atomic
def send_again(*, actor: StaffActor, delivery_id: UUID) -> Delivery:
    """Sends once more what failed, came back or got lost, because a person says so. Raises AlreadySettled."""
    delivery = (
        Delivery.objects.select_for_update(of=("self",))
        .select_related("message__case")
        .filter(pk=delivery_id)
        .first()
    )
    if delivery is None or not actor.may(Permission.CASES_ANSWER, delivery.business_id):
        raise NotFound
    if delivery.state not in NOT_DELIVERED:
        raise AlreadySettled
    delivery.state = STATE.QUEUED
    delivery.attempts = 0
    delivery.next_attempt_at = timezone.now()
    delivery.save(update_fields=["state", "attempts", "next_attempt_at"])
    Message.objects.filter(pk=delivery.message_id).update(state=MessageState.QUEUED)
    _record_change(delivery.message, STATE.QUEUED, actor)
    defer_once(SEND_DELIVERIES)
    return delivery


def _mark_undeliverable(contact_point: ContactPoint) -> None:
    ContactPoint.objects.filter(pk=contact_point.pk, undeliverable_since=None).update(
        undeliverable_since=timezone.now()
    )


def _record_change(message: Message, state: str, actor: Actor = OUTBOX) -> None:
    record(
        DeliveryChanged(
            business_id=message.business_id,
            actor=actor.code,
            case_id=message.case_id,
            person_id=message.case.assignee_id,
            message_id=message.pk,
            state=state,
        )
    )
