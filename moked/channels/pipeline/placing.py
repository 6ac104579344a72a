"""Step: the message goes into its case, or opens one."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from moked.cases import services as cases
from moked.cases.domain.states import SETTLED
from moked.cases.files import IncomingFile
from moked.cases.models import Case, Channel, Message, SetAsideReason
from moked.channels.domain.sender import Sender, customer_of
from moked.channels.domain.thanks import is_bare_thanks
from moked.channels.domain.wording import wording_of
from moked.channels.errors import Unprocessable
from moked.channels.events import RelatedCaseFound
from moked.channels.identity_hints import note_signature
from moked.channels.passed_on import note_comments
from moked.channels.pipeline.acknowledging import acknowledge
from moked.channels.pipeline.arrival import PIPELINE, Arrival, Outcome
from moked.channels.pipeline.threads import Thread, find_thread
from moked.customers.domain.addresses import AddressInvalid, normalise_email
from moked.customers.models import ContactPoint
from moked.customers.services import create_contact_point
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
SELECT p.id, (SELECT count(*) FROM (
    SELECT FROM cases_message m
    WHERE m.contact_point_id = p.id AND m.direction = 'in' AND m.created_at > %s LIMIT %s) AS recent)
FROM customers_contactpoint p WHERE p.business_id = %s AND p.kind = 'email' AND p.normal = %s
"""


@dataclass(frozen=True)
class Placement:
    """What was decided about a mail before anything is written. `said` is the mail, or the one passed on in it."""

    sender: Sender
    said: Arrival
    contact_point: ContactPoint
    thread: Thread
    is_automatic: bool
    recent: int


def place_mail(arrival: Arrival) -> Outcome:
    """Adds the mail to the case it answers or opens one for it. Raises Unprocessable without a usable sender."""
    placement = _decide(arrival)
    whole, arrival = arrival.parsed, placement.said
    if placement.thread.case is not None:
        message = _into_case(arrival, placement, placement.thread.case)
    else:
        message = _into_new_case(arrival, placement)
    if placement.contact_point.undeliverable_since is not None:
        # Who writes from an address can be reached there again.
        ContactPoint.objects.filter(pk=placement.contact_point.pk).update(undeliverable_since=None)
    if arrival.parsed.signature_text and not placement.sender.is_forwarded:
        note_signature(placement.contact_point, arrival.parsed.signature_text)
    if placement.sender.is_forwarded:
        note_comments(
            actor=PIPELINE,
            case=message.case,
            sender=placement.sender,
            parsed=whole,
            language=arrival.account.language,
            at=arrival.at,
        )
    return Outcome(message)


def _decide(arrival: Arrival) -> Placement:
    sender = customer_of(
        arrival.parsed, is_own=arrival.is_own, is_colleague=lambda address: _is_colleague(arrival, address)
    )
    if sender is None:
        raise Unprocessable("no_sender")
    known, recent = _known(arrival, sender)
    thread = find_thread(arrival, known)
    said = replace(arrival, parsed=sender.mail) if sender.mail else arrival
    return Placement(
        sender=sender,
        said=said,
        contact_point=known or _new_contact_point(said, sender),
        thread=thread,
        is_automatic=arrival.is_automatic or recent >= FLOOD,
        recent=recent,
    )


def _is_colleague(arrival: Arrival, address: str) -> bool:
    return Membership.objects.filter(
        business_id=arrival.business_id, is_active=True, person__email=address.lower(), person__is_active=True
    ).exists()


def _known(arrival: Arrival, sender: Sender) -> tuple[ContactPoint | None, int]:
    """Who wrote, when we know them, and how many mails came from there within the hour, counted up to the flood."""
    try:
        normal = normalise_email(sender.address)
    except AddressInvalid as error:
        raise Unprocessable("sender_unusable") from error
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, (arrival.at - FLOOD_WINDOW, FLOOD, arrival.business_id, normal))
        row = cursor.fetchone()
    if row is None:
        return None, 0
    (point,) = _point(row[0])
    return point, row[1]


@asked_often
def _point(point_id: UUID) -> QuerySet[ContactPoint]:
    return ContactPoint.objects.select_related("customer").filter(pk=point_id)


def _new_contact_point(arrival: Arrival, sender: Sender) -> ContactPoint:
    return create_contact_point(
        actor=PIPELINE,
        business_id=arrival.business_id,
        kind=ContactPoint.Kind.EMAIL,
        value=sender.address,
        name=sender.name,
        language=arrival.language,
    )


def _into_case(arrival: Arrival, placement: Placement, case: Case) -> Message:
    """Robots and a bare thanks after the end leave the case as it stands; anything else wakes it."""
    current = case.canonical or case
    is_thanks = current.case_state in SETTLED and not arrival.parsed.attachments and is_bare_thanks(arrival.text)
    if placement.is_automatic or is_thanks:
        return _receive(arrival, placement, current, is_automatic=True)
    target = cases.case_for_reply(case, actor=PIPELINE, contact_point=placement.contact_point, at=arrival.at)
    return _receive(arrival, placement, target)


def _into_new_case(arrival: Arrival, placement: Placement) -> Message:
    reason = _reason_aside(arrival, placement)
    facts: dict[str, Any] = {
        "actor": PIPELINE,
        "contact_point": placement.contact_point,
        "channel": Channel.MAIL,
        "account_id": arrival.account.pk,
        "subject": arrival.parsed.subject,
        "language": arrival.language,
        "topic_id": arrival.account.topic_id,
        "team_id": arrival.account.team_id,
        "at": arrival.at,
    }
    if reason:
        case = cases.open_case(business_id=arrival.business_id, **facts)
        cases.set_aside(actor=PIPELINE, case_id=case.pk, reason=reason)
        message = _receive(arrival, placement, case, is_automatic=placement.is_automatic)
    else:
        message = cases.open_case_with_message(business=arrival.business, **facts, **_said(arrival, placement))
    related = placement.thread.related
    if related is not None:
        record(
            RelatedCaseFound(
                business_id=arrival.business_id,
                actor=PIPELINE.code,
                case_id=message.case_id,
                related_id=related.canonical_id or related.pk,
                by=placement.thread.by,
            )
        )
    is_asked_for = arrival.mailbox.acknowledge and not placement.sender.is_forwarded
    if not reason and is_asked_for and placement.recent < MOST_ACKNOWLEDGED:
        acknowledge(message.case)
    return message


def _reason_aside(arrival: Arrival, placement: Placement) -> str:
    if arrival.parsed.is_spam:
        return SetAsideReason.SPAM
    return SetAsideReason.ROBOT if placement.is_automatic else ""


def _receive(arrival: Arrival, placement: Placement, case: Case, *, is_automatic: bool = False) -> Message:
    return cases.receive_message(
        actor=PIPELINE,
        case=case,
        contact_point=placement.contact_point,
        channel=Channel.MAIL,
        language=arrival.language,
        at=arrival.at,
        is_automatic=is_automatic,
        is_bystander=placement.thread.is_bystander,
        **_said(arrival, placement),
    )


def _said(arrival: Arrival, placement: Placement) -> dict[str, Any]:
    """What the mail says, as services of cases take it."""
    parsed = arrival.parsed
    sender = placement.sender
    is_whole = (sender.is_forwarded and sender.mail is None) or not parsed.reply_text
    whole = parsed.text or (wording_of(arrival.language).encrypted if parsed.is_encrypted else "")
    below = "\n\n".join(part for part in (parsed.signature_text, parsed.quoted_text) if part)
    return {
        "text": _storable(whole if is_whole else parsed.reply_text),
        "html": _storable((parsed.html if is_whole else parsed.html_reply) or ""),
        "quoted": "" if is_whole else _storable(below),
        "files": [
            IncomingFile(each.name, each.content_type, each.content, each.content_id or "")
            for each in parsed.attachments
        ],
    }


def _storable(text: str) -> str:
    """PostgreSQL keeps neither NUL nor half a surrogate pair; strangers send both."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()
