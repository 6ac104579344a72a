"""Writes about customers: who they are, by which addresses, and how sure we are."""

from moked.customers.services.changing import change_customer
from moked.customers.services.contact_points import (
    NewAddress,
    add_contact_point,
    confirm_contact_point,
    create_contact_points,
    find_contact_point,
    find_or_create_contact_point,
    mark_verified,
)
from moked.customers.services.identifying import (
    IDENTIFIED_FOR,
    confirm_identification,
    identify_authorised_contact,
    send_identification_code,
)

__all__ = [
    "IDENTIFIED_FOR",
    "NewAddress",
    "add_contact_point",
    "change_customer",
    "confirm_contact_point",
    "confirm_identification",
    "create_contact_points",
    "find_contact_point",
    "find_or_create_contact_point",
    "identify_authorised_contact",
    "mark_verified",
    "send_identification_code",
]
