"""One router at a time for a pool: it survives its restart, and what it read and decided can be told again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.routing import services as work
from moked.routing.domain.codec import from_json
from moked.routing.domain.log import Entry, replay
from moked.routing.facts import KnownItems, load_state
from moked.routing.models import Offer, RouterLease, RouterLogEntry
from moked.routing.router import Router
from moked.routing.selectors import open_offers_of
from tests import builders
from tests.routing.conftest import the_offer

pytestmark = pytest.mark.django_db(transaction=True)


def test_lets_only_one_router_serve_a_pool_until_it_falls_silent(clock) -> None:
    business = builders.a_business()
    builders.a_person(business)
    first, second = Router(clock), Router(clock)
    first.run_once()
    builders.a_case(business)
    second.run_once()
    with in_scope([business.pk]):
        assert not Offer.objects.exists()
    # Leases go by the database's clock.
    RouterLease.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    second.run_once()
    with in_scope([business.pk]):
        assert Offer.objects.count() == 1
    first.run_once()
    assert RouterLogEntry.objects.filter(pool=business.pool).order_by("-number")[0].epoch == 2


def test_goes_on_after_a_restart_and_its_log_replays_alone(clock) -> None:
    business = builders.a_business()
    person = builders.a_person(business)
    builders.a_case(business)
    first = Router(clock)
    first.run_once()
    first.release()
    second = Router(clock)
    second.run_once()
    with in_scope([business.pk]):
        assert len(open_offers_of(person.pk)) == 1
    rows = RouterLogEntry.objects.filter(pool=business.pool).order_by("number")
    by_epoch: dict[int, list[Entry]] = {}
    for row in rows:
        entry = from_json(row.entry)
        assert isinstance(entry, Entry)
        by_epoch.setdefault(row.epoch, []).append(entry)
    assert list(by_epoch) == [1, 2]
    for entries in by_epoch.values():
        _, decisions = replay(entries)
        assert decisions == tuple(decision for entry in entries for decision in entry.decisions)


def test_lets_go_of_old_epochs_as_a_whole_and_keeps_the_rest_complete(clock, monkeypatch) -> None:
    monkeypatch.setattr("moked.routing.router.EPOCH_LENGTH", 2)
    monkeypatch.setattr("moked.routing.router.EPOCHS_KEPT", 2)
    business = builders.a_business()
    builders.a_person(business)
    router = Router(clock)
    for _ in range(8):
        builders.a_case(business)
        router.run_once()
    by_epoch: dict[int, list[Entry]] = {}
    for row in RouterLogEntry.objects.filter(pool=business.pool).order_by("number"):
        entry = from_json(row.entry)
        assert isinstance(entry, Entry)
        by_epoch.setdefault(row.epoch, []).append(entry)
    assert list(by_epoch) == [3, 4]
    for entries in by_epoch.values():
        _, decisions = replay(entries)
        assert decisions == tuple(decision for entry in entries for decision in entry.decisions)


def test_reads_only_rows_written_since_and_knows_all_the_same(clock) -> None:
    business = builders.a_business()
    person = builders.a_person(business)
    known = KnownItems()
    with in_scope([business.pk]):
        cases_made = [builders.a_case(business) for _ in range(3)]
        first = load_state(business.pool_id, clock(), known=known)
        kept = {item: first.items[item] for item in first.items}
        Router(clock).run_once()
        work.accept_offer(actor=builders.actor_of(person), offer_id=the_offer(person).pk)
        cases.set_aside(actor=builders.actor_of(person), case_id=cases_made[2].pk, reason="spam")
        again = load_state(business.pool_id, clock(), known=known)
        assert again == load_state(business.pool_id, clock())
        unchanged = [item for item in again.items if again.items[item] is kept.get(item)]
        assert len(unchanged) == 1
