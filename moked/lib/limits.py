"""How often something may be done, counted in the database so that all processes count together.

One row a limit and key, holding one moment: when all that was done will have been worked off at the limit's pace
(the generic cell rate algorithm). One statement takes from it; the row's lock lasts for that statement alone, as
long as the caller is in no transaction. The table is unlogged: after a crash everybody begins anew.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from django.conf import settings
from django.db import connection

from moked.lib.errors import MokedError, TooMany

TABLE = """
CREATE UNLOGGED TABLE IF NOT EXISTS moked_allowance (
    key bytea PRIMARY KEY,
    worked_off_at timestamptz NOT NULL
)
"""
# What is refused costs nothing, so that a flood does not push its own end away.
TAKE = """
INSERT INTO moked_allowance AS held (key, worked_off_at)
VALUES (%(key)s, clock_timestamp() + %(cost)s)
ON CONFLICT (key) DO UPDATE SET worked_off_at = greatest(held.worked_off_at, clock_timestamp()) + %(cost)s
WHERE greatest(held.worked_off_at, clock_timestamp()) + %(cost)s <= clock_timestamp() + %(room)s
RETURNING 1
"""
WAIT = "SELECT worked_off_at + %(cost)s - %(room)s - clock_timestamp() FROM moked_allowance WHERE key = %(key)s"
TRIM = "DELETE FROM moked_allowance WHERE worked_off_at < clock_timestamp()"
# A provider gives one customer a whole network of this size.
IPV6_PREFIX = 64
TRIM_EVERY = timedelta(minutes=10)


@dataclass(frozen=True)
class Limit:
    """`times` within a duration, all at once if need be. The name keeps one limit's keys apart from another's."""

    name: str
    times: int
    within: timedelta

    @property
    def most(self) -> int:
        """`times` as this installation stretches it (MOKED_LIMIT_FACTOR)."""
        return max(1, round(self.times * settings.LIMIT_FACTOR))


def take(limit: Limit, key: str) -> timedelta | None:
    """Takes one. None when there was enough; otherwise how long to wait until there is one again."""
    facts: dict[str, Any] = {
        "key": blake2b(f"{limit.name}:{key}".encode(), digest_size=16).digest(),
        "cost": limit.within / limit.most,
        "room": limit.within,
    }
    with connection.cursor() as cursor:
        cursor.execute(TAKE, facts)
        if cursor.fetchone():
            return None
        cursor.execute(WAIT, facts)
        row = cursor.fetchone()
    return max(timedelta(seconds=1), row[0] if row else timedelta())


def demand(limit: Limit, key: str, error: type[MokedError] = TooMany) -> None:
    """Takes one. Raises `error` with `retry_after` (seconds) when there was none."""
    wait = take(limit, key)
    if wait is not None:
        raise error(retry_after=int(wait.total_seconds()) + 1)


def network_of(address: str) -> str:
    """What an address is counted under: itself, or the network of an IPv6 address."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return address
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ip_network(f"{parsed}/{IPV6_PREFIX}", strict=False))


def make_table() -> None:
    """Makes the table where it is missing. Runs as the owner, before grants are given."""
    with connection.cursor() as cursor:
        cursor.execute(TABLE)


@dataclass
class WornOffLimits:
    """Forgets what was worked off, now and then; asked every second, it mostly has nothing to do."""

    done_at: datetime | None = None

    def __call__(self, now: datetime) -> int:
        """Gives 0: there is never more to do at once."""
        if self.done_at is None or now - self.done_at > TRIM_EVERY:
            with connection.cursor() as cursor:
                cursor.execute(TRIM)
            self.done_at = now
        return 0
