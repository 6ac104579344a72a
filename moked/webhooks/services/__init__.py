"""Writes about webhooks: endpoints, the feed out of the journal, sending, replaying."""

from moked.webhooks.services.endpoints import (
    change_endpoint,
    create_endpoint,
    look_up,
    rotate_secret,
    send_test,
    show_secret,
)
from moked.webhooks.services.feeding import feed_endpoints
from moked.webhooks.services.replaying import replay_delivery, replay_failed
from moked.webhooks.services.sending import send_due_webhooks

__all__ = [
    "change_endpoint",
    "create_endpoint",
    "feed_endpoints",
    "look_up",
    "replay_delivery",
    "replay_failed",
    "rotate_secret",
    "send_due_webhooks",
    "send_test",
    "show_secret",
]
