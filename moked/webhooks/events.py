"""What happens to webhooks themselves. Single deliveries have a log of their own, or each would tell of the next."""

from dataclasses import dataclass
from uuid import UUID

from moked.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class WebhookCreated(Event):
    """An address is told of events from now on."""

    endpoint_id: UUID


@dataclass(frozen=True, kw_only=True)
class WebhookChanged(Event):
    """An endpoint's address, events or state changed."""

    endpoint_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WebhookSecretRotated(Event):
    """An endpoint has a new secret; the former one holds on for a while."""

    endpoint_id: UUID


@dataclass(frozen=True, kw_only=True)
class WebhookStopped(Event):
    """An endpoint is told nothing more: it is gone, or failed too long."""

    endpoint_id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class WebhookReplayed(Event):
    """Somebody had deliveries sent once more."""

    endpoint_id: UUID
    count: int
