"""Endpoints: made, changed, given a new secret, tried. A secret is kept sealed and signs; it stands in no journal."""

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from moked.journal.reader import oldest_running_transaction
from moked.journal.record import record
from moked.lib.errors import Invalid
from moked.lib.outbound import target_of
from moked.lib.rows import assign
from moked.lib.secrets import seal, unseal
from moked.staff.access import check_allowed, get_row
from moked.staff.actors import Actor
from moked.staff.permissions import Permission
from moked.webhooks.errors import EndpointOff, EventUnknown, SecretLost
from moked.webhooks.events import WebhookChanged, WebhookCreated, WebhookSecretRotated
from moked.webhooks.jobs import defer_sending
from moked.webhooks.models import Delivery, Endpoint, Feed
from moked.webhooks.selectors import TEST, event_types

TO = Permission.OFFICE_INTEGRATIONS
SECRET_BYTES = 32
# Long enough to bring a new secret to the receiver without haste.
FORMER_HOLDS = timedelta(hours=24)


def _new_secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def secrets_of(endpoint: Endpoint) -> list[str]:
    """The secrets that sign now, the newest first. Raises SecretLost under another installation's key."""
    held = [endpoint.secret]
    if endpoint.former_secret and endpoint.former_secret_until and endpoint.former_secret_until > timezone.now():
        held.append(endpoint.former_secret)
    try:
        return [unseal(each, secret=settings.SECRET_KEY) for each in held]
    except InvalidToken as error:
        raise SecretLost from error


def _opens(sealed: str) -> bool:
    try:
        unseal(sealed, secret=settings.SECRET_KEY)
    except InvalidToken:
        return False
    return True


@dataclass(frozen=True)
class Address:
    """Where events shall go, looked up once; `refusal` says why it is not called. Each sending looks it up anew."""

    url: str
    refusal: Invalid | None


def look_up(url: str) -> Address:
    """Looks up an address before the write that needs it. It waits for a name server, so no transaction may be open:
    an old one holds the journal's readers back.
    """
    try:
        target_of(url)
    except Invalid as refusal:
        return Address(url, refusal)
    return Address(url, None)


def _check(facts: Mapping[str, object]) -> None:
    wanted = facts.get("event_types")
    if isinstance(wanted, list) and (strange := set(wanted) - set(event_types())):
        raise EventUnknown(sorted(strange))


@transaction.atomic
def create_endpoint(*, actor: Actor, business_id: UUID, address: Address, facts: Mapping[str, object]) -> Endpoint:
    """A new endpoint, told of what happens from now on. `facts` are name, event_types and is_active.

    Raises EventUnknown, and the refusal of an address we do not call: AddressRefused, HostUnknown.
    """
    check_allowed(actor, business_id, TO)
    if address.refusal is not None:
        raise address.refusal
    _check(facts)
    # The first endpoint begins at the present; a later one joins where the business is.
    Feed.objects.get_or_create(business_id=business_id, defaults={"xid": oldest_running_transaction()})
    endpoint = Endpoint(
        business_id=business_id, url=address.url, secret=seal(_new_secret(), secret=settings.SECRET_KEY)
    )
    assign(endpoint, facts)
    endpoint.save(force_insert=True)
    record(WebhookCreated(business_id=business_id, actor=actor.code, endpoint_id=endpoint.pk))
    return endpoint


@transaction.atomic
def change_endpoint(
    *,
    actor: Actor,
    business_id: UUID,
    endpoint_id: UUID,
    facts: Mapping[str, object],
    address: Address | None = None,
) -> Endpoint:
    """Changes an endpoint. Switching it on again forgives its failures. Raises as `create_endpoint` does.

    An address it has already is not refused, so that an endpoint whose name is gone can be switched off.
    """
    endpoint = get_endpoint(actor, business_id, endpoint_id, lock=True)
    changed = assign(endpoint, facts)
    if address is not None and (moved := assign(endpoint, {"url": address.url})):
        if address.refusal is not None:
            raise address.refusal
        changed += moved
    if not changed:
        return endpoint
    _check({name: facts[name] for name in changed if name in facts})
    if endpoint.is_active and "is_active" in changed:
        endpoint.stopped_because, endpoint.failing_since, endpoint.quiet_until = "", None, timezone.now()
    endpoint.save()
    record(WebhookChanged(business_id=business_id, actor=actor.code, endpoint_id=endpoint.pk, fields=changed))
    return endpoint


def get_endpoint(actor: Actor, business_id: UUID, endpoint_id: UUID, *, lock: bool = False) -> Endpoint:
    """The business's endpoint, for those who manage integrations. Raises NotFound."""
    return get_row(Endpoint, actor=actor, business_id=business_id, row_id=endpoint_id, to=TO, lock=lock)


@transaction.atomic
def rotate_secret(*, actor: Actor, business_id: UUID, endpoint_id: UUID) -> str:
    """Gives the endpoint a new secret, which is returned; for a day the former one signs too."""
    endpoint = get_endpoint(actor, business_id, endpoint_id, lock=True)
    fresh = _new_secret()
    # One that nothing opens signs no more.
    endpoint.former_secret = endpoint.secret if _opens(endpoint.secret) else ""
    endpoint.secret = seal(fresh, secret=settings.SECRET_KEY)
    endpoint.former_secret_until = timezone.now() + FORMER_HOLDS
    endpoint.save(update_fields=["secret", "former_secret", "former_secret_until"])
    record(WebhookSecretRotated(business_id=business_id, actor=actor.code, endpoint_id=endpoint.pk))
    return fresh


def show_secret(*, actor: Actor, business_id: UUID, endpoint_id: UUID) -> str:
    """The secret that signs now, for whoever must bring it to the receiver. Raises SecretLost."""
    return secrets_of(get_endpoint(actor, business_id, endpoint_id))[0]


@transaction.atomic
def send_test(*, actor: Actor, business_id: UUID, endpoint_id: UUID) -> Delivery:
    """Sends an event that tells of nothing. Raises EndpointOff."""
    endpoint = get_endpoint(actor, business_id, endpoint_id)
    if not endpoint.is_active:
        raise EndpointOff
    now = timezone.now()
    delivery = Delivery.objects.create(
        business_id=business_id,
        endpoint=endpoint,
        event_type=TEST,
        payload={"type": TEST, "timestamp": now.isoformat(), "data": {"business_id": str(business_id)}},
    )
    defer_sending()
    return delivery
