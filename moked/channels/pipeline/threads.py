"""Step: which case a mail belongs to. Never by subject or number alone, and never across customers."""

from dataclasses import dataclass
from email.parser import BytesHeaderParser

from django.conf import settings
from django.db.models import BinaryField
from django.db.models.functions import Substr

from moked.cases.models import Case
from moked.cases.selectors import was_moved_from
from moked.channels.domain.identity import reference_key
from moked.channels.domain.reply_address import case_number_from
from moked.channels.mail.addresses import read_addresses
from moked.channels.models import Delivery, Inbound
from moked.channels.pipeline.arrival import Arrival
from moked.customers.models import ContactPoint
from moked.customers.selectors import canonical_ids

# Earlier mails of a case in which a copied person is looked for.
MAILS_SEARCHED = 20
# Bytes in which the recipients stand; what follows is text and files, many megabytes at times.
HEAD = 65_536


@dataclass(frozen=True)
class Thread:
    """The case a mail goes to, if any; `related` is one it answers but may not enter, `by` how that was seen.

    A bystander is somebody the customer copied: heard, but not the one we answer.
    """

    case: Case | None = None
    is_bystander: bool = False
    related: Case | None = None
    by: str = ""


def find_thread(arrival: Arrival, contact_point: ContactPoint | None) -> Thread:
    """The case the mail answers, when its writer has a place in it.

    Candidates come from the signed reply address, then In-Reply-To, then References from the newest.
    """
    candidates = _candidates(arrival)
    for case, _ in candidates:
        if contact_point is not None and _root(contact_point) == _case_root(case):
            return Thread(case)
    for case, _ in candidates:
        if contact_point is not None and _was_written_to(case, contact_point):
            return Thread(case)
        if _was_copied(case, arrival):
            return Thread(case, is_bystander=True)
    related, by = candidates[0] if candidates else (None, "")
    return Thread(related=related, by=by)


def _candidates(arrival: Arrival) -> list[tuple[Case, str]]:
    found: dict[object, tuple[Case, str]] = {}
    signed = signed_case(arrival)
    if signed is not None:
        found[signed.pk] = (signed, "reply_address")
    parsed = arrival.parsed
    for mail_id in (parsed.in_reply_to, *reversed(parsed.references)):
        known = arrival.references.get(reference_key(mail_id)) if mail_id else None
        if known is not None:
            found.setdefault(known.case_id, (known.case, "references"))
    return list(found.values())


def signed_case(arrival: Arrival) -> Case | None:
    """The case named by a signed address of ours among the recipients."""
    envelope = arrival.inbound.envelope.get("recipients", [])
    named = [each.address for each in (*arrival.parsed.to, *arrival.parsed.cc)]
    for address in dict.fromkeys([*envelope, *arrival.parsed.delivered_to, *named]):
        number = case_number_from(address, business=arrival.business_id.bytes, secret=settings.SECRET_KEY)
        if number is not None:
            return (
                Case.objects.select_related("business", "customer", "canonical")
                .filter(business_id=arrival.business_id, number=number)
                .first()
            )
    return None


def _root(contact_point: ContactPoint) -> object:
    return contact_point.customer.canonical_id or contact_point.customer_id


def _case_root(case: Case) -> object:
    return case.customer.canonical_id or case.customer_id


def _was_written_to(case: Case, contact_point: ContactPoint) -> bool:
    """Whether we ourselves sent messages of the case there, for example to the address a chat's visitor named."""
    was_sent = Delivery.objects.filter(message__case=case, contact_point=contact_point).exists()
    # Unless that was before the case went to the customer it really belongs to.
    return was_sent and not was_moved_from(case, contact_point.customer)


def _was_copied(case: Case, arrival: Arrival) -> bool:
    """Whether the case's customer had the writer among the recipients of an earlier mail."""
    sender = arrival.parsed.sender
    if sender is None:
        return False
    earlier = Inbound.objects.filter(
        business_id=arrival.business_id,
        message__case=case,
        message__contact_point__customer_id__in=canonical_ids(case.customer),
    ).order_by("-received_at")
    heads = earlier.annotate(head=Substr("raw", 1, HEAD, output_field=BinaryField())).values_list("head", flat=True)
    for head in heads[:MAILS_SEARCHED]:
        header = BytesHeaderParser().parsebytes(bytes(head))
        copied = (*read_addresses(header, "To"), *read_addresses(header, "Cc"))
        if any(each.address.lower() == sender.address.lower() for each in copied):
            return True
    return False
