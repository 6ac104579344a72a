"""Everybody who writes to the demo's businesses, and the door each topic is written to."""

from collections.abc import Mapping

from demo.content import customers, furniture
from demo.content.shapes import Customer

PEOPLE_WHO_WRITE: Mapping[str, Customer] = {
    each.code: each for each in (*customers.CUSTOMERS, *customers.STRANGERS, *furniture.CUSTOMERS)
}
DOOR_OF_TOPIC: Mapping[str, str] = {
    **dict.fromkeys(("internet_down", "slow_wifi", "router", "voip", "static_ip"), "support"),
    **dict.fromkeys(("double_charge", "bill_question", "payment"), "billing"),
}
