"""Bringing mails in by one transaction: one mail, or several that have nothing to do with each other.

What does not depend on a mail's text is then done once for all of them: their threads are locked and looked up
together, their events written, their claims settled, and the transaction reaches the disk once.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, transaction

from moked.channels.models import Inbound
from moked.channels.pipeline.arrival import Arrival, Outcome, ReadMail, look_up
from moked.channels.pipeline.bounces import take_bounce
from moked.channels.pipeline.placing import place_mails
from moked.channels.pipeline.returned import recognise_duplicate, recognise_own_mail
from moked.journal.record import written_together
from moked.lib import tracing

# In order; the first that knows what the mail is decides.
STEPS = (recognise_own_mail, recognise_duplicate, take_bounce)

# Bytes of a mail that may be brought in with others.
SMALL = 256 * 1024
# Who holds the rows of several mails does not wait long for another's: they might wait for each other.
WAIT_BRIEFLY = "SET LOCAL lock_timeout = '200ms'"
# The settling of mails and the ids by which answers to them will find their cases. Only the claim that is still the
# latest may settle: for one that is not, nothing is written, and it is missing from the count.
SETTLE = """
WITH mine AS (
  UPDATE contact_channels_inbound AS inbound
  SET state = %(state)s, problem = outcome.problem, message_id = outcome.message
  FROM unnest(
    %(inbounds)s::uuid[], %(attempts)s::int[], %(problems)s::text[], %(messages)s::uuid[], %(cases)s::uuid[],
    %(mail_ids)s::text[]
  ) AS outcome (inbound, attempts, problem, message, "case", mail_id)
  WHERE inbound.id = outcome.inbound AND inbound.state = 'received' AND inbound.attempts = outcome.attempts
  RETURNING inbound.business_id, outcome.mail_id, outcome."case", outcome.message
), known AS (
  INSERT INTO contact_channels_mailreference (business_id, mail_id, case_id, message_id)
  SELECT business_id, mail_id, "case", message FROM mine WHERE mail_id <> ''
  ON CONFLICT DO NOTHING
)
SELECT count(*) FROM mine
"""


class ClaimLost(Exception):
    """Another worker settled a mail meanwhile; what was done here is rolled back."""


def in_groups(mails: Iterable[ReadMail]) -> Iterator[list[ReadMail]]:
    """The mails in their order, in groups to be brought in together, each before the next mail is read.

    No two of a group name the same mail: an answer must find what it answers, and a copy its original, settled. A
    large one comes alone.
    """
    group: list[ReadMail] = []
    named: set[str] = set()
    for mail in mails:
        is_large = len(mail.inbound.raw) > SMALL
        if group and (is_large or not named.isdisjoint(mail.keys)):
            yield group
            group, named = [], set()
        if is_large:
            yield [mail]
            continue
        group.append(mail)
        named.update(mail.keys)
    if group:
        yield group


@transaction.atomic
def bring_in(mails: Sequence[ReadMail]) -> None:
    """Makes the claimed mails what they are, once, all or none. Their business is in scope.

    Raises Unprocessable for what no repetition helps, ClaimLost when another worker was faster.
    """
    # What they share stands in the trace of the first.
    with _in_trace_of(mails[0].inbound):
        if len(mails) > 1:
            with connection.cursor() as cursor:
                cursor.execute(WAIT_BRIEFLY)
        arrivals = look_up(mails)
        with written_together(follow_at_end=True):
            outcomes = [_known_outcome(arrival) for arrival in arrivals]
            new = [arrival for arrival, outcome in zip(arrivals, outcomes, strict=True) if outcome is None]
            with tracing.span("mail.place"):
                placed = iter(place_mails(new) if new else [])
            settled = [outcome or next(placed) for outcome in outcomes]
        _settle(arrivals, settled)


def _in_trace_of(inbound: Inbound) -> tracing.Block:
    return tracing.span("mail.bring_in", inbound.envelope.get(tracing.FIELD, ""), inbound=str(inbound.pk))


def _known_outcome(arrival: Arrival) -> Outcome | None:
    """What became of a mail that is no message of its own; None for one that is to be placed."""
    with tracing.span("mail.recognise", arrival.inbound.envelope.get(tracing.FIELD, "")):
        return next((outcome for step in STEPS if (outcome := step(arrival)) is not None), None)


def _settle(arrivals: Sequence[Arrival], outcomes: Sequence[Outcome]) -> None:
    """Marks the mails as brought in. Raises ClaimLost unless every claim is still the latest."""
    messages = [outcome.message for outcome in outcomes]
    facts: dict[str, Any] = {
        "state": Inbound.State.DONE.value,
        "inbounds": [arrival.inbound.pk for arrival in arrivals],
        "attempts": [arrival.inbound.attempts for arrival in arrivals],
        "problems": [outcome.note for outcome in outcomes],
        "messages": [message.pk if message else None for message in messages],
        "cases": [message.case_id if message else None for message in messages],
        "mail_ids": [
            arrival.own_key if outcome.message and not outcome.note and arrival.own_reference is None else ""
            for arrival, outcome in zip(arrivals, outcomes, strict=True)
        ],
    }
    with connection.cursor() as cursor:
        cursor.execute(SETTLE, facts)
        if cursor.fetchone() != (len(arrivals),):
            raise ClaimLost
