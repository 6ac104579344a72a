"""Reaction: a visitor left before our words reached their page, so the words go by mail."""

from moked.channels.chat.access import get_session
from moked.channels.chat.events import VisitorLeft
from moked.channels.chat.presence import mail_point_for, unread_deliveries
from moked.channels.outbox import queue_delivery
from moked.journal.events import Event


def mail_unread(event: Event) -> None:
    """Mails what the page never took to the address given for answers; without one it waits for their return."""
    if not isinstance(event, VisitorLeft):
        raise TypeError(f"{type(event).__name__} is nobody's leaving")
    session = get_session(event.session_id)
    unread = unread_deliveries(session)
    mail_point = mail_point_for(session) if unread else None
    if mail_point is not None:
        for delivery in unread:
            queue_delivery(delivery.message, mail_point)
