"""What a visitor wrote and we could not make a message of, tried again after somebody looked at it."""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from moked.businesses.scope import in_scope
from moked.channels.chat.said import session_key_of, try_to_process
from moked.channels.chat.services import lock_session
from moked.channels.models import Account, Inbound
from moked.lib.scans import Moment, due_by

logger = logging.getLogger(__name__)

BATCH = 100
# When one could not even be tried, its turn comes again after this, behind the others.
RETRY_AFTER = timedelta(minutes=5)


@due_by(Moment(Inbound, "next_attempt_at"))
def process_waiting(now: datetime) -> int:
    """Processes what the tray sent back, one by one. Gives how many were tried; what fails returns to the tray."""
    keys = _waiting(now).order_by("next_attempt_at").values_list("pk", flat=True)
    return sum(_process(inbound_id, now) for inbound_id in list(keys[:BATCH]))


def _waiting(now: datetime) -> QuerySet[Inbound]:
    return Inbound.objects.filter(
        state=Inbound.State.RECEIVED, next_attempt_at__lte=now, account__kind=Account.Kind.CHAT
    )


def _process(inbound_id: UUID, now: datetime) -> bool:
    try:
        with transaction.atomic():
            claimed = _waiting(now).select_for_update(of=("self",), skip_locked=True).filter(pk=inbound_id)
            inbound = claimed.first()
            if inbound is None:
                return False
            with in_scope([inbound.business_id]):
                try_to_process(inbound, lock_session(session_key_of(inbound)))
            return True
    except Exception:
        logger.exception("chat.retry_failed", extra={"inbound": str(inbound_id)})
        Inbound.objects.filter(pk=inbound_id).update(next_attempt_at=now + RETRY_AFTER)
        return False
