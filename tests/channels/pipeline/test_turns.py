"""Rounds of one process: one after the other, unless one takes long."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from moked.channels.models import Inbound
from moked.channels.pipeline import drain


class Claims:
    """Claims nothing, and says how many did so at a time."""

    def __init__(self) -> None:
        self.most = self._now = 0
        self._lock = threading.Lock()

    def __call__(self) -> list[Inbound]:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        time.sleep(0.02)
        with self._lock:
            self._now -= 1
        return []


def test_does_one_round_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    claims = Claims()
    monkeypatch.setattr(drain, "claim", claims)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: drain.drain_inbound(), range(8)))
    assert claims.most == 1


def test_lets_a_slow_round_hold_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, ended = threading.Event(), threading.Event()

    def claim() -> list[Inbound]:
        if not begun.is_set():
            begun.set()
            assert ended.wait(30)
        return []

    monkeypatch.setattr(drain, "claim", claim)
    monkeypatch.setattr(drain, "PATIENCE", 0.01)
    with ThreadPoolExecutor(2) as threads:
        slow = threads.submit(drain.drain_inbound)
        try:
            assert begun.wait(30)
            assert threads.submit(drain.drain_inbound).result(30) == 0
            assert not slow.done()
        finally:
            ended.set()
    # Whoever went on without a turn takes none from whoever has it.
    assert not drain._turn.locked()
