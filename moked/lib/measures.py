"""Counters and durations of this process, in Prometheus' words. Each process has its own; a web process shows them.

Labels are names out of the code, such as a route or an outcome: never an id, an address or a person. How fast one
person works is nobody's figure.
"""

import functools
import os
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, start_http_server

P = ParamSpec("P")
T = TypeVar("T")

REGISTRY = CollectorRegistry()
# Seconds: from a page out of the cache to a mail that asks a slow server.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


def counter(name: str, meaning: str, *labels: str) -> Counter:
    return Counter(f"moked_{name}", meaning, labels, registry=REGISTRY)


def gauge(name: str, meaning: str, *labels: str) -> Gauge:
    return Gauge(f"moked_{name}", meaning, labels, registry=REGISTRY)


def duration(name: str, meaning: str, *labels: str) -> Histogram:
    """A histogram of seconds."""
    return Histogram(f"moked_{name}_seconds", meaning, labels, registry=REGISTRY, buckets=BUCKETS)


def timed(histogram: Histogram) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Measures every call of a function."""

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        @functools.wraps(function)
        def measured(*args: P.args, **kwargs: P.kwargs) -> T:
            with histogram.time():
                return function(*args, **kwargs)

        return measured

    return decorate


def written() -> bytes:
    """All of it as text."""
    return generate_latest(REGISTRY)


def show_if_asked() -> None:
    """Shows this process's figures at MOKED_METRICS_LISTEN; web processes show theirs among their pages instead."""
    host, _, port = os.environ.get("MOKED_METRICS_LISTEN", "").rpartition(":")
    if port:
        start_http_server(int(port), addr=host.strip("[]") or "127.0.0.1", registry=REGISTRY)
