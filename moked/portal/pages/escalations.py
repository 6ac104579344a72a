"""What was called for a case, as the customer reads it: to whom it was passed on, and who has it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from moked.promises.models import Escalation, Rung


@dataclass(frozen=True)
class EscalationSaid:
    """`taken` is empty while nobody has confirmed."""

    words: str
    at: datetime
    taken: str


def escalations_said(calls: Iterable[Escalation]) -> tuple[EscalationSaid, ...]:
    """Calls in the customer's words, in their order; of those that say the same, the latest."""
    latest: dict[str, EscalationSaid] = {}
    for said in map(_said, calls):
        latest.pop(said.words, None)
        latest[said.words] = said
    return tuple(latest.values())


def _said(call: Escalation) -> EscalationSaid:
    is_managerial = call.sort == Rung.Sort.MANAGERIAL
    words = gettext("Passed on to our managers") if is_managerial else gettext("Passed on to our experts")
    taken = gettext("%(name)s has it") % {"name": call.ended_by.first_name} if call.ended_by else ""
    return EscalationSaid(words, call.fired_at, taken)
