"""From what happens to what a receiver gets: signed, once for an entry, again when it failed."""

import json
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from standardwebhooks import Webhook

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.journal.models import JournalEntry
from moked.site.doctor.work import check_webhooks
from moked.staff.actors import PersonActor
from moked.staff.models import Notice
from moked.webhooks import services
from moked.webhooks.errors import SecretLost
from moked.webhooks.models import Attempt, Delivery, Endpoint, Feed
from moked.webhooks.selectors import deliveries_of
from moked.webhooks.services import sending
from moked.webhooks.services.feeding import feed_endpoints
from tests import builders
from tests.races import at_once
from tests.webhooks.conftest import Receiver, an_endpoint, answer_with

pytestmark = pytest.mark.django_db(transaction=True)
STATE = Delivery.State


def run() -> int:
    """What the worker does, once."""
    while feed_endpoints(timezone.now()):
        pass
    return services.send_due_webhooks()


def test_tells_what_happened_signed(
    business: Business, admin: PersonActor, endpoint: Endpoint, receiver: Receiver
) -> None:
    case = builders.a_case(business)
    run()
    with in_scope([business.pk]):
        secret = services.show_secret(actor=admin, business_id=business.pk, endpoint_id=endpoint.pk)
        of_journal = JournalEntry.objects.filter(case_id=case.pk).order_by("xid", "id")
        entries = list(of_journal.values_list("code", flat=True))
        assert Delivery.objects.exclude(state=STATE.DELIVERED).count() == 0
    told = [json.loads(body) for _, body in receiver.got]
    of_case = [each["type"] for each in told if each["data"]["case_id"] == str(case.pk)]
    assert of_case == entries
    assert len(set(receiver.ids)) == len(receiver.ids)
    for headers, body in receiver.got:
        Webhook(secret).verify(body, headers)
        assert "שוב נפל" not in body.decode()


def test_tells_each_entry_once_however_often_it_looks(
    business: Business, endpoint: Endpoint, receiver: Receiver
) -> None:
    builders.a_case(business)
    run()
    with in_scope([business.pk]):
        Feed.objects.update(xid=0, entry_id=0)
    before = len(receiver.got)
    run()
    assert len(receiver.got) == before


def test_tells_no_other_business(business: Business, endpoint: Endpoint, receiver: Receiver) -> None:
    other = builders.a_business()
    builders.a_case(other)
    run()
    assert all(json.loads(body)["data"]["business_id"] == str(business.pk) for _, body in receiver.got)


def test_tells_only_the_events_that_are_wanted(business: Business, admin: PersonActor, receiver: Receiver) -> None:
    an_endpoint(business, admin, receiver.url, "case_opened")
    builders.a_case(business)
    run()
    assert [json.loads(body)["type"] for _, body in receiver.got] == ["case_opened"]


def test_signs_with_both_secrets_after_a_rotation(
    business: Business, admin: PersonActor, endpoint: Endpoint, receiver: Receiver
) -> None:
    with in_scope([business.pk]):
        ways = {"actor": admin, "business_id": business.pk, "endpoint_id": endpoint.pk}
        former = services.show_secret(**ways)  # type: ignore[arg-type]
        fresh = services.rotate_secret(**ways)  # type: ignore[arg-type]
        assert former != fresh
        assert fresh not in Endpoint.objects.get().secret
        services.send_test(**ways)  # type: ignore[arg-type]
    run()
    headers, body = receiver.got[-1]
    Webhook(former).verify(body, headers)
    Webhook(fresh).verify(body, headers)


@pytest.mark.parametrize("status", [301, 400, 404, 500, 503])
def test_tries_again_what_was_not_received(
    business: Business, admin: PersonActor, receiver: Receiver, status: int
) -> None:
    endpoint = an_endpoint(business, admin, receiver.url, "case_opened")
    receiver.reply = answer_with(status, Location="http://169.254.169.254/")
    builders.a_case(business)
    run()
    with in_scope([business.pk]):
        delivery = Delivery.objects.get()
        assert (delivery.state, delivery.attempts, Attempt.objects.get().status) == (STATE.WAITING, 1, status)
        assert timedelta(seconds=3) < delivery.next_attempt_at - timezone.now() < timedelta(seconds=6)
        receiver.reply = answer_with(200)
        Delivery.objects.update(next_attempt_at=timezone.now())
        Endpoint.objects.filter(pk=endpoint.pk).update(quiet_until=timezone.now())
    run()
    assert len(receiver.got) == 2
    assert len(set(receiver.ids)) == 1
    with in_scope([business.pk]):
        assert Delivery.objects.get().state == STATE.DELIVERED
        assert Endpoint.objects.get().failing_since is None


def test_waits_as_long_as_the_server_asks(business: Business, admin: PersonActor, receiver: Receiver) -> None:
    an_endpoint(business, admin, receiver.url, "case_opened")
    receiver.reply = answer_with(429, Retry_After="3600")
    builders.a_case(business)
    run()
    with in_scope([business.pk]):
        assert Delivery.objects.get().next_attempt_at - timezone.now() > timedelta(minutes=59)


def test_stops_where_the_address_is_gone_and_says_so(
    business: Business, admin: PersonActor, endpoint: Endpoint, receiver: Receiver
) -> None:
    receiver.reply = answer_with(410)
    builders.a_case(business)
    run()
    with in_scope([business.pk]):
        stopped = Endpoint.objects.get()
        assert (stopped.is_active, stopped.stopped_because) == (False, Endpoint.Stop.GONE)
        assert Notice.objects.get(kind=Notice.Kind.WEBHOOK_STOPPED).person_id == admin.person_id
    told = len(receiver.got)
    builders.a_case(business)
    run()
    assert len(receiver.got) == told


def test_stops_after_five_days_of_failures(
    business: Business, admin: PersonActor, endpoint: Endpoint, receiver: Receiver
) -> None:
    receiver.reply = answer_with(500)
    with in_scope([business.pk]):
        Endpoint.objects.update(failing_since=timezone.now() - timedelta(days=5, minutes=1))
        services.send_test(actor=admin, business_id=business.pk, endpoint_id=endpoint.pk)
    run()
    with in_scope([business.pk]):
        assert Endpoint.objects.get().stopped_because == Endpoint.Stop.FAILING


def test_sends_again_with_the_same_id_when_a_worker_died_before_noting(
    business: Business, admin: PersonActor, endpoint: Endpoint, receiver: Receiver
) -> None:
    """The server received it, and nobody wrote that down."""
    with in_scope([business.pk]):
        services.send_test(actor=admin, business_id=business.pk, endpoint_id=endpoint.pk)
    claimed = sending._claim()
    assert claimed is not None
    with in_scope([business.pk]):
        sending._try(claimed)
    assert run() == 0
    with in_scope([business.pk]):
        Delivery.objects.filter(pk=claimed.pk).update(next_attempt_at=timezone.now())
    run()
    assert receiver.ids.count(str(claimed.pk)) == 2
    with in_scope([business.pk]):
        assert Delivery.objects.get(pk=claimed.pk).state == STATE.DELIVERED


def test_delivers_once_when_workers_look_at_the_same_moment(
    business: Business, admin: PersonActor, endpoint: Endpoint, receiver: Receiver
) -> None:
    with in_scope([business.pk]):
        for _ in range(6):
            services.send_test(actor=admin, business_id=business.pk, endpoint_id=endpoint.pk)
        ids = {str(key) for key in Delivery.objects.values_list("pk", flat=True)}
    assert at_once(business, *[services.send_due_webhooks] * 3) == []
    run()
    assert len(receiver.ids) == len(set(receiver.ids))
    assert ids <= set(receiver.ids)
    with in_scope([business.pk]):
        assert set(Delivery.objects.values_list("state", flat=True)) == {STATE.DELIVERED}


def test_is_not_held_up_by_a_slow_server(
    business: Business, admin: PersonActor, receive: Callable[[], Receiver], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "SECONDS", 2.0)
    slow, quick = receive(), receive()
    slow.reply = lambda handler: time.sleep(3)
    for receiver in (slow, quick):
        an_endpoint(business, admin, receiver.url, "case_opened")
    builders.a_case(business)
    builders.a_case(business)
    run()
    assert len(quick.got) == 2
    with in_scope([business.pk]):
        late = Attempt.objects.get(status=None)
        done = Delivery.objects.filter(state=STATE.DELIVERED)
        assert late.problem == "too_slow"
        assert all(each.delivered_at < late.at + timedelta(seconds=1.9) for each in done if each.delivered_at)


def test_replays_one_and_all_that_failed(
    business: Business, admin: PersonActor, endpoint: Endpoint, receiver: Receiver
) -> None:
    ways = {"actor": admin, "business_id": business.pk, "endpoint_id": endpoint.pk}
    with in_scope([business.pk]):
        sent = services.send_test(**ways)  # type: ignore[arg-type]
    run()
    with in_scope([business.pk]):
        services.replay_delivery(**ways, delivery_id=sent.pk)  # type: ignore[arg-type]
    run()
    with in_scope([business.pk]):
        Delivery.objects.filter(pk=sent.pk).update(state=STATE.FAILED)
        hour_ago = timezone.now() - timedelta(hours=1)
        assert services.replay_failed(**ways, since=timezone.now()) == 0  # type: ignore[arg-type]
        assert services.replay_failed(**ways, since=hour_ago) == 1  # type: ignore[arg-type]
    run()
    assert receiver.ids.count(str(sent.pk)) == 3


def test_sends_again_what_waits_after_a_failure_and_leaves_what_never_left(
    business: Business, admin: PersonActor, endpoint: Endpoint
) -> None:
    ways = {"actor": admin, "business_id": business.pk, "endpoint_id": endpoint.pk}
    with in_scope([business.pk]):
        tried, fresh = (services.send_test(**ways) for _ in range(2))  # type: ignore[arg-type]
        later = timezone.now() + timedelta(hours=5)
        Delivery.objects.update(next_attempt_at=later)
        Delivery.objects.filter(pk=tried.pk).update(attempts=3)
        assert [each.pk for each in deliveries_of(endpoint, state=STATE.FAILED)] == [tried.pk]
        assert services.replay_failed(**ways, since=timezone.now() - timedelta(hours=1)) == 1  # type: ignore[arg-type]
        assert Delivery.objects.get(pk=tried.pk).next_attempt_at < later
        assert Delivery.objects.get(pk=fresh.pk).next_attempt_at == later


def test_reads_the_log_to_its_end(business: Business, admin: PersonActor, endpoint: Endpoint) -> None:
    ways = {"actor": admin, "business_id": business.pk, "endpoint_id": endpoint.pk}
    with in_scope([business.pk]):
        sent = [services.send_test(**ways).pk for _ in range(5)]  # type: ignore[arg-type]
        # Two of one moment are told apart by their keys.
        Delivery.objects.filter(pk__in=sent[1:3]).update(created_at=timezone.now())
        read: list[UUID] = []
        while page := list(deliveries_of(endpoint, before=read[-1] if read else None)[:2]):
            read += [each.pk for each in page]
    assert len(read) == len(sent)
    assert set(read) == set(sent)


def test_a_secret_that_the_key_does_not_open_pauses_its_webhook(
    business: Business, admin: PersonActor, endpoint: Endpoint, receiver: Receiver, settings: Any
) -> None:
    settings.SECRET_KEY = "another installation's key"
    builders.a_case(business)
    run()
    with in_scope([business.pk]):
        endpoint.refresh_from_db()
        assert (endpoint.is_active, endpoint.stopped_because) == (False, Endpoint.Stop.KEY)
        assert [str(each.said) for each in check_webhooks()] != []
        with pytest.raises(SecretLost):
            services.show_secret(actor=admin, business_id=business.pk, endpoint_id=endpoint.pk)
        services.rotate_secret(actor=admin, business_id=business.pk, endpoint_id=endpoint.pk)
        services.change_endpoint(
            actor=admin, business_id=business.pk, endpoint_id=endpoint.pk, facts={"is_active": True}
        )
        Delivery.objects.update(next_attempt_at=timezone.now())
    assert receiver.got == []
    run()
    assert receiver.got != [], "with a new secret it goes on, and nothing was left out"
