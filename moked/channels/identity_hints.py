"""What channels overhear about who a customer is. It proves nothing; it tells where a double may be."""

from moked.cases.models import Case
from moked.channels.chat.events import AnswerAddressGiven
from moked.channels.events import RelatedCaseFound
from moked.channels.models import ChatSession
from moked.customers.domain.addresses import phones_in
from moked.customers.duplicates import note_hints
from moked.customers.models import ContactPoint, IdentityHint


def note_reply(event: RelatedCaseFound) -> None:
    """Reaction: whoever answers in another customer's conversation may be that customer, from another address."""
    pair = Case.objects.in_bulk([key for key in (event.case_id, event.related_id) if key])
    if event.case_id not in pair or event.related_id not in pair:
        return
    writer, owner = pair[event.case_id].customer_id, pair[event.related_id].customer_id
    if writer != owner:
        note_hints(
            business_id=event.business_id,
            customer_id=writer,
            source=IdentityHint.Source.REPLY,
            values=[("customer", str(owner))],
        )


def note_chat_address(event: AnswerAddressGiven) -> None:
    """Reaction: a visitor named an address, which may be a known customer's, and may be anybody's."""
    session = ChatSession.objects.select_related("contact_point").get(pk=event.session_id)
    note_hints(
        business_id=event.business_id,
        customer_id=session.contact_point.customer_id,
        source=IdentityHint.Source.CHAT,
        values=[(ContactPoint.Kind.EMAIL.value, session.answer_address)],
    )


def note_signature(contact_point: ContactPoint, signature: str) -> None:
    """Telephone numbers below a mail are their writer's, or their office's."""
    phones = phones_in(signature)
    if phones:
        note_hints(
            business_id=contact_point.business_id,
            customer_id=contact_point.customer_id,
            source=IdentityHint.Source.SIGNATURE,
            values=[(ContactPoint.Kind.PHONE.value, phone) for phone in phones],
        )
