"""Whatever is sent to the staff's websocket: it goes on, joins nothing foreign, and answers with nothing foreign."""

import asyncio
import json
import logging

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from moked.journal.audiences import OF_A_CASE, OF_A_PERSON, Part
from moked.workspace.live import StaffConsumer
from tests import builders
from tests.sockets import SocketClient

pytestmark = pytest.mark.django_db(transaction=True)

# Stand for the keys of what is in the database; examples are made before it.
NAMED = OURS, THEIRS, BUSINESS, COLLEAGUE = ("<ours>", "<theirs>", "<business>", "<colleague>")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
KEYS = st.builds(
    str.format,
    st.sampled_from(["{}", "{{{}}}", "urn:uuid:{}", " {}\n", "{}\x00", "{}:{}"]),
    st.sampled_from([*NAMED, "", "*", "\ud800", "\u0663" * 32]),
    st.sampled_from(NAMED),
)
TOPICS = st.builds(
    "{}:{}".format, st.sampled_from(["case", *Part, "customer", "business", "access", "session", ""]), KEYS
)
POSITIONS = st.sampled_from(["0.0", "-1.0", "9" * 30, "-" + "9" * 30, "1.x", "\u0663", "9" * 5000, "\x00"]) | JSON
FIELDS = st.fixed_dictionaries(
    {"type": st.sampled_from(["hello", "hello", "typing", "viewing", "changed", "live.notice"]) | JSON},
    optional={
        "watch": st.lists(TOPICS | st.sampled_from(["worklist", "bell"]) | JSON, max_size=4) | JSON,
        "position": POSITIONS,
        "case": KEYS | JSON,
    },
)
FRAMES = FIELDS.map(json.dumps) | JSON.map(json.dumps) | st.text(max_size=40)
HUGE = [
    "[" * 50_000,
    '{"type":"hello","watch":' + "[" * 900 + "]" * 900 + "}",
    '{"type":"hello","watch":[' + '"case:x",' * 20_000 + '"worklist"]}',
    '{"type":"hello","position":' + "9" * 4000 + "}",
    "x" * 200_000,
]


class Watched(StaffConsumer):
    """The consumer, and the last one that was made."""

    last: "Watched"

    async def connect(self) -> None:
        Watched.last = self
        await super().connect()


class Place:
    """Two businesses, and one person of the first."""

    def __init__(self) -> None:
        ours, theirs = builders.a_business(), builders.a_business()
        self.person = builders.a_person(ours)
        case = builders.a_case(ours)
        foreign = (builders.a_case(theirs).pk, theirs.pk, builders.a_person(theirs).pk)
        self.keys = dict(zip(NAMED, map(str, (case.pk, *foreign)), strict=True))
        self.may_watch = {f"{kind}:{case.pk}" for kind in ("case", *OF_A_CASE)}
        self.may_hear = {
            *self.may_watch,
            *(f"{part}:{self.person.pk}" for part in OF_A_PERSON),
            f"access:{self.person.pk}",
            "everyone",
        }

    def with_true_keys(self, frame: str) -> str:
        for name, key in self.keys.items():
            frame = frame.replace(name, key)
        return frame

    async def hear(self, frames: list[str]) -> None:
        """Sends the frames over one connection, and looks at all that came of it."""
        link = SocketClient(Watched.as_asgi(), "/live/", user=self.person)
        await link.connect()
        await link.send_frame(bytes=b"\x00\xff")
        for frame in frames:
            await link.send_frame(text=self.with_true_keys(frame))
        # Raises what the consumer raised.
        await link.disconnect()
        assert Watched.last.mailbox.audiences <= self.may_hear
        for said in link.left_over():
            assert said["type"] in ("changed", "refresh")
            assert said.get("what", "") in {*self.may_watch, "worklist", "bell", ""}
            assert said.keys() <= {"type", "what", "position", "traceparent"}


def test_goes_on_and_stays_at_home_whatever_is_sent(caplog: pytest.LogCaptureFixture) -> None:
    place = Place()

    @settings(max_examples=100, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(FRAMES, min_size=1, max_size=8))
    @example(HUGE)
    @example(['{"type":"hello","watch":7}'])
    @example(['{"type":"hello","watch":["case:{<ours>}", "case:<theirs>"]}'])
    def send(frames: list[str]) -> None:
        asyncio.run(place.hear(frames))

    send()
    assert not [said for said in caplog.records if said.levelno >= logging.ERROR]
