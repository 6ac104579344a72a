"""What the log of a webhook tells of one delivery."""

from uuid import uuid4

import pytest

from moked.api.schemas.integrations import WebhookDeliveryOut
from moked.webhooks.models import Delivery


@pytest.mark.parametrize(
    ("state", "is_to_come"), [("waiting", True), ("sending", True), ("delivered", False), ("failed", False)]
)
def test_tells_of_a_next_attempt_only_while_one_is_to_come(state: str, is_to_come: bool) -> None:
    delivery = Delivery(endpoint_id=uuid4(), event_type="case.opened", state=state)
    assert (WebhookDeliveryOut.of(delivery).next_attempt_at is not None) == is_to_come
