from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from moked.lib.errors import TooMany
from moked.lib.ids import new_id
from moked.lib.limits import Limit, WornOffLimits, demand, network_of, take

THREE = Limit("three", 3, timedelta(minutes=1))


@pytest.fixture(autouse=True)
def _real_size(settings: Any) -> None:
    settings.LIMIT_FACTOR = 1


@pytest.mark.django_db
def test_lets_as_many_through_as_it_says_and_names_the_wait() -> None:
    assert [take(THREE, "somebody") for _ in range(3)] == [None] * 3
    wait = take(THREE, "somebody")
    assert wait is not None
    assert timedelta(seconds=15) < wait <= timedelta(seconds=20)
    assert take(THREE, "another") is None
    assert take(Limit("other", 3, timedelta(minutes=1)), "somebody") is None


@pytest.mark.django_db
def test_refills_at_its_pace_and_a_refusal_costs_nothing() -> None:
    for _ in range(8):
        take(THREE, "somebody")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE moked_allowance SET worked_off_at = worked_off_at - interval '21 seconds'")
    assert take(THREE, "somebody") is None
    assert take(THREE, "somebody") is not None


@pytest.mark.django_db
def test_raises_with_the_seconds_to_wait() -> None:
    for _ in range(3):
        demand(THREE, "somebody")
    with pytest.raises(TooMany) as refused:
        demand(THREE, "somebody")
    assert refused.value.facts["retry_after"] in range(15, 22)


@pytest.mark.django_db
def test_forgets_what_was_worked_off() -> None:
    take(THREE, "somebody")
    take(THREE, "another")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM moked_allowance")
        cursor.execute("INSERT INTO moked_allowance VALUES ('old', now() - interval '1 day')")
        take(THREE, "another")
        WornOffLimits()(timezone.now())
        cursor.execute("SELECT count(*) FROM moked_allowance")
        assert cursor.fetchone() == (1,)


@pytest.mark.django_db(transaction=True)
def test_counts_together_when_many_ask_at_once() -> None:
    key, barrier, answers = str(new_id()), Barrier(8), []

    def ask() -> None:
        barrier.wait()
        answers.extend(take(THREE, key) for _ in range(3))
        connection.close()

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count(None) == 3


def test_counts_a_network_of_ipv6_as_one() -> None:
    assert network_of("2001:db8:1:2:aaaa::1") == network_of("2001:db8:1:2:bbbb::9") == "2001:db8:1:2::/64"
    assert network_of("2001:db8:1:3::1") != network_of("2001:db8:1:2::1")
    assert network_of("::ffff:192.0.2.7") == network_of("192.0.2.7") == "192.0.2.7"
    assert network_of("") == ""
