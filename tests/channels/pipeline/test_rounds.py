"""Jobs of one process that bring mails in: one at a time, unless one takes long."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from moked.channels.models import Inbound
from moked.channels.pipeline import drain


class Claims:
    """Claims nothing. The first claim goes on until it is told to end."""

    def __init__(self) -> None:
        self.asked = self.most = self._now = 0
        self.has_begun, self.may_end = threading.Event(), threading.Event()
        self._lock = threading.Lock()

    def __call__(self) -> list[Inbound]:
        with self._lock:
            self.asked += 1
            self._now += 1
            self.most = max(self.most, self._now)
            is_first = self.asked == 1
        if is_first:
            self.has_begun.set()
            assert self.may_end.wait(30)
        time.sleep(0.01)
        with self._lock:
            self._now -= 1
        return []


@pytest.fixture
def claims(monkeypatch: pytest.MonkeyPatch) -> Claims:
    claims = Claims()
    monkeypatch.setattr(drain, "claim", claims)
    monkeypatch.setattr(drain, "PATIENCE", 60.0)
    monkeypatch.setattr(drain, "REST", 0.0)
    return claims


@contextmanager
def _one_at_work(claims: Claims) -> Iterator[None]:
    """Somebody brings in, and ends after the block."""
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(drain.drain_inbound)
        try:
            assert claims.has_begun.wait(30)
            yield
            assert not first.done()
        finally:
            claims.may_end.set()
        first.result(30)


def test_lets_whoever_brings_in_look_once_more(claims: Claims) -> None:
    with _one_at_work(claims), ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda _: drain.drain_inbound(), range(8))) == [0] * 8
    assert (claims.asked, claims.most) == (2, 1)


def test_looks_once_where_nobody_asked_meanwhile(claims: Claims) -> None:
    with _one_at_work(claims):
        pass
    assert claims.asked == 1
    drain.drain_inbound()
    assert claims.asked == 2


def test_lets_a_long_round_hold_up_no_other(claims: Claims, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drain, "PATIENCE", 0.0)
    with _one_at_work(claims), ThreadPoolExecutor(1) as threads:
        threads.submit(drain.drain_inbound).result(30)
        assert claims.asked == 2


def test_leaves_the_rest_to_whoever_goes_on_anyway(claims: Claims, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drain, "_by_business", lambda _claimed: ())
    monkeypatch.setattr(drain, "PATIENCE", 0.0)
    with _one_at_work(claims), ThreadPoolExecutor(1) as threads:

        def claim() -> list[Inbound]:
            # The other's round is none of the long ones after all.
            monkeypatch.setattr(drain, "PATIENCE", 60.0)
            monkeypatch.setattr(drain, "claim", claims)
            return [Inbound()]

        monkeypatch.setattr(drain, "claim", claim)
        assert threads.submit(drain.drain_inbound).result(30) == 1
        assert claims.asked == 1
    # It looks once more, since that one left before all was done.
    assert claims.asked == 2


def test_takes_turns_again_after_a_failure(claims: Claims, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> list[Inbound]:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(drain, "claim", broken)
        with pytest.raises(RuntimeError):
            drain.drain_inbound()
    claims.may_end.set()
    drain.drain_inbound()
    assert claims.asked == 1


def test_goes_on_by_another_job_when_it_has_done_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    deferred: list[str] = []
    monkeypatch.setattr(drain, "BATCH", 3)
    monkeypatch.setattr(drain, "claim", lambda: [Inbound()])
    monkeypatch.setattr(drain, "_by_business", lambda _claimed: ())
    monkeypatch.setattr(drain, "defer_once", deferred.append)
    assert drain.drain_inbound() == 3
    assert deferred == [drain.DRAIN_INBOUND]
