"""Whom a mail is from, when headers disagree."""

import pytest

from moked.channels.domain.sender import Sender, customer_of
from moked.channels.mail import Address, ParsedMail

OWN, COLLEAGUE, DANA, EVE = "service@shop.test", "noa@shop.test", "dana@customers.test", "eve@strangers.test"


def _customer(sender: str | None, *, original: str = "", reply_to: str = "") -> Sender | None:
    parsed = ParsedMail(
        sender=Address(sender) if sender else None,
        original_sender=Address(original) if original else None,
        reply_to=(Address(reply_to),) if reply_to else (),
    )
    return customer_of(
        parsed, is_own=lambda address: address == OWN, is_colleague=lambda address: address == COLLEAGUE
    )


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"sender": DANA}, DANA),
        ({"sender": DANA, "reply_to": EVE}, DANA),
        ({"sender": OWN, "reply_to": DANA}, DANA),
        ({"sender": OWN, "original": DANA, "reply_to": OWN}, DANA),
        ({"sender": OWN}, OWN),
        ({"sender": OWN, "original": DANA, "reply_to": EVE}, EVE),
        ({"sender": "no-reply@forms.test", "reply_to": DANA}, DANA),
        ({"sender": "noreply@forms.test"}, "noreply@forms.test"),
        ({"sender": EVE, "original": DANA}, EVE),
        ({"sender": COLLEAGUE, "original": DANA}, DANA),
        ({"sender": COLLEAGUE, "original": COLLEAGUE}, COLLEAGUE),
    ],
)
def test_takes(facts: dict[str, str], expected: str) -> None:
    customer = _customer(**facts)
    assert customer is not None
    assert customer.address == expected
    assert customer.is_forwarded == (facts["sender"] == COLLEAGUE and expected == DANA)


def test_takes_nobody_without_a_sender() -> None:
    assert _customer(None, reply_to=DANA) is None
