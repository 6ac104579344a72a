"""What time alone sets off at the doors. Each function defers jobs for what is due, and gives how many."""

from datetime import datetime

from django.db.models import Q

from moked.businesses.scope import in_whole_installation
from moked.channels.fetch import FETCH_EVERY
from moked.channels.jobs import DRAIN_INBOUND, FETCH_MAILBOX, SEND_DELIVERIES, defer_once
from moked.channels.models import Account, Delivery, Inbound, Mailbox
from moked.lib.scans import Moment, due_by


@due_by(Moment(Inbound, "next_attempt_at"), Moment(Delivery, "next_attempt_at"), Moment(Mailbox, "next_fetch_at"))
def defer_due_mail(now: datetime) -> int:
    """Mail to bring in, to send and to fetch."""
    with in_whole_installation("the worker serves every business"):
        return _inbound_due(now) + _deliveries_due(now) + _mailboxes_due(now)


def _inbound_due(now: datetime) -> int:
    waiting = Inbound.objects.filter(
        state=Inbound.State.RECEIVED, next_attempt_at__lte=now, account__kind=Account.Kind.MAIL
    )
    return int(waiting.exists() and defer_once(DRAIN_INBOUND))


def _deliveries_due(now: datetime) -> int:
    waiting = Delivery.objects.filter(
        Q(state=Delivery.State.QUEUED) | Q(state=Delivery.State.SENDING),
        next_attempt_at__lte=now,
        account__kind=Account.Kind.MAIL,
    )
    return int(waiting.exists() and defer_once(SEND_DELIVERIES))


def _mailboxes_due(now: datetime) -> int:
    """The moment moves before the job runs: a mailbox whose server hangs is asked again after the usual pause."""
    deferred = 0
    due = Mailbox.objects.select_related("account").filter(incoming=Mailbox.Incoming.IMAP, next_fetch_at__lte=now)
    for mailbox in due:
        is_mine = Mailbox.objects.filter(pk=mailbox.pk, next_fetch_at=mailbox.next_fetch_at).update(
            next_fetch_at=now + FETCH_EVERY
        )
        # Of one that is switched off the moment moves too, or it would be due each second.
        if is_mine and mailbox.account.is_active:
            deferred += defer_once(
                FETCH_MAILBOX,
                lock=f"{FETCH_MAILBOX}:{mailbox.pk}",
                business_id=str(mailbox.business_id),
                account_id=str(mailbox.pk),
            )
    return deferred
