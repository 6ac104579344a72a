"""Whether a hand-over can still be taken back: soon after it, and before anybody else began with the case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

# As long as a customer's update is held unless the business says otherwise: mostly they have not heard of it yet.
TAKE_BACK_WITHIN = timedelta(minutes=5)
# Whose deeds are work on a case. A customer who writes, or a process of ours that offers it, begins nothing.
OURS = ("person:", "token:")


@dataclass(frozen=True)
class Deed:
    """Something done on a case after it was handed over, by an actor's code. `is_not_now`: an offer was declined."""

    actor: str
    is_not_now: bool = False


def is_begun(deeds: Iterable[Deed], giver: str) -> bool:
    """Whether somebody of ours other than the giver did anything with the case."""
    return any(deed.actor != giver and deed.actor.startswith(OURS) and not deed.is_not_now for deed in deeds)
