"""A web process that loses its ear for a moment: screens hear afterwards of whatever happened meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import psycopg
import pytest
from django.conf import settings

from moked.cases.models import Case
from moked.lib import realtime
from moked.staff.models import Person, Presence
from moked.workspace import live
from moked.workspace.live import StaffConsumer
from tests import builders
from tests.sockets import SocketClient

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]

ENDS_EARS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
ENDS_ALL = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
PATIENCE = 30.0


def _arrange() -> tuple[Person, Case]:
    business = builders.a_business()
    return builders.a_person(business), builders.a_case(business)


@asynccontextmanager
async def _listening() -> AsyncIterator[None]:
    ear = asyncio.create_task(realtime.listen_forever(realtime.dsn_from(settings.DATABASES["default"])))
    try:
        await _until(realtime.is_listening)
        yield
    finally:
        ear.cancel()
        with suppress(asyncio.CancelledError):
            await ear


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await asyncio.sleep(0.02)


async def test_tells_screens_to_compare_themselves_once_it_hears_again(database_url: str) -> None:
    person, case = await realtime.in_thread(_arrange)
    async with _listening():
        link = SocketClient(StaffConsumer.as_asgi(), "/live/", user=person)
        await link.connect()
        await link.send({"type": "hello", "watch": [f"case:{case.pk}"], "position": None})
        async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as owner:
            await owner.execute(ENDS_EARS)
        await _until(lambda: not realtime.is_listening())
        while not await link.is_silent():
            await link.receive()
        # Nobody hears this one.
        await realtime.in_thread(realtime.announce, [f"case:{case.pk}"])
        await _until(realtime.is_listening)
        assert await link.receive() == {"type": "refresh"}
        await realtime.in_thread(realtime.announce, [f"case:{case.pk}"])
        assert await link.receive() == {"type": "changed", "what": f"case:{case.pk}"}
        await link.disconnect()


async def test_stays_at_the_desk_while_the_database_is_away_for_a_moment(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "HEARTBEAT_SECONDS", 0.2)
    person, _ = await realtime.in_thread(_arrange)
    link = SocketClient(StaffConsumer.as_asgi(), "/live/", user=person)
    await link.connect()
    await link.receive()
    name = settings.DATABASES["default"]["NAME"]
    # From a database of its own: nobody may shut out the one they are in.
    async with await psycopg.AsyncConnection.connect(database_url, dbname="postgres", autocommit=True) as owner:
        await owner.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        try:
            await owner.execute(ENDS_ALL, (name,))
            while not await link.is_silent():
                await link.receive()
            # Longer than a page waits for a connection, so that a beat is missed.
            await asyncio.sleep(6)
        finally:
            await owner.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    async with asyncio.timeout(PATIENCE):
        while (await link.receive()).get("type") != "changed":
            pass
    assert await realtime.in_thread(Presence.objects.filter(person=person).exists)
    await link.disconnect()
