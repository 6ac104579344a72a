"""Last step: messages go into their cases, or open some.

What is asked and written for every mail is asked and written once for all that come in together: who wrote,
strangers' addresses, new cases with their messages. What only some need follows for each.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from moked.cases import services as cases
from moked.cases.domain.states import SETTLED
from moked.cases.models import Case, Channel, Message, SetAsideReason
from moked.channels.domain.sender import Sender, customer_of
from moked.channels.domain.thanks import is_bare_thanks
from moked.channels.errors import Unprocessable
from moked.channels.events import RelatedCaseFound
from moked.channels.identity_hints import note_signature
from moked.channels.passed_on import note_comments
from moked.channels.pipeline.absence import is_told_absence
from moked.channels.pipeline.acknowledging import acknowledge
from moked.channels.pipeline.arrival import PIPELINE, Arrival, Outcome
from moked.channels.pipeline.contents import matter_of, said_in
from moked.channels.pipeline.threads import Thread, find_thread
from moked.customers.domain.addresses import AddressInvalid, normalise_email
from moked.customers.models import ContactPoint
from moked.customers.services import NewAddress, create_contact_points
from moked.journal.record import record
from moked.lib.postgres.questions import asked_often
from moked.staff.models import Membership

FLOOD_WINDOW = timedelta(hours=1)
# More than this in an hour from one address is a program, whatever it says about itself.
FLOOD = 30
# Programs that answer acknowledgements with new mails would make a loop.
MOST_ACKNOWLEDGED = 5

# By hand, since every mail asks; most writers are strangers, and these are spared the reading of a customer.
KNOWN = """
SELECT p.normal, p.id, (SELECT count(*) FROM (
    SELECT FROM cases_message m
    WHERE m.contact_point_id = p.id AND m.direction = 'in' AND m.created_at > %s LIMIT %s) AS recent)
FROM customers_contactpoint p WHERE p.business_id = %s AND p.kind = 'email' AND p.normal = ANY(%s)
"""


@dataclass(frozen=True)
class _From:
    """Who wrote a mail: the address as it is kept, who we know by it, and how many mails came from there within the
    hour, counted up to the flood."""

    sender: Sender
    normal: str
    known: ContactPoint | None
    recent: int


@dataclass(frozen=True, eq=False)
class Placement:
    """What was decided about a mail before anything is written: `arrival`, or what was passed on in `handed_in`."""

    arrival: Arrival
    handed_in: Arrival
    sender: Sender
    contact_point: ContactPoint
    thread: Thread
    is_automatic: bool
    recent: int

    @property
    def reason_aside(self) -> str:
        """Why the mail opens a case that nobody is to work on; empty for anything a person should see."""
        if self.arrival.parsed.is_spam:
            return SetAsideReason.SPAM
        return SetAsideReason.ROBOT if self.is_automatic else ""


def place_mails(arrivals: Sequence[Arrival]) -> list[Outcome]:
    """Adds each mail of a business to the case it answers or opens one for it.

    None of them names another. Raises Unprocessable when one has no usable sender.
    """
    placements = _decide(arrivals)
    opening = [each for each in placements if each.thread.case is None and not each.reason_aside]
    messages = dict(zip(opening, _into_new_cases(opening), strict=True))
    messages |= {each: _set_aside(each) for each in placements if each.thread.case is None and each.reason_aside}
    answering = [each for each in placements if each.thread.case is not None]
    messages |= zip(answering, _into_cases(answering), strict=True)
    for placement in placements:
        _follow(placement, messages[placement])
    return [Outcome(messages[placement]) for placement in placements]


def _decide(arrivals: Sequence[Arrival]) -> list[Placement]:
    writers = _who_wrote(arrivals)
    threads = [find_thread(arrival, writer.known) for arrival, writer in zip(arrivals, writers, strict=True)]
    said = [_passed_on(arrival, writer.sender) for arrival, writer in zip(arrivals, writers, strict=True)]
    new = _new_contact_points(said, writers)
    return [
        Placement(
            arrival=placed,
            handed_in=arrival,
            sender=writer.sender,
            contact_point=writer.known or new[writer.normal],
            thread=thread,
            is_automatic=arrival.is_automatic or writer.recent >= FLOOD or is_told_absence(arrival),
            recent=writer.recent,
        )
        for arrival, placed, writer, thread in zip(arrivals, said, writers, threads, strict=True)
    ]


def _passed_on(arrival: Arrival, sender: Sender) -> Arrival:
    """The mail itself, or the one a colleague passed on in it."""
    return replace(arrival, parsed=sender.mail) if sender.mail else arrival


def _who_wrote(arrivals: Sequence[Arrival]) -> list[_From]:
    senders = [_sender_of(arrival) for arrival in arrivals]
    normals = [_normal(sender) for sender in senders]
    since = min(arrival.at for arrival in arrivals) - FLOOD_WINDOW
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, (since, FLOOD, arrivals[0].business_id, normals))
        rows = {normal: (point_id, recent) for normal, point_id, recent in cursor.fetchall()}
    points = {point.normal: point for point in _points([point_id for point_id, _ in rows.values()])} if rows else {}
    # Of those that come in together, the later ones count the earlier.
    together: Counter[str] = Counter()
    writers = []
    for sender, normal in zip(senders, normals, strict=True):
        earlier = rows[normal][1] if normal in rows else 0
        writers.append(_From(sender, normal, points.get(normal), earlier + together[normal]))
        together[normal] += 1
    return writers


def _sender_of(arrival: Arrival) -> Sender:
    sender = customer_of(
        arrival.parsed, is_own=arrival.is_own, is_colleague=lambda address: _is_colleague(arrival, address)
    )
    if sender is None:
        raise Unprocessable("no_sender")
    return sender


def _normal(sender: Sender) -> str:
    try:
        return normalise_email(sender.address)
    except AddressInvalid as error:
        raise Unprocessable("sender_unusable") from error


def _is_colleague(arrival: Arrival, address: str) -> bool:
    return Membership.objects.filter(
        business_id=arrival.business_id, is_active=True, person__email=address.lower(), person__is_active=True
    ).exists()


@asked_often
def _points(point_ids: Sequence[UUID]) -> QuerySet[ContactPoint]:
    return ContactPoint.objects.select_related("customer").filter(pk__any_of=point_ids)


def _new_contact_points(arrivals: Iterable[Arrival], writers: Iterable[_From]) -> dict[str, ContactPoint]:
    """Strangers and their addresses, by the address as it is kept."""
    arrivals = list(arrivals)
    new = [
        NewAddress(writer.sender.address, writer.sender.name, arrival.language)
        for arrival, writer in zip(arrivals, writers, strict=True)
        if writer.known is None
    ]
    if not new:
        return {}
    return create_contact_points(
        actor=PIPELINE, business_id=arrivals[0].business_id, kind=ContactPoint.Kind.EMAIL, addresses=new
    )


def _into_cases(placements: Sequence[Placement]) -> list[Message]:
    words = [_answer(placement, placement.thread.case) for placement in placements if placement.thread.case]
    return cases.receive_messages(actor=PIPELINE, words=words) if words else []


def _answer(placement: Placement, case: Case) -> cases.Words:
    """Robots and a bare thanks after the end leave the case as it stands; anything else wakes it."""
    arrival, current = placement.arrival, case.canonical or case
    is_thanks = current.case_state in SETTLED and not arrival.parsed.attachments and is_bare_thanks(arrival.text)
    if placement.is_automatic or is_thanks:
        return _words(placement, case, is_automatic=True)
    point = placement.contact_point
    return _words(placement, cases.case_for_reply(case, actor=PIPELINE, contact_point=point, at=arrival.at))


def _words(placement: Placement, case: Case, *, is_automatic: bool = False) -> cases.Words:
    arrival = placement.arrival
    return cases.Words(
        case=case,
        contact_point=placement.contact_point,
        channel=Channel.MAIL,
        language=arrival.language,
        at=arrival.at,
        is_automatic=is_automatic,
        is_bystander=placement.thread.is_bystander,
        **_said(placement),
    )


def _into_new_cases(placements: Sequence[Placement]) -> list[Message]:
    openings = [
        cases.Opening(
            contact_point=placement.contact_point,
            at=placement.arrival.at,
            facts=matter_of(placement.arrival),
            **_said(placement),
        )
        for placement in placements
    ]
    if not openings:
        return []
    return cases.open_cases(actor=PIPELINE, business=placements[0].arrival.business, openings=openings)


def _set_aside(placement: Placement) -> Message:
    arrival = placement.arrival
    case = cases.open_case(
        actor=PIPELINE,
        business_id=arrival.business_id,
        contact_point=placement.contact_point,
        at=arrival.at,
        **matter_of(arrival),
    )
    cases.set_aside(actor=PIPELINE, case_id=case.pk, reason=placement.reason_aside)
    words = _words(placement, case, is_automatic=placement.is_automatic)
    (message,) = cases.receive_messages(actor=PIPELINE, words=[words])
    return message


def _follow(placement: Placement, message: Message) -> None:
    """What some mails bring with them besides their message."""
    arrival, thread, point = placement.arrival, placement.thread, placement.contact_point
    if thread.case is None and thread.related is not None:
        record(
            RelatedCaseFound(
                business_id=arrival.business_id,
                actor=PIPELINE.code,
                case_id=message.case_id,
                related_id=thread.related.canonical_id or thread.related.pk,
                by=thread.by,
            )
        )
    is_for_people = thread.case is None and not placement.reason_aside and not placement.sender.is_forwarded
    may_answer = arrival.mailbox.acknowledge and not arrival.parsed.refuses_automatic
    if is_for_people and may_answer and placement.recent < MOST_ACKNOWLEDGED:
        acknowledge(message.case)
    if point.undeliverable_since is not None:
        # Who writes from an address can be reached there again.
        ContactPoint.objects.filter(pk=point.pk).update(undeliverable_since=None)
    if arrival.parsed.signature_text and not placement.sender.is_forwarded:
        note_signature(point, arrival.parsed.signature_text)
    if placement.sender.is_forwarded:
        note_comments(
            actor=PIPELINE,
            case=message.case,
            sender=placement.sender,
            parsed=placement.handed_in.parsed,
            is_proven=placement.handed_in.is_sender_proven,
            language=arrival.account.language,
            at=arrival.at,
        )


def _said(placement: Placement) -> dict[str, Any]:
    """What was passed on in a form that cannot be told apart is kept whole."""
    sender = placement.sender
    return said_in(placement.arrival, is_whole=sender.is_forwarded and sender.mail is None)
