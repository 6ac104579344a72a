"""The installation's figures, read from the database when asked: how much waits, for how long, what failed."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from prometheus_client import CollectorRegistry, Gauge, generate_latest

from moked.businesses.scope import in_whole_installation
from moked.site.backup.writing import NOTE
from moked.site.standing import Standing, load_standing, router_is_alive, worker_is_alive


def write_figures() -> bytes:
    """In Prometheus' format. Without a database only `moked_database_up 0`."""
    registry, now = CollectorRegistry(), datetime.now(UTC)
    up = Gauge("moked_database_up", "Whether the database answered this time.", registry=registry)
    try:
        with in_whole_installation("figures of the whole installation"):
            standing = load_standing(now)
            alive = {"worker": worker_is_alive(now), "router": router_is_alive(now)}
    except DatabaseError:
        up.set(0)
        return generate_latest(registry)
    up.set(1)
    _put(registry, "process_alive", "Whether such a process is alive.", "process", alive)
    _put_standing(registry, standing)
    backed_up = _last_backup()
    if backed_up:
        gauge = Gauge("moked_backup_timestamp_seconds", "When the last backup was made.", registry=registry)
        gauge.set(backed_up)
    return generate_latest(registry)


def _put_standing(registry: CollectorRegistry, standing: Standing) -> None:
    _put(registry, "work_items", "Open work by state.", "state", standing.waiting)
    _put(registry, "deliveries", "Deliveries under way, and of the last day by state.", "state", standing.deliveries)
    _put(registry, "jobs", "Jobs by state.", "state", standing.jobs)
    _put(registry, "overdue_seconds", "How long the oldest due row has been due.", "what", standing.overdue)
    singles = {
        "oldest_waiting_seconds": ("How long the oldest waiting work has waited.", standing.oldest_waiting_seconds),
        "open_offers": ("Offers nobody answered yet.", standing.open_offers),
        "mails_needing_a_look": ("Mails that could not be brought in.", standing.tray),
    }
    for name, (meaning, value) in singles.items():
        Gauge(f"moked_{name}", meaning, registry=registry).set(value)


def _put(registry: CollectorRegistry, name: str, meaning: str, label: str, values: Mapping[str, float]) -> None:
    gauge = Gauge(f"moked_{name}", meaning, [label], registry=registry)
    for key, value in values.items():
        gauge.labels(key).set(value)


def _last_backup() -> float:
    try:
        noted = json.loads((Path(settings.DATA_DIR) / NOTE).read_text())
        return datetime.fromisoformat(noted["at"]).timestamp()
    except (OSError, ValueError, KeyError, TypeError):
        return 0.0
