"""Sending what is due: signed, outside transactions, one at a time for an endpoint and many endpoints at once.

A worker that dies between sending and noting leaves a lease that runs out; the event is then sent again with the same
`webhook-id`. So each arrives at least once, and a receiver that keeps ids sees it once.
"""

import json
import logging
import random
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from standardwebhooks import Webhook

from moked.businesses.scope import in_scope, in_whole_installation
from moked.journal.record import record
from moked.lib import outbound
from moked.lib.errors import MokedError
from moked.staff.actors import SystemActor
from moked.staff.models import Membership, Notice
from moked.staff.permissions import Permission
from moked.webhooks.domain.retrying import GONE, PATIENCE, delay_after, is_good, wished_delay
from moked.webhooks.errors import SecretLost
from moked.webhooks.events import WebhookStopped
from moked.webhooks.models import Attempt, Delivery, Endpoint
from moked.webhooks.services.endpoints import secrets_of
from moked.webhooks.services.feeding import due_deliveries

logger = logging.getLogger(__name__)
ACTOR = SystemActor("webhooks")
STATE = Delivery.State
SECONDS = 15.0
# Longer than a request may take in all; whoever has not reported by then never will.
LEASE = timedelta(seconds=60)
THREADS = 8
# A job ends now and then, so that a worker that is asked to stop can.
MOST = 500
SHOWN_BYTES = 1024
AGENT = "Moked-Webhooks/1"


def send_due_webhooks() -> int:
    """Sends until nothing is due and nothing is in the air. Gives how many were tried."""
    tried = 0
    flying: set[Future[None]] = set()
    with ThreadPoolExecutor(THREADS, thread_name_prefix="webhook") as threads:
        while True:
            while len(flying) < THREADS and tried < MOST and (delivery := _claim()) is not None:
                flying.add(threads.submit(_send, delivery))
                tried += 1
            if not flying:
                return tried
            # A slow server holds its own thread; meanwhile others become due.
            _done, flying = wait(flying, timeout=0.5, return_when=FIRST_COMPLETED)


def _claim() -> Delivery | None:
    """Takes the next delivery, and says so before the network is touched."""
    now = timezone.now()
    with in_whole_installation("events leave for every business"), transaction.atomic():
        in_the_air = Delivery.objects.filter(
            endpoint_id=OuterRef("endpoint_id"), state=STATE.SENDING, next_attempt_at__gt=now
        )
        delivery = (
            due_deliveries(now)
            .filter(~Exists(in_the_air))
            .select_for_update(of=("self", "endpoint"), skip_locked=True)
            .select_related("endpoint")
            .order_by("next_attempt_at", "created_at", "id")
            .first()
        )
        if delivery is None or in_the_air_now(delivery, now):
            return None
        delivery.state = STATE.SENDING
        delivery.attempts += 1
        delivery.next_attempt_at = now + LEASE
        delivery.save(update_fields=["state", "attempts", "next_attempt_at"])
    return delivery


def in_the_air_now(delivery: Delivery, now: datetime) -> bool:
    """Asked again once the endpoint's row is locked: another worker may have taken one up just before."""
    held = Delivery.objects.filter(endpoint_id=delivery.endpoint_id, state=STATE.SENDING, next_attempt_at__gt=now)
    return held.exists()


def _send(delivery: Delivery) -> None:
    """One attempt, in a thread: the request without a transaction, then what became of it in one."""
    try:
        with in_scope([delivery.business_id]):
            attempt, wish = _try(delivery)
            _note(delivery, attempt, wish)
    except Exception:
        # The lease runs out and it is tried again.
        logger.exception("webhooks.not_noted", extra={"delivery": str(delivery.pk)})
    finally:
        connection.close()


def _try(delivery: Delivery) -> tuple[Attempt, timedelta | None]:
    attempt = Attempt(business_id=delivery.business_id, delivery=delivery)
    now = attempt.at
    try:
        body, headers = signed(delivery, now)
        answer = outbound.post(delivery.endpoint.url, body=body, headers=headers, seconds=SECONDS, limit=SHOWN_BYTES)
    except (outbound.RequestFailed, MokedError) as error:
        attempt.problem = error.code[:40]
        attempt.milliseconds = int((timezone.now() - now).total_seconds() * 1000)
        return attempt, None
    attempt.status = answer.status
    attempt.answer = answer.body.decode("utf-8", "replace").replace("\0", "�")
    attempt.milliseconds = int(answer.seconds * 1000)
    return attempt, wished_delay(answer.headers.get("retry-after", ""), timezone.now())


def signed(delivery: Delivery, at: datetime) -> tuple[bytes, dict[str, str]]:
    """The body, and the headers of Standard Webhooks; after a rotation with a signature by each secret."""
    body = json.dumps(delivery.payload, ensure_ascii=False, separators=(",", ":"))
    marks = [Webhook(secret).sign(str(delivery.pk), at, body) for secret in secrets_of(delivery.endpoint)]
    return body.encode(), {
        "Content-Type": "application/json",
        "User-Agent": AGENT,
        "webhook-id": str(delivery.pk),
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(marks),
    }


@transaction.atomic
def _note(delivery: Delivery, attempt: Attempt, wish: timedelta | None) -> None:
    endpoint = Endpoint.objects.select_for_update(of=("self",)).get(pk=delivery.endpoint_id)
    attempt.save(force_insert=True)
    now = timezone.now()
    if attempt.status is not None and is_good(attempt.status):
        Delivery.objects.filter(pk=delivery.pk).update(state=STATE.DELIVERED, delivered_at=now)
        if endpoint.failing_since is not None:
            Endpoint.objects.filter(pk=endpoint.pk).update(failing_since=None)
        return
    delay = delay_after(delivery.attempts, random.random())  # noqa: S311  # spreads load, guards nothing
    if delay is not None and wish is not None:
        delay = max(delay, wish)
    # Only the attempt that holds the lease decides what comes next.
    mine = Delivery.objects.filter(pk=delivery.pk, state=STATE.SENDING, attempts=delivery.attempts)
    if delay is None:
        mine.update(state=STATE.FAILED)
    else:
        mine.update(state=STATE.WAITING, next_attempt_at=now + delay)
    if attempt.problem == SecretLost.code:
        stop_endpoint(endpoint, Endpoint.Stop.KEY)
    elif attempt.status == GONE:
        stop_endpoint(endpoint, Endpoint.Stop.GONE)
    elif endpoint.failing_since is not None and now - endpoint.failing_since > PATIENCE:
        stop_endpoint(endpoint, Endpoint.Stop.FAILING)
    else:
        # Everything else of a server that fails waits too, so that it is asked once and not for each event.
        quiet = delay_after(1, 0.5) or timedelta(0)
        endpoint.failing_since = endpoint.failing_since or now
        endpoint.quiet_until = now + max(quiet, wish or timedelta(0))
        endpoint.save(update_fields=["failing_since", "quiet_until"])


def stop_endpoint(endpoint: Endpoint, reason: Endpoint.Stop) -> None:
    """Switches an endpoint off and tells whoever may switch it on again."""
    endpoint.is_active, endpoint.stopped_because = False, reason
    endpoint.save(update_fields=["is_active", "stopped_because"])
    record(
        WebhookStopped(
            business_id=endpoint.business_id, actor=ACTOR.code, endpoint_id=endpoint.pk, reason=reason.value
        )
    )
    managers = Membership.objects.filter(
        business_id=endpoint.business_id,
        is_active=True,
        person__is_active=True,
        role__permissions__contains=[Permission.OFFICE_INTEGRATIONS.value],
    )
    Notice.objects.bulk_create(
        Notice(business_id=endpoint.business_id, person_id=person_id, kind=Notice.Kind.WEBHOOK_STOPPED)
        for person_id in managers.values_list("person_id", flat=True)
    )
