"""What a visitor wrote and we could not make a message of, tried again after somebody looked at it."""

from datetime import datetime

from django.db import transaction

from moked.businesses.scope import in_scope
from moked.channels.chat.access import get_session
from moked.channels.chat.services import session_key_of, try_to_process
from moked.channels.models import Account, Inbound

BATCH = 100


def process_waiting(now: datetime) -> int:
    """Processes what the tray sent back. Gives how many were tried. What fails returns to the tray."""
    with transaction.atomic():
        waiting = list(
            Inbound.objects.select_for_update(of=("self",), skip_locked=True)
            .filter(state=Inbound.State.RECEIVED, next_attempt_at__lte=now, account__kind=Account.Kind.CHAT)
            .order_by("next_attempt_at")[:BATCH]
        )
        for inbound in waiting:
            with in_scope([inbound.business_id]):
                try_to_process(inbound, get_session(session_key_of(inbound)))
    return len(waiting)
