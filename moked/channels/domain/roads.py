"""Which road an answer takes to somebody who wrote in a chat."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# A lift, a tunnel, a reload: shorter absences than this are not leaving.
GRACE = timedelta(seconds=45)


class Road(StrEnum):
    """Where an answer goes."""

    CHAT = "chat"  # onto the open page
    MAIL = "mail"  # to the address given for answers
    KEPT = "kept"  # nowhere to send it: it waits for the visitor to come back


@dataclass(frozen=True)
class Visitor:
    """What is known of a visitor: when their page last spoke, whether they left, where to answer then."""

    seen_at: datetime
    left_at: datetime | None = None
    answer_address: str = ""

    def is_present(self, now: datetime) -> bool:
        """Whether an answer shown now would be seen."""
        return self.left_at is None and now - self.seen_at <= GRACE


def road_for(visitor: Visitor | None, *, now: datetime) -> Road:
    """The live page while somebody is there; otherwise mail when an address was given; otherwise it waits."""
    if visitor is None:
        return Road.KEPT
    if visitor.is_present(now):
        return Road.CHAT
    return Road.MAIL if visitor.answer_address else Road.KEPT
