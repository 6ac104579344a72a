"""Step: what is no news. Our own mail coming back, and the same mail by another way."""

from moked.cases.models import Direction
from moked.channels.pipeline.arrival import Arrival, Outcome


def recognise_own_mail(arrival: Arrival) -> Outcome | None:
    """A mail of ours that came back in our own name, through a list or a rule of forwarding: the start of a loop."""
    known = arrival.own_reference
    sender = arrival.parsed.sender
    is_ours = known is not None and known.message is not None and known.message.direction == Direction.OUT
    return Outcome(note="own_mail") if is_ours and sender and arrival.is_own(sender.address) else None


def recognise_duplicate(arrival: Arrival) -> Outcome | None:
    """The same mail again, for example through a second mailbox of the business.

    A known Message-ID alone proves nothing: it must be the same writer saying the same.
    """
    known = arrival.own_reference
    sender = arrival.parsed.sender
    if known is None or known.message is None or known.message.contact_point is None or sender is None:
        return None
    is_same_writer = known.message.contact_point.normal == sender.address.lower()
    if is_same_writer and known.message.text == arrival.text:
        return Outcome(known.message, note="duplicate")
    return None
