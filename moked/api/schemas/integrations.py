"""Events and webhooks, for systems that follow along."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field, StrictBool

from moked.api.schemas.basis import LEFT_OUT, Input, Moment, Text
from moked.journal.models import JournalEntry
from moked.journal.reader import Position
from moked.webhooks.models import Delivery as WebhookDelivery
from moked.webhooks.models import Endpoint


class EventOut(Schema):
    """A fact out of the journal: ids, codes and numbers. `id` is the same in webhooks."""

    id: str
    type: str
    timestamp: datetime
    actor: str
    case_id: UUID | None
    person_id: UUID | None
    facts: dict[str, Any]

    @classmethod
    def of(cls, entry: JournalEntry) -> "EventOut":
        return cls(
            id=str(Position(entry.xid, entry.pk)),
            type=entry.code,
            timestamp=entry.at,
            actor=entry.actor,
            case_id=entry.case_id,
            person_id=entry.person_id,
            facts=entry.facts,
        )


class EventPage(Schema):
    """`next_cursor` is always there: keep it, and ask with it again for what happened since."""

    items: list[EventOut]
    next_cursor: str


class WebhookOut(Schema):
    """An endpoint. Its secret is shown once, when it is made or rotated."""

    id: UUID
    name: str
    url: str
    event_types: list[str]
    is_active: bool
    stopped_because: str
    failing_since: datetime | None
    created_at: datetime

    @classmethod
    def of(cls, endpoint: Endpoint) -> "WebhookOut":
        return cls(**{name: getattr(endpoint, name) for name in cls.model_fields})


class WebhookSecretOut(Schema):
    id: UUID
    secret: str


class WebhookMadeOut(WebhookOut):
    secret: str


class WebhookPage(Schema):
    items: list[WebhookOut]
    next_cursor: str | None


class WebhookIn(Input):
    """`event_types` are codes of events; none means all."""

    name: Annotated[Text, Field(min_length=1, max_length=80, pattern=r"\S")]
    url: Annotated[Text, Field(min_length=1, max_length=500)]
    event_types: Annotated[list[Annotated[Text, Field(max_length=60)]], Field(max_length=200)] = []
    is_active: StrictBool = True


class WebhookChangeIn(Input):
    """What is left out stays."""

    name: Annotated[Text, Field(min_length=1, max_length=80, pattern=r"\S")] = LEFT_OUT
    url: Annotated[Text, Field(min_length=1, max_length=500)] = LEFT_OUT
    event_types: Annotated[list[Annotated[Text, Field(max_length=60)]], Field(max_length=200)] = LEFT_OUT
    is_active: StrictBool = LEFT_OUT


class WebhookDeliveryOut(Schema):
    """One event on its way to one endpoint. `id` is the `webhook-id`; no attempt is to come once it ended."""

    id: UUID
    endpoint_id: UUID
    event_type: str
    state: Literal["waiting", "sending", "delivered", "failed"]
    attempts: int
    next_attempt_at: datetime | None
    created_at: datetime
    delivered_at: datetime | None

    @classmethod
    def of(cls, delivery: WebhookDelivery) -> "WebhookDeliveryOut":
        facts = {name: getattr(delivery, name) for name in cls.model_fields}
        has_ended = delivery.state in (WebhookDelivery.State.DELIVERED, WebhookDelivery.State.FAILED)
        return cls(**facts | ({"next_attempt_at": None} if has_ended else {}))


class WebhookDeliveryPage(Schema):
    items: list[WebhookDeliveryOut]
    next_cursor: str | None


class ReplayIn(Input):
    since: Moment


class ReplayOut(Schema):
    count: int
