"""The page's socket: it says that something changed, and only when the customer can see it."""

from collections.abc import Callable
from typing import Any

import pytest
from asgiref.sync import sync_to_async

from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.links import revoke_links
from moked.lib import realtime
from moked.portal.live import LINK_OVER, CaseConsumer
from tests.portal.conftest import Story, make_story
from tests.sockets import SocketClient

pytestmark = pytest.mark.django_db(transaction=True)


async def _in_scope(story: Story, act: Callable[..., Any], **facts: Any) -> None:
    def run() -> None:
        with in_scope([story.business.pk]):
            act(actor=story.agent, case_id=story.case.pk, **facts)

    await sync_to_async(run)()


async def _notice(story: Story, kind: str = "changed") -> None:
    """What the process's LISTEN hands on."""
    realtime._tell({"kind": kind, "to": [f"case:{story.case.pk}"]})


async def _opened(token: str) -> SocketClient:
    """A socket that listens already: the first answer to a page that knows nothing says so."""
    socket = await _connected(token)
    await socket.send({"type": "hello", "position": None, "watch": ["case"]})
    assert (await socket.receive())["what"] == "case"
    return socket


async def _connected(token: str) -> SocketClient:
    socket = SocketClient(CaseConsumer.as_asgi(), f"/c/{token}/live/", url_route={"kwargs": {"token": token}})
    assert (await socket.connect())["type"] == "websocket.accept"
    return socket


async def test_tells_of_an_answer_and_not_of_a_note() -> None:
    story = await sync_to_async(make_story)()
    socket = await _opened(await sync_to_async(lambda: story.token)())
    await _in_scope(story, cases.write_note, html="<p>פתק</p>")
    await _notice(story)
    await _notice(story, kind="typing")
    assert await socket.is_silent()
    await sync_to_async(story.answer)("תיקנו")
    await _notice(story)
    told = await socket.receive()
    assert (told["type"], told["what"]) == ("changed", "case")
    await socket.disconnect()


async def test_tells_a_page_that_loaded_before_a_change() -> None:
    story = await sync_to_async(make_story)()
    socket = await _opened(await sync_to_async(lambda: story.token)())
    await socket.send({"type": "hello", "position": "older", "watch": ["case"]})
    told = await socket.receive()
    await socket.send({"type": "hello", "position": told["position"], "watch": ["case"]})
    assert await socket.is_silent()
    await socket.disconnect()


async def test_closes_when_the_link_is_revoked_and_opens_for_no_other() -> None:
    story = await sync_to_async(make_story)()
    socket = await _opened(await sync_to_async(lambda: story.token)())
    await _in_scope(story, revoke_links)
    await _notice(story)
    assert await socket.closing_code() == LINK_OVER
    assert await (await _connected("forged")).closing_code() == LINK_OVER
