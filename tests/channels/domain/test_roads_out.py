"""By which road a mail leaves, and how long a failure waits."""

from datetime import timedelta

import pytest

from moked.channels.domain.backoff import DELIVERY, delay_after, is_spent
from moked.channels.domain.outgoing import MailRoad, mail_road


@pytest.mark.parametrize(
    ("address", "demo_loaded", "demo_business", "road"),
    [
        ("dana@person.co.il", False, False, MailRoad.SMTP),
        ("dana@person.co.il", True, False, MailRoad.REFUSED),
        ("dana@person.co.il", True, True, MailRoad.REFUSED),
        ("dana@customers.test", True, True, MailRoad.LETTERBOX),
        ("dana@customers.TEST", True, False, MailRoad.SMTP),
        ("dana@test.co.il", True, False, MailRoad.REFUSED),
        ("dana@contest", True, False, MailRoad.REFUSED),
    ],
)
def test_chooses_the_road(address: str, demo_loaded: bool, demo_business: bool, road: MailRoad) -> None:
    chosen = mail_road("smtp", address, is_demo_loaded=demo_loaded, is_demo_business=demo_business)
    assert chosen is road


def test_tries_for_two_days_and_then_gives_up() -> None:
    total = sum((delay_after(failures, DELIVERY) for failures in range(1, len(DELIVERY) + 1)), timedelta())
    assert timedelta(days=1.5) < total < timedelta(days=3)
    assert not is_spent(len(DELIVERY), DELIVERY)
    assert is_spent(len(DELIVERY) + 1, DELIVERY)
