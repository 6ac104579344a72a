"""What people of ours said they would do, as the customer reads it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from moked.promises.models import Commitment


@dataclass(frozen=True)
class CommitmentSaid:
    """What somebody of ours said they would do. `state` is open, kept, late, done (late, and done all the same)
    or missed (late, and nobody waits for it any more)."""

    words: str
    due_at: datetime
    state: str


def commitment_said(commitment: Commitment) -> CommitmentSaid:
    """A commitment in the customer's words. Needs its owner."""
    state = commitment.state
    if state == Commitment.State.BROKEN:
        state = "done" if commitment.done_at else "missed" if commitment.settled_at else "late"
    return CommitmentSaid(_what_is_promised(commitment), commitment.due_at, state)


def _what_is_promised(commitment: Commitment) -> str:
    name = {"name": commitment.owner.first_name}
    words = {
        Commitment.Kind.CALL.value: gettext("%(name)s will call you"),
        Commitment.Kind.WRITE.value: gettext("%(name)s will write to you"),
        Commitment.Kind.CHECK.value: gettext("%(name)s will check this"),
        Commitment.Kind.SEND.value: gettext("%(name)s will send it to you"),
        Commitment.Kind.FIX.value: gettext("%(name)s will fix this"),
        Commitment.Kind.VISIT.value: gettext("%(name)s will come to you"),
    }.get(commitment.kind)
    return words % name if words else f"{commitment.owner.first_name}: {commitment.what}"
