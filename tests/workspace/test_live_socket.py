"""The staff's websocket: tells what changed, to those who may know, and what was missed meanwhile."""

from hashlib import md5
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from moked.businesses.scope import in_scope
from moked.customers.merging import merge_customers
from moked.lib import realtime
from moked.staff.models import Membership, Person, Presence
from moked.staff.permissions import Permission
from moked.workspace.live import SIGNED_OUT, StaffConsumer
from tests import builders
from tests.sockets import SocketClient

pytestmark = pytest.mark.django_db(transaction=True)


def _socket(person: Any) -> SocketClient:
    return SocketClient(StaffConsumer.as_asgi(), "/live/", user=person)


async def _greet(link: SocketClient, watch: list[str], position: str | None = None) -> list[dict[str, Any]]:
    """Says hello and gives what comes back, up to the message that brings a position."""
    await link.connect()
    await link.receive()
    await link.send({"type": "hello", "watch": watch, "position": position})
    told = [await link.receive()]
    while "position" not in told[-1]:
        told.append(await link.receive())
    return told


async def _deliver(audience: str, kind: str = "changed", **facts: str) -> None:
    """What the process's LISTEN does with a notice."""
    realtime._tell({"kind": kind, "to": [audience], **facts})


def _arrange() -> tuple[Any, ...]:
    business = builders.a_business()
    return business, builders.a_person(business), builders.a_case(business)


async def test_tells_that_a_watched_case_changed() -> None:
    _, person, case = await realtime.in_thread(_arrange)
    link = _socket(person)
    await _greet(link, [f"case:{case.pk}", "worklist"])
    await _deliver(f"case:{case.pk}")
    assert await link.receive() == {"type": "changed", "what": f"case:{case.pk}"}
    await _deliver(f"work:{person.pk}")
    assert await link.receive() == {"type": "changed", "what": "worklist"}
    await link.disconnect()


async def test_stays_silent_about_another_business() -> None:
    _, person, _ = await realtime.in_thread(_arrange)
    _, _, theirs = await realtime.in_thread(_arrange)
    link = _socket(person)
    topics = [f"{part}:{theirs.pk}" for part in ("case", "words", "standing", "service")]
    topics += [f"business:{theirs.business_id}", f"customer:{theirs.customer_id}"]
    await _greet(link, topics)
    for topic in topics:
        await _deliver(topic)
    assert await link.is_silent()
    await link.disconnect()


async def test_closes_on_somebody_who_is_not_signed_in() -> None:
    link = _socket(AnonymousUser())
    await link.connect()
    assert await link.closing_code() == SIGNED_OUT


async def test_catches_up_after_a_lost_connection() -> None:
    business, person, case = await realtime.in_thread(_arrange)
    link = _socket(person)
    told = await _greet(link, [f"case:{case.pk}"])
    position = told[-1]["position"]
    await link.disconnect()

    def write() -> None:
        with in_scope([business.pk]):
            builders.a_message(case, case.contact_point)

    await realtime.in_thread(write)
    again = _socket(person)
    told = await _greet(again, [f"case:{case.pk}"], position)
    assert {"type": "changed", "what": f"case:{case.pk}"} in told
    await again.disconnect()


async def test_passes_on_who_types_but_not_to_the_one_who_does() -> None:
    business, person, case = await realtime.in_thread(_arrange)
    colleague = await realtime.in_thread(lambda: builders.a_person(business, first_name="סמיר"))
    link = _socket(person)
    await _greet(link, [f"words:{case.pk}"])
    await _deliver(f"words:{case.pk}", "typing", who="סמיר", by=str(colleague.pk))
    assert await link.receive() == {"type": "typing", "case": str(case.pk), "who": "סמיר"}
    await _deliver(f"words:{case.pk}", "typing", who="נועה", by=str(person.pk))
    assert await link.is_silent()
    await link.disconnect()


async def test_keeps_its_person_present() -> None:
    _, person, _ = await realtime.in_thread(_arrange)
    before = await realtime.in_thread(lambda: Presence.objects.get(person=person).seen_at)
    link = _socket(person)
    await _greet(link, ["worklist"])
    assert await realtime.in_thread(lambda: Presence.objects.get(person=person).seen_at) > before
    await link.disconnect()


@pytest.mark.parametrize("nonsense", [[], "hello", {"type": "hello", "watch": "all", "position": "x.y"}, {"type": 7}])
async def test_survives_nonsense(nonsense: Any) -> None:
    _, person, case = await realtime.in_thread(_arrange)
    link = _socket(person)
    await _greet(link, [f"case:{case.pk}"])
    await link.send(nonsense)
    await link.send({"type": "hello", "watch": [f"case:{case.pk}"]})
    while (message := await link.receive())["what"] != f"case:{case.pk}":
        assert message["position"]
        await _deliver(f"case:{case.pk}")
    await link.disconnect()


async def test_hangs_up_when_the_sign_in_ended() -> None:
    _, person, _ = await realtime.in_thread(_arrange)
    browser = Client()
    await realtime.in_thread(browser.force_login, person)
    session = await realtime.in_thread(lambda: SessionStore(browser.session.session_key))
    link = SocketClient(StaffConsumer.as_asgi(), "/live/", user=person, session=session)
    await _greet(link, ["worklist"])
    await _deliver(f"access:{person.pk}", "access")
    assert await link.is_silent()
    await realtime.in_thread(session.delete)
    await _deliver(f"session:{md5(str(session.session_key).encode()).hexdigest()}", "access")
    assert await link.closing_code() == SIGNED_OUT
    await link.disconnect()


async def test_shows_no_more_than_the_person_may_see_now() -> None:
    business, person, case = await realtime.in_thread(_arrange)
    link = _socket(person)
    await _greet(link, [f"case:{case.pk}"])

    def leave() -> None:
        with in_scope([business.pk]):
            Membership.objects.filter(person=person).update(is_active=False)

    await realtime.in_thread(leave)
    await _deliver(f"access:{person.pk}", "access")
    assert await link.receive() == {"type": "refresh"}
    await _deliver(f"case:{case.pk}")
    assert await link.is_silent()
    await realtime.in_thread(lambda: Person.objects.filter(pk=person.pk).update(is_active=False))
    await _deliver(f"access:{person.pk}", "access")
    assert await link.closing_code() == SIGNED_OUT
    await link.disconnect()


async def test_looks_who_it_is_when_it_fell_behind() -> None:
    _, person, _ = await realtime.in_thread(_arrange)
    link = _socket(person)
    await _greet(link, ["worklist"])
    await _deliver("everyone", "resync")
    assert await link.receive() == {"type": "refresh"}
    await realtime.in_thread(lambda: Person.objects.filter(pk=person.pk).update(is_active=False))
    await _deliver("everyone", "resync")
    assert await link.closing_code() == SIGNED_OUT
    await link.disconnect()


async def test_hears_of_all_who_are_read_as_one_customer() -> None:
    business, person, case = await realtime.in_thread(_arrange)
    topic, merged = f"customer:{case.customer_id}", []

    def merge() -> None:
        with in_scope([business.pk]):
            actor = builders.actor_of(builders.a_person(business, permissions=list(Permission)))
            merged.append(builders.a_contact_point(business).customer_id)
            merge_customers(actor=actor, customer_id=merged[-1], into_id=case.customer_id)

    await realtime.in_thread(merge)
    link = _socket(person)
    await _greet(link, [topic])
    await realtime.in_thread(merge)
    for told in (f"customer:{merged[0]}", f"customer:{merged[1]}"):
        await _deliver(told)
        assert await link.receive() == {"type": "changed", "what": topic}
    await link.disconnect()


async def test_hangs_up_on_a_flood() -> None:
    _, person, _ = await realtime.in_thread(_arrange)
    link = _socket(person)
    await _greet(link, ["worklist"])
    for _number in range(80):
        await link.send({"type": "typing", "case": "x"})
    assert await link.closing_code() == realtime.TOO_MUCH
    await link.disconnect()
