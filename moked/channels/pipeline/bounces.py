"""Step: reports that a mail of ours did not arrive."""

from moked.channels.domain.identity import reference_key
from moked.channels.errors import Unprocessable
from moked.channels.mail import Bounce
from moked.channels.models import Delivery, MailReference
from moked.channels.outbox import mark_bounced
from moked.channels.pipeline.arrival import PIPELINE, Arrival, Outcome
from moked.channels.pipeline.threads import signed_case


def take_bounce(arrival: Arrival) -> Outcome | None:
    """Tells the delivery that it came back; a delay is only noted.

    Raises Unprocessable for a failure of a mail we do not know: somebody of ours may wait for an answer to it.
    """
    bounce = arrival.parsed.bounce
    if bounce is None:
        return None
    delivery = _delivery(arrival, bounce.message_id or arrival.parsed.in_reply_to) or _by_address(arrival, bounce)
    if not bounce.permanent:
        return Outcome(note="delayed")
    if delivery is None:
        raise Unprocessable("bounce_of_unknown_mail")
    mark_bounced(actor=PIPELINE, delivery=delivery, status=bounce.status or "", reason=bounce.diagnostic or "")
    return Outcome(note="bounce")


def _delivery(arrival: Arrival, mail_id: str | None) -> Delivery | None:
    """By our own Message-ID, or by the one a provider gave it instead."""
    if not mail_id:
        return None
    rows = Delivery.objects.select_related("message__case", "contact_point").filter(business_id=arrival.business_id)
    own = rows.filter(provider_id=mail_id).first()
    if own is not None:
        return own
    known = MailReference.objects.filter(business_id=arrival.business_id, mail_id=reference_key(mail_id)).first()
    return rows.filter(message_id=known.message_id).first() if known and known.message_id else None


def _by_address(arrival: Arrival, bounce: Bounce) -> Delivery | None:
    """By the signed address the report came to, which names the case, and the recipient it names: the latest mail."""
    case = signed_case(arrival)
    if case is None or not bounce.recipients:
        return None
    rows = Delivery.objects.select_related("message__case", "contact_point").filter(message__case=case)
    return rows.filter(contact_point__normal__in=bounce.recipients).order_by("-created_at").first()
