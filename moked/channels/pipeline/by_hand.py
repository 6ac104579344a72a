"""A case for a mail that could not be placed: a person says whose it is."""

from moked.cases import services as cases
from moked.cases.models import Message
from moked.channels.models import Inbound, MailReference
from moked.channels.pipeline.acknowledging import acknowledge
from moked.channels.pipeline.arrival import PIPELINE, Arrival, look_up, read_for_a_person
from moked.channels.pipeline.contents import matter_of, said_in
from moked.customers.models import ContactPoint
from moked.customers.services import find_or_create_contact_point


def open_case_for(inbound: Inbound, address: str) -> Message:
    """Opens a case of whoever has the address, with what can be read of the mail; answers to the mail find it.

    In the caller's transaction, which holds the row. Raises AddressUnusable.
    """
    (arrival,) = look_up([read_for_a_person(inbound)])
    opening = cases.Opening(
        contact_point=_contact_point(arrival, address),
        at=arrival.at,
        facts=matter_of(arrival),
        **said_in(arrival),
    )
    (message,) = cases.open_cases(actor=PIPELINE, business=arrival.business, openings=[opening])
    if arrival.own_key and arrival.own_reference is None:
        MailReference.objects.create(
            business_id=arrival.business_id, mail_id=arrival.own_key, case=message.case, message=message
        )
    if _may_be_acknowledged(arrival):
        acknowledge(message.case)
    return message


def _contact_point(arrival: Arrival, address: str) -> ContactPoint:
    return find_or_create_contact_point(
        actor=PIPELINE,
        business_id=arrival.business_id,
        kind=ContactPoint.Kind.EMAIL,
        value=address,
        name=_name_of(arrival, address),
        language=arrival.language,
    )


def _name_of(arrival: Arrival, address: str) -> str:
    """The name the mail gives its sender, where that is the one a person named."""
    sender = arrival.parsed.sender
    is_the_same = sender is not None and sender.address.lower() == address.strip().lower()
    return sender.name if sender and is_the_same else ""


def _may_be_acknowledged(arrival: Arrival) -> bool:
    """A mail that was not read whole may be a robot's for all we know."""
    parsed = arrival.parsed
    return arrival.mailbox.acknowledge and parsed.ok and not (arrival.is_automatic or parsed.refuses_automatic)
