"""Webhooks, managed by machines as in the office."""

from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query, Router, Status

from moked.api.gate import ApiRequest, beforehand, body_of, needs
from moked.api.paging import USUAL, page_of
from moked.api.routes.cases import Cursor, Limit
from moked.api.schemas.integrations import (
    ReplayIn,
    ReplayOut,
    WebhookChangeIn,
    WebhookDeliveryOut,
    WebhookDeliveryPage,
    WebhookIn,
    WebhookMadeOut,
    WebhookOut,
    WebhookPage,
    WebhookSecretOut,
)
from moked.lib.errors import NotFound
from moked.staff.token_scopes import TokenScope
from moked.webhooks import services
from moked.webhooks.models import Endpoint
from moked.webhooks.selectors import deliveries_of
from moked.webhooks.services.endpoints import Address, get_endpoint

router = Router(tags=["webhooks"])
MANAGE = needs(TokenScope.MANAGE_WEBHOOKS)
ONE = "/webhooks/{uuid:endpoint_id}"


def _by(request: ApiRequest) -> dict[str, Any]:
    return {"actor": request.actor, "business_id": request.actor.business_id}


def _look_up(request: ApiRequest) -> Address | None:
    """The address the body names, looked up; None where it names none."""
    MANAGE(request)
    is_new = request.method == "POST"
    body = body_of(request, WebhookIn) if is_new else body_of(request, WebhookChangeIn)
    return services.look_up(body.url) if body is not None and "url" in body.model_fields_set else None


@router.get("/webhooks", response=WebhookPage, auth=MANAGE, operation_id="list_webhooks", summary="List webhooks")
def list_(request: ApiRequest, cursor: Cursor = None, limit: Limit = USUAL) -> WebhookPage:
    """Endpoints by name."""
    shown, following = page_of(request, Endpoint.objects.all(), by="name", cursor=cursor, limit=limit)
    return WebhookPage(items=[WebhookOut.of(row) for row in shown], next_cursor=following)


@router.post(
    "/webhooks",
    response={201: WebhookMadeOut},
    auth=MANAGE,
    operation_id="create_webhook",
    summary="Create a webhook",
)
@beforehand(_look_up)
def create(request: ApiRequest, body: WebhookIn) -> Status[Any]:
    """A new endpoint, told of what happens from now on. The answer holds its secret, this once."""
    facts = body.model_dump(exclude={"url"})
    made = services.create_endpoint(**_by(request), address=request.found, facts=facts)
    secret = services.show_secret(**_by(request), endpoint_id=made.pk)
    return Status(201, WebhookMadeOut(**WebhookOut.of(made).model_dump(), secret=secret))


@router.get(ONE, response=WebhookOut, auth=MANAGE, operation_id="get_webhook", summary="Get a webhook")
def get(request: ApiRequest, endpoint_id: UUID) -> WebhookOut:
    """One endpoint."""
    return WebhookOut.of(get_endpoint(**_by(request), endpoint_id=endpoint_id))


@router.patch(ONE, response=WebhookOut, auth=MANAGE, operation_id="change_webhook", summary="Change a webhook")
@beforehand(_look_up)
def change(request: ApiRequest, endpoint_id: UUID, body: WebhookChangeIn) -> WebhookOut:
    """Changes an endpoint, or switches it off and on."""
    facts = body.model_dump(exclude={"url"}, exclude_unset=True)
    changed = services.change_endpoint(**_by(request), endpoint_id=endpoint_id, address=request.found, facts=facts)
    return WebhookOut.of(changed)


@router.post(
    f"{ONE}/rotate-secret",
    response=WebhookSecretOut,
    auth=MANAGE,
    operation_id="rotate_webhook_secret",
    summary="Give a webhook a new secret",
)
def rotate(request: ApiRequest, endpoint_id: UUID) -> WebhookSecretOut:
    """A new secret, shown this once. For a day both sign."""
    return WebhookSecretOut(id=endpoint_id, secret=services.rotate_secret(**_by(request), endpoint_id=endpoint_id))


@router.post(
    f"{ONE}/test", response={201: WebhookDeliveryOut}, auth=MANAGE, operation_id="test_webhook", summary="Send a test"
)
def test(request: ApiRequest, endpoint_id: UUID) -> Status[Any]:
    """Sends an event of the type `webhook_test`."""
    return Status(201, WebhookDeliveryOut.of(services.send_test(**_by(request), endpoint_id=endpoint_id)))


@router.get(
    f"{ONE}/deliveries",
    response=WebhookDeliveryPage,
    auth=MANAGE,
    operation_id="list_webhook_deliveries",
    summary="Read the log of a webhook",
)
def deliveries(
    request: ApiRequest,
    endpoint_id: UUID,
    state: Annotated[Literal["waiting", "sending", "delivered", "failed"] | None, Query()] = None,
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> WebhookDeliveryPage:
    """What was sent to an endpoint, the latest first."""
    rows = deliveries_of(get_endpoint(**_by(request), endpoint_id=endpoint_id), state=state or "")
    shown, following = page_of(request, rows, by="created_at", cursor=cursor, limit=limit, is_descending=True)
    return WebhookDeliveryPage(items=[WebhookDeliveryOut.of(row) for row in shown], next_cursor=following)


@router.get(
    f"{ONE}/deliveries/{{uuid:webhook_delivery_id}}",
    response=WebhookDeliveryOut,
    auth=MANAGE,
    operation_id="get_webhook_delivery",
    summary="Get one line of it",
)
def delivery(request: ApiRequest, endpoint_id: UUID, webhook_delivery_id: UUID) -> WebhookDeliveryOut:
    """One event on its way to an endpoint: whether it arrived, and when it is tried again."""
    found = (
        deliveries_of(get_endpoint(**_by(request), endpoint_id=endpoint_id)).filter(pk=webhook_delivery_id).first()
    )
    if found is None:
        raise NotFound
    return WebhookDeliveryOut.of(found)


@router.post(
    f"{ONE}/deliveries/{{uuid:webhook_delivery_id}}/replay",
    response=WebhookDeliveryOut,
    auth=MANAGE,
    operation_id="replay_webhook_delivery",
    summary="Send one event again",
)
def replay(request: ApiRequest, endpoint_id: UUID, webhook_delivery_id: UUID) -> WebhookDeliveryOut:
    """Sends one event once more, with its old `webhook-id`."""
    made = services.replay_delivery(**_by(request), endpoint_id=endpoint_id, delivery_id=webhook_delivery_id)
    return WebhookDeliveryOut.of(made)


@router.post(
    f"{ONE}/replay-failed",
    response=ReplayOut,
    auth=MANAGE,
    operation_id="replay_failed_webhooks",
    summary="Send again all that failed",
)
def replay_failed(request: ApiRequest, endpoint_id: UUID, body: ReplayIn) -> ReplayOut:
    """Sends all that failed since a moment once more."""
    return ReplayOut(count=services.replay_failed(**_by(request), endpoint_id=endpoint_id, since=body.since))
