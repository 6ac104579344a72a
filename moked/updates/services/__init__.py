"""Writes about updates, by what they are about."""

from moked.updates.services.calling import follow_call, write_instead
from moked.updates.services.deciding import give_time, send_now, skip_update
from moked.updates.services.pausing import look_at_pause, pause_business, resume_business
from moked.updates.services.sweeping import sweep_updates
from moked.updates.services.watching import drop_update, look_again, look_at_promised, tell_change, untell_hand_over

__all__ = [
    "drop_update",
    "follow_call",
    "give_time",
    "look_again",
    "look_at_pause",
    "look_at_promised",
    "pause_business",
    "resume_business",
    "send_now",
    "skip_update",
    "sweep_updates",
    "tell_change",
    "untell_hand_over",
    "write_instead",
]
