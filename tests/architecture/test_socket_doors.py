"""Tries every socket as whoever may not: it says nothing, and nothing changes."""

from typing import Any

import pytest
from channels.routing import URLRouter
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from moked.lib import realtime
from moked.site.sockets import SOCKETS
from moked.staff.models import Person
from moked.staff.permissions import ADMINISTRATOR
from tests import builders
from tests.rows import Rows
from tests.sockets import SocketClient
from tests.things import things_of

pytestmark = pytest.mark.django_db(transaction=True)

HERE = b"http://127.0.0.1:8000"
ELSEWHERE = b"https://elsewhere.example"
GUESSED = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
# A socket that is not here is walked by nobody.
WALKED = {"live/", "chat/<str:key>/", "c/<str:token>/live/"}
# Presence is what an open page is for.
OWN = ("staff_presence",)


def test_walks_every_socket() -> None:
    assert {str(each.pattern) for each in SOCKETS} == WALKED


def _socket(path: str, *, origin: bytes = HERE, cookie: str = "") -> SocketClient:
    headers = [(b"host", b"127.0.0.1:8000"), (b"origin", origin), (b"cookie", cookie.encode())]
    return SocketClient(URLRouter(SOCKETS), f"/{path}", headers=headers)


def _cookie_of(person: Person) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return f"moked_session={session.session_key}"


def _arrange() -> tuple[dict[str, Any], dict[str, str], Rows]:
    mine, theirs = builders.a_business(), builders.a_business(slug="theirs")
    people = {
        "neighbour": builders.a_person(mine, permissions=list(ADMINISTRATOR)),
        "nobody's role": builders.a_person(theirs, permissions=[]),
        "operator": Person.objects.create_superuser("op@staff.test", "three unrelated words", first_name="Op"),
    }
    things = things_of(theirs)
    cookies = {name: _cookie_of(person) for name, person in people.items()}
    return things, cookies, Rows(apart_from=OWN)


@pytest.mark.parametrize("path", ["live/", f"c/{GUESSED}/live/", "chat/guessed-key/"])
async def test_opens_to_no_stranger(path: str) -> None:
    _, _, rows = await realtime.in_thread(_arrange)
    link = _socket(path)
    answer = await link.connect()
    if answer["type"] == "websocket.accept":
        assert await link.closing_code() == 4401
    else:
        assert answer["type"] == "websocket.close"
    assert not await realtime.in_thread(rows.changed_anywhere)


@pytest.mark.parametrize("path", ["live/", f"c/{GUESSED}/live/"])
async def test_opens_to_no_page_of_another_site(path: str) -> None:
    _, cookies, rows = await realtime.in_thread(_arrange)
    answer = await _socket(path, origin=ELSEWHERE, cookie=cookies["neighbour"]).connect()
    assert answer["type"] == "websocket.close"
    assert not await realtime.in_thread(rows.changed_anywhere)


@pytest.mark.parametrize("who", ["neighbour", "nobody's role", "operator"])
async def test_tells_nobody_of_a_case_they_may_not_see(who: str) -> None:
    things, cookies, rows = await realtime.in_thread(_arrange)
    link = _socket("live/", cookie=cookies[who])
    assert (await link.connect())["type"] == "websocket.accept"
    await link.receive()
    case, business = f"case:{things['case_id']}", f"business:{things['business_id']}"
    topics = [case, business, f"person:{things['person_id']}", f"access:{things['person_id']}", "everyone"]
    await link.send({"type": "hello", "watch": topics if who != "nobody's role" else [case, *topics[2:]]})
    assert (await link.receive())["what"] == ""
    for kind in ("typing", "viewing"):
        await link.send({"type": kind, "case": str(things["case_id"])})
    for audience in topics[: 2 if who != "nobody's role" else 1]:
        realtime._tell({"kind": "changed", "to": [audience]})
        realtime._tell({"kind": "typing", "to": [audience], "who": "דנה", "by": ""})
    assert await link.is_silent()
    await link.disconnect()
    assert not await realtime.in_thread(rows.changed_anywhere)


async def test_gives_a_visitor_no_conversation_of_another_widget() -> None:
    _, _, rows = await realtime.in_thread(_arrange)
    link = _socket("chat/key-theirs/")
    assert (await link.connect())["type"] == "websocket.accept"
    await link.send({"type": "hello", "version": 1, "token": GUESSED, "have": []})
    told = await link.receive()
    assert told.get("lost")
    assert told["token"] == ""
    # Nothing may be said or confirmed before a conversation has begun.
    for frame in ({"type": "end"}, {"type": "solved"}, {"type": "rate", "ease": 5}, {"type": "typing"}):
        await link.send(frame)
        assert (await link.receive())["type"] == "refused"
    await link.disconnect()
    assert not await realtime.in_thread(rows.changed_anywhere)
