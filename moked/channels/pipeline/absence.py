"""Step: a program answered one of our mails because its owner is away, and no header says so."""

from collections.abc import Iterator

from moked.cases.models import Case, Direction
from moked.channels.domain.absence import is_absence_subject, tells_absence
from moked.channels.pipeline.arrival import Arrival
from moked.channels.pipeline.threads import signed_case


def is_told_absence(arrival: Arrival) -> bool:
    """Whether the mail tells of an absence in answer to a mail of ours.

    In a case that is itself about an absence the subject is its customer's.
    """
    parsed = arrival.parsed
    if parsed.attachments or not tells_absence(parsed.subject, arrival.text):
        return False
    answered = list(_answered(arrival))
    return bool(answered) and not any(is_absence_subject(case.subject) for case in answered)


def _answered(arrival: Arrival) -> Iterator[Case]:
    """The cases of our mails that it answers, as its headers and the address it came to tell."""
    for key, known in arrival.references.items():
        if key != arrival.own_key and known.message is not None and known.message.direction == Direction.OUT:
            yield known.case
    signed = signed_case(arrival)
    if signed is not None:
        yield signed
