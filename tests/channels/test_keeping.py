"""Mails that are handed in at the same time: kept together, each answered, none answered before it is kept."""

import asyncio
import contextlib
import gc
import weakref
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from psycopg import errors

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.channels import keeping
from moked.channels.intake import Handed, Receipt, accept_mails
from moked.channels.keeping import Keeper, NotKept
from moked.channels.models import Inbound
from tests import builders
from tests.channels.mails import a_mail, address_of


@pytest.fixture
def business() -> Business:
    return builders.a_business()


def _handed(to: str, *, mail_id: str | None = None, text: str = "שלום") -> Handed:
    return Handed(a_mail(to=to, mail_id=mail_id, text=text), "dana@customers.test", [to], {"transport": "smtp"})


@pytest.mark.django_db
def test_asks_the_same_for_one_mail_and_for_many(business: Business) -> None:
    box = address_of(business)
    accept_mails([_handed(box)])
    counts = []
    for mails in ([_handed(box)], [_handed(box) for _ in range(20)]):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert accept_mails(mails) == [[Receipt.KEPT]] * len(mails)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    with in_scope([business.pk]):
        assert Inbound.objects.count() == 22


@pytest.mark.django_db
def test_tells_copies_from_others_of_one_id_among_those_that_come_together(business: Business) -> None:
    box = address_of(business)
    one = _handed(box, mail_id="same@customers.test")
    accept_mails([one])
    other, third = (_handed(box, mail_id="same@customers.test", text=text) for text in ("אחר", "שלישי"))
    assert accept_mails([one, other, other, third, _handed("nobody@nowhere.test")]) == [
        *[[Receipt.KEPT]] * 4,
        [Receipt.UNKNOWN],
    ]
    with in_scope([business.pk]):
        assert {bytes(row.raw) for row in Inbound.objects.all()} == {one.raw, other.raw, third.raw}


FULL = OSError("the disk is full")


class Thread:
    """Where the keeper's transactions run; here they wait until they are let go."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, broken: Sequence[bytes] = (), error: BaseException = FULL
    ) -> None:
        self.batches: list[list[bytes]] = []
        self.may_go = asyncio.Event()

        def accept(mails: Sequence[Handed]) -> list[list[Receipt]]:
            self.batches.append([mail.raw for mail in mails])
            if any(mail.raw in broken for mail in mails):
                raise type(error)(*error.args)
            return [[Receipt.KEPT] for _ in mails]

        monkeypatch.setattr(keeping, "accept_mails", accept)

    async def __call__(self, work: Callable[[], Any]) -> Any:
        await self.may_go.wait()
        return work()


def _plain(number: int, size: int = 1) -> Handed:
    return Handed(str(number).encode() * size, "", ["box@here.test"], {})


def test_gathers_what_comes_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> list[list[bytes]]:
        thread = Thread(monkeypatch)
        keeper = Keeper(thread)
        first = [asyncio.create_task(keeper.keep(_plain(number))) for number in range(2)]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        later = [asyncio.create_task(keeper.keep(_plain(number))) for number in range(2, 9)]
        await asyncio.sleep(0.01)
        assert not any(task.done() for task in (*first, *later))
        thread.may_go.set()
        assert await asyncio.gather(*first, *later) == [[Receipt.KEPT]] * 9
        return thread.batches

    batches = asyncio.run(run())
    assert sorted(raw for batch in batches for raw in batch) == [str(number).encode() for number in range(9)]
    assert len(batches) <= 3


def test_keeps_each_alone_where_one_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> list[Any]:
        thread = Thread(monkeypatch, broken=[b"2"])
        thread.may_go.set()
        keeper = Keeper(thread)
        return await asyncio.gather(*(keeper.keep(_plain(number)) for number in range(5)), return_exceptions=True)

    told = asyncio.run(run())
    assert [isinstance(each, NotKept) for each in told] == [False, False, True, False, False]
    assert [each for each in told if not isinstance(each, NotKept)] == [[Receipt.KEPT]] * 4


def test_does_not_gather_more_than_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_BYTES", 100)
    monkeypatch.setattr(keeping, "MOST_MAILS", 3)

    async def run() -> list[list[bytes]]:
        thread = Thread(monkeypatch)
        thread.may_go.set()
        keeper = Keeper(thread)
        sizes = (60, 60, 200, 1, 1, 1, 1, 1)
        await asyncio.gather(*(keeper.keep(_plain(number, size)) for number, size in enumerate(sizes)))
        return thread.batches

    for batch in asyncio.run(run()):
        assert len(batch) <= 3
        assert len(batch) == 1 or sum(map(len, batch)) <= 100


def test_goes_on_when_somebody_hangs_up(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> list[list[Receipt]]:
        thread = Thread(monkeypatch)
        keeper = Keeper(thread)
        tasks = [asyncio.create_task(keeper.keep(_plain(number))) for number in range(4)]
        await asyncio.sleep(0.01)
        tasks[1].cancel()
        thread.may_go.set()
        return await asyncio.gather(*(task for task in tasks if task is not tasks[1]))

    assert asyncio.run(run()) == [[Receipt.KEPT]] * 3


def test_keeps_what_comes_in_the_moment_it_runs_out_of_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looked for more and found none is done, even where the loop says so a turn later."""
    monkeypatch.setattr(keeping, "_accept", lambda mails: [[Receipt.KEPT] for _ in mails])

    async def run() -> None:
        under_way: list[asyncio.Future[Any]] = []

        async def in_thread(work: Callable[[], Any]) -> Any:
            under_way.append(asyncio.get_running_loop().create_future())
            await under_way[-1]
            return work()

        keeper, both_done = Keeper(in_thread), asyncio.Event()

        async def keep_then() -> list[Receipt]:
            await both_done.wait()
            return await keeper.keep(_plain(3))

        async def until_under_way(number: int) -> None:
            for _ in range(10):
                await asyncio.sleep(0)
            assert len(under_way) == number

        third = asyncio.create_task(keep_then())
        first = asyncio.create_task(keeper.keep(_plain(1)))
        await until_under_way(1)
        second = asyncio.create_task(keeper.keep(_plain(2)))
        await until_under_way(2)
        for each in under_way:
            each.set_result(None)
        both_done.set()
        await until_under_way(3)
        assert await asyncio.gather(first, second) == [[Receipt.KEPT]] * 2
        under_way[2].set_result(None)
        assert await third == [Receipt.KEPT]

    asyncio.run(asyncio.wait_for(run(), 10))


def test_makes_nobody_wait_once_there_is_no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> tuple[list[Any], int]:
        thread = Thread(monkeypatch, broken=[b"2"], error=OperationalError("the connection failed"))
        keeper = Keeper(thread)
        tasks = [asyncio.create_task(keeper.keep(_plain(number))) for number in range(8)]
        await asyncio.sleep(0.01)
        thread.may_go.set()
        return await asyncio.gather(*tasks, return_exceptions=True), len(thread.batches)

    told, tried = asyncio.run(run())
    assert any(isinstance(each, NotKept) for each in told)
    assert tried <= 2


def test_stops_at_the_first_alone_that_finds_no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection was lost under a batch; trying each would wait for one again and again."""

    async def run() -> int:
        tried = 0

        async def in_thread(work: Callable[[], Any]) -> Any:
            nonlocal tried
            tried += 1
            await asyncio.sleep(0)
            raise OperationalError("closed") from (errors.AdminShutdown() if tried == 1 else None)

        keeper = Keeper(in_thread)
        tasks = [keeper.keep(_plain(number)) for number in range(8)]
        assert all(isinstance(each, NotKept) for each in await asyncio.gather(*tasks, return_exceptions=True))
        return tried

    assert asyncio.run(asyncio.wait_for(run(), 10)) == 2


def test_answers_though_a_library_panics(monkeypatch: pytest.MonkeyPatch) -> None:
    class Panic(BaseException):
        pass

    async def run() -> list[Any]:
        thread = Thread(monkeypatch, broken=[b"1", b"4"], error=Panic())
        thread.may_go.set()
        keeper = Keeper(thread)
        return await asyncio.gather(*(keeper.keep(_plain(number)) for number in range(6)), return_exceptions=True)

    told = asyncio.run(asyncio.wait_for(run(), 10))
    assert [isinstance(each, NotKept) for each in told] == [False, True, False, False, True, False]


def test_holds_no_mail_that_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python's collector comes rarely, and a mail may be large."""

    async def run() -> list[Any]:
        thread = Thread(monkeypatch, broken=[b"0"], error=OSError("the disk is full"))
        thread.may_go.set()
        mail = _plain(0)
        known = weakref.ref(mail)
        with contextlib.suppress(NotKept):
            await Keeper(thread).keep(mail)
        del mail
        await asyncio.sleep(0)
        return [known()]

    # What is logged is kept by the tests themselves.
    monkeypatch.setattr(keeping.logger, "log", lambda *_, **__: None)
    gc.disable()
    try:
        assert asyncio.run(run()) == [None]
    finally:
        gc.enable()
