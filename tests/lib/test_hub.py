"""Handing notices to sockets: each hears what it listens to, once, and never silently too little."""

import asyncio

from moked.lib.hub import COMPARE_YOURSELF, MOST_WAITING, Hub, Mailbox, Notice


def _notice(audience: str, kind: str = "changed", **facts: str) -> Notice:
    return {"kind": kind, "to": audience, **facts}


async def _all_that_waits(mailbox: Mailbox) -> list[Notice]:
    notices = []
    while True:
        try:
            notices.append(await asyncio.wait_for(mailbox.next(), 0.01))
        except TimeoutError:
            return notices


async def test_tells_only_those_who_listen_now() -> None:
    hub, here, gone = Hub(), Mailbox(), Mailbox()
    for mailbox in (here, gone):
        hub.join(mailbox, "case:1")
        hub.join(mailbox, "case:2")
    hub.leave(here, "case:2")
    hub.forget(gone)
    hub.tell("case:1", _notice("case:1"))
    hub.tell("case:2", _notice("case:2"))
    assert await _all_that_waits(here) == [_notice("case:1")]
    assert await _all_that_waits(gone) == []


async def test_keeps_what_was_said_again_once_and_in_order() -> None:
    hub, mailbox = Hub(), Mailbox()
    hub.join(mailbox, "case:1")
    for notice in (_notice("case:1"), _notice("case:1", "typing", who="a"), _notice("case:1", traceparent="later")):
        hub.tell("case:1", notice)
    kinds = [(notice["kind"], notice.get("traceparent")) for notice in await _all_that_waits(mailbox)]
    assert kinds == [("changed", "later"), ("typing", None)]


async def test_tells_who_fell_behind_to_compare_itself() -> None:
    hub, mailbox = Hub(), Mailbox()
    for number in range(MOST_WAITING + 1):
        hub.join(mailbox, f"case:{number}")
        hub.tell(f"case:{number}", _notice(f"case:{number}"))
    assert await _all_that_waits(mailbox) == [COMPARE_YOURSELF]


async def test_says_again_what_changed_after_it_was_heard() -> None:
    hub, mailbox = Hub(), Mailbox()
    hub.join(mailbox, "case:1")
    hub.tell("case:1", _notice("case:1"))
    assert await mailbox.next() == _notice("case:1")
    hub.tell("case:1", _notice("case:1"))
    assert await mailbox.next() == _notice("case:1")


def test_keeps_nothing_of_sockets_that_are_gone() -> None:
    hub, mailbox = Hub(), Mailbox()
    hub.join(mailbox, "case:1")
    hub.forget(mailbox)
    assert hub == Hub()
